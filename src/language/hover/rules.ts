/** The rules of the findings under the cursor: why each is there, and its page. */
import type { Finding } from "../../analysis/finding";
import { lazily } from "../../analysis/lazily";
import { rules } from "../../analysis/rules/generated/index";
import { english, wordingIn } from "../../wording/language";
import { gravestFirst, toldOf } from "../one-cause";

export interface RuleNote {
  readonly ruleId: string;
  readonly title: string;
  /** A short paragraph. */
  readonly why: string;
}

const byId = lazily(() => new Map(rules.map((rule) => [rule.id, rule])));

/** Each rule once, the gravest first. What follows from the same cause is told with it, and has no note of its own. The messages of the findings are shown elsewhere. */
export function rulesAt(findings: readonly Finding[], offset: number, language = english): readonly RuleNote[] {
  const wording = wordingIn(language);
  const here = toldOf(findings)
    .filter(({ range }) => range.start.offset <= offset && offset <= range.end.offset)
    .sort(gravestFirst);
  return [...new Set(here.map(({ ruleId }) => ruleId))].flatMap((ruleId) => {
    const rule = byId().get(ruleId);
    return rule ? [{ ruleId, title: wording.of(rule.title), why: wording.of(rule.documentation.why) }] : [];
  });
}
