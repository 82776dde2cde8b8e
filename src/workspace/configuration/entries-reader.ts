/** Reads values of a planeguard.json by their types, and says what is wrong with each, with its place. */
import { isDay } from "../../analysis/control/dates";
import { mask } from "../../analysis/credentials/mask";
import { anyOf, closest } from "../../analysis/rules/support/closest";
import type { Span } from "../../analysis/text";
import type { ObjectEntry, ValueNode } from "../../analysis/value";
import type { Mistake } from "./configuration";

export type Path = readonly (string | number)[];

/** Every method gives what can be read, or nothing, and a mistake for the rest. */
export class EntriesReader {
  readonly mistakes: Mistake[] = [];

  mistake(path: Path, span: Span, message: string): void {
    this.mistakes.push({ path, span, message });
  }

  /** The path of a file in the folder of the configuration, or below: what a repository brings reaches no others. */
  pathInside(node: ValueNode, path: Path, consequence: string): string | undefined {
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

  day(node: ValueNode, path: Path): string | undefined {
    const text = this.text(node, path, 'a day such as `"2027-01-31"`');
    if (text === undefined || isDay(text)) return text;
    this.mistake(
      path,
      node.span,
      `${quoted(path)} is \`${shortened(text)}\`, which is not a date: write it as YYYY-MM-DD.`,
    );
    return undefined;
  }

  text(node: ValueNode, path: Path, what: string): string | undefined {
    if (node.kind === "string" && node.value.trim() !== "") return node.value;
    this.wrongType(node, path, what);
    return undefined;
  }

  choice<Name extends string>(node: ValueNode, path: Path, names: readonly Name[]): Name | undefined {
    const value = node.kind === "string" ? node.value : null;
    const name = names.find((one) => one === value);
    if (name === undefined)
      this.wrongType(node, path, anyOf(names.map((one) => `"${one}"`)), closest(value ?? "", names));
    return name;
  }

  /** The texts of a list but those that `wrong` finds something wrong with. */
  list(node: ValueNode, path: Path, what: string, wrong: (text: string) => string | null): string[] {
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

  /** What each item of a list is read as; those that are read as null are left out. */
  each<Read>(node: ValueNode, path: Path, read: (item: ValueNode, at: Path) => Read | null): Read[] {
    if (node.kind === "array") return node.items.flatMap((item, index) => read(item, [...path, index]) ?? []);
    this.wrongType(node, path, "a list");
    return [];
  }

  /** The entries of an object, of which a key that stands twice counts once: the last, as JSON readers have it. */
  entries(node: ValueNode, path: Path, name = quoted(path)): readonly ObjectEntry[] {
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

  wrongType(node: ValueNode, path: Path, expected: string, meant: readonly string[] = []): void {
    // What the file breaks off before has been told of already.
    if (node.kind === "unknown" && node.span.start === node.span.end) return;
    this.mistake(
      path,
      node.span,
      `${quoted(path)} must be ${expected}, not ${described(node)}; ${meant.length > 0 ? `did you mean ${anyOf(meant.map((one) => `"${one}"`))}? T` : "t"}he default stands in its place.`,
    );
  }

  unknownKey(path: Path, span: Span, key: string, known: readonly string[]): void {
    const meant = closest(key, known);
    this.mistake(
      path,
      span,
      `There is no key \`${shortened(key)}\`; ${meant.length > 0 ? `did you mean ${anyOf(meant)}?` : `there are ${known.map((one) => `\`${one}\``).join(", ")}.`}`,
    );
  }
}

/** What is wrong with the id of an account, a sentence; null: nothing. */
export function accountMistake(text: string): string | null {
  return /^\d{12}$/.test(text) ? null : `\`${shortened(text)}\` is not an account id: these have twelve digits.`;
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
export function quoted(path: Path): string {
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
