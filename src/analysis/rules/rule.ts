/** What a rule is. One file declares everything about it; `npm run generate` makes the index, the pages and the settings. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import type { RecommendationId } from "../../guidance/recommendations";
import type { Text } from "../../wording/sentence";
import type { JudgedSuppression } from "../control/judge";
import type { CredentialFix } from "../credentials/fix";
import type { Confidence, Fix, FixKind, PolicyPath, Severity } from "../finding";
import type { DeclaredResource } from "../locate/located";
import type { Change } from "../locate/located";
import type { NamedPolicy } from "../managed/named";
import type { Policy, PolicyType } from "../policy/model";
import type { UnitFact } from "../source/facts";
import type { SyntaxMistake } from "../source/problem";
import type { Range, Span, TextEdit } from "../text";
import type { CredentialText } from "./credentials/credential-text";

export interface RuleDocumentation {
  /** What it allows somebody to do, or why it does not work: a short paragraph. */
  readonly why: string;
  readonly avoid: Example;
  readonly prefer: Example;
  /** AWS's own page where there is one. */
  readonly links?: readonly string[];
}

export interface Example {
  readonly language: "json" | "yaml" | "hcl" | "typescript" | "javascript" | "python" | "shell" | "dotenv" | "text";
  readonly code: string;
}

export interface RuleMeta {
  /** `family/name`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly recommendation: RecommendationId;
  readonly accessAnalyzer: string | null;
  readonly documentation: RuleDocumentation;
  /** What it points at has no effect: shown faded. */
  readonly unnecessary?: boolean;
  /** AWS has retired what it points at: shown struck through. */
  readonly deprecated?: boolean;
}

/** What a policy rule may look at besides the policy itself. */
export interface PolicyContext {
  readonly catalog: Catalog;
  /** Every policy of the document, this one included. */
  readonly policies: readonly Policy[];
  /** What the document declares beside its policies. */
  readonly declared: readonly DeclaredResource[];
  /** What keeps the text of a policy from being JSON as AWS takes it. */
  readonly syntaxErrors: ReadonlyMap<Policy, readonly SyntaxMistake[]>;
  /** Accounts that the project says it knows. */
  readonly trustedAccounts: ReadonlySet<string>;
}

export interface PolicyReport {
  readonly at: Span;
  readonly path: PolicyPath;
  /** What is wrong, what it allows, what to do instead: one or two plain sentences. */
  readonly message: Text;
  /** Made only when somebody asks for them; the preferred one first. */
  readonly fixes?: () => readonly PolicyFix[];
  readonly related?: readonly RelatedReport[];
}

/** Another place of the finding; with its path where Access Analyzer names it as a location of the finding too. */
export interface RelatedReport {
  readonly at: Span;
  /** Where it is in another file; `at` counts for nothing then. */
  readonly elsewhere?: { readonly file: string; readonly range: Range } | undefined;
  readonly path?: PolicyPath | undefined;
  readonly message: Text;
}

export interface PolicyFix {
  readonly title: Text;
  readonly kind: FixKind;
  readonly changes: readonly Change[];
  /** In place of changes, where it is the text that is wrong. */
  readonly edits?: readonly TextEdit[];
  /** Values among what is written that only a person knows: what is written for them is a guess, or says what belongs there. */
  readonly blanks?: readonly string[];
}

export interface PolicyRule extends RuleMeta {
  readonly kind: "policy";
  /** The policy types it speaks about; all where absent. */
  readonly types?: readonly PolicyType[];
  check(policy: Policy, context: PolicyContext): Iterable<PolicyReport>;
}

export interface CredentialReport {
  readonly at: Span;
  readonly message: Text;
  readonly fixes?: () => readonly CredentialFix[];
  readonly related?: readonly RelatedReport[];
}

export interface CredentialRule extends RuleMeta {
  readonly kind: "credentials";
  check(text: CredentialText): Iterable<CredentialReport>;
}

/** Judges what is said in a document, or in a planeguard.json, of findings that are accepted. */
export interface SuppressionRule extends RuleMeta {
  readonly kind: "suppression";
  check(suppression: JudgedSuppression): Iterable<CredentialReport>;
}

/** What a rule may look at besides the policy that is attached. */
export interface AttachmentContext {
  readonly catalog: Catalog;
  readonly managed: ManagedPolicies;
  /** Of the document. */
  readonly text: string;
  /** Every policy of the document. */
  readonly policies: readonly Policy[];
  /** Every managed policy that the document attaches. */
  readonly named: readonly NamedPolicy[];
}

/** Judges a managed policy of AWS where something attaches it by its name. */
export interface AttachmentRule extends RuleMeta {
  readonly kind: "attachment";
  check(named: NamedPolicy, context: AttachmentContext): Iterable<CredentialReport>;
}

export interface UnitReport {
  readonly at: Span;
  /** Where it is about a part of a policy. */
  readonly path?: PolicyPath;
  readonly message: Text;
  readonly fixes?: () => readonly PolicyFix[];
  /** Fixes of other files, proven by whoever knows them. */
  readonly proven?: readonly Fix[];
  readonly related?: readonly RelatedReport[];
}

/** Judges what the caller knows of the document from the others of its workspace. */
export interface UnitRule extends RuleMeta {
  readonly kind: "unit";
  check(facts: readonly UnitFact[], context: { readonly policies: readonly Policy[] }): Iterable<UnitReport>;
}

export type Rule = AttachmentRule | PolicyRule | CredentialRule | SuppressionRule | UnitRule;
