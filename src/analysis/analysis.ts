/** What an analysis takes and gives. */
import type { Catalog } from "../catalog/catalog";
import type { ManagedPolicies } from "../catalog/managed-policies";
import type { Control } from "./control/control";
import type { Fingerprint, KeyPlace } from "./credentials/key-place";
import type { Finding, Problem, SuppressedFinding } from "./finding";
import type { Policy, PolicyOption } from "./policy/model";
import type { AskedFixes, Proven } from "./proof/asked";
import type { FixProposal } from "./proof/prover";
import type { Grammar, Parsers } from "./source/grammar";

export interface AnalyzeOptions {
  /** Lent by the caller where `needs` asks for it. */
  readonly catalog: Catalog | null;
  readonly parsers: Parsers | null;
  /** The same; null or absent where no managed policy of AWS is named. */
  readonly managed?: ManagedPolicies | null | undefined;
  /** Says the type of the policies of this document; else it is inferred. */
  readonly policyType?: PolicyOption | undefined;
  /** What the project decides; all by default without it. */
  readonly control?: Control | undefined;
  /** The day, as `YYYY-MM-DD`: without it no suppression expires. */
  readonly today?: string | undefined;
  /** Whether findings carry their fixes, or which do: each is applied and analysed again before it is offered, within a budget. */
  readonly fixes?: AskedFixes;
  /** Lent by callers who compare the keys of several documents; without it `keys` stays empty. */
  readonly fingerprint?: Fingerprint | undefined;
  /** What `needs` said of this very document, where the caller has asked. */
  readonly needs?: Needs | undefined;
}

export interface Analysis extends Proven {
  readonly problems: readonly Problem[];
  /** What was found and is accepted. */
  readonly suppressed: readonly SuppressedFinding[];
  /** By entry of `Control.suppressions`: the ids of its rules that find nothing there; absent where there are no entries. */
  readonly unused?: readonly (readonly string[])[];
  /** How many policies the document has. */
  readonly policies: number;
  /** Where its keys stand. */
  readonly keys: readonly KeyPlace[];
}

/** What must be loaded before `analyze` can say everything about a document; most documents need nothing. */
export interface Needs {
  readonly catalog: boolean;
  /** Whether it may name managed policies of AWS. */
  readonly managed: boolean;
  /** Whether it may have credentials. */
  readonly credentials: boolean;
  /** Whether its comments may accept findings. */
  readonly suppressions: boolean;
  readonly grammars: readonly Grammar[];
}

/** A document examined, before its suppressions are judged. */
export interface Examination {
  readonly analysis: Analysis;
  readonly policies: readonly Policy[];
  /** Everything was lent that the document needs: what was not found is not there. */
  readonly complete: boolean;
  readonly proposals: ReadonlyMap<Finding, FixProposal>;
}
