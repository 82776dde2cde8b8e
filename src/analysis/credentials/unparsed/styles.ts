/** What tells comments and strings from code in a language, by the ending of a file's name. */
import { baseName } from "../../source/forms";
import { tableOf } from "../../table";

export interface Style {
  /** What begins a comment up to the end of the line. */
  readonly comments: readonly string[];
  /** Whether a comment may stand between slashes and stars. */
  readonly blockComments: boolean;
  readonly quotes: string;
  /** What stands in a word beside letters, digits, `_` and `$`. */
  readonly inWords: string;
}

const cLike: Style = { comments: ["//"], blockComments: true, quotes: "\"'", inWords: "" };
const doubleOnly: Style = { ...cLike, quotes: '"' };
const script: Style = { ...cLike, quotes: "\"'`" };
const hash: Style = { comments: ["#"], blockComments: false, quotes: "\"'", inWords: "" };
const sql: Style = { comments: ["--"], blockComments: true, quotes: "\"'", inWords: "" };

const styles: Readonly<Record<string, Style>> = tableOf({
  kt: doubleOnly,
  kts: doubleOnly,
  scala: doubleOnly,
  sbt: doubleOnly,
  swift: doubleOnly,
  m: doubleOnly,
  mm: doubleOnly,
  fs: doubleOnly,
  fsx: doubleOnly,
  rs: doubleOnly,
  go: { ...doubleOnly, quotes: '"`' },
  java: doubleOnly,
  cs: doubleOnly,
  dart: cLike,
  groovy: cLike,
  gradle: cLike,
  cpp: doubleOnly,
  cc: doubleOnly,
  cxx: doubleOnly,
  c: doubleOnly,
  h: doubleOnly,
  hpp: doubleOnly,
  ino: doubleOnly,
  js: script,
  mjs: script,
  cjs: script,
  jsx: script,
  ts: script,
  mts: script,
  cts: script,
  tsx: script,
  php: { ...cLike, comments: ["//", "#"] },
  py: hash,
  rb: hash,
  pl: hash,
  pm: hash,
  r: hash,
  jl: { ...hash, quotes: '"' },
  ex: { ...hash, inWords: "!?" },
  exs: { ...hash, inWords: "!?" },
  coffee: hash,
  nim: hash,
  cr: hash,
  lua: { ...sql, blockComments: false },
  hs: { ...sql, quotes: '"', blockComments: false },
  sql,
  erl: { ...hash, comments: ["%"], quotes: '"' },
  config: { ...hash, comments: ["%"], quotes: '"' },
});

/** The style of a file; null for languages of which nothing is known. */
export function styleOf(name: string): Style | null {
  const base = baseName(name).toLowerCase();
  if (/^(?:jenkinsfile)/.test(base)) return cLike;
  if (/^(?:vagrantfile|fastfile|gemfile|rakefile|guardfile|capfile|puppetfile)$/.test(base)) return hash;
  return styles[base.slice(base.lastIndexOf(".") + 1)] ?? null;
}
