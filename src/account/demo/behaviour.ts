/** How the demo endpoint misbehaves when a test asks it to. */
import type { Reply } from "./protocols/protocol";

export type Fault =
  /** AccessDenied. */
  | "deny"
  /** Throttling. */
  | "throttle"
  /** An internal failure, 500. */
  | "fail"
  /** The connection ends in the middle of the answer. */
  | "cut"
  /** No answer at all. */
  | "hang"
  /** An answer that is not what the protocol asks for. */
  | "garble"
  /** As an endpoint that does not know the operation. */
  | "not-offered"
  | "expired-token"
  | "unknown-key";

export interface FaultRule {
  readonly fault: Fault;
  /** How many calls it leaves alone before; default: none. */
  readonly after?: number;
  /** How many calls it then befalls; default: every one. */
  readonly times?: number;
}

export interface Behaviour {
  /** By action, such as `iam:GetAccountSummary`; `*` is for all that have none of their own. */
  readonly faults?: Readonly<Record<string, Fault | FaultRule>>;
  /** Puts another answer in place of one that is right. */
  readonly replace?: (action: string, reply: Reply) => Reply;
  /** Before each answer. */
  readonly latencyMs?: number;
  /** Entries on a page of a list; default 100. */
  readonly pageSize?: number;
  /** The credential report stays in progress. */
  readonly reportNeverReady?: boolean;
}

/** Keeps count of the calls, for the faults that befall some of them only. */
export class Faults {
  private readonly seen = new Map<string, number>();

  constructor(private readonly rules: NonNullable<Behaviour["faults"]> = {}) {}

  of(action: string): Fault | null {
    const key = action in this.rules ? action : "*";
    const rule = this.rules[key];
    if (rule === undefined) return null;
    if (typeof rule === "string") return rule;
    const seen = this.seen.get(key) ?? 0;
    this.seen.set(key, seen + 1);
    const { after = 0, times = Infinity } = rule;
    return seen >= after && seen < after + times ? rule.fault : null;
  }
}
