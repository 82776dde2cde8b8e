/** What the proofs of one document may cost. It is counted, not timed: the same text has the same fixes on every machine. */
import { type Form, grammarOf } from "../source/forms";
import type { Parsers } from "../source/grammar";

/** In characters of JSON to be analysed again: some seconds. */
const allowance = 10_000_000;

/** Measured: to read a character of YAML, Terraform or code takes so much longer. */
const grammarWeight = 5;

/** To say a finding anew takes as long as to read so many characters. */
const charactersPerFinding = 20;

export class Budget {
  private left: number;

  constructor(
    private readonly all = allowance,
    private readonly weight = 1,
  ) {
    this.left = all;
  }

  /** For a document of that form. */
  static of(form: Form): Budget {
    return new Budget(allowance, form === "yaml" || grammarOf(form) ? grammarWeight : 1);
  }

  get isSpent(): boolean {
    return this.left <= 0;
  }

  get isHalfSpent(): boolean {
    return this.left <= this.all / 2;
  }

  /** Accounts for work on a text with so many findings; the last of it may go beyond what is left. */
  spend(characters: number, findings = 0): void {
    this.left -= characters * this.weight + findings * charactersPerFinding;
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
