/** What expressions of Terraform give, as far as that is written in the module, and how it is written again. */

export type Known =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "list"; readonly items: readonly Known[]; readonly isSet: boolean }
  /** `chosen`: the one key under which the other side has something else, and which others choose. */
  | { readonly kind: "map"; readonly entries: ReadonlyMap<string, Known>; readonly chosen?: string | undefined }
  /** An expression that nobody can compute here, as it is written. */
  | { readonly kind: "open"; readonly text: string; readonly ifThere?: IfThere };

/** An object that there is by a condition, or null. */
export interface IfThere {
  /** The same expression with nothing in the object. */
  readonly bare: string;
  readonly entries: ReadonlyMap<string, Known>;
}

/** What names stand for in a loop, by the name. */
export type Around = ReadonlyMap<string, Known>;

/** So many entries a value has at most. */
export const mostEntries = 200;

export function listOf(items: readonly Known[], isSet = false): Known {
  return { kind: "list", items, isSet };
}

export function textValue(value: string): Known {
  return { kind: "text", value };
}

/** A text as Terraform makes it of what is no collection; null for all else. */
export function plainOf(value: Known | undefined): string | null {
  switch (value?.kind) {
    case "text":
      return value.value;
    case "number":
    case "boolean":
      return String(value.value);
    default:
      return null;
  }
}

/** Whether nothing of it is left open. */
export function isWhole(value: Known): boolean {
  if (value.kind === "open") return false;
  if (value.kind === "list") return value.items.every(isWhole);
  return value.kind !== "map" || [...value.entries.values()].every(isWhole);
}

/** A set: each once, in the order in which Terraform goes over it. */
export function setOf(items: readonly Known[]): Known {
  const each = new Map(items.map((item) => [written(item), item]));
  return listOf(
    [...each].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item),
    true,
  );
}

/** The pairs that Terraform goes over; null for what is no collection. */
export function pairsOf(value: Known): readonly (readonly [key: Known, value: Known])[] | null {
  if (value.kind === "list")
    return value.items.map((item, at) => [value.isSet ? item : { kind: "number", value: at }, item]);
  if (value.kind === "map")
    return [...value.entries]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [textValue(key), item]);
  return null;
}

/** A value as an expression. */
export function written(value: Known): string {
  switch (value.kind) {
    case "text":
      return `"${inQuotes(value.value)}"`;
    case "number":
    case "boolean":
      return String(value.value);
    case "null":
      return "null";
    case "open":
      return value.text;
    case "list":
      return `[${value.items.map(inItsLine).join(", ")}]`;
    case "map": {
      const entries = [...value.entries].map(
        ([key, item]) => `"${inQuotes(key)}" = ${written(item)}${endsLine(item) ? "\n" : ", "}`,
      );
      return `{ ${entries.join("").replace(/, $/, "")} }`;
    }
  }
}

/** A value as an expression behind which something may stand. */
export function inItsLine(value: Known): string {
  return written(value) + (endsLine(value) ? "\n" : "");
}

/** Whether nothing may stand behind a value in its line: the end of a heredoc. */
function endsLine(value: Known): boolean {
  return value.kind === "open" && value.text.startsWith("<<");
}

