/** Standard output or error of the process: texts are written whole, or it is told that they were not. */
import { fstatSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { isatty } from "node:tty";

/** What became of all that was written: `closed` where whoever read it has had enough, as `head` has. */
export type Written = "whole" | "closed" | Error;

export class Output {
  private result: Written = "whole";
  private readonly pending = new Set<Promise<void>>();
  private stream: NodeJS.WritableStream | null | undefined;

  constructor(private readonly descriptor: 1 | 2) {}

  /** Whether something has not gone out yet, for its reader is slow. */
  get isWaiting(): boolean {
    return this.pending.size > 0;
  }

  write(text: string): void {
    if (this.result !== "whole" || text === "") return;
    try {
      const stream = (this.stream ??= this.open());
      if (stream === null) this.writeNow(Buffer.from(text));
      else this.send(stream, text);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Resolves when nothing is left to write. */
  async end(): Promise<Written> {
    await Promise.all(this.pending);
    return this.result;
  }

  /**
   * A pipe is not waited for: a signal must come through while its reader sleeps. Null for a file, which is written to
   * directly: Node's stream takes a part that a full disk has taken for the whole.
   */
  private open(): NodeJS.WritableStream | null {
    const { descriptor } = this;
    const stats = fstatSync(descriptor);
    const isPipe = stats.isFIFO() || stats.isSocket();
    if (!isPipe && !isatty(descriptor)) return null;
    const stream =
      isPipe && process.platform !== "win32"
        ? new Socket({ fd: descriptor, readable: false, writable: true })
        : descriptor === 1
          ? process.stdout
          : process.stderr;
    stream.on("error", (error) => this.fail(error));
    return stream;
  }

  private send(stream: NodeJS.WritableStream, text: string): void {
    const sent = new Promise<void>((resolve) => {
      stream.write(text, (error) => {
        if (error) this.fail(error);
        resolve();
      });
    }).finally(() => this.pending.delete(sent));
    this.pending.add(sent);
  }

  private writeNow(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.descriptor, bytes, at);
  }

  private fail(error: unknown): void {
    if (this.result !== "whole") return;
    const { code } = error as NodeJS.ErrnoException;
    this.result = code === "EPIPE" ? "closed" : error instanceof Error ? error : new Error(String(error));
  }
}
