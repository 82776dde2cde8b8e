/**
 * Reads `test/fixtures/calls`: a folder a language, and in it a file or a folder for each program. What a line calls stands in a comment at
 * its end: `// > s3:PutObject on arn:*:s3:::reports/*`, several with `; ` between them, and `// ? …` what cannot be followed.
 * With `UPDATE_CALLS=1` the comments are written anew.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { fileOfSpecifier } from "../../../scripts/lib/calls/folder";
import type { Call, CodeCalls } from "../../../src/analysis/calls/call";
import { callsOfProgram, grammarsForCalls, mayRunCommands } from "../../../src/analysis/calls/calls";
import { Source } from "../../../src/analysis/source/source";
import { LineIndex } from "../../../src/analysis/text";
import { loadParsers } from "../../../src/data/grammars";
import { builtCatalog } from "../../support/catalog";

const folder = join(__dirname, "../../fixtures/calls");
const mark = /[ \t]*(?:\/\/|#) ([>?]) ([^\n]*)$/;

interface Program {
  readonly name: string;
  readonly files: readonly string[];
}

function programs(): Program[] {
  return readdirSync(folder).flatMap((language) =>
    readdirSync(join(folder, language)).map((name): Program => {
      const path = join(folder, language, name);
      const files = statSync(path).isDirectory() ? readdirSync(path).map((file) => join(path, file)) : [path];
      return { name: `${language}/${name}`, files };
    }),
  );
}

function written(call: Call): string {
  const patterns = [...new Set(call.grants.flatMap(({ resources }) => resources.map(({ pattern }) => pattern)))];
  const isPlain = call.actions.length === 1 && call.actions[0] === call.operation;
  const isOpen = call.grants.some(({ among }) => among);
  const actions = isPlain ? "" : ` by ${call.actions.join(isOpen ? " or " : ", ") || "nobody"}`;
  const resources = patterns.join() === "*" || patterns.length === 0 ? "" : ` on ${patterns.join(", ")}`;
  const elsewhere = call.elsewhere ? `, elsewhere${call.elsewhere.map((name) => ` by ${name}`).join("")}` : "";
  return `${call.operation}${actions}${resources}${elsewhere}${call.because === null ? "" : ` (${call.because})`}`;
}

/** By line, from 1. */
function found(text: string, { calls, unknown }: CodeCalls): Map<number, string> {
  const lines = new LineIndex(text);
  const byLine = new Map<number, string[]>();
  const add = (offset: number, what: string): void => {
    const { line } = lines.position(offset);
    byLine.set(line, [...(byLine.get(line) ?? []), what]);
  };
  for (const call of calls) add(call.nameSpan.start, `> ${written(call)}`);
  for (const { span, reason } of unknown) add(span.start, `? ${reason}`);
  return new Map(Array.from(byLine, ([line, list]) => [line, list.join("; ")]));
}

describe("what code calls", () => {
  before(() =>
    loadParsers(["typescript", "tsx", "javascript", "python", "go", "java", "csharp", "ruby", "php", "rust"]),
  );

  for (const { name, files } of programs()) {
    it(name, async () => {
      const parsers = await loadParsers([]);
      const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
      const sources = Array.from(
        texts,
        ([file, text]) =>
          new Source(
            {
              name: file,
              text: text
                .split("\n")
                .map((line) => line.replace(mark, ""))
                .join("\n"),
            },
            parsers,
          ),
      );
      assert.ok(sources.some((source) => grammarsForCalls(source).length > 0 || mayRunCommands(source)));
      const known = new Set(files);
      const calls = callsOfProgram(
        sources.map((source) => ({
          source,
          resolve: (specifier) => fileOfSpecifier(source.document.name, specifier, known),
        })),
        { catalog: builtCatalog() },
      );
      for (const source of sources) {
        const { name: file, text } = source.document;
        const actual = found(text, calls.get(file)!);
        const original = texts.get(file)!.split("\n");
        if (process.env.UPDATE_CALLS) {
          const comment = /\.(?:py|rb|sh|yml)$/.test(file) ? "#" : "//";
          writeFileSync(
            file,
            text
              .split("\n")
              .map((line, index) => (actual.has(index + 1) ? `${line} ${comment} ${actual.get(index + 1)}` : line))
              .join("\n"),
          );
          continue;
        }
        const expected = original.flatMap((line, index): [number, string][] => {
          const [, sign, what] = mark.exec(line) ?? [];
          return sign === undefined ? [] : [[index + 1, `${sign} ${what}`]];
        });
        assert.deepEqual(
          [...actual].sort(([a], [b]) => a - b),
          expected,
          file,
        );
      }
    });
  }
});
