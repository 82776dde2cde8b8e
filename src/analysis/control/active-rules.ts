/** Which rules run, asked once for all documents of a project. */
import { lazily } from "../lazily";
import { oncePer } from "../memo";
import { rules } from "../rules/generated/index";
import type { AttachmentRule, CredentialRule, PolicyRule, Rule, UnitRule } from "../rules/rule";
import { type Control, severityOf } from "./control";

export const noControl: Control = {};

/** The rules that run under a control, by what they are about. A rule that is off does not. */
export const rulesUnder = oncePer((control: Control) => {
  const runs = (rule: Rule) => severityOf(rule, control) !== null;
  return {
    policy: lazily(() => rules.filter((rule): rule is PolicyRule => rule.kind === "policy" && runs(rule))),
    attachment: lazily(() => rules.filter((rule): rule is AttachmentRule => rule.kind === "attachment" && runs(rule))),
    unit: lazily(() => rules.filter((rule): rule is UnitRule => rule.kind === "unit" && runs(rule))),
    credentials: lazily(() =>
      rules.filter((rule): rule is CredentialRule => rule.kind === "credentials" && runs(rule)),
    ),
  };
});
