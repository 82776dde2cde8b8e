/** What names stand for, and what is written with them. */

export interface Definition {
  /** What it says: other names may stand in it. */
  readonly text: string;
  /** As it is written, where that is more than what it says. */
  readonly written?: string;
  /** Where it stands, for names that mean something in their place only. */
  readonly at: number;
  /** No name of the document stands in it. */
  readonly isWhole?: boolean;
}

export interface Definitions {
  /** The names in what is written at a place. */
  namesIn(text: string, at: number): readonly string[];
  /** None where the document does not define the name. */
  of(name: string, at: number): readonly Definition[];
  /** What the name that begins at a place of code, and members of it, stand for in another file; none for any other. */
  partAt?(at: number, path: readonly string[]): readonly Definition[];
  /** How often there is what stands at a place, where that is computed: `var.on ? 1 : 0`; absent where nothing is counted. @param by of several that take it, the one that is asked for */
  countAt?(at: number, by?: string): string;
  /** What a condition of a template says, or the opposite of it, in the form of a count; null where that is not known. */
  saidBy?(condition: string, isNot: boolean): string | null;
  /** What else decides whether something at a place is there: `count`, a condition. */
  around(at: number, by?: string): string;
  /** The conditions in whose branches a place stands, and what the blocks around it are made for, as they are written; absent where a value tells its own. */
  chosenBy?(at: number): string;
  /** Whether what may stand beside the entries of an object is written with names of the document. */
  readonly namesBeside?: boolean;
}

/** By what is written, the names that decide what it stands for, with how each is defined. */
export type Meanings = ReadonlyMap<string, ReadonlyMap<string, string>>;
