/** Reads a planeguard.json: never throws, says each mistake once with its place, and keeps everything else. */
import type { AcceptedEntry } from "../../account/attestations/accepted";
import { presets, type RuleSetting, ruleSettings, testSettings } from "../../analysis/control/control";
import { isDay } from "../../analysis/control/dates";
import type { NamedRule } from "../../analysis/control/suppression";
import { mask } from "../../analysis/credentials/mask";
import { policyOptions } from "../../analysis/policy/model";
import { rules as allRules } from "../../analysis/rules/generated/index";
import { anyOf, closest } from "../../analysis/rules/support/closest";
import { parseJson } from "../../analysis/source/json-tree";
import { tableOf } from "../../analysis/table";
import type { Span } from "../../analysis/text";
import type { ObjectEntry, ValueNode } from "../../analysis/value";
import {
  type Configuration,
  defaults,
  type Mistake,
  type ReadConfiguration,
  type SuppressionEntry,
} from "./configuration";

type Path = readonly (string | number)[];

const ruleIds: readonly string[] = allRules.map(({ id }) => id);
const families: readonly string[] = [...new Set(ruleIds.map((id) => `${id.slice(0, id.indexOf("/"))}/*`))];

const keys: { readonly [key in keyof Configuration]: true } & { readonly $schema: true } = {
  $schema: true,
  preset: true,
  rules: true,
  tests: true,
  exclude: true,
  trustedAccounts: true,
  accepted: true,
  policyTypes: true,
  suppressions: true,
  baseline: true,
};
const acceptedTexts: Readonly<Record<keyof AcceptedEntry, string>> = {
  check: 'the id of a check such as `"root/mfa"`',
  resource: "the name of a resource",
  account: 'an account id such as `"111122223333"`',
  by: "the name of whoever accepts it",
  reason: "a text that says why",
  until: 'a day such as `"2027-01-31"`',
};
const acceptedKeys = Object.keys(acceptedTexts);

function isAcceptedKey(key: string): key is keyof AcceptedEntry {
  return acceptedKeys.includes(key);
}

const suppressionKeys = ["rules", "path", "policy", "statement", "reason", "until"];

export function readConfiguration(text: string): ReadConfiguration {
  const { root, problems } = parseJson(text, { string: (span, value) => ({ kind: "string", span, value }) });
  const reader = new Reader();
  for (const { message, span } of problems) reader.mistake([], span, message);
  return { configuration: root ? reader.configuration(root) : defaults, mistakes: reader.mistakes };
}

/** The same of values that are no text, such as an editor's settings; spans mean nothing then. */
export function readValues(values: Readonly<Record<string, unknown>>): ReadConfiguration {
  return readConfiguration(
    JSON.stringify(values, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)) ?? "{}",
  );
}

class Reader {
  readonly mistakes: Mistake[] = [];

  mistake(path: Path, span: Span, message: string): void {
    this.mistakes.push({ path, span, message });
  }

