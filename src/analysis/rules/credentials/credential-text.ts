import type { RoleShadow } from "../../credentials/data/role-shadow";
import type { WorkflowKey } from "../../credentials/data/workflow-secrets";
import type { CredentialFix } from "../../credentials/fix";
import type { KeyGroup } from "../../credentials/key-group";
import type { FoundCredential } from "../../credentials/kind";
import type { SourceDocument } from "../../source/document";
import type { Form } from "../../source/forms";
import type { LocateProblem } from "../../source/problem";
import type { Span } from "../../text";

/** What a credential rule looks at: the static credentials of one document. */
export interface CredentialText {
  readonly document: SourceDocument;
  readonly form: Form;
  /** Credentials whose values stand in the text; id, secret and token that belong together are one. */
  readonly keys: readonly WrittenKey[];
  /** Credentials that one service has of its own: an API key, a password for its mail or git server, a signed URL. */
  readonly serviceKeys: readonly WrittenServiceKey[];
  /** Keys that code reads from somewhere and hands to a client itself. */
  readonly staticProviders: readonly StaticProvider[];
  /** Stored keys with which a workflow of GitHub Actions signs in. */
  readonly workflowKeys: readonly WorkflowKey[];
  /** Keys from parameters and secrets that stand in the environment of what has a role. */
  readonly roleShadows: readonly RoleShadow[];
  /** What of the document could not be read. */
  readonly problems: readonly LocateProblem[];
}

export interface WrittenKey extends KeyGroup {
  /** Users are handed what is made of the document. */
  readonly inApp: boolean;
  /** Edits that take the key out of the document, made when asked for. */
  fixes(): readonly CredentialFix[];
}

export interface WrittenServiceKey extends FoundCredential {
  /** The id of its kind. */
  readonly kind: string;
  fixes(): readonly CredentialFix[];
}

export interface StaticProvider {
  /** Where the key is handed over. */
  readonly at: Span;
  /** The names under which it is read, such as `AWS_ACCESS_KEY_ID`. */
  readonly names: readonly string[];
  /** Where code reads it, or what of Terraform is given it. */
  readonly source: "environment" | "configuration" | "provider" | "backend";
  /** The environment variables are those that every SDK reads by itself. */
  readonly standard: boolean;
  /** The variables are built into code that browsers load: everybody who opens the page has them. */
  readonly browser: boolean;
  fixes(): readonly CredentialFix[];
}
