/** Texts by the words that they share, as src/catalog/words.ts reads them: that packs better than the texts. */

const word = / ?[A-Za-z]+|[^A-Za-z]/g;

/** Signs that JSON and UTF-8 write as they are: no quote, no backslash, no control, no half of a pair. */
export const ranges = [
  [0x23, 0x5b],
  [0x5d, 0x7e],
  [0xa0, 0x2027],
  [0x202a, 0xd7ff],
];

export class Words {
  #counts = new Map();

  /** To be called with every text first. */
  count(text) {
    for (const one of text.match(word) ?? []) this.#counts.set(one, (this.#counts.get(one) ?? 0) + 1);
  }

  /** The most frequent words first, by the sign that stands for each. */
  table() {
    const sorted = [...this.#counts].sort(([a, often], [b, other]) => other - often || (a < b ? -1 : 1));
    const free = ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    return new Map(sorted.map(([one], index) => [one, String.fromCharCode(free[index])]));
  }
}

export function packed(text, table) {
  return (text.match(word) ?? []).map((one) => table.get(one)).join("");
}
