/** The program of a unit: its entry, and all files that it loads. */
import { basename, dirname, extname, join, resolve } from "node:path";

import { formOf } from "../../analysis/source/forms";
import { hidesCalls } from "../../analysis/units/compiled-imports";
import { mayCallByItself, modulesIn } from "../../analysis/units/imports";
import type { InlineCode, UnitCode } from "../../analysis/units/unit";
import type { CodeFiles, CodeText } from "./code-files";
import { compiledImport, isCompiled, sourcesBeside } from "./compiled-code";

const mostFiles = 300;
/** In characters. */
const mostText = 4_000_000;

export interface Program {
  readonly entry: CodeText;
  /** The entry first. */
  readonly files: readonly CodeText[];
  readonly resolve: (specifier: string, from: CodeText) => CodeText | null;
  /** Why more may run than its files say; null where they are all. */
  readonly more: string | null;
}

/** Files and programs that are started by their name, in threads and processes of their own. */
const startsOthers =
  /\bworker_threads\b|\bnew\s{1,20}(?:Shared)?Worker\(|["'](?:node:)?(?:cluster|vm)["']|\bcreateRequire\b|\bnew\s{1,20}Function\(|\bBun\.spawn|\bDeno\.(?:Command|run)\b|["'](?:execa|cross-spawn|shelljs|zx|piscina|tinypool|workerpool|threads|jest-worker|node-pty)["']|\brunpy\b|\bimp\.load_|\bos\.(?:popen|startfile|spawn\w{1,10}|exec\w{1,10}|posix_spawnp?)\(|\bfrom[ \t]{1,20}os[ \t]{1,20}import[ \t]{1,20}[\w,() \t]{0,200}\b(?:system|popen|spawn|exec|posix_spawn)|\bcreate_subprocess_|\bsubprocess_(?:exec|shell)\b|\bpty\.spawn\b|\bpexpect\b/;

/** Loads or runs what no text names, or calls AWS without an SDK. */
const loadsOthers =
  /\bimportlib\b|\b__import__\(|\b(?:require|import)\((?!\s{0,20}["'])(?=\s{0,20}[\w$`(])|\bchild_process\b|\bsubprocess\b|\bos\.system\(|SigV4|SignatureV4|\beval\(|\bexec\(|localhost:2773/;

const kept = new WeakMap<CodeFiles, Map<string, Program | null>>();

/** Null where the entry is not in the workspace. The same code is followed once. */
export function programOf(unit: UnitCode, document: CodeText, code: CodeFiles): Program | null {
  if (unit.inline) return inlineProgram(unit, unit.inline, document, code);
  const folder = dirname(document.path);
  let programs = kept.get(code);
  if (!programs) kept.set(code, (programs = new Map()));
  const key = JSON.stringify([folder, unit]);
  let program = programs.get(key);
  if (program === undefined) programs.set(key, (program = newProgram(unit, folder, code)));
  return program;
}

const inDocuments = new WeakMap<UnitCode, Program>();

/** Of code that stands in its document: of other files it can load what its layers have. */
function inlineProgram(
  unit: UnitCode,
  { text, offsets, file }: InlineCode,
  document: CodeText,
  code: CodeFiles,
): Program {
  let program = inDocuments.get(unit);
  if (!program) {
    // The folder is nowhere, so that nothing beside the document is found from there.
    const path = join(`${document.path}#${offsets[0]}`, file);
    const form = formOf({ name: path, text });
    const entry: CodeText = { path, text, form, modules: modulesIn(text, form), offsets };
    const roots = unit.layers.map((layer) => resolve(dirname(document.path), layer));
    program = follow(entry, roots, code, unit.hasMore ? "more than its text runs with it" : null);
    inDocuments.set(unit, program);
  }
  return program;
}

/** Programs with a file that `isGone` are followed anew when they are asked for next. */
export function forgetPrograms(code: CodeFiles, isGone: (program: Program | null) => boolean): void {
  const programs = kept.get(code);
  for (const [key, program] of programs ?? []) if (isGone(program)) programs!.delete(key);
}

function newProgram(
  { folder: own, entries, layers, hasMore }: UnitCode,
  folder: string,
  code: CodeFiles,
): Program | null {
  const root = resolve(folder, own);
  const roots = [root, ...layers.map((layer) => resolve(folder, layer))];
  // A file is packed as the only one (AWS SAM: `CodeUri`).
  const alone = entries.some((one) => `${one}${extname(root)}` === basename(root)) ? code.entry(root) : null;
  const entry = entries.reduce<CodeText | null>((found, one) => found ?? code.entry(join(root, one)), alone);
  return entry && follow(entry, roots, code, hasMore ? "a layer of others runs with it" : null);
}

/** The file that a specifier means, whatever the language. */
export function resolverOf(roots: readonly string[], code: CodeFiles): Program["resolve"] {
  return (specifier, from) =>
    isCompiled(from) ? compiledImport(specifier, from, code) : code.resolve(specifier, from, roots);
}

/**
 * A file with all that it loads.
 * @param isAlone of what is compiled the others are known
 */
export function follow(
  entry: CodeText,
  roots: readonly string[],
  code: CodeFiles,
  more: string | null,
  isAlone = false,
): Program {
  const files = new Set([entry]);
  let size = 0;
  const find = resolverOf(roots, code);
  for (const file of files) {
    size += file.text.length;
    if (files.size >= mostFiles || size > mostText) {
      more ??= "it has more files than are followed";
      break;
    }
    if (loadsOthers.test(file.text) || startsOthers.test(file.text))
      more ??= "it runs code or commands that cannot be followed";
    if (file.form === "ruby") more ??= "its packages may call AWS by themselves";
    if (isCompiled(file)) {
      const beside = sourcesBeside(file, code);
      for (const one of isAlone ? [] : beside.files) files.add(one);
      more ??= beside.more ?? (hidesCalls.test(file.text) ? "it runs code that cannot be followed" : null);
    }
    for (const named of file.modules) {
      const found = find(named.specifier, file);
      const inside = named.names.map((name) => find(`${named.specifier.replace(/([^.])$/, "$1.")}${name}`, file));
      for (const one of [found, ...inside]) if (one) files.add(one);
      if (!found && !inside.some(Boolean) && mayCallByItself(named)) more ??= "a package of it may call AWS by itself";
    }
  }
  return { entry, files: [...files], resolve: find, more };
}
