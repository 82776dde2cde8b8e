/** The posture of an account: what `planeguard posture --format json` prints (shared/CLI.md) and the tree shows. */
import type { Range } from "../analysis/text";
import type { RecommendationId } from "../guidance/recommendations";

/** What needs somebody first. */
export const verdicts = ["fail", "not-assessed", "attest", "pass", "not-applicable"] as const;
export type Verdict = (typeof verdicts)[number];
/** The gravest first. */
export const checkSeverities = ["critical", "high", "medium", "low"] as const;
export type CheckSeverity = (typeof checkSeverities)[number];

export interface Evidence {
  /** `iam:GetAccountSummary` */
  readonly call: string;
  readonly field: string;
  readonly value: string;
  readonly region: string | null;
}

export interface ResourceVerdict {
  /** ARN or name. */
  readonly id: string;
  readonly region: string | null;
  readonly verdict: "pass" | "fail" | "not-assessed";
  readonly reason: string;
  /** Who accepted that it fails. */
  readonly accepted?: Accepted;
}

export interface Remediation {
  readonly kind: "console" | "cli" | "cloudformation" | "terraform";
  readonly text: string;
}

/** By its kind, in the order in which they are shown. */
export type Remedies = { readonly [Kind in Remediation["kind"]]?: string };

export interface CheckResult {
  readonly id: string;
  readonly recommendation: RecommendationId;
  readonly title: string;
  readonly severity: CheckSeverity;
  readonly cis: readonly string[];
  readonly securityHub: readonly string[];
  /** Controls of the CIS benchmark by its versions; `cis` has those of 7.0.0. */
  readonly cisByVersion?: Readonly<Record<string, readonly string[]>>;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly resources: readonly ResourceVerdict[];
  readonly evidence: readonly Evidence[];
  readonly missingActions: readonly string[];
  readonly remediation: readonly Remediation[];
  /** Who said so, where only a person can: the verdict is `pass` while it holds, and `attest` again once it has lapsed. */
  readonly attestation?: Attested;
  /** Who accepted that it fails: the check as a whole, or each of the resources that fail. The verdict stays what it is. */
  readonly accepted?: Accepted;
  /** Where the project asserts it, in the posture view: a planeguard.json, as a URI. */
  readonly asserted?: { readonly file: string; readonly range: Range };
}

/** `until` is the last day on which it holds, `YYYY-MM-DD`. */
export interface Accepted {
  readonly by: string;
  readonly reason: string;
  readonly until: string;
  readonly lapsed: boolean;
}

export function isInForce(accepted: Accepted | undefined): boolean {
  return accepted !== undefined && !accepted.lapsed;
}

/** Days are `YYYY-MM-DD`; `until` is the last one on which it holds. */
export interface Attested {
  readonly by: string;
  readonly at: string;
  readonly until: string;
  readonly link: string | null;
  readonly note: string | null;
  readonly lapsed: boolean;
}

export interface AccountIdentity {
  readonly id: string;
  readonly arn: string;
  readonly alias: string | null;
  readonly partition: string;
}

/** What the profile may do of what the checks need, as far as the answers told; each sorted. */
export interface PermissionsInUse {
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
  /** Not called this time, or not answered for another reason. */
  readonly unknown: readonly string[];
}

/**
 * `off`: the Region is switched off; `not-offered`: AWS does not offer the service there; `unknown`: not answered.
 * `partial`: there is something, but it does not see everything.
 */
export type CoverageState = "covered" | "partial" | "not" | "off" | "not-offered" | "unknown";

export interface CoverageCell {
  readonly state: CoverageState;
  readonly reason: string;
}

/** What watches a Region: a trail with its management events, a recorder of Config, an external access analyzer, a detector of GuardDuty. */
export type CoverageColumn = "trail" | "recorder" | "analyzer" | "detector";

export type CoverageRow = { readonly region: string } & { readonly [Column in CoverageColumn]: CoverageCell };

export interface Coverage {
  readonly regions: readonly CoverageRow[];
  /** Why there may be other Regions; null: these are all of the partition. */
  readonly incomplete: string | null;
}

export interface Posture {
  readonly account: AccountIdentity;
  /** The embedded demo account: always shown as such. */
  readonly demo: boolean;
  /** The profile's name; null where the credentials come from elsewhere (environment, instance). */
  readonly profile: string | null;
  /** ISO 8601. */
  readonly collectedAt: string;
  readonly calls: {
    readonly total: number;
    readonly throttled: number;
    readonly denied: number;
    readonly failed: number;
  };
  readonly durationMs: number;
  readonly checks: readonly CheckResult[];
  readonly coverage: Coverage;
  readonly permissions: PermissionsInUse;
  /** Calls that did not answer, in words and each kind once, such as `iam:GetAccountPasswordPolicy was denied: …`. */
  readonly failures: readonly string[];
}

/** Why no posture could be made at all; the view has a welcome page for each. */
export type PostureFailure =
  | { readonly kind: "no-credentials"; readonly message: string }
  /** Expired or refused credentials, a malformed `~/.aws/config`, an endpoint that cannot be reached. */
  | {
      readonly kind: "error";
      readonly message: string;
      /** What signs in again: `aws sso login --profile dev`. */
      readonly signIn?: string;
      /** What nobody could be asked for in the background: an MFA code, or whether a `credential_process` may run. */
      readonly asks?: "mfa" | "process";
      /** The account is suspended or being closed: nobody can enter it, and nothing is wrong with the call. */
      readonly closed?: true;
    }
  | { readonly kind: "cancelled" };

export type PostureOutcome = { readonly posture: Posture } | { readonly failure: PostureFailure };

/** Lives in memory alone, and no longer than one profile is looked at. */
export interface CredentialMemory {
  recall(key: string): HeldCredentials | undefined;
  keep(key: string, credentials: HeldCredentials): void;
  forget(): void;
}

export interface HeldCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
  readonly accountId?: string | undefined;
}

export interface PostureRequest {
  /** The profile to use; else AWS_PROFILE, else the default chain. */
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpointUrl?: string | undefined;
  /** Use the embedded demo account. */
  readonly demo?: boolean | undefined;
  /** Accounts outside of the organization that the project says it knows (`trustedAccounts` of planeguard.json). */
  readonly trustedAccounts?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Asks the person for an MFA code; absent where nobody may be asked (background refresh). */
  readonly mfaCode?: ((serial: string) => Promise<string>) | undefined;
  /**
   * Whether this `credential_process` may run: the person has seen the command line. Absent: it runs, as every AWS tool runs it
   * (terminal).
   */
  readonly processAllowed?: ((command: string, profile: string) => Promise<boolean>) | undefined;
  /** Keeps temporary credentials from one collection to the next, so that nobody is asked twice for a code. */
  readonly memory?: CredentialMemory | undefined;
  /** Called with what is known so far, each time a section has come in. */
  readonly onProgress?: ((soFar: Posture) => void) | undefined;
  /** Called when a service has been asked all that it is asked. */
  readonly onService?: ((progress: ServiceProgress) => void) | undefined;
}

export interface ServiceProgress {
  /** As IAM calls it: `cloudtrail`. */
  readonly service: string;
  readonly done: number;
  readonly of: number;
}

/** The part of a result that depends on the account. */
export type Evaluation = Pick<CheckResult, "verdict" | "reason" | "resources" | "evidence" | "missingActions"> & {
  /** What commands are for, where that is more exact than the resources that fail: an ACL of a Region. */
  readonly mended?: readonly ResourceVerdict[];
};