  configuration(root: ValueNode): Configuration {
    const entries = this.entries(root, [], "The configuration");
    const read: { -readonly [key in keyof Configuration]: Configuration[key] } = { ...defaults };
    for (const { key, keySpan, value } of entries) {
      const path = [key];
      switch (key) {
        case "$schema":
          break;
        case "preset":
          read.preset = this.choice(value, path, presets) ?? defaults.preset;
          break;
        case "rules":
          read.rules = this.rules(value, path);
          break;
        case "tests":
          read.tests = this.choice(value, path, testSettings) ?? defaults.tests;
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
          read.trustedAccounts = this.list(value, path, 'account ids such as `"111122223333"`', account);
          break;
        case "accepted":
          read.accepted = this.acceptedEntries(value, path);
          break;
        case "policyTypes":
          read.policyTypes = this.patterns(this.policyTypes(value, path), value, path, ({ pattern }) => pattern);
          break;
        case "suppressions":
          read.suppressions = this.suppressions(value, path);
          break;
        case "baseline":
          read.baseline = this.baseline(value, path);
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
      if (!ruleIds.includes(key) && !families.includes(key)) this.mistake(at, keySpan, noRule(key));
      else {
        const setting = this.choice(value, at, ruleSettings);
        if (setting !== undefined) read[key] = setting;
      }
    }
    return read;
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

  private suppressions(node: ValueNode, path: Path): SuppressionEntry[] {
    if (node.kind !== "array") {
      this.wrongType(node, path, "a list");
      return [];
    }
    return node.items.flatMap((item, index) => this.suppression(item, [...path, index]) ?? []);
  }

  /** Null where what it needs is missing or wrong: half of it would hide more than was meant. */
  private suppression(node: ValueNode, path: Path): SuppressionEntry | null {
    const before = this.mistakes.length;
    const read: {
      named?: NamedRule[];
      path?: string | undefined;
      policy?: string | undefined;
      statement?: string | number | undefined;
      reason?: string | undefined;
      until?: string | undefined;
    } = {};
    for (const { key, keySpan, value } of this.entries(node, path)) {
      const at = [...path, key];
      switch (key) {
        case "rules":
          read.named = this.named(value, at);
          break;
        case "path":
          read.path = this.pathInside(value, at, "it suppresses nothing")?.replace(/^\.\//, "");
          break;
        case "policy":
          read.policy = this.text(value, at, "the name of a policy in the file");
          break;
        case "statement":
          read.statement = this.statement(value, at);
          break;
        case "reason":
          read.reason = this.text(value, at, "a text that says why");
          break;
        case "until":
          read.until = this.day(value, at);
          break;
        default:
          this.unknownKey(at, keySpan, key, suppressionKeys);
      }
    }
    if (node.kind !== "object" || this.mistakes.length > before) return null;
    const missing = [...(read.named?.length ? [] : ["rules"]), ...(read.path ? [] : ["path"])];
    if (missing.length > 0)
      this.mistake(
        path,
        node.span,
        `${quoted(path)} says no ${missing.map((key) => `\`${key}\``).join(" and no ")}, and so suppresses nothing.`,
      );
    if (missing.length > 0) return null;
    const { named, path: file, policy, statement, reason = "", until } = read;
    return {
      rules: named!.map(({ id }) => id),
      named: named!,
      path: file!,
      reason,
      span: node.span,
      ...(policy === undefined ? {} : { policy }),
      ...(statement === undefined ? {} : { statement }),
      ...(until === undefined ? {} : { until }),
    };
  }

  private acceptedEntries(node: ValueNode, path: Path): AcceptedEntry[] {
    if (node.kind !== "array") {
      this.wrongType(node, path, "a list");
      return [];
    }
    return node.items.flatMap((item, index) => this.acceptedEntry(item, [...path, index]) ?? []);
  }

  /** Null where what it needs is missing or wrong: half of it would accept more than was meant. */
  private acceptedEntry(node: ValueNode, path: Path): AcceptedEntry | null {
    const before = this.mistakes.length;
    const read: Partial<Record<keyof AcceptedEntry, string>> = {};
    for (const { key, keySpan, value } of this.entries(node, path)) {
      const at = [...path, key];
      if (!isAcceptedKey(key)) this.unknownKey(at, keySpan, key, acceptedKeys);
      else {
        const text = key === "until" ? this.day(value, at) : this.text(value, at, acceptedTexts[key]);
        const wrong = key === "account" && text !== undefined ? account(text) : null;
        if (wrong !== null) this.mistake(at, value.span, wrong);
        if (text !== undefined) read[key] = text;
      }
    }
    if (node.kind !== "object" || this.mistakes.length > before) return null;
    const { by, reason, until, ...what } = read;
    if (by !== undefined && reason !== undefined && until !== undefined && (what.check ?? what.resource) !== undefined)
      return { ...what, by, reason, until };
    const missing = (["by", "reason", "until"] as const).filter((key) => read[key] === undefined);
    this.mistake(
      path,
      node.span,
      missing.length > 0
        ? `${quoted(path)} says no ${missing.map((key) => `\`${key}\``).join(" and no ")}, and so accepts nothing.`
        : `${quoted(path)} names neither a \`check\` nor a \`resource\`, and so accepts nothing.`,
    );
    return null;
  }

  private baseline(node: ValueNode, path: Path): Configuration["baseline"] {
    const file = this.pathInside(node, path, "nothing is accepted by it");
    return file === undefined ? null : { file, span: node.span };
  }

  /** The path of a file in the folder of the configuration, or below: what a repository brings reaches no others. */
  private pathInside(node: ValueNode, path: Path, consequence: string): string | undefined {
    const file = this.text(node, path, "the path of a file")?.replaceAll("\\", "/");
    if (file === undefined) return undefined;
    const depths = file
      .split("/")
      .reduce<number[]>(
        (depth, part) => [...depth, (depth.at(-1) ?? 0) + (part === ".." ? -1 : part === "" || part === "." ? 0 : 1)],
        [],
      );
    if (!/^(?:\/|[A-Za-z]:)/.test(file) && depths.every((depth) => depth >= 0)) return file;
    this.mistake(
      path,
      node.span,
      `${quoted(path)} is \`${shortened(file)}\`, which is not in the folder of this file: ${consequence}.`,
    );
    return undefined;
  }

  /** Which of them exist, rules tell (`suppression/unknown-rule`). */
  private named(node: ValueNode, path: Path): NamedRule[] {
    this.list(node, path, "ids of rules", () => null);
    return node.kind !== "array"
      ? []
      : node.items.flatMap((item) =>
          item.kind === "string"
            ? [{ id: item.value, element: item.span, span: { start: item.span.start + 1, end: item.span.end - 1 } }]
            : [],
        );
  }

  private statement(node: ValueNode, path: Path): string | number | undefined {
    if (node.kind === "string" && node.value !== "") return node.value;
    if (node.kind === "number" && Number.isInteger(node.value) && node.value >= 0) return node.value;
    this.wrongType(node, path, "the `Sid` of a statement or its index, from 0");
    return undefined;
  }

  private day(node: ValueNode, path: Path): string | undefined {
    const text = this.text(node, path, 'a day such as `"2027-01-31"`');
    if (text === undefined || isDay(text)) return text;
    this.mistake(
      path,
      node.span,
      `${quoted(path)} is \`${shortened(text)}\`, which is no day: write it as YYYY-MM-DD.`,
    );
    return undefined;
  }

  private text(node: ValueNode, path: Path, what: string): string | undefined {
    if (node.kind === "string" && node.value.trim() !== "") return node.value;
    this.wrongType(node, path, what);
    return undefined;
  }

  private choice<Name extends string>(node: ValueNode, path: Path, names: readonly Name[]): Name | undefined {
    const value = node.kind === "string" ? node.value : null;
    const name = names.find((one) => one === value);
    if (name === undefined)
      this.wrongType(node, path, anyOf(names.map((one) => `"${one}"`)), closest(value ?? "", names));
    return name;
  }

  /** The texts of a list but those that `wrong` finds something wrong with. */
  private list(node: ValueNode, path: Path, what: string, wrong: (text: string) => string | null): string[] {
    if (node.kind !== "array") {
      this.wrongType(node, path, `a list of ${what}`);
      return [];
    }
    return node.items.flatMap((item, index) => {
      const at = [...path, index];
      const text = item.kind === "string" ? item.value : null;
      if (text === null) this.wrongType(item, at, "a text in quotes");
      const mistake = text === null ? null : wrong(text);
      if (mistake !== null) this.mistake(at, item.span, mistake);
      return text === null || mistake !== null ? [] : [text];
    });
  }

  /** The entries of an object, of which a key that stands twice counts once: the last, as JSON readers have it. */
  private entries(node: ValueNode, path: Path, name = quoted(path)): readonly ObjectEntry[] {
    if (node.kind !== "object") {
      this.mistake(
        path,
        node.span,
        `${name} must be an object, not ${described(node)}; the default stands in its place.`,
      );
      return [];
    }
    const last = new Map(node.entries.map((entry) => [entry.key, entry]));
    for (const entry of node.entries) {
      if (last.get(entry.key) !== entry)
        this.mistake(
          [...path, entry.key],
          entry.keySpan,
          `\`${shortened(entry.key)}\` stands twice; the last one counts.`,
        );
    }
    return [...last.values()];
  }

  private wrongType(node: ValueNode, path: Path, expected: string, meant: readonly string[] = []): void {
    // What the file breaks off before has been told of already.
    if (node.kind === "unknown" && node.span.start === node.span.end) return;
    this.mistake(
      path,
      node.span,
      `${quoted(path)} must be ${expected}, not ${described(node)}; ${meant.length > 0 ? `did you mean ${anyOf(meant.map((one) => `"${one}"`))}? T` : "t"}he default stands in its place.`,
    );
  }

  private unknownKey(path: Path, span: Span, key: string, known: readonly string[]): void {
    const meant = closest(key, known);
    this.mistake(
      path,
      span,
      `There is no key \`${shortened(key)}\`; ${meant.length > 0 ? `did you mean ${anyOf(meant)}?` : `there are ${known.map((one) => `\`${one}\``).join(", ")}.`}`,
    );
  }
}

function account(text: string): string | null {
  return /^\d{12}$/.test(text) ? null : `\`${shortened(text)}\` is not an account id: these have twelve digits.`;
}

function noRule(name: string): string {
  const meant = closest(name, [...ruleIds, ...families]);
  return `There is no rule \`${shortened(name)}\`; ${meant.length > 0 ? `did you mean ${anyOf(meant)}?` : `a family is written as ${anyOf(families)}.`}`;
}

/** Characters; no path that a pattern could name is longer. */
const longest = { pattern: 1000, patterns: 20_000 };

/** Git takes any pattern; these would name nothing. */
function patternMistake(pattern: string): string | null {
  if (pattern.trim() === "") return "An empty pattern names nothing.";
  if (pattern.length > longest.pattern)
    return `\`${shortened(pattern)}\` has more than ${longest.pattern} characters, and is left out.`;
  return /^!?\/?\.\.?\//.test(pattern)
    ? `\`${shortened(pattern)}\` names nothing: patterns begin at the folder of the file, without \`./\` or \`../\`.`
    : null;
}

function described(node: ValueNode): string {
  switch (node.kind) {
    case "string":
      return node.value === "" ? "an empty text" : `\`"${shortened(node.value)}"\``;
    case "number":
    case "boolean":
      return `\`${node.value}\``;
    case "null":
      return "`null`";
    case "array":
      return "a list";
    case "object":
      return "an object";
    default:
      return "a function of CloudFormation";
  }
}

/** `rules."policy/invalid-action"`, `suppressions[0].until`, in code quotes. */
function quoted(path: Path): string {
  const text = path
    .map((key, index) =>
      typeof key === "number"
        ? `[${key}]`
        : `${index === 0 ? "" : "."}${/^[$\w]+$/.test(key) ? key : `"${shortened(key)}"`}`,
    )
    .join("");
  return `\`${text}\``;
}

/** Nothing is quoted at length, and nothing that may be a key: somebody may have put here what does not belong. */
export function shortened(text: string): string {
  const line = text
    .replace(/\s+/g, " ")
    .replace(/[A-Za-z0-9/+=_]{16,}/g, (word) => (/\d/.test(word) && /[A-Z]/.test(word) ? mask(word) : word));
  return line.length <= 40 ? line : `${line.slice(0, 39)}…`;
}
