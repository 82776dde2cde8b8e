/** What the proofs of one document may cost. It is counted, not timed: the same text has the same fixes on every machine. */
import type { Parsers } from "../source/grammar";

/** In characters to be analysed again: some seconds. */
const allowance = 16_000_000;

/** To say a finding anew takes as long as to read so many characters. */
const charactersPerFinding = 40;

export class Budget {
  private left: number;

  constructor(private readonly all = allowance) {
    this.left = all;
  }

  get isSpent(): boolean {
    return this.left <= 0;
  }

  get isHalfSpent(): boolean {
    return this.left <= this.all / 2;
  }

  /** Accounts for work on a text with so many findings; the last of it may go beyond what is left. */
  spend(characters: number, findings = 0): void {
    this.left -= characters + findings * charactersPerFinding;
  }

  /** Parsers whose work is accounted for: to propose a fix in code may mean to parse it again. */
  metered(parsers: Parsers): Parsers {
    return {
      parse: (grammar, text) => {
        this.spend(text.length);
        return parsers.parse(grammar, text);
      },
    };
  }
}
