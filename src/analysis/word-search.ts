/** Looks for many words in one pass over a text, where as many searches would each read it from the beginning. */

/** A word that may stand around a pair of characters. */
interface Candidate {
  /** In small letters. */
  readonly codes: Uint8Array;
  /** How far into the word the pair is. */
  readonly offset: number;
  /** A bit for each topic that has the word. */
  readonly topics: number;
}

/** In characters. */
const chunkLength = 1 << 15;
/** A character of UTF-16 is three bytes of UTF-8 at most; behind them there are zeros. */
const bytes = new Uint8Array(4 * chunkLength);
const encoder = new TextEncoder();

/** The letters from the commonest in English to the rarest; anything else is rarer. */
const letters = "etaoinshrdlcumwfgypbvkjxqz";

/** Words of ASCII, at least three characters long and 120 together, by at most 31 topics. */
export class WordSearch<Topic extends string> {
  private readonly topics: readonly Topic[];
  private readonly longest: number;
  /** By two characters next to each other (the first in the high byte) the index of their candidates; 0 where there are none. */
  private readonly byPair = new Uint8Array(1 << 16);
  private readonly candidates: Candidate[][] = [[]];

  constructor(words: Readonly<Record<Topic, readonly string[]>>) {
    this.topics = Object.keys(words) as Topic[];
    const topicsOf = new Map<string, number>();
    for (const [index, topic] of this.topics.entries())
      for (const word of words[topic].map((one) => one.toLowerCase()))
        topicsOf.set(word, (topicsOf.get(word) ?? 0) | (1 << index));
    this.longest = Math.max(...[...topicsOf.keys()].map(({ length }) => length));
    for (const [word, topics] of topicsOf) this.add(word, topics);
  }

  /** The topics of which a word stands in the text, in whatever case, be it as a part of another. */
  topicsIn(text: string): ReadonlySet<Topic> {
    let found = 0;
    for (let from = 0; from < text.length; from += chunkLength - this.longest) {
      const { written } = encoder.encodeInto(text.slice(from, from + chunkLength), bytes);
      bytes.fill(0, written, written + this.longest);
      found = this.search(bytes, written, found, false);
    }
    return new Set(this.topics.filter((_, index) => found & (1 << index)));
  }

  /**
   * Whether a word of any topic stands in a text of UTF-8, of so many bytes. What is behind them in the buffer may make it say yes where
   * there is none, and never no where there is one.
   */
  holdsAny(text: Uint8Array, length: number): boolean {
    return this.search(text, length, 0, true) !== 0;
  }

  /** Only every second pair of characters is looked at, so that a word is known by two: the rarest behind an even number of its characters, and behind an odd one. */
  private add(word: string, topics: number): void {
    const codes = Uint8Array.from(word, (character) => character.charCodeAt(0));
    for (const parity of [0, 1]) {
      let offset = parity;
      for (let at = parity; at + 1 < word.length; at += 2) if (rarity(word, at) > rarity(word, offset)) offset = at;
      const pairs = casesOf(word[offset]!).flatMap((first) =>
        casesOf(word[offset + 1]!).map((second) => (first << 8) | second),
      );
      const known = this.byPair[pairs[0]!]!;
      const index = known > 0 ? known : this.candidates.push([]) - 1;
      this.candidates[index]!.push({ codes, offset, topics });
      for (const pair of pairs) this.byPair[pair] = index;
    }
  }

  /** The bits of topics, together with those that are known already. */
  private search(text: Uint8Array, length: number, known: number, untilFirst: boolean): number {
    const { byPair, candidates } = this;
    const all = (1 << this.topics.length) - 1;
    let found = known;
    for (let at = 0; at + 1 < length && found !== all; at += 2) {
      const index = byPair[(text[at]! << 8) | text[at + 1]!]!;
      if (index === 0) continue;
      const some = candidates[index]!;
      for (let each = 0; each < some.length; each++) {
        const { codes, offset, topics } = some[each]!;
        if ((topics & ~found) !== 0 && stands(text, codes, at - offset)) {
          found |= topics;
          if (untilFirst) return found;
        }
      }
    }
    return found;
  }
}

function rarity(word: string, at: number): number {
  const of = (character: string) => (letters.includes(character) ? letters.indexOf(character) : letters.length);
  return of(word[at]!) + of(word[at + 1]!);
}

function casesOf(character: string): readonly number[] {
  const code = character.charCodeAt(0);
  return letters.includes(character) ? [code, code & ~32] : [code];
}

/** Whether a word in small letters stands there; control characters may be taken for its hyphens and colons. */
function stands(text: Uint8Array, codes: Uint8Array, start: number): boolean {
  for (let index = 0; index < codes.length; index++) {
    const code = text[start + index]!;
    if (code !== codes[index] && (code | 32) !== codes[index]) return false;
  }
  return true;
}
