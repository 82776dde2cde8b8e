/** Another language than English: one file of texts, and what is said in it. */
import type { Tag } from "../escape/escaped";
import { type Markdown, md } from "../escape/markdown";
import {
  filledIn,
  inEnglish,
  literal,
  piecesOf,
  say,
  type Sentence,
  templateOf,
  type Text,
  type Value,
} from "./sentence";

/** Plain data. */
export interface Language {
  /** BCP 47, such as `de`. */
  readonly locale: string;
  /** Translations by their English templates: what is missing is said in English, sentence by sentence. */
  readonly texts: Readonly<Record<string, string>>;
}

export const english: Language = { locale: "en", texts: {} };

/** The text in the language; in English as a whole where some of a sentence has no translation: two languages do not mix in one. */
export function inLanguage(text: Text, language: Language): string {
  if (language.locale === english.locale) return inEnglish(text);
  const sentence = typeof text === "string" ? literal(text) : text;
  return translated(sentence, language) ?? inEnglish(text);
}

/** What carries its text in English, and perhaps as it can be said in other languages. */
export interface Messaged {
  readonly message: string;
  readonly said?: Sentence | undefined;
}

export function messageIn({ message, said }: Messaged, language: Language): string {
  return language.locale === english.locale ? message : inLanguage(said ?? message, language);
}

function translated({ template, values }: Sentence, language: Language): string | null {
  const isSentence = /\p{L}/u.test(template);
  const own = textOf(template, language) ?? (isSentence ? null : template);
  if (own === null) return null;
  let isWhole = true;
  const text = filledIn(own, values, (value) => {
    const written = valueIn(value, language);
    if (written === null && isSentence) isWhole = false;
    return written ?? inEnglish(value as Sentence);
  });
  return isWhole ? text : null;
}

function valueIn(value: Value, language: Language): string | null {
  if (typeof value === "object") return translated(value, language);
  return typeof value === "number" ? value.toLocaleString(language.locale) : value;
}

function textOf(template: string, { texts }: Language): string | undefined {
  return Object.hasOwn(texts, template) ? texts[template] : undefined;
}

/** What is written in a language. */
export interface Wording {
  readonly language: Language;
  /** `text`${actions} are allowed``: plain text. */
  text(this: void, strings: TemplateStringsArray, ...values: readonly Value[]): string;
  /** `md`**${name}** is allowed``: Markdown, in which what is put in is text. */
  readonly md: Tag<"markdown">;
  /** A sentence of a table, or one that a rule has made. */
  of(this: void, text: Text): string;
}

const wordings = new WeakMap<Language, Wording>();

/** Made once for a language. */
export function wordingIn(language: Language): Wording {
  let wording = wordings.get(language);
  if (!wording) wordings.set(language, (wording = made(language)));
  return wording;
}

function made(language: Language): Wording {
  return {
    language,
    text: (strings, ...values) => inLanguage(say(strings, ...values), language),
    md: language.locale === english.locale ? md : markdownIn(language),
    of: (text) => inLanguage(text, language),
  };
}

function markdownIn(language: Language): Tag<"markdown"> {
  return (strings, ...parts): Markdown => {
    const own = textOf(templateOf(strings), language);
    const { strings: pieces, places } = piecesOf(own ?? templateOf(strings));
    const values = places
      .map((place) => parts[place])
      .map((part) => (typeof part === "number" ? part.toLocaleString(language.locale) : part));
    return md(Object.assign([...pieces], { raw: pieces }), ...values);
  };
}
