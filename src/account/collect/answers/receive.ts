/** Takes in what an endpoint sends, within bounds: nothing that one sends fills the memory or keeps a call from ending. */
import type { Readable } from "node:stream";

import type { HttpRequest, HttpResponse } from "@smithy/core/transport";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpHandlerOptions, NodeHttpHandlerOptions } from "@smithy/types";

import { UnusableAnswer } from "./unusable";

export interface ReceptionLimits {
  /** The most of one answer. The largest of AWS's are pages of GetAccountAuthorizationDetails, of some megabytes. */
  readonly answerBytes: number;
  /** The most of one answer that is an error. */
  readonly errorBytes: number;
  /** The most of all answers of a session. */
  readonly sessionBytes: number;
  /** Answers beyond this size are taken in one after another, so that a hundred at a time do not fill the memory. */
  readonly largeBytes: number;
  /** So many of which come in at a time. */
  readonly largeAtOnce: number;
  /** An answer that has begun brings as many bytes within each `paceMs`, or is given up. */
  readonly paceBytes: number;
  readonly paceMs: number;
}

const mebibyte = 1024 * 1024;

export const usualReception: ReceptionLimits = {
  answerBytes: 12 * mebibyte,
  errorBytes: mebibyte / 4,
  sessionBytes: 256 * mebibyte,
  largeBytes: mebibyte / 2,
  largeAtOnce: 1,
  paceBytes: 1024,
  paceMs: 10_000,
};

/** What all clients of a session receive together. */
export class Reception {
  private received = 0;
  private readonly large: Slots;

  constructor(private readonly limits: ReceptionLimits = usualReception) {
    this.large = new Slots(limits.largeAtOnce);
  }

  /**
   * The whole body. Rejects with an UnusableAnswer where it is over a bound, and as the stream or the signal does; the stream is
   * destroyed then, and with it the connection.
   */
  async read(
    { statusCode, headers, body }: Pick<HttpResponse, "statusCode" | "headers" | "body">,
    signal?: AbortSignal,
  ): Promise<Buffer> {
    const stream = body as Readable;
    const { answerBytes, errorBytes, sessionBytes, largeBytes, paceBytes, paceMs } = this.limits;
    const most = statusCode < 300 ? answerBytes : errorBytes;
    const refuse = (message: string) => new UnusableAnswer(message, statusCode);
    const encoding = headers["content-encoding"];

    const chunks: Buffer[] = [];
    let size = 0;
    let atLastLook = 0;
    let waits = false;
    let isLarge = false;
    const pace = setInterval(() => {
      if (!waits && size - atLastLook < paceBytes) stream.destroy(refuse("the answer comes too slowly"));
      atLastLook = size;
    }, paceMs);
    const abort = () => stream.destroy(new DOMException("The call was given up.", "AbortError"));
    signal?.addEventListener("abort", abort, { once: true });
    try {
      signal?.throwIfAborted();
      // Nothing was asked to be packed, and what is unpacked may be a thousand times as large.
      if (encoding !== undefined && encoding !== "identity") throw refuse("the answer is packed");
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        this.received += chunk.length;
        if (size > most) throw refuse(`the answer is larger than ${inWords(most)}`);
        if (this.received > sessionBytes) throw refuse(`all answers together are larger than ${inWords(sessionBytes)}`);
        chunks.push(chunk);
        if (isLarge || size <= largeBytes) continue;
        waits = true;
        await this.large.take(signal);
        waits = false;
        isLarge = true;
      }
      return Buffer.concat(chunks, size);
    } finally {
      clearInterval(pace);
      signal?.removeEventListener("abort", abort);
      if (isLarge) this.large.giveBack();
      stream.destroy();
    }
  }
}

/** So many places, handed on in the order in which they were asked for. */
class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async take(signal?: AbortSignal): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const served = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const stop = () => {
        this.waiting.splice(this.waiting.indexOf(served), 1);
        reject(signal?.reason);
      };
      this.waiting.push(served);
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  giveBack(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}

function inWords(bytes: number): string {
  return bytes >= mebibyte ? `${bytes / mebibyte} MB` : `${bytes} bytes`;
}

/** The SDK's own handler, but whole answers come out of it. It follows no redirect, as the SDK's does not. */
export class BoundedHttpHandler extends NodeHttpHandler {
  constructor(
    options: NodeHttpHandlerOptions,
    private readonly reception: Reception,
  ) {
    super(options);
  }

  override async handle(request: HttpRequest, options: HttpHandlerOptions = {}): Promise<{ response: HttpResponse }> {
    const { response } = await super.handle(request, options);
    const { abortSignal } = options;
    response.body = await this.reception.read(response, abortSignal instanceof AbortSignal ? abortSignal : undefined);
    return { response };
  }
}
