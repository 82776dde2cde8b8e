/** The tests of values that statements make: one for all that say the same. */
import type { OperatorInfo } from "../policy/operators";
import { TextSet } from "./text-set";
import type { Tokens } from "./tokens";
import type { ValueTest } from "./value-test";

/** Characters that are put together in one call. */
const mostAtOnce = 5000;

export class Tests {
  private readonly known = new Map<string, ValueTest>();

  ofTexts(type: OperatorInfo["type"], patterns: readonly Tokens[], ignoreCase: boolean): ValueTest {
    const key = patterns.length === 1 ? keyOf(patterns[0]!) : [...new Set(patterns.map(keyOf))].sort().join("\0|");
    const id = `${ignoreCase ? "i" : "="}${key}`;
    let test = this.known.get(id);
    if (!test)
      this.known.set(
        id,
        (test = { kind: "text", id: `t${this.known.size}`, type, set: new TextSet(patterns, ignoreCase) }),
      );
    return test;
  }

  compared(info: OperatorInfo, values: readonly string[]): ValueTest {
    const id = `${info.comparison} ${info.type} ${JSON.stringify([...new Set(values)].sort())}`;
    let test = this.known.get(id);
    if (!test)
      this.known.set(id, (test = { kind: "compared", id: `t${this.known.size}`, type: info.type, info, values }));
    return test;
  }
}

/** The same for the same tokens only. */
function keyOf(tokens: Tokens): string {
  if (tokens.length <= mostAtOnce && tokens.every((token) => token > 0)) return String.fromCharCode(...tokens);
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at];
    if (token !== undefined && token > 0 && at - start < mostAtOnce) continue;
    parts.push(String.fromCharCode(...tokens.slice(start, at)));
    if (token === undefined) break;
    parts.push(token > 0 ? String.fromCharCode(token) : `\0${-token};`);
    start = at + 1;
  }
  return parts.join("");
}
