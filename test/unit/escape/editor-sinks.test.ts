/** Texts reach a person in VS Code, and reports a terminal, through the functions that escape them, and in no other way. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root, sourceFiles } from "../architecture/sources";

function linesWith(expression: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((text, at) => (expression.test(text) ? [`${file}:${at + 1} ${text.trim()}`] : [])),
  );
}

const inRoom = (room: string, ...but: readonly string[]) =>
  sourceFiles().filter((file) => file.startsWith(`src/${room}/`) && !but.some((one) => file.startsWith(`src/${one}`)));

describe("the sinks of VS Code", () => {
  it("are called in one file alone", () => {
    const calls =
      /\b(?:show(?:Information|Warning|Error)Message|showQuickPick|showInputBox|createQuickPick|createInputBox|setStatusBarMessage|MarkdownString)\(/;
    assert.deepEqual(linesWith(calls, inRoom("editor", "editor/shown.ts")), []);
  });

  it("are given no trusted Markdown and no HTML", () => {
    assert.deepEqual(linesWith(/\bsupportHtml\b|\bsupportThemeIcons\b|\.isTrusted\s*=/, inRoom("editor")), []);
  });
});

describe("the sinks of reports", () => {
  it("get their JSON in which nothing is hidden", () => {
    const raw = linesWith(/JSON\.stringify\(/, inRoom("report", "report/identity.ts"));
    assert.deepEqual(raw, []);
  });
});
