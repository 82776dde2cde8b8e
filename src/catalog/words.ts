/** Texts that are packed by the words that they share (scripts/lib/words.mjs): a sign stands for each word. */
export class Words {
  private readonly bySign: ReadonlyMap<string, string>;

  /** @param ranges of the codes of the signs, first and last, in the order of the words */
  constructor(words: readonly string[], ranges: readonly (readonly [number, number])[]) {
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
