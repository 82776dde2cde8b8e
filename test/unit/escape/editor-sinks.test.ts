/** Texts reach a person in VS Code, and reports a terminal, through the functions that escape them, and in no other way. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { shortened, visible } from "../../../src/escape/visible";
import { logOf } from "../../../src/lsp/log";
import { hostileTexts } from "../../support/hostile-texts";
import { workflowCommandsIn } from "../../support/sinks";
import { root, sourceFiles } from "../architecture/sources";

function linesWith(expression: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((text, at) => (expression.test(text) ? [`${file}:${at + 1} ${text.trim()}`] : [])),
  );
}

/** One file a room, and the process's own streams. */
const writersOfLogs = ["src/editor/log.ts", "src/editor/shown.ts", "src/lsp/log.ts"];

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

describe("logs and streams", () => {
  it("are written to in one file of each room alone", () => {
    const writes =
      /createOutputChannel|LogOutputChannel|\bconsole\.(?:log|info|warn|error|debug)\b|\bstd(?:out|err)\.write\(|window\.show\w*Message\(/;
    const files = sourceFiles().filter((file) => linesWith(writes, [file]).length > 0);
    assert.deepEqual(files, writersOfLogs);
  });

  for (const text of hostileTexts)
    it(`get lines of ours alone from the language server: ${visible(shortened(text, 60))}`, () => {
      const said: string[] = [];
      const client = { warn: (message: string) => said.push(message), error: (message: string) => said.push(message) };
      const log = logOf({ console: client } as never);
      log.warn(`${text} could not be checked`);
      log.error(text);
      assert.deepEqual(said.map(visible), said);
      assert.deepEqual(workflowCommandsIn(said.join("\n")), []);
    });
});

describe("the sinks of reports", () => {
  it("get their JSON in which nothing is hidden", () => {
    const raw = linesWith(/JSON\.stringify\(/, inRoom("report", "report/identity.ts"));
    assert.deepEqual(raw, []);
  });
});
