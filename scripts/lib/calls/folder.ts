/** What the code in a folder calls: its files are one program, and its imports lead from file to file. */
import { readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

import type { CodeCalls } from "../../../src/analysis/calls/call";
import { callsOfProgram, grammarsForCalls, mayRunCommands, type ProgramFile } from "../../../src/analysis/calls/calls";
import { formOf, grammarOf } from "../../../src/analysis/source/forms";
import { Source } from "../../../src/analysis/source/source";
import { LineIndex } from "../../../src/analysis/text";
import { loadParsers } from "../../../src/data/grammars";
import { walk } from "../../../src/workspace/walk";
import { builtCatalog } from "../../../test/support/catalog";

export interface FileCalls {
  readonly name: string;
  readonly text: string;
  readonly calls: CodeCalls;
  readonly lines: LineIndex;
}

const endings = ["", ".ts", ".tsx", ".js", ".mjs", ".cjs", ".py", "/index.ts", "/index.js", "/__init__.py"];

/** The file that a specifier means, as the languages look for it. */
export function fileOfSpecifier(from: string, specifier: string, names: ReadonlySet<string>): string | null {
  const dots = /^\.+/.exec(specifier)?.[0].length ?? 0;
  const isPython = from.endsWith(".py");
  const path = isPython
    ? `${"../".repeat(Math.max(0, dots - 1))}${specifier.slice(dots).replaceAll(".", "/")}`
    : specifier;
  if (!isPython && dots === 0) return null;
  const base = normalize(join(dirname(from), path));
  for (const one of [base, base.replace(/\.js$/, "")])
    for (const ending of endings) if (names.has(one + ending)) return one + ending;
  return null;
}

/** Of every file that names an SDK, and of those of the same folder tree that it may lead to. */
export async function callsOfFolder(folder: string): Promise<FileCalls[]> {
  const files = statSync(folder).isDirectory()
    ? (await walk(folder, { onUnreadable: () => undefined })).map((name) => join(folder, name))
    : [folder];
  const found: FileCalls[] = [];
  for (const group of groupsOf(
    files.filter((name) => isRead(name)),
    folder,
  ))
    found.push(...(await callsOfFiles(group)));
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of a folder with more files, each folder in it is a program of its own. */
const mostFiles = 400;

/** The files of a folder are one program. */
function groupsOf(files: readonly string[], folder: string): string[][] {
  if (files.length <= mostFiles) return [[...files]];
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const [first = "", ...rest] = file.slice(folder.length + 1).split("/");
    const key = rest.length === 0 ? "" : first;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return Array.from(groups, ([key, group]) => (key === "" ? [group] : groupsOf(group, join(folder, key)))).flat();
}

function isRead(name: string): boolean {
  const form = formOf({ name, text: "" });
  return (grammarOf(form) !== null && form !== "hcl") || form === "shell" || form === "yaml";
}

async function callsOfFiles(files: readonly string[]): Promise<FileCalls[]> {
  const sources: Source[] = [];
  const parsers = await loadParsers([]);
  for (const name of files) {
    if (statSync(name).size > 1_000_000) continue;
    sources.push(new Source({ name, text: readFileSync(name, "utf8") }, parsers));
  }
  if (!sources.some((source) => grammarsForCalls(source).length > 0 || mayRunCommands(source))) return [];
  await loadParsers(sources.flatMap(({ form }) => grammarOf(form) ?? []));
  const names = new Set(sources.map(({ document }) => document.name));
  const program = sources.map((source): ProgramFile => ({
    source,
    resolve: (specifier) => fileOfSpecifier(source.document.name, specifier, names),
  }));
  const calls = callsOfProgram(program, { catalog: builtCatalog() });
  return sources.flatMap(({ document: { name, text } }) => {
    const own = calls.get(name);
    return own ? [{ name, text, calls: own, lines: new LineIndex(text) }] : [];
  });
}
