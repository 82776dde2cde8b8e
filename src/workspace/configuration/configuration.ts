/** What a project's planeguard.json says, or the settings of an editor in its place. */
import type { AcceptedEntry } from "../../account/attestations/accepted";
import type { Assertion } from "../../analysis/assertions/assertion";
import type { ConfiguredSuppression, Preset, RuleSetting, TestSetting } from "../../analysis/control/control";
import type { NamedRule } from "../../analysis/control/suppression";
import type { PolicyOption } from "../../analysis/policy/model";
import type { Span } from "../../analysis/text";

export const configurationFile = "planeguard.json";

export interface Configuration {
  /** Files that it builds on, the first first. */
  readonly extends: readonly ExtendsEntry[];
  /** What is different for some files; of several the last that fits decides. */
  readonly overrides: readonly Override[];
  readonly preset: Preset;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  readonly tests: TestSetting;
  /** As the lines of a `.gitignore`, relative to the folder of the file. */
  readonly exclude: readonly string[];
  readonly trustedAccounts: readonly string[];
  /** Of the posture of accounts. */
  readonly accepted: readonly AcceptedEntry[];
  /** Of the policies of the files that a pattern names; the last pattern that fits decides. */
  readonly policyTypes: readonly { readonly pattern: string; readonly type: PolicyOption }[];
  readonly suppressions: readonly SuppressionEntry[];
  /** Code that runs under a policy, beside what templates say. */
  readonly units: readonly ConfiguredUnit[];
  /** What must never be allowed, and what must stay possible. */
  readonly assertions: readonly Assertion[];
  /** The file of accepted findings, relative to the folder of the file and in it, and where that is said. */
  readonly baseline: { readonly file: string; readonly span: Span } | null;
}

/** An entry of `units`. Paths are relative to the folder of the file, in it, and with slashes. */
export interface ConfiguredUnit {
  /** A file, or a folder with all of the code. */
  readonly code: string;
  /** A file with the policies. */
  readonly policy: string;
}

/** A path that begins with a dot, or the name of a package, and where it stands. */
export interface ExtendsEntry {
  readonly name: string;
  readonly span: Span;
}

export interface Override {
  /** As the lines of a `.gitignore`, relative to the folder of the file. */
  readonly files: readonly string[];
  readonly rules: Configuration["rules"];
  readonly preset?: Preset | undefined;
  readonly tests?: TestSetting | undefined;
  readonly trustedAccounts: readonly string[];
}

/** An entry of `suppressions`, and where it stands in the configuration. */
export interface SuppressionEntry extends ConfiguredSuppression {
  /** The file, relative to the folder of the configuration, with slashes. */
  readonly path: string;
  /** The names of its rules, where they stand. */
  readonly named: readonly NamedRule[];
  readonly span: Span;
}

export const defaults: Configuration = {
  extends: [],
  overrides: [],
  preset: "recommended",
  rules: {},
  tests: "lower",
  exclude: [],
  trustedAccounts: [],
  accepted: [],
  policyTypes: [],
  suppressions: [],
  units: [],
  assertions: [],
  baseline: null,
};

/** What is wrong in a configuration: the default stands in its place. */
export interface Mistake {
  /** The keys that lead to it: `['rules', 'policy/invalid-action']`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly span: Span;
}

export interface ReadConfiguration {
  readonly configuration: Configuration;
  readonly mistakes: readonly Mistake[];
  /** Where what counts of it stands, by its keys as a sentence quotes them: `preset`, `rules."risk/*"`, `overrides[0].preset`. */
  readonly said: ReadonlyMap<string, Span>;
}
