import assert from "node:assert/strict";

import { counting } from "../../support/counting";

/** Calls a function of this body with 3: what it says, and how often its blocks were entered, by the function. */
function asked(body: string): { readonly said: unknown; readonly steps: Readonly<Record<string, number>> } {
  const steps: Record<string, number> = {};
  const text = counting(`return function ask(times) { let said = 0; ${body} };`, (name) => `steps["${name}"]++`);
  const counted = new Proxy(steps, { get: (all, name: string) => all[name] ?? 0 });
  return { said: (Function("steps", text)(counted) as (times: number) => unknown)(3), steps };
}

/** Of each form that a program may run again and again: how often it runs. */
const forms: Readonly<Record<string, readonly [body: string, steps: Readonly<Record<string, number>>]>> = {
  "a loop": ["for (let at = 0; at < times; at++) said += at; return said;", { ask: 4 }],
  "a loop that does nothing": ["while (said++ < times); return said;", { ask: 4 }],
  "a loop in a loop": [
    "for (let at = 0; at < times; at++) for (const one of Array(times)) { said += at } return said;",
    { ask: 13 },
  ],
  "a function in place": ["return Array.from({ length: times }, (_, at) => ({ at }));", { ask: 1, "at 80": 3 }],
  "a function with a name": ["const twice = (a) => a * 2; return twice(twice(times));", { ask: 1, twice: 2 }],
  "a method": ["return new (class { one(a) { return a ? this.one(a - 1) : [] } })().one(times);", { ask: 1, one: 8 }],
  "a choice": ["return times > 2 ? (times > 5 && said) || times : said;", { ask: 3 }],
  branches: ["if (times > 5) return said; else if (times > 2) { said = 1 } else said = 2; return said", { ask: 3 }],
  "what fails": ["try { return said.no.such } catch { return times }", { ask: 2 }],
  "a default": ["const { a = times > 2 ? [times] : said } = {}; return a;", { ask: 2 }],
  "a function with directives": [
    'return (function () { "use strict"; return this })() ?? times;',
    { ask: 2, "at 51": 1 },
  ],
};

describe("a program that counts its steps", () => {
  for (const [what, [body, steps]] of Object.entries(forms))
    it(`counts ${what}, and says what it would say`, () => {
      const found = asked(body);
      assert.deepEqual(found.said, Function("times", `let said = 0; ${body}`)(3));
      assert.deepEqual(found.steps, steps);
    });
});
