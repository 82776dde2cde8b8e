/** Which functions a file of CDK makes, where their code may be and what their environment has. */
import assert from "node:assert/strict";

import { readCode } from "../../../src/analysis/code/code-file";
import { Source } from "../../../src/analysis/source/source";
import { readCdk } from "../../../src/analysis/units/cdk/cdk-units";
import { writtenParts } from "../../../src/analysis/units/declared-names";
import { loadParsers } from "../../../src/data/grammars";
import { loadManagedPolicies } from "../../../src/data/managed-policies-file";

/** `name: first place of the code#handler {environment}`, with `+` behind the code where more runs with it. */
async function unitsIn(text: string, form: "typescript" | "python"): Promise<string[]> {
  const parsers = await loadParsers([form]);
  const name = form === "python" ? "app.py" : "app.ts";
  const file = readCode(new Source({ name, text }, parsers).syntax(form), form)!;
  const { functions } = readCdk(file, form, { located: [], managed: await loadManagedPolicies() });
  return functions.map(({ unit: { name: id, at, code, environment } }) => {
    assert.match(text.slice(at.start, at.end), new RegExp(`^(["'])${id}\\1$|^\\w+$`));
    const variables = [...environment].map(([key, parts]) => `${key}=${parts ? writtenParts(parts) : "?"}`);
    const more = code!.hasMore ? "+" : "";
    return `${id}: ${code!.entries[0]}#${code!.handler}${more}${variables.length > 0 ? ` ${variables.join(" ")}` : ""}`;
  });
}

type Row = readonly [title: string, text: string, units: readonly string[]];

const fn = (properties: string, construct = "lambda.Function"): string =>
  `new ${construct}(this, "Fn", { ${properties} });`;
const node = 'runtime: lambda.Runtime.NODEJS_22_X, handler: "app.run", code: lambda.Code.fromAsset("src")';
const typescript: readonly Row[] = [
  ["a function", fn(node), ["Fn: src/app#run"]],
  [
    "a function of Python",
    fn(node.replace("NODEJS_22_X", "PYTHON_3_13").replace("app.run", "a.b.run")),
    ["Fn: src/a/b#run"],
  ],
  ["a function of another runtime", fn(node.replace("app.run", "a.b.run")), ["Fn: src/a.b#run"]],
  ["a function without a runtime", fn(node.replace(/runtime.*?, /, "")), ["Fn: src/app#run"]],
  ["one by its bare name", fn(node, "Function"), ["Fn: src/app#run"]],
  ["properties of a variable", `const all = { ${node} };\nnew lambda.Function(this, "Fn", all);`, ["Fn: src/app#run"]],
  [
    "code of a variable",
    `const code = lambda.Code.fromAsset("./src");\n${fn(node.replace(/code:.*/, "code"))}`,
    ["Fn: src/app#run"],
  ],
  ["a name of a variable", `const id = "Fn";\nnew lambda.Function(this, id, { ${node} });`, ["Fn: src/app#run"]],
  ["code beside the file", fn(node.replace('"src"', 'path.join(__dirname, "..", "src")')), ["Fn: ../src/app#run"]],
  ["code beside the file, resolved", fn(node.replace('"src"', 'resolve(__dirname, "src")')), ["Fn: src/app#run"]],
  ["layers", fn(`${node}, layers: [layer]`), ["Fn: src/app#run+"]],
  [
    "an environment",
    fn(`${node}, environment: { A: "a", B: table.tableName, C: props.stage.name, D: get(), E: \`a-\${b}\`, [f]: "f" }`),
    ["Fn: src/app#run A=a B=${table.tableName} C=${props.stage.name} D=? E=a-${b}"],
  ],
  [
    "a long expression",
    fn(`${node}, environment: { A: ${"a".repeat(60)}.${"b".repeat(60)} }`),
    ["Fn: src/app#run A=?"],
  ],
  ["a function of Node.js", fn('entry: "src/a.ts"', "NodejsFunction"), ["Fn: src/a.ts#handler"]],
  [
    "one with a handler",
    fn('entry: path.join(__dirname, "a.ts"), handler: "run"', "nodejs.NodejsFunction"),
    ["Fn: a.ts#run"],
  ],
  ["one without an entry", fn('handler: "run"', "NodejsFunction"), []],
  ["a function of Python's construct", fn('entry: "src", runtime', "PythonFunction"), ["Fn: src/index.py#handler"]],
  [
    "one with an index",
    fn('entry: "src", index: "a.py", handler: "run"', "python.PythonFunction"),
    ["Fn: src/a.py#run"],
  ],
  ["one without a folder", fn('index: "a.py"', "PythonFunction"), []],
  ["no handler", fn(node.replace(/handler: .*?, /, "")), []],
  ["a handler that is not known", fn(node.replace('"app.run"', "props.handler")), []],
  ["code from elsewhere", fn(node.replace("fromAsset", "fromInline")), []],
  ["code of a path that is not known", fn(node.replace('"src"', 'path.join(root, "src")')), []],
  ["code of a part that is not known", fn(node.replace('"src"', "path.join(__dirname, name)")), []],
  ["code of another function of paths", fn(node.replace('"src"', 'path.relative(__dirname, "src")')), []],
  ["another construct", fn(node, "lambda.Alias"), []],
  ["a function of JavaScript", 'new Function("a", "b", "return a");', []],
  ["a call", `lambda.Function(this, "Fn", { ${node} });`, []],
  ["no name", `new lambda.Function(this, id, { ${node} });`, []],
  ["an empty name", `new lambda.Function(this, "", { ${node} });`, []],
  ["no properties", 'new lambda.Function(this, "Fn");', []],
  ["two functions", `${fn(node)}\n${fn(node).replace('"Fn"', '"Two"')}`, ["Fn: src/app#run", "Two: src/app#run"]],
];
const call = 'runtime=_lambda.Runtime.PYTHON_3_13, handler="app.run", code=_lambda.Code.from_asset("src")';
const python: readonly Row[] = [
  ["a function", `_lambda.Function(self, "Fn", ${call})`, ["Fn: src/app#run"]],
  [
    "an environment",
    `_lambda.Function(self, "Fn", ${call}, environment={"A": table.table_name, "B": "b"})`,
    ["Fn: src/app#run A=${table.table_name} B=b"],
  ],
  ["layers", `_lambda.Function(self, "Fn", ${call}, layers=[layer])`, ["Fn: src/app#run+"]],
  ["no handler", `_lambda.Function(self, "Fn", ${call.replace('handler="app.run", ', "")})`, []],
  ["arguments that are spread", `_lambda.Function(self, "Fn", **given)`, []],
  ["another call", `_lambda.Alias(self, "Fn", ${call})`, []],
];

describe("the code of functions of CDK", () => {
  for (const [form, rows] of [
    ["typescript", typescript],
    ["python", python],
  ] as const)
    describe(form, () => {
      for (const [title, text, units] of rows)
        it(title, async () => assert.deepEqual(await unitsIn(text, form), units));
    });
});
