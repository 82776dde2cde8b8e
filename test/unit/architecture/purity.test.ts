/** The pure rooms know the language and nothing of the machine: no clock, no chance, no global of Node or of a browser. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

import ts from "typescript";

import { temporaryFolder } from "../../support/folder";
import { roomOf } from "./rooms";
import { root, sourceFiles } from "./sources";

/** What every platform has, and what neither reads nor writes anything. */
const everywhere = ["AbortSignal", "TextEncoder", "atob"];

const files = sourceFiles().filter((file) => roomOf(file)?.pure);

describe("the pure rooms", () => {
  it("compile where there is nothing but ECMAScript", function () {
    this.timeout(120_000);
    const nothingElse = temporaryFolder({
      "tsconfig.json": JSON.stringify({
        extends: join(root, "tsconfig.json"),
        compilerOptions: { types: [] },
        include: [],
        files: files.map((file) => join(root, file)),
      }),
    });
    const compiler = join(root, "node_modules/typescript-native/bin/tsc");
    const { status, stdout } = spawnSync(
      process.execPath,
      [compiler, "--project", nothingElse.path, "--pretty", "false"],
      { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 },
    );
    nothingElse.remove();
    // What only they use of a machine that has it, `AbortSignal` first of all, is unknown there: it did look.
    assert.ok(status !== null && stdout.includes("'AbortSignal'"), stdout.slice(0, 1000));
    const unknown = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error TS\d+: Cannot find name '(\w+)'/gm)]
      .map(([, file, line, name]) => ({ file: file!, place: `${file}:${line}`, name: name! }))
      .filter(({ file, name }) => files.includes(file) && !everywhere.includes(name));
    assert.deepEqual(unknown, []);
  });

  it("ask no clock and no dice", () => {
    const asking = files.flatMap((file) => {
      const text = ts.sys.readFile(join(root, file))!;
      const found: string[] = [];
      // To parse a file takes long: most have none of these words.
      if (!/\b(?:Date|Math)\b/.test(text)) return found;
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const visit = (node: ts.Node): void => {
        const now = ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length;
        if (now || (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText()))) {
          found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return found;
    });
    assert.deepEqual(asking, []);
  });
});
