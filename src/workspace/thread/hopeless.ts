/** Documents that took too long: nobody waits for one again until its text is another. */
import type { SourceDocument } from "../../analysis/source/document";
import { shortHash } from "../fingerprint";
import type { ThreadEnded, TookTooLong } from "./supervised-thread";

/** What took too long: without its fixes an analysis may still be quick, and quick where a hover is not. */
export type Asked = "analysis" | "fixes" | "understanding";

type Failure = TookTooLong | ThreadEnded;

/** So many are remembered. */
const most = 100;

export class Hopeless {
  private readonly failures = new Map<string, Failure>();

  /** How it failed the last time. Where the analysis itself takes too long, so does all else. */
  failureOf(asked: Asked, document: SourceDocument): Failure | undefined {
    return this.failures.get(keyOf(asked, document)) ?? this.failures.get(keyOf("analysis", document));
  }

  add(asked: Asked, document: SourceDocument, failure: Failure): void {
    this.failures.set(keyOf(asked, document), failure);
    if (this.failures.size > most) this.failures.delete(this.failures.keys().next().value!);
  }
}

function keyOf(asked: Asked, { name, languageId = "", text }: SourceDocument): string {
  return `${asked} ${shortHash([name, languageId, text].join("\0"))}`;
}
