import { operators } from "../../policy/operators";
import { tableOf } from "../../table";
import { openKey } from "../../value";
import type { PolicyRule } from "../rule";
import { anyOf, closest } from "../support/closest";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage, elementPage } from "../support/links";

const qualifiers = ["ForAnyValue", "ForAllValues"];
const operatorNames = operators.map((operator) => operator.name);

/** Words of other languages and tools. */
const otherNames: Readonly<Record<string, string>> = tableOf({
  arnmatches: "ArnLike",
  boolean: "Bool",
  boolequals: "Bool",
  contains: "StringLike",
  equals: "StringEquals",
  exists: "Null",
  ipequals: "IpAddress",
  isnull: "Null",
  like: "StringLike",
  notequals: "StringNotEquals",
  stringcontains: "StringLike",
  stringmatches: "StringLike",
  stringmatch: "StringLike",
});

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/invalid-condition-operator",
  title: "Condition operator that does not exist",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "INVALID_CONDITION_OPERATOR",
  documentation: {
    why: "AWS rejects a policy with a condition operator that it does not know, so the restriction that was meant never comes into force.",
    avoid: { language: "json", code: '"Condition": { "StringMatches": { "s3:prefix": "home/*" } }' },
    prefer: { language: "json", code: '"Condition": { "StringLike": { "s3:prefix": "home/*" } }' },
    links: [accessAnalyzerPage("error", "invalid-condition-operator"), elementPage("condition_operators")],
  },
  *check(policy) {
    for (const { condition } of policy.statements) {
      for (const { operator, parsed, entry, path } of condition?.blocks ?? []) {
        if (parsed || operator === openKey || operator.startsWith("Fn::") || operator.includes("${")) continue;
        const meant = meantBy(operator);
        yield {
          at: entry.keySpan,
          path,
          message: `\`${operator}\` is not a condition operator, so AWS rejects this policy. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : looksLikeKey(operator) ? "Put the operator, such as `StringEquals`, around this condition key." : "Use an operator such as `StringEquals` or `StringLike`."}`,
          fixes: () => meant.map((key) => suggestion(`Write ${key}`, { kind: "renameKey", entry, key })),
        };
      }
    }
  },
};

export default rule;

function looksLikeKey(text: string): boolean {
  return /^[\w.-]+:\w/.test(text) && !/^For/i.test(text);
}

function meantBy(written: string): readonly string[] {
  const [, qualifier, bare, suffix] = /^(?:([^:]*):)?(.*?)(_?If_?Exists?)?$/is.exec(written)!;
  const prefix = qualifier === undefined ? "" : closest(qualifier, qualifiers)[0];
  if (prefix === undefined) return [];
  const known = otherNames[bare!.toLowerCase()];
  const names = operatorNames.includes(bare!) ? [bare!] : known ? [known] : closest(bare!, operatorNames);
  return names.map((name) => `${prefix && `${prefix}:`}${name}${suffix && name !== "Null" ? "IfExists" : ""}`);
}
