/** Texts by the words that they share, as src/catalog/words.ts reads them: that packs better than the texts. */

/** Words of a sentence, with the space before them. */
export const wordsOfText = / ?[A-Za-z]+|[^A-Za-z]/g;
/** Those of a name such as `GetObjectAcl`. */
export const wordsOfName = /[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])|./g;

/** Signs that JSON and UTF-8 write as they are: no quote, no backslash, no control, no half of a pair. */
const ranges = [
  [0x23, 0x5b],
  [0x5d, 0x7e],
  [0xa0, 0x2027],
  [0x202a, 0xd7ff],
];

/** A sign for each word of the texts, the most frequent ones first. */
export class Words {
  #word;
  #table;

  constructor(word, texts) {
    this.#word = word;
    const counts = new Map();
    for (const text of texts) for (const one of this.#wordsOf(text)) counts.set(one, (counts.get(one) ?? 0) + 1);
    const sorted = [...counts].sort(([a, often], [b, other]) => other - often || (a < b ? -1 : 1));
    const free = ranges.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index),
    );
    this.#table = new Map(sorted.map(([one], index) => [one, String.fromCharCode(free[index])]));
  }

  #wordsOf(text) {
    return text.match(this.#word) ?? [];
  }

  /** The signs of each text, with a space between two texts. */
  packed(texts) {
    return texts
      .map((text) =>
        this.#wordsOf(text)
          .map((one) => this.#table.get(one))
          .join(""),
      )
      .join(" ");
  }

  /** What unpacks them. */
  get told() {
    return { words: [...this.#table.keys()], ranges };
  }
}
