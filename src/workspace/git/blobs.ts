/** The contents that git keeps, as they are kept: no filter turns them into what would stand in a folder. */
import type { ChildProcessWithoutNullStreams } from "node:child_process";

import pLimit from "p-limit";

import { GitError, type GitPlace, startGit } from "./git";

/** Bytes of a content, or its size where it is larger than asked for. */
export type Blob = { readonly bytes: Buffer } | { readonly size: number };

/** Reads one after another from a git that goes on running until `end`. */
export class Blobs {
  private sizes: Answers | undefined;
  private contents: Answers | undefined;
  private readonly oneByOne = pLimit(1);

  constructor(private readonly place: GitPlace) {}

  /** Rejects with a `GitError`, also where the repository does not have it. */
  read(id: string, limit: number): Promise<Blob> {
    return this.oneByOne(async () => {
      this.sizes ??= new Answers(startGit(this.place, ["cat-file", "--batch-check"]));
      const size = sizeIn(await this.sizes.ask(id));
      if (size > limit) return { size };
      this.contents ??= new Answers(startGit(this.place, ["cat-file", "--batch"]));
      const length = sizeIn(await this.contents.ask(id));
      const bytes = await this.contents.take(length);
      await this.contents.take(1);
      return { bytes };
    });
  }

  end(): void {
    this.sizes?.end();
    this.contents?.end();
  }
}

/** `<id> blob <size>`. */
function sizeIn(line: string): number {
  const size = / blob (\d+)$/.exec(line)?.[1];
  if (size === undefined) throw new GitError("the repository does not have its content");
  return Number(size);
}

/** What a process answers on its standard output. */
class Answers {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);
  private failure: Error | undefined;

  constructor(private readonly git: ChildProcessWithoutNullStreams) {
    const fail = (error: Error) => void (this.failure ??= error);
    git.on("error", fail);
    git.stdin.on("error", fail);
    git.stderr.resume();
    this.chunks = git.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async ask(line: string): Promise<string> {
    this.git.stdin.write(`${line}\n`);
    let end: number;
    while ((end = this.rest.indexOf("\n")) < 0) await this.more();
    return String(await this.take(end + 1)).trimEnd();
  }

  async take(length: number): Promise<Buffer> {
    if (this.rest.length < length) {
      const parts = [this.rest];
      let missing = length - this.rest.length;
      while (missing > 0) {
        this.rest = Buffer.alloc(0);
        await this.more();
        parts.push(this.rest);
        missing -= this.rest.length;
      }
      this.rest = Buffer.concat(parts);
    }
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }

  end(): void {
    this.git.stdin.end();
    this.git.kill();
  }

  private async more(): Promise<void> {
    const { value, done } = await this.chunks.next();
    if (done) throw new GitError(this.failure?.message ?? "git ended before its time");
    this.rest = this.rest.length === 0 ? value : Buffer.concat([this.rest, value]);
  }
}