/** What stands between quotes. */
export function inQuotes(text: string): string {
  // What begins an interpolation is doubled, and a mark before that would be taken for one of the two. Terraform knows no `\b` and `\f`.
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\(?:\\|b|f)/g, (escape) => (escape === "\\b" ? "\\u0008" : escape === "\\f" ? "\\u000c" : escape))
    .replace(/(\$?)\$\{/g, (_, before: string) => `${before && "\\u0024"}$\${`)
    .replace(/(%?)%\{/g, (_, before: string) => `${before && "\\u0025"}%%{`);
}

/** What a step into a value gives; null: nobody knows, as of the key. */
export function stepInto(value: Known, key: string | null): Known | null {
  if (key === null) return chosenIn(value);
  if (value.kind === "map") return value.entries.get(key) ?? null;
  if (value.kind === "list") return value.isSet || !/^\d{1,6}$/.test(key) ? null : (value.items[Number(key)] ?? null);
  if (value.kind === "open" && value.ifThere) return value.ifThere.entries.get(key) ?? null;
  if (value.kind !== "open" || !/^[\w.[\]"-]{1,300}$/.test(value.text)) return null;
  return {
    kind: "open",
    text: /^[A-Za-z_][\w-]*$/.test(key) ? `${value.text}.${key}` : `${value.text}[${JSON.stringify(key)}]`,
  };
}

/** Whether a value surely has nothing there, which Terraform takes for a mistake. */
export function isMissing(value: Known, key: string): boolean {
  if (value.kind === "map") return !value.entries.has(key);
  if (value.kind !== "list") return value.kind !== "open";
  return value.isSet || (/^\d{1,6}$/.test(key) && Number(key) >= value.items.length);
}

/** What a map has under a key that nobody knows, where it is read as by who chooses the one that has changed. */
export function chosenIn(value: Known): Known | null {
  return value.kind === "map" && value.chosen !== undefined ? (value.entries.get(value.chosen) ?? null) : null;
}

/** A map with the key that others choose. */
export function withChosen<Value extends Known | null>(value: Value, chosen: string | null): Value {
  return chosen !== null && value?.kind === "map" ? { ...value, chosen } : value;
}

/** The one key of two maps under which they have something else; null for none, and for several. */
export function onlyChange(one: Known, other: Known): string | null {
  if (one.kind !== "map" || other.kind !== "map") return null;
  const saidBy = (map: typeof one, key: string) => {
    const item = map.entries.get(key);
    return item && written(item);
  };
  const keys = new Set([...one.entries.keys(), ...other.entries.keys()]);
  const [only, ...others] = [...keys].filter((key) => saidBy(one, key) !== saidBy(other, key));
  return only !== undefined && others.length === 0 ? only : null;
}

/** What stands between the quotes of a text that is put together with what is open; null for what is no such text. */
export function templateOf(value: Known): string | null {
  if (value.kind !== "open" || !value.text.startsWith('"')) return null;
  const { text } = value;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === '"') return at === text.length - 1 ? text.slice(1, -1) : null;
    if (text[at] === "\\") at++;
    if (text[at] !== "$" || text[at + 1] !== "{") continue;
    // Only names: another text would have quotes of its own.
    const end = text.indexOf("}", at);
    if (end < 0 || /[^\w.[\]-]/.test(text.slice(at + 2, end))) return null;
    at = end;
  }
  return null;
}

/** A text put together of others; null where one is none that can stand in it, and for a heredoc with what is open, which no file gives. */
export function joinedTexts(values: readonly Known[], isHeredoc = false): Known | null {
  let said = "";
  let text = "";
  let isOpen = false;
  for (const value of values) {
    const plain = plainOf(value);
    if (plain === null && value.kind !== "open") return null;
    said += plain ?? "";
    isOpen ||= plain === null;
    text += plain === null ? (templateOf(value) ?? `\${${inItsLine(value)}}`) : inQuotes(plain);
  }
  if (!isOpen) return textValue(said);
  return isHeredoc && values.every((one) => templateOf(one) === null) ? null : { kind: "open", text: `"${text}"` };
}

/** What a value is in the place of `${…}` in a text between quotes, or in a heredoc; null where it cannot stand there. */
export function fillingOf(value: Known, isHeredoc: boolean): string | null {
  const plain = isWhole(value) ? plainOf(value) : null;
  if (plain !== null) return isHeredoc ? plain.replace(/[$%](?=\{)/g, "$&$&") : inQuotes(plain);
  const template = templateOf(value);
  return template !== null && isHeredoc ? withoutEscapes(template) : template;
}

/** What stands in a heredoc as what stands between quotes; null where it has more than quotes and backslashes that are escaped. */
function withoutEscapes(template: string): string | null {
  const escapes = template.match(/\\./gs) ?? [];
  return escapes.every((one) => one === '\\"' || one === "\\\\") ? template.replace(/\\(.)/g, "$1") : null;
}
