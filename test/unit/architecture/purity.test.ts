/** The pure rooms know the language and nothing of the machine: no clock, no chance, no global of Node or of a browser. */
import assert from "node:assert/strict";
import { join } from "node:path";

import ts from "typescript";

import { roomOf } from "./rooms";
import { root, sourceFiles } from "./sources";

/** What every platform has, and what neither reads nor writes anything. */
const everywhere = ["AbortSignal", "atob"];

const files = sourceFiles().filter((file) => roomOf(file)?.pure);

describe("the pure rooms", () => {
  it("compile where there is nothing but ECMAScript", function () {
    this.timeout(120_000);
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, root);
    const program = ts.createProgram(
      files.map((file) => join(root, file)),
      options,
    );
    const unknown = files
      .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(join(root, file))))
      .map(({ file, start, messageText }) => ({
        place: `${file!.fileName}:${file!.getLineAndCharacterOfPosition(start!).line + 1}`,
        name: /^Cannot find name '(\w+)'/.exec(ts.flattenDiagnosticMessageText(messageText, " "))?.[1],
      }))
      .filter(({ name }) => name !== undefined && !everywhere.includes(name));
    assert.deepEqual(unknown, []);
  });

  it("ask no clock and no dice", () => {
    const asking = files.flatMap((file) => {
      const source = ts.createSourceFile(file, ts.sys.readFile(join(root, file))!, ts.ScriptTarget.Latest, true);
      const found: string[] = [];
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
