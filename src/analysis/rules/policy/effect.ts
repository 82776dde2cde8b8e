import { choicesOf } from "../../policy/elements";
import { entryOf } from "../../value";
import type { PolicyRule } from "../rule";
import { closest } from "../support/closest";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage, elementPage } from "../support/links";
import { statementObjects } from "../support/structure";

const effects = ["Allow", "Deny"];

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/invalid-effect",
  title: "Effect that is neither Allow nor Deny",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "INVALID_EFFECT",
  documentation: {
    why: "A statement either allows or denies. AWS compares the word with its capital letter and rejects a policy with any other.",
    avoid: { language: "json", code: '"Effect": "allow"' },
    prefer: { language: "json", code: '"Effect": "Allow"' },
    links: [accessAnalyzerPage("error", "invalid-effect"), elementPage("effect")],
  },
  *check(policy) {
    for (const { node, path } of statementObjects(policy)) {
      const effect = entryOf(node, "Effect");
      if (!effect) continue;
      for (const { node: value } of choicesOf(effect.value)) {
        if (value?.kind !== "string" || effects.includes(value.value)) continue;
        const meant = meantBy(value.value);
        const all = meant ? [meant] : effects;
        yield {
          at: value.span,
          path: [...path, "Effect"],
          message: `\`${value.value}\` is not a valid effect, so AWS rejects this policy. Write ${meant ? `\`${meant}\`` : "`Allow` or `Deny`"}${meant && meant.toLowerCase() === value.value.toLowerCase() ? " with a capital letter and the rest in lower case" : ""}.`,
          fixes: () => all.map((one) => suggestion(`Write ${one}`, { kind: "replace", node: value, value: one })),
        };
      }
    }
  },
};

export default rule;

function meantBy(written: string): string | undefined {
  const trimmed = written.trim();
  if (/^(grant|permit|accept)(ed)?$|^allow/i.test(trimmed)) return "Allow";
  if (/^(forbid|reject|block)(ed)?$|^den(y|ie)/i.test(trimmed)) return "Deny";
  return closest(trimmed, effects)[0];
}
