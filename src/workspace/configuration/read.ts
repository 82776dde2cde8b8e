/** Reads a planeguard.json: never throws, says each mistake once with its place, and keeps everything else. */
import { presets, type RuleSetting, ruleSettings, testSettings } from "../../analysis/control/control";
import { lazily } from "../../analysis/lazily";
import { policyOptions } from "../../analysis/policy/model";
import { rules as allRules } from "../../analysis/rules/generated/index";
import { anyOf, closest } from "../../analysis/rules/support/closest";
import { parseJson } from "../../analysis/source/json-tree";
import { stringNode } from "../../analysis/source/made-values";
import { tableOf } from "../../analysis/table";
import type { Span } from "../../analysis/text";
import type { ValueNode } from "../../analysis/value";
import { type Configuration, defaults, type Override, type ReadConfiguration } from "./configuration";
import { accountMistake, EntriesReader, type Path, quoted, shortened } from "./entries-reader";
import { readAccepted } from "./read-accepted";
import { readAssertions } from "./read-assertions";
import { readSuppressions } from "./read-suppressions";
import { readUnits } from "./read-units";

const ruleIds = lazily((): readonly string[] => allRules.map(({ id }) => id));
const families = lazily((): readonly string[] => [
  ...new Set(ruleIds().map((id) => `${id.slice(0, id.indexOf("/"))}/*`)),
]);

const keys: { readonly [key in keyof Configuration]: true } & { readonly $schema: true } = {
  $schema: true,
  extends: true,
  overrides: true,
  preset: true,
  rules: true,
  tests: true,
  exclude: true,
  trustedAccounts: true,
  accepted: true,
  policyTypes: true,
  suppressions: true,
  units: true,
  assertions: true,
  baseline: true,
};

export function readConfiguration(text: string): ReadConfiguration {
  const { root, problems } = parseJson(text, { string: stringNode });
  const reader = new Reader();
  for (const { message, span } of problems) reader.mistake([], span, message);
  const configuration = root ? reader.configuration(root) : defaults;
  return { configuration, mistakes: reader.mistakes, said: reader.said };
}

/** The same of values that are no text, such as an editor's settings; spans mean nothing then. */
export function readValues(values: Readonly<Record<string, unknown>>): ReadConfiguration {
  return readConfiguration(
    JSON.stringify(values, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)) ?? "{}",
  );
}

const overrideKeys = ["files", "rules", "preset", "tests", "trustedAccounts"] as const;

class Reader extends EntriesReader {
  readonly said = new Map<string, Span>();

  configuration(root: ValueNode): Configuration {
    const entries = this.entries(root, [], "The configuration");
    const read: { -readonly [key in keyof Configuration]: Configuration[key] } = { ...defaults };
    for (const { key, keySpan, value } of entries) {
      const path = [key];
      switch (key) {
        case "$schema":
          break;
        case "extends":
          read.extends = this.extended(value, path);
          break;
        case "overrides":
          read.overrides = this.overrides(value, path);
          break;
        case "preset":
          read.preset = this.stated(this.choice(value, path, presets), path, keySpan) ?? defaults.preset;
          break;
        case "rules":
          read.rules = this.rules(value, path);
          break;
        case "tests":
          read.tests = this.stated(this.choice(value, path, testSettings), path, keySpan) ?? defaults.tests;
          break;
        case "exclude":
          read.exclude = this.patterns(
            this.list(value, path, "patterns such as `legacy/**`", patternMistake),
            value,
            path,
            (pattern) => pattern,
          );
          break;
        case "trustedAccounts":
          read.trustedAccounts = this.list(value, path, 'account ids such as `"111122223333"`', accountMistake);
          break;
        case "accepted":
          read.accepted = readAccepted(this, value, path);
          break;
        case "policyTypes":
          read.policyTypes = this.patterns(this.policyTypes(value, path), value, path, ({ pattern }) => pattern);
          break;
        case "suppressions":
          read.suppressions = readSuppressions(this, value, path);
          break;
        case "units":
          read.units = readUnits(this, value, path);
          break;
        case "assertions":
          read.assertions = readAssertions(this, value, path);
          break;
        case "baseline":
          read.baseline = this.stated(this.baseline(value, path) ?? undefined, path, keySpan) ?? null;
          break;
        default:
          this.unknownKey(path, keySpan, key, Object.keys(keys));
      }
    }
    return read;
  }

