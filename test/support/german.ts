/** German as it is shipped, and what is held to be whole in it. */
import { strict as assert } from "node:assert";

import texts from "../../l10n/bundle.l10n.de.json";
import type { Language } from "../../src/wording/language";

export const german: Language = { locale: "de", texts };

/** The rules that found the most in fifteen public repositories and in the sample, and those about static keys. */
export const wholeRules: readonly string[] = [
  "code/not-granted",
  "code/unused-grant",
  "credentials/access-key",
  "credentials/access-key-id",
  "credentials/secret-key",
  "credentials/session-token",
  "credentials/shadows-role",
  "credentials/static-provider",
  "credentials/workflow-key",
  "policy/empty-sid",
  "policy/equivalent-to-null-false",
  "policy/invalid-action",
  "policy/invalid-arn-prefix",
  "policy/invalid-service-in-action",
  "policy/missing-action",
  "policy/missing-resource",
  "policy/missing-version",
  "policy/partly-unmet-resource",
  "policy/redundant-action",
  "policy/redundant-resource",
  "policy/restrict-access-to-service-principal",
  "policy/to-be-filled-in",
  "policy/unmet-resource",
  "risk/administration-in-every-region",
  "risk/create-service-linked-role-any-resource",
  "risk/create-service-linked-role-wildcard-action",
  "risk/data-exfiltration",
  "risk/escalation-by-iam",
  "risk/escalation-by-pass-role",
  "risk/escalation-by-takeover",
  "risk/full-administrator",
  "risk/infrastructure-modification",
  "risk/managed-administrator",
  "risk/managed-full-access",
  "risk/pass-role-any-resource",
  "risk/pass-role-wildcard-action",
  "risk/public-objects",
  "risk/public-resource",
  "risk/resource-exposure",
  "risk/sensitive-service-wildcard",
  "risk/service-wildcard",
  "trust/any-principal",
  "trust/github-without-repository",
  "trust/service-without-source",
];

/** Words that German does not have; names and code stand between backticks. */
const english =
  /(?<![\w:.-])(?:the|this|these|that|and|or|of|is|are|not|with|which|whoever|whose|by|from|every|any|you|for|to|has|have|on|it|its|be|can|may|here|where|stands|write|remove|add)(?![\w:.-])/i;

export function assertGerman(text: string, about: string): void {
  const prose = text
    .replaceAll("AWS Identity and Access Management", "…")
    .replace(/[A-Z]+…\S+/g, "…")
    .replace(/```[^]*?```|`[^`]*`|<[^>]*>|"[^"]*"|\([^)]*[(_:.][^)]*\)|https?:\S+/g, "…");
  assert.doesNotMatch(prose, english, `${about}: ${text}`);
}
