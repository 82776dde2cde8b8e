/** The walk leaves out what a real git says is ignored, whatever the patterns: `fast-check` prints the seed of what differs. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";

import { walk } from "../../../../src/workspace/walk";
import { temporaryFolder } from "../../../support/folder";
import { git, initGit } from "../../../support/git";

const names = ["b", "A", "c", "1", "ba", "abab", "a b", "a*", "a\\b", ".a", "#a", "!a", "a ", "a]", "-", "C.d", "è"];
const folders = ["a", "ab", "B", "é", "[a]"].flatMap((top) => [top, `${top}/a`, `${top}/ab`]);
const paths = ["", ...folders.map((folder) => `${folder}/`)].flatMap((folder) => names.map((name) => folder + name));

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "b", "ab", "A", "c", "é", "1", ".", "-", "]") },
  { weight: 6, arbitrary: fc.constantFrom("*", "**", "?", "/", "/**", "**/", "***") },
  { weight: 2, arbitrary: fc.constantFrom("\\", "\\*", "\\a", "\\ ", "\\\\", "\\/", "\\!", "#", "!", " ") },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ..."[ab] [!a] [^b] [a-c] [c-a] []a] [!]] [a-] [-a] [a\\]b] [\\a-\\c] [+-9] [/] [é] [ [a [: [:a] [[:a]".split(" "),
      ..."[[:alpha:]] [[:upper:]] [![:lower:]] [[:digit:]a] [[:alnum:]-c] [[:nope:]] [[::]] [[:punct:]] [[:xdigit:]".split(
        " ",
      ),
      "[[:space:]]",
      "[[:graph:]]",
      "[[:cntrl:]b]",
      "[A-C]",
      "[C]",
      "[[:blank:][:print:]]",
    ),
  },
);
const line = fc
  .record({
    mark: fc.constantFrom("", "", "", "!", "!!", "#", "\\!"),
    pieces: fc.array(piece, { maxLength: 6 }),
    end: fc.constantFrom("", "", "", "/", " ", "  ", "\\ ", "\t", "\r", " \r", "/ ", "\0a"),
  })
  .map(({ mark, pieces, end }) => mark + pieces.join("") + end);
const ignoreFile = fc
  .record({ mark: fc.constantFrom("", "", "\uFEFF"), lines: fc.array(line, { maxLength: 9 }), end: fc.boolean() })
  .map(({ mark, lines, end }) => mark + lines.join("\n") + (end ? "\n" : ""));

/** Where ignore files are looked for, the strongest last. */
const places = ["global", ".git/info/exclude", ".gitignore", "a/.gitignore", "a/ab/.gitignore"];

describe("ignore files", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let outside: ReturnType<typeof temporaryFolder>;
  before(() => {
    folder = temporaryFolder(Object.fromEntries(paths.map((path) => [path, ""])));
    outside = temporaryFolder({ global: "" });
    initGit(folder.path);
    git(folder.path, ["config", "core.excludesFile", join(outside.path, "global")]);
  });
  after(() => {
    folder.remove();
    outside.remove();
  });

  for (const ignoreCase of [false, true]) {
    it(`name what git ignores${ignoreCase ? ", where letters are the same in both cases" : ""}`, async () => {
      git(folder.path, ["config", "core.ignoreCase", String(ignoreCase)]);
      await fc.assert(
        fc.asyncProperty(
          fc.array(ignoreFile, { minLength: places.length, maxLength: places.length }),
          async (texts) => {
            for (const [index, place] of places.entries()) {
              const path = join(place === "global" ? outside.path : folder.path, place);
              if (texts[index] === "") rmSync(path, { force: true });
              else writeFileSync(path, texts[index]!);
            }
            const ignored = new Set(
              git(folder.path, ["check-ignore", "--no-index", "-z", "--stdin"], paths.join("\0"), 1).split("\0"),
            );
            const found = await walk(folder.path, { onUnreadable: assert.fail, onNote: assert.fail });
            assert.deepEqual(
              found.filter((path) => !path.endsWith(".gitignore")),
              paths.filter((path) => !ignored.has(path)).sort(),
            );
          },
        ),
        { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 12) },
      );
    });
  }
});
