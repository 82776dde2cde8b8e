/** Sentences of ours as a template and what stands in it, so that they can be said in another language. Plain data, which a thread can be sent. */

/** A name that stays as it is, a number that each language writes in its own way, or words that are translated too. */
export type Value = string | number | Sentence;

export interface Sentence {
  /** English, with `{0}`, `{1}` … in the places of the values: the key of its translations. */
  readonly template: string;
  readonly values: readonly Value[];
}

/** What is said without values may be a plain string. */
export type Text = string | Sentence;

/** `say`${service} has no such action.``. Whole sentences, or clauses that another language can put in the same place: words that decline are none. */
export function say(strings: TemplateStringsArray, ...values: readonly Value[]): Sentence {
  return { template: templateOf(strings), values };
}

/** With `{0}`, `{1}` … between the strings. */
export function templateOf([first = "", ...strings]: readonly string[]): string {
  return strings.reduce((template, text, index) => `${template}{${index}}${text}`, first);
}

/** The pieces of a template, with the index of a value between each two. */
export function piecesOf(template: string): {
  readonly strings: readonly string[];
  readonly places: readonly number[];
} {
  const parts = template.split(/\{(\d{1,2})\}/);
  return {
    strings: parts.filter((_, index) => index % 2 === 0),
    places: parts.filter((_, index) => index % 2 === 1).map(Number),
  };
}

export function inEnglish(text: Text): string {
  if (typeof text === "string") return text;
  return filledIn(text.template, text.values, englishValue);
}

function englishValue(value: Value): string {
  return typeof value === "number" ? value.toLocaleString("en") : inEnglish(value);
}

/** A template with its values, each as `written`; a place that has none stays empty. */
export function filledIn(template: string, values: readonly Value[], written: (value: Value) => string): string {
  return template.replace(/\{(\d{1,2})\}/g, (_, place: string) => {
    const value = values[Number(place)];
    return value === undefined ? "" : written(value);
  });
}

/** The same with every name in it as `change` makes it; the sentence itself where that changes nothing. */
export function withNames(sentence: Sentence, change: (name: string) => string): Sentence {
  const values = sentence.values.map((value) =>
    typeof value === "string" ? change(value) : typeof value === "number" ? value : withNames(value, change),
  );
  return values.every((value, index) => value === sentence.values[index]) ? sentence : { ...sentence, values };
}

/** Texts one after another, each a sentence of its own: what is not translated stays in English beside what is. */
export function together(...texts: readonly Text[]): Sentence {
  const values = texts.filter((text) => text !== "").map((text) => (typeof text === "string" ? literal(text) : text));
  return { template: values.map((_, index) => `{${index}}`).join(" "), values };
}

/** Words of ours as a sentence without values. */
export function literal(template: string): Sentence {
  return { template, values: [] };
}

/** "a, b and c". */
export function andOf(values: readonly Value[]): Value {
  return listOf(values, (before, last) => say`${before} and ${last}`);
}

/** "a, b or c". */
export function orOf(values: readonly Value[]): Value {
  return listOf(values, (before, last) => say`${before} or ${last}`);
}

/** "a, b and 4 more"; all where there are no more than `most`. */
export function someOf(values: readonly Value[], most: number): Value {
  const more = values.length - most;
  return more <= 0 ? andOf(values) : say`${commas(values.slice(0, most))} and ${more} more`;
}

function listOf(values: readonly Value[], join: (before: Value, last: Value) => Sentence): Value {
  const [last] = values.slice(-1);
  if (last === undefined) return "";
  return values.length === 1 ? last : join(commas(values.slice(0, -1)), last);
}

function commas(values: readonly Value[]): Value {
  return separated(values, ", ");
}

/** One after another, with marks between them that every language has. */
export function separated(values: readonly Value[], between: string): Value {
  if (values.every((value) => typeof value === "string")) return values.join(between);
  return { template: values.map((_, index) => `{${index}}`).join(between), values };
}

/** Names as code. */
export function quoted(names: readonly string[]): readonly string[] {
  return names.map((name) => `\`${name}\``);
}
