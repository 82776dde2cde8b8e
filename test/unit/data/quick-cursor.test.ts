import { equal } from "node:assert/strict";
import { it } from "node:test";

import type { Cursor, Grammar } from "../../../src/analysis/source/grammar";
import { loadParsers } from "../../../src/data/grammars";

const texts: Readonly<Partial<Record<Grammar, string>>> = {
  typescript: "// ключ\nexport const a: string[] = [`x${b}`, 'é'];\nfunction ( {",
  python: "def f(a, *, b=1):\n    '''ü'''\n    return {**a, 'b': b}\n",
  go: 'package main\n\nfunc main() { fmt.Println("ß", 1) }\n',
  java: 'class A { String b = "c"; void d() { e(); } }',
  hcl: 'resource "aws_iam_role" "a" {\n  name = "x-${var.b}"\n}\n',
  javascript: "",
};

it("goes over a tree as the library's own cursor does", async () => {
  const parsers = await loadParsers(Object.keys(texts) as Grammar[]);
  for (const [grammar, text] of Object.entries(texts)) {
    const tree = parsers.parse(grammar as Grammar, text)!;
    const own = stepsOf(tree.walk());
    equal(stepsOf(tree.cursor()), own);
    // Again, behind one that was deleted.
    equal(stepsOf(tree.cursor()), own);
    tree.delete();
  }
});

/** Every node on the way, as a line; deletes the cursor. */
function stepsOf(cursor: Cursor): string {
  const lines: string[] = [];
  for (;;) {
    const { nodeTypeId, nodeType, nodeIsNamed, currentFieldName, startIndex, endIndex } = cursor;
    lines.push(JSON.stringify([nodeTypeId, nodeType, nodeIsNamed, currentFieldName ?? null, startIndex, endIndex]));
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling())
      if (!cursor.gotoParent()) {
        cursor.delete();
        return lines.join("\n");
      }
  }
}
