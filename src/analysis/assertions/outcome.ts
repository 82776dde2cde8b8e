/** What comes of holding policies to assertions. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import type { ReadPolicy, Subject } from "../change/subject";
import type { Statement } from "../policy/model";
import type { Request } from "../policy/request";
import type { Assertion } from "./assertion";

export interface Broken {
  readonly verdict: "broken" | "unknown";
  readonly assertion: Assertion;
  readonly subject: Subject;
  /** The policy, and the statement of it; null where nothing that is written does it. */
  readonly read: ReadPolicy;
  readonly statement: Statement | null;
  readonly witness: Request | null;
  /** The end of a sentence, where the request does not say it all. */
  readonly because: string | null;
}

export interface Judgement {
  readonly outcomes: readonly Broken[];
  /** What assertions name and nothing has: they prove nothing then. */
  readonly idle: readonly { readonly assertion: Assertion; readonly message: string }[];
  /** The policy holders and resources that were held to each assertion. */
  readonly held: ReadonlyMap<Assertion, readonly Subject[]>;
}

/** What is known of earlier judgements; `judge` says it anew. */
export type KnownOutcomes = (
  assertion: Assertion,
  subject: Subject,
  judge: () => readonly Broken[],
) => readonly Broken[];

export interface JudgeOptions {
  readonly catalog: Catalog;
  /** Those of AWS, which may be boundaries. */
  readonly managed?: ManagedPolicies | null;
  /** What is over is allowed no more, `YYYY-MM-DD`; absent: a request may be of any time. */
  readonly today?: string | undefined;
  /** Accounts that are no strangers. */
  readonly trustedAccounts: readonly string[];
  /** The account that the policies are of, where that is known. */
  readonly account?: string;
  /** Keeps outcomes between judgements. */
  readonly known?: KnownOutcomes;
  readonly signal?: AbortSignal | undefined;
}
