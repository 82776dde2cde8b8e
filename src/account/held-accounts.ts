/** The accounts of the posture view beside what the workspace asserts: judged as they are read, and anew when an assertion is edited. */
import type { Assertion } from "../analysis/assertions/assertion";
import type { Range } from "../analysis/text";
import { type AcceptedEntry, withAccepted } from "./attestations/accepted";
import type { CheckResult, Posture } from "./posture";
import type { Snapshot } from "./snapshot";

/** A planeguard.json that asserts something. */
export interface AssertingFile {
  readonly file: string;
  readonly assertions: readonly Assertion[];
  /** Where each of them stands, in their order. */
  readonly places: readonly Range[];
}

/** Checks in the order of the assertions; null: of an account whose policies have not been read. Never rejects. */
export type Judge = (assertions: readonly Assertion[], snapshot: Snapshot | null) => Promise<readonly CheckResult[]>;

/** Of more accounts the snapshots are not kept: an edit is told of them when they are read again. */
const mostKept = 20;

interface Held {
  readonly snapshot: Snapshot;
  readonly checks: readonly CheckResult[];
}

export class HeldAccounts {
  private files: readonly AssertingFile[] = [];
  /** By account, those that were read last at the end. */
  private held = new Map<string, Held>();
  private unread: readonly CheckResult[] = [];
  /** What is asserted and what is read come one after the other, so that neither is judged by what was before. */
  private last: Promise<unknown> = Promise.resolve();
  private asserted = 0;
  private era = 0;

  constructor(private readonly judge: Judge) {}

  /** Takes what the workspace asserts now, and judges the snapshots that are kept. */
  assert(files: readonly AssertingFile[]): Promise<void> {
    const turn = ++this.asserted;
    return this.next(async () => {
      if (turn !== this.asserted) return;
      const { era } = this;
      const judged = new Map<string, Held>();
      for (const [key, { snapshot }] of files.length > 0 ? this.held : [])
        judged.set(key, { snapshot, checks: await this.checksOf(files, snapshot) });
      this.unread = await this.checksOf(files, null);
      this.files = files;
      this.held = era === this.era ? judged : new Map();
    });
  }

  /** Judges an account that was read; nothing of it is kept where nothing is asserted. */
  read(snapshot: Snapshot): Promise<void> {
    const { era } = this;
    return this.next(async () => {
      const { files } = this;
      if (files.length === 0) return;
      const checks = await this.checksOf(files, snapshot);
      if (era !== this.era) return;
      const key = keyOf(snapshot);
      this.held.delete(key);
      this.held.set(key, { snapshot, checks });
      if (this.held.size > mostKept) this.held.delete(this.held.keys().next().value!);
    });
  }

  /** The posture with a check for each assertion, accepted as the file of the assertion says. `today` is `YYYY-MM-DD`. */
  beside(posture: Posture, accepted: (file: string) => readonly AcceptedEntry[], today: string): Posture {
    const checks = this.held.get(keyOf(posture))?.checks ?? this.unread;
    if (checks.length === 0) return posture;
    const own = this.files.flatMap(({ file }) => {
      const of = { ...posture, checks: checks.filter(({ asserted }) => asserted?.file === file) };
      return withAccepted(of, accepted(file), today).checks;
    });
    return { ...posture, checks: [...posture.checks, ...own] };
  }

  /** Forgets every account. */
  forget(): void {
    this.era++;
    this.held = new Map();
  }

  private next(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private async checksOf(files: readonly AssertingFile[], snapshot: Snapshot | null): Promise<CheckResult[]> {
    const all: CheckResult[] = [];
    for (const { file, assertions, places } of files) {
      const checks = await this.judge(assertions, snapshot);
      all.push(...checks.map((check, at) => ({ ...check, asserted: { file, range: places[at]! } })));
    }
    return all;
  }
}

function keyOf({ account, profile }: Pick<Posture, "account"> & { readonly profile?: string | null }): string {
  return `${profile ?? ""}|${account.id}`;
}
