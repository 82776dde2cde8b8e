/** What the server is told, and when: messages out of turn and messages that are none do not come as far as its handlers. */
import {
  ErrorCodes,
  Message,
  type MessageWriter,
  type RequestMessage,
  ResponseError,
  type ResponseMessage,
  StreamMessageReader,
} from "vscode-languageserver/node";

import { Framing } from "./framing";
import { isSound } from "./params";

type Callback = Parameters<StreamMessageReader["listen"]>[0];
type Stage = "new" | "initialized" | "shut down";

export class GatedReader extends StreamMessageReader {
  private stage: Stage = "new";

  /** @param lost is told what is wrong where the messages of the client cannot be told from each other any more */
  constructor(
    private readonly input: NodeJS.ReadableStream,
    private readonly writer: MessageWriter,
    private readonly lost: (reason: string) => void,
  ) {
    super(input);
  }

  /** The client has said `shutdown`: what it says now is `exit`. */
  get isShutDown(): boolean {
    return this.stage === "shut down";
  }

  override listen(callback: Callback): ReturnType<StreamMessageReader["listen"]> {
    const framing = new Framing();
    this.input.on("data", (chunk: Buffer) => {
      const wrong = framing.take(chunk);
      if (wrong !== null) this.lost(wrong);
    });
    return super.listen((message: unknown) => {
      if (this.admits(message as Message)) callback(message as Message);
    });
  }

  private admits(message: Message): boolean {
    if (Message.isResponse(message)) return message.id !== null;
    if (Message.isNotification(message)) {
      const { method, params } = message;
      return method === "exit" || (this.stage === "initialized" && isSound(method, params));
    }
    const refusal = Message.isRequest(message)
      ? this.refusalOf(message)
      : new ResponseError(ErrorCodes.InvalidRequest, "This is not a message of the protocol.");
    if (refusal === null) return true;
    this.refuse(Message.isRequest(message) ? message.id : null, refusal);
    return false;
  }

  private refusalOf({ method, params }: RequestMessage): ResponseError | null {
    if (this.stage === "shut down")
      return new ResponseError(ErrorCodes.InvalidRequest, "The server has been shut down.");
    if ((method === "initialize") !== (this.stage === "new"))
      return this.stage === "new"
        ? new ResponseError(ErrorCodes.ServerNotInitialized, "The first request must be `initialize`.")
        : new ResponseError(ErrorCodes.InvalidRequest, "The server has been initialized already.");
    if (!isSound(method, params))
      return new ResponseError(ErrorCodes.InvalidParams, `These are no parameters of ${method}.`);
    if (method === "initialize") this.stage = "initialized";
    if (method === "shutdown") this.stage = "shut down";
    return null;
  }

  private refuse(id: ResponseMessage["id"], refusal: ResponseError): void {
    const answer: ResponseMessage = { jsonrpc: "2.0", id, error: refusal.toJson() };
    // Where nothing can be written any more the client is gone, and the end of the input ends the server.
    this.writer.write(answer).catch(() => {});
  }
}
