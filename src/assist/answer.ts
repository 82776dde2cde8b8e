/** What a tool answers: never more than a model reads at once, and whole in its form all the same. */
import { json } from "../escape/json";
import { shortened } from "../escape/visible";

/** In UTF-16 units, some 15,000 tokens: a hostile file is not to fill what a model may read, and clients cut longer answers off. */
export const maxAnswerLength = 60_000;

/** Longer strings are no names and no messages. */
const maxStringLength = 20_000;

/** How many items of a list are kept where leaving out the outer ones is enough. */
const fewItems = 3;

/** Made by the functions below alone, so that no tool answers with anything else. */
export class Answer {
  private constructor(readonly text: string) {}

  /** JSON. Where it is too long, lists are shortened, the innermost first; `<name>LeftOut` beside each counts what it lost. */
  static json(value: object, limit = maxAnswerLength): Answer {
    const caps = new Array<number>(depthOf(value)).fill(Infinity);
    const fits = (cap: number, depth: number) => {
      caps[depth] = cap;
      return written(shorten(value, caps, 0), limit) !== null;
    };
    for (const floor of [fewItems, 0])
      for (let depth = caps.length - 1; depth >= 0 && !fits(caps[depth]!, depth); depth--) {
        let [least, most] = [floor, Math.min(caps[depth]!, longestListAt(value, depth))];
        while (least < most) {
          const cap = Math.ceil((least + most) / 2);
          if (fits(cap, depth)) least = cap;
          else most = cap - 1;
        }
        caps[depth] = least;
      }
    return new Answer(json(shorten(value, caps, 0)));
  }

  /** Pages of Markdown, as many as there is room for; `what` names several of them. */
  static pages(pages: readonly string[], what: string, limit = maxAnswerLength): Answer {
    let text = "";
    for (const [index, page] of pages.entries()) {
      const next = index === 0 ? page : `${text}\n---\n\n${page}`;
      if (next.length > limit) {
        const shown =
          index === 0 ? `${page.slice(0, page.lastIndexOf("\n", limit - 1) + 1)}\n… The rest was left out.` : text;
        const others = pages.length - Math.max(index, 1);
        return new Answer(others === 0 ? shown : `${shown}\n---\n\nLeft out: ${others} more ${what}.`);
      }
      text = next;
    }
    return new Answer(text);
  }

  /** The same of pages in which strangers have a word: in a code fence, which nothing in them ends. */
  static fenced(pages: readonly string[], what: string, limit = maxAnswerLength): Answer {
    const { text } = Answer.pages(pages, what, limit);
    const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
    const fence = "`".repeat(longest + 1);
    return new Answer(`${fence}markdown\n${text}\n${fence}`);
  }

  /** A sentence of ours, with names in it that were asked about. */
  static text(sentence: string): Answer {
    return new Answer(shortened(sentence, maxStringLength));
  }
}

/** Null where it is longer. To show what is invisible takes a while, and makes it only longer: it is not tried in vain. */
function written(value: unknown, limit: number): string | null {
  if (JSON.stringify(value).length > limit) return null;
  const text = json(value);
  return text.length > limit ? null : text;
}

/** How many lists stand within each other. */
function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value).reduce<number>((most, one) => Math.max(most, depthOf(one)), 0);
  return Array.isArray(value) ? inner + 1 : inner;
}

function longestListAt(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null || depth < 0) return 0;
  const own = Array.isArray(value) && depth === 0 ? value.length : 0;
  const below = Array.isArray(value) ? depth - 1 : depth;
  return Object.values(value).reduce<number>((most, one) => Math.max(most, longestListAt(one, below)), own);
}

function shorten(value: unknown, caps: readonly number[], depth: number): unknown {
  if (typeof value === "string") return shortened(value, maxStringLength);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, caps[depth]).map((one) => shorten(one, caps, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
      const leftOut = Array.isArray(one) ? one.length - Math.min(one.length, caps[depth]!) : 0;
      return [[name, shorten(one, caps, depth)], ...(leftOut > 0 ? [[`${name}LeftOut`, leftOut]] : [])];
    }),
  );
}
