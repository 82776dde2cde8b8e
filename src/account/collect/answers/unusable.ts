/** An answer that was received and is none: another document, half of one, or too large. */
export class UnusableAnswer extends Error {
  override readonly name = "UnusableAnswer";

  /** @param message what is wrong with it, for a sentence: "the answer is a page (HTML)" */
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}
