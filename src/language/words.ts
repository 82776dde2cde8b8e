/** Lists and counts in words. */
import { type Sentence, someOf, type Value } from "../wording/sentence";

/** "a, b and c"; of more than `most`, "a, b, c and 4 more". One more is named rather than counted. */
export function listed(names: readonly Value[], most = Infinity): Value {
  return someOf(names, names.length - most === 1 ? most + 1 : most);
}

/** "1 action", "1,204 actions". */
export function counted(count: number, one: Sentence, many: (count: number) => Sentence): Sentence {
  return count === 1 ? one : many(count);
}

/** "1 role", "1,204 roles": of what is said in English alone. */
export function numbered(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
