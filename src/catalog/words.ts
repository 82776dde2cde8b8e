/** Texts that are packed by the words that they share (scripts/lib/words.mjs): a sign stands for each word. */
export interface PackedWords {
  readonly words: readonly string[];
  /** The codes of the signs, first and last, in the order of the words. */
  readonly ranges: readonly (readonly [number, number])[];
}

export class Words {
  private readonly bySign: ReadonlyMap<string, string>;

  constructor({ words, ranges }: PackedWords) {
    let [range, code] = [0, ranges[0]![0]];
    this.bySign = new Map(
      words.map((word) => {
        if (code > ranges[range]![1]) code = ranges[++range]![0];
        return [String.fromCharCode(code++), word];
      }),
    );
  }

  unpack(text: string): string {
    let unpacked = "";
    for (const sign of text) unpacked += this.bySign.get(sign) ?? "";
    return unpacked;
  }
}
