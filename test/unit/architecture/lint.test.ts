/** Our own lint rules: what they let stand, and what they report. */
import assert from "node:assert/strict";
import { join } from "node:path";

import { ESLint } from "eslint";

import { root } from "./sources";

const eslint = new ESLint({ cwd: root });
const inSource = join(root, "src/analysis/text.ts");

async function reported(text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: inSource });
  return result!.messages.flatMap(({ ruleId }) => (ruleId === null ? "syntax" : ruleId));
}

const lasting: Readonly<Record<string, string>> = {
  "g, moved by exec": "const a = /a/g; export const f = (t: string) => a.exec(t);",
  "g, moved by test": "const a = /a/gi; export const f = (t: string) => a.test(t);",
  "g, moved in the function that made it": "export function f(t: string) { const a = /a/g; return a.test(t); }",
  "g, used at once": "export const f = (t: string) => /a/g.test(t);",
  "y at the module": "const a = /a/y; export function f(t: string) { a.lastIndex = 3; return a.exec(t); }",
  "y, given to replace, which goes on from where it stopped":
    "const a = /a/y; export const f = (t: string) => t.replace(a, '');",
  "y in a function that returns another": "export function f() { const a = /a/y; return (t: string) => a.exec(t); }",
  "y in a field": "export class F { private readonly a = /a/y; f(t: string) { return this.a.exec(t); } }",
  "g in a static field": "export class F { static readonly a = /a/g; }",
  exported: "export const a = /a/g;",
  "in a list": "const all = [/a/g]; export const f = (t: string) => all.some((one) => one.test(t));",
  "handed on": "declare function g(one: RegExp): void; const a = /a/g; export const f = () => g(a);",
  "in a variable": "let a = /a/g; export const f = (t: string) => { a = /b/g; return t.matchAll(a); };",
  "made of a text": "const a = new RegExp('a', 'g'); export const f = (t: string) => a.exec(t);",
  "made without new": "const a = RegExp('a', 'y'); export const f = (t: string) => a.exec(t);",
  "with flags that nobody knows":
    "declare const flags: string; const a = new RegExp('a', flags); export const f = (t: string) => a.test(t);",
  copied: "const a = new RegExp(/a/g); export const f = (t: string) => a.test(t);",
};

const harmless: Readonly<Record<string, string>> = {
  "without the flags": "const a = /a/i; export const f = (t: string) => a.exec(t);",
  "g for matchAll": "const a = /a/g; export const f = (t: string) => [...t.matchAll(a)];",
  "g for replace, replaceAll, split, search and match":
    "const a = /a/g; export const f = (t: string) => [t.replace(a, ''), t.replaceAll(a, ''), t.split(a), t.search(a), t.match(a)];",
  "given at once": "export const f = (t: string) => t.replace(/a/gy, '');",
  "y in the function that moves it":
    "export function f(t: string) { const a = /a/y; a.lastIndex = 3; return a.exec(t); }",
  "only its source": "const a = /a/g; export const f = () => new RegExp(`^${a.source}`);",
  "made of a text, without the flags": "export const f = (t: string) => new RegExp(t, 'i').test(t);",
};

const state: Readonly<Record<string, string>> = {
  "a variable of the module": "let a = 0; export const f = () => a++;",
  "an exported one": "export let a = 0; export const f = () => a++;",
  "a map to be filled": "const known = new Map<string, string>(); export const f = (t: string) => known.set(t, t);",
  "a set to be filled": "export const known = new Set();",
  "a static field": "export class F { static count = 0; }",
};

describe("an expression that remembers where it stopped", function () {
  this.timeout(60_000);
  for (const [what, text] of Object.entries(lasting))
    it(`is reported: ${what}`, async () =>
      assert.ok((await reported(text)).includes("planeguard/no-lasting-expression")));
  for (const [what, text] of Object.entries(harmless))
    it(`is none: ${what}`, async () => assert.deepEqual(await reported(text), []));
});

describe("state that outlives a call", function () {
  this.timeout(60_000);
  for (const [what, text] of Object.entries(state))
    it(`is reported: ${what}`, async () => assert.ok((await reported(text)).includes("no-restricted-syntax")));
  it("is none: what is made whole", async () =>
    assert.deepEqual(
      await reported("const known = new Set(['a']); export const f = (t: string) => known.has(t);"),
      [],
    ));
});