  private rules(node: ValueNode, path: Path): Configuration["rules"] {
    const read: Record<string, RuleSetting> = tableOf({});
    for (const { key, keySpan, value } of this.entries(node, path)) {
      const at = [...path, key];
      if (!ruleIds().includes(key) && !families().includes(key)) this.mistake(at, keySpan, noRule(key));
      else {
        const setting = this.stated(this.choice(value, at, ruleSettings), at, keySpan);
        if (setting !== undefined) read[key] = setting;
      }
    }
    return read;
  }

  private stated<T>(value: T | undefined, path: Path, span: Span): T | undefined {
    if (value !== undefined) this.said.set(quoted(path), span);
    return value;
  }

  /** One, or a list of them. */
  private extended(node: ValueNode, path: Path): Configuration["extends"] {
    const items = node.kind === "array" ? node.items : [node];
    if (items.length > longest.extended) {
      this.mistake(path, node.span, `${quoted(path)} has more than ${longest.extended} entries, and is left out.`);
      return [];
    }
    return items.flatMap((item, index) => {
      const at = node.kind === "array" ? [...path, index] : path;
      const name = this.text(item, at, 'the path of a file such as `"../planeguard.json"`, or the name of a package');
      return name === undefined ? [] : { name, span: item.span };
    });
  }

  private overrides(node: ValueNode, path: Path): Configuration["overrides"] {
    if (node.kind !== "array") {
      this.wrongType(node, path, "a list of objects");
      return [];
    }
    const all = node.items.flatMap((item, index) => this.override(item, [...path, index]) ?? []);
    return this.patterns(all, node, path, ({ files }) => files.join(""));
  }

  private override(node: ValueNode, path: Path): Override | null {
    const read: { -readonly [key in keyof Override]: Override[key] } = { files: [], rules: {}, trustedAccounts: [] };
    for (const { key, keySpan, value } of this.entries(node, path)) {
      const at = [...path, key];
      switch (key) {
        case "files":
          read.files = this.list(value, at, "patterns such as `legacy/**`", patternMistake);
          break;
        case "rules":
          read.rules = this.rules(value, at);
          break;
        case "preset":
          read.preset = this.stated(this.choice(value, at, presets), at, keySpan);
          break;
        case "tests":
          read.tests = this.stated(this.choice(value, at, testSettings), at, keySpan);
          break;
        case "trustedAccounts":
          read.trustedAccounts = this.list(value, at, 'account ids such as `"111122223333"`', accountMistake);
          break;
        default:
          this.unknownKey(at, keySpan, key, overrideKeys);
      }
    }
    if (node.kind !== "object") return null;
    if (read.files.length > 0) return read;
    this.mistake(path, node.span, `${quoted(path)} says no \`files\`, and so is for none.`);
    return null;
  }

  /** None of them where they are too many: to heed some would be neither what was meant nor the default. */
  private patterns<T>(
    read: readonly T[],
    { span }: ValueNode,
    path: Path,
    patternOf: (one: T) => string,
  ): readonly T[] {
    if (read.reduce((length, one) => length + patternOf(one).length, 0) <= longest.patterns) return read;
    this.mistake(
      path,
      span,
      `${quoted(path)} has patterns of more than ${longest.patterns} characters in all; the default stands in its place.`,
    );
    return [];
  }

  private policyTypes(node: ValueNode, path: Path): Configuration["policyTypes"] {
    return this.entries(node, path).flatMap(({ key, keySpan, value }) => {
      const at = [...path, key];
      const wrong = patternMistake(key);
      if (wrong !== null) this.mistake(at, keySpan, wrong);
      const type = this.choice(value, at, policyOptions);
      return wrong !== null || type === undefined ? [] : [{ pattern: key, type }];
    });
  }

  private baseline(node: ValueNode, path: Path): Configuration["baseline"] {
    const file = this.pathInside(node, path, "nothing is accepted by it");
    return file === undefined ? null : { file, span: node.span };
  }
}

function noRule(name: string): string {
  const meant = closest(name, [...ruleIds(), ...families()]);
  return `There is no rule \`${shortened(name)}\`; ${meant.length > 0 ? `did you mean ${anyOf(meant)}?` : `a family is written as ${anyOf(families())}.`}`;
}

/** Characters; no path that a pattern could name is longer. */
const longest = { pattern: 1000, patterns: 20_000, extended: 20 };

/** Git takes any pattern; these would name nothing. */
function patternMistake(pattern: string): string | null {
  if (pattern.trim() === "") return "An empty pattern names nothing.";
  if (pattern.length > longest.pattern)
    return `\`${shortened(pattern)}\` has more than ${longest.pattern} characters, and is left out.`;
  return /^!?\/?\.\.?\//.test(pattern)
    ? `\`${shortened(pattern)}\` names nothing: patterns begin at the folder of the file, without \`./\` or \`../\`.`
    : null;
}
