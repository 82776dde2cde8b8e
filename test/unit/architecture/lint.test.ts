/** Our own lint rules: what they let stand, and what they report. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../../support/folder";
import { root } from "./sources";

type Texts = Readonly<Record<string, string>>;

const lasting: Texts = {
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

const harmless: Texts = {
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

const state: Texts = {
  "a variable of the module": "let a = 0; export const f = () => a++;",
  "an exported one": "export let a = 0; export const f = () => a++;",
  "a map to be filled": "const known = new Map<string, string>(); export const f = (t: string) => known.set(t, t);",
  "a set to be filled": "export const known = new Set();",
  "a static field": "export class F { static count = 0; }",
};

const whole: Texts = {
  "made whole": "const known = new Set(['a']); export const f = (t: string) => known.has(t);",
  "a map of a call":
    "export function f() { const known = new Map<string, string>(); let a = 0; a += known.size; return a; }",
  "a static constant": "export class F { static readonly count = 0; }",
};

/** What is reported of each text in a pure room by the project's own rules, which a copy of them says: all at once, for the start takes longest. */
function reportedOf(texts: readonly string[]): readonly (readonly string[])[] {
  const rules = readFileSync(join(root, ".oxlintrc.json"), "utf8")
    .replace("./scripts/lib/lint", join(root, "scripts/lib/lint"))
    .replace('"eslint-plugin-simple-import-sort"', JSON.stringify(require.resolve("eslint-plugin-simple-import-sort")));
  const files = texts.map((text, index) => [`src/analysis/${index}.ts`, `${text}\n`] as const);
  const folder = temporaryFolder({ ".oxlintrc.json": rules, ...Object.fromEntries(files) });
  try {
    const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
    const { stdout } = spawnSync(process.execPath, [oxlint, "--format", "json"], {
      cwd: folder.path,
      encoding: "utf8",
    });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string; filename: string }[] };
    return files.map(([name]) => diagnostics.flatMap(({ code, filename }) => (filename.endsWith(name) ? [code] : [])));
  } finally {
    folder.remove();
  }
}

const kinds = [
  ["planeguard(no-lasting-expression)", lasting],
  ["planeguard(no-lasting-state)", state],
  [null, { ...harmless, ...whole }],
] as const;

describe("an expression that remembers where it stopped, and state that outlives a call", function () {
  this.timeout(60_000);
  const all = kinds.flatMap(([, texts]) => Object.values<string>(texts));
  let reported: ReadonlyMap<string, readonly string[]>;
  before(() => {
    const codes = reportedOf(all);
    reported = new Map(all.map((text, index) => [text, codes[index]!]));
  });

  for (const [rule, texts] of kinds)
    for (const [what, text] of Object.entries<string>(texts))
      it(`${rule === null ? "is neither" : `is reported by ${rule}`}: ${what}`, () => {
        const codes = reported.get(text)!;
        if (rule === null) assert.deepEqual(codes, []);
        else assert.ok(codes.includes(rule), codes.join(" "));
      });
});
