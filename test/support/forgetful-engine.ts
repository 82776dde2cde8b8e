/** The engine of the tests that count its steps: what it remembers of texts it can forget, so that each is as the first. */
import { Memo } from "../../src/analysis/memo";

export { createEngine } from "../../src/workspace/create-engine";

interface Remembering {
  readonly known: Map<string, unknown>;
  since?: number;
}

let turn = 0;
const { get } = Memo.prototype;

Memo.prototype.get = function <V>(this: Memo<V>, text: string, make: () => V): V {
  const memo = this as unknown as Remembering;
  if (memo.since !== turn) memo.known.clear();
  memo.since = turn;
  return get.call(this, text, make) as V;
};

/** What is made once for a catalogue stays. */
export function forgetTexts(): void {
  turn++;
}
