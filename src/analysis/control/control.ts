/** What a project decides about findings: which rules run, how grave they are, who is known and what is accepted. */
import type { Severity } from "../finding";
import type { RuleMeta } from "../rules/rule";

export const presets = ["recommended", "strict"] as const;
export type Preset = (typeof presets)[number];

export const ruleSettings = ["off", "on", "error", "warning", "info", "hint"] as const;
/** `on` undoes an `off` of the family, with the severity that the preset gives. */
export type RuleSetting = (typeof ruleSettings)[number];

export const testSettings = ["lower", "same"] as const;
/** How grave what is found in tests and documentation is: one step less than elsewhere, or the same. */
export type TestSetting = (typeof testSettings)[number];

/** Plain data, for worker threads are sent it. What is left out is as by default. */
export interface Control {
  readonly preset?: Preset;
  readonly tests?: TestSetting;
  /** By the id of a rule or by its family (`risk/*`); the rule's own decides before its family's. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** Account ids that are known: trust in them is no finding. */
  readonly trustedAccounts?: readonly string[];
  /** Comments of the document accept nothing. */
  readonly untrusted?: boolean;
  /** Those of this document that no comment holds. */
  readonly suppressions?: readonly ConfiguredSuppression[];
}

/** Findings of a document that a project accepts, said outside of it. */
export interface ConfiguredSuppression {
  readonly rules: readonly string[];
  /** What the document calls the policy (`Place.label`); any where it is left out. */
  readonly policy?: string;
  /** The `Sid` of a statement or its index, from 0; anything in the document where it is left out. */
  readonly statement?: string | number;
  readonly reason: string;
  /** `YYYY-MM-DD`: the last day that it holds. */
  readonly until?: string;
}

/** The family of a rule as settings name it: `risk/*`. */
function familyOf(ruleId: string): string {
  return `${ruleId.slice(0, ruleId.indexOf("/"))}/*`;
}

/** Under `strict` nothing is a mere hint, and what else a person might pass over is a warning. */
export function presetSeverity({ severity }: Pick<RuleMeta, "severity">, preset: Preset): Severity {
  if (preset === "recommended") return severity;
  return severity === "hint" ? "info" : severity === "info" ? "warning" : severity;
}

/** What is about what is deployed, which a test is not: policies, and clients that are given keys. A key that stands in a test is as public as any. */
const aboutDeployed = /^(?:(?:policy|risk|trust)\/|credentials\/static-provider$)/;
const lower: Readonly<Record<Severity, Severity>> = { error: "warning", warning: "info", info: "hint", hint: "hint" };

/**
 * How grave a rule's findings are; null where it does not run. A severity that is set for the rule counts everywhere.
 * @param onlyShown whether the document is a test or documentation
 */
export function severityOf(
  rule: Pick<RuleMeta, "id" | "severity">,
  { rules, preset = "recommended", tests = "lower" }: Control,
  onlyShown = false,
): Severity | null {
  const setting = rules?.[rule.id] ?? rules?.[familyOf(rule.id)] ?? "on";
  if (setting === "off") return null;
  if (setting !== "on") return setting;
  const severity = presetSeverity(rule, preset);
  return onlyShown && tests === "lower" && aboutDeployed.test(rule.id) ? lower[severity] : severity;
}
