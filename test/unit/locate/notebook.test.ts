import assert from "node:assert/strict";

import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/create-engine";

const cell = (source: string | readonly string[], type = "code") => ({
  cell_type: type,
  metadata: {},
  outputs: [],
  source,
});

function notebook(cells: readonly object[], language = "python"): string {
  return JSON.stringify(
    { cells, metadata: { language_info: { name: language } }, nbformat: 4, nbformat_minor: 5 },
    null,
    1,
  );
}

const lines = [
  "%pip install boto3\n",
  "import json\n",
  "policy = {\n",
  '    "Version": "2012-10-17",\n',
  '    "Statement": [{"Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}],\n',
  "}\n",
];

describe("policies in notebooks", () => {
  const engine = createEngine();
  const analyze = (text: string) => engine.analyze({ name: "a.ipynb", text }, { fixes: true });

  for (const [what, source] of [
    ["a list of lines", lines],
    ["one text", lines.join("")],
  ] as const)
    it(`finds what it finds in a file of Python, where it stands in the notebook: ${what}`, async () => {
      const text = notebook([cell("# a policy", "markdown"), cell(source), cell("print(json.dumps(policy))")]);
      const { findings, policies, problems } = await analyze(text);
      const python = await engine.analyze({ name: "a.py", text: lines.slice(1).join("") });
      assert.deepEqual(
        findings.map(({ ruleId, message }) => [ruleId, message]),
        python.findings.map(({ ruleId, message }) => [ruleId, message]),
      );
      assert.deepEqual([policies, problems], [1, []]);
      const { start, end } = findings.find(({ ruleId }) => ruleId === "policy/invalid-action")!.range;
      assert.equal(text.slice(start.offset, end.offset), '\\"s3:GetObjct\\"');
    });

  it("changes the line alone, and leaves JSON that says the same otherwise", async () => {
    const text = notebook([cell(lines)]);
    const { findings } = await analyze(text);
    const [fix] = findings.find(({ ruleId }) => ruleId === "policy/invalid-action")!.fixes;
    const edits = fix!.edits.map(({ range: { start, end }, newText }) => ({
      span: { start: start.offset, end: end.offset },
      newText,
    }));
    assert.equal(applyEdits(text, edits), text.replace("GetObjct", "GetObject"));
  });

  it("reads nothing in cells of another language, in what is no code, or in a broken file", async () => {
    const broken = notebook([cell(lines)]).slice(0, -20);
    for (const text of [notebook([cell(lines)], "julia"), notebook([cell(lines, "markdown")]), broken])
      assert.equal((await analyze(text)).policies, 0);
  });
});
