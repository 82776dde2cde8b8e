/** The functions that a program of AWS CDK makes, with their code and their environment (AWS CDK: aws-lambda, aws-lambda-nodejs, aws-lambda-python-alpha). */
import type { CodeFile } from "../code/code-file";
import { childOf, type SyntaxNode } from "../source/syntax-tree";
import type { TextPart } from "../value";
import { entryOfHandler } from "./template-units";
import type { DeclaredUnit, UnitCode } from "./unit";

const constructs = new Set(["Function", "NodejsFunction", "PythonFunction"]);
/** An app is run in the folder of its cdk.json: paths are looked for from so many folders above its files. */
const above = ["", "../", "../../", "../../../"];
const longestName = 100;

/** What their roles allow is not read here: CDK puts it together when it runs. */
export function unitsOfCdk(file: CodeFile): readonly DeclaredUnit[] {
  return file.tree.nodes.flatMap((node) => unitAt(file, node) ?? []);
}

function unitAt(file: CodeFile, node: SyntaxNode): DeclaredUnit | null {
  if (node.type !== "new_expression" && node.type !== "call") return null;
  const construct = calledName(file, node);
  if (construct === null || !constructs.has(construct)) return null;
  const given = file.argumentsOf(node);
  const [, id, object] = given;
  const name = id && textOf(file, id);
  if (!name) return null;
  const properties = node.type === "call" ? namedOf(file, given) : object ? entriesOf(file, object) : new Map();
  const code = codeOf(file, construct, properties);
  return (
    code && {
      name,
      kind: "lambda",
      at: { start: id.start, end: id.end },
      code,
      environment: environmentOf(file, properties.get("environment")),
      role: null,
    }
  );
}

type Properties = ReadonlyMap<string, SyntaxNode>;

function entriesOf(file: CodeFile, expression: SyntaxNode): Properties {
  const entries = file.entries(file.resolve(expression).base) ?? [];
  return new Map(entries.flatMap(({ key, value }) => (key === null ? [] : [[key, value] as const])));
}

/** The arguments that Python gives by their names. */
function namedOf(file: CodeFile, given: readonly SyntaxNode[]): Properties {
  return new Map(
    given.flatMap((one) => {
      const [name, value] = [childOf(one, "name"), childOf(one, "value")];
      return one.type === "keyword_argument" && name && value ? [[file.text(name), value] as const] : [];
    }),
  );
}

/** The last part of the name of what is called, or constructed; null for other expressions. */
function calledName(file: CodeFile, node: SyntaxNode): string | null {
  const callee = childOf(node, "constructor") ?? childOf(node, "function");
  return callee && file.ownName(callee);
}

function textOf(file: CodeFile, expression: SyntaxNode): string | null {
  return file.language.literal(file.tree, file.resolve(expression).base)?.text ?? null;
}

function codeOf(file: CodeFile, construct: string, properties: Properties): UnitCode | null {
  const rest = { folder: ".", layers: [], hasMore: properties.has("layers") };
  const of = (name: string) => properties.get(name);
  const entry = of("entry");
  const handler = of("handler");
  const name = (handler && textOf(file, handler)) ?? (construct === "Function" ? null : "handler");
  if (construct === "NodejsFunction") {
    const paths = entry ? pathsOf(file, entry) : [];
    return paths.length > 0 && name !== null ? { ...rest, entries: paths, handler: name } : null;
  }
  if (name === null) return null;
  if (construct === "PythonFunction") {
    const index = of("index");
    const main = (index && textOf(file, index)) ?? "index.py";
    return entry ? { ...rest, entries: pathsOf(file, entry).map((path) => `${path}/${main}`), handler: name } : null;
  }
  const asset = of("code");
  const call = asset && file.resolve(asset).base;
  const [given] = call && /^from_?asset$/i.test(calledName(file, call) ?? "") ? file.argumentsOf(call) : [];
  if (!given) return null;
  const runtime = of("runtime");
  const { entry: module, name: called } = entryOfHandler(name, runtime ? file.ownName(runtime) : "");
  const paths = pathsOf(file, given);
  return paths.length > 0 ? { ...rest, entries: paths.map((path) => `${path}/${module}`), handler: called } : null;
}

/** Where a path may be, from the folder of the file: `path.join(__dirname, "../src")` and `"src"`. */
function pathsOf(file: CodeFile, expression: SyntaxNode): readonly string[] {
  const { base } = file.resolve(expression);
  const plain = file.language.literal(file.tree, base)?.text;
  if (plain !== undefined) return above.map((folder) => folder + plain.replace(/^\.\//, ""));
  const [first, ...rest] = /^(?:join|resolve)$/.test(calledName(file, base) ?? "") ? file.argumentsOf(base) : [];
  const parts = rest.map((part) => textOf(file, part));
  if (!first || file.text(first) !== "__dirname" || parts.some((part) => part === null)) return [];
  return [parts.join("/")];
}

/** An expression such as `table.tableName` stands as it is written. */
function environmentOf(
  file: CodeFile,
  expression: SyntaxNode | undefined,
): ReadonlyMap<string, readonly TextPart[] | null> {
  if (!expression) return new Map();
  return new Map(
    [...entriesOf(file, expression)].map(([key, value]) => {
      const text = textOf(file, value);
      const written = file.text(value);
      const isPath = written.length <= longestName && /^[\w.]+$/.test(written);
      return [key, text !== null ? [text] : isPath ? [{ name: written }] : null] as const;
    }),
  );
}
