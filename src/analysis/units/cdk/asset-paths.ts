/** Where the assets of an app of AWS CDK are. */
import type { CodeFile } from "../../code/code-file";
import type { SyntaxNode } from "../../source/syntax-tree";

/** An app is run in the folder of its cdk.json: paths are looked for from so many folders above its files. */
const above = ["", "../", "../../", "../../../"];

/** Where a path may be, from the folder of the file: `path.join(__dirname, "../src")` and `"src"`. */
export function pathsOf(file: CodeFile, expression: SyntaxNode): readonly string[] {
  const { base } = file.resolve(expression);
  const plain = file.language.literal(file.tree, base)?.text;
  if (plain !== undefined) return above.map((folder) => folder + plain.replace(/^\.\//, ""));
  const [first, ...rest] = /^(?:join|resolve)$/.test(file.calledName(base)) ? file.argumentsOf(base) : [];
  const parts = rest.map((part) => file.language.literal(file.tree, file.resolve(part).base)?.text ?? null);
  if (!first || file.text(first) !== "__dirname" || parts.some((part) => part === null)) return [];
  return [parts.join("/")];
}
