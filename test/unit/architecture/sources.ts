/** The sources as the compiler reads them: every import of every file. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

import ts from "typescript";

export const root = join(__dirname, "../../..");

export interface Import {
  /** The file, relative to the root: `src/cli.ts`. */
  readonly file: string;
  readonly line: number;
  /** A file or folder of ours, relative to the root and without its extension, or the name of a module. */
  readonly target: string;
  readonly ours: boolean;
  /** Nothing of it is left when the types are gone. */
  readonly typesOnly: boolean;
}

/** The TypeScript files below `src`, relative to the root. */
export function sourceFiles(): string[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name.replaceAll("\\", "/")}`)
    .sort();
}

const imported = new Map<string, readonly Import[]>();

/** The imports of every source file, read once for all tests. */
export function importsOfSources(): Import[] {
  return sourceFiles().flatMap((file) => {
    const imports = imported.get(file) ?? importsOf(file);
    imported.set(file, imports);
    return imports;
  });
}

/** Every module that a file names: imports and exports, of types too, `import()`, `import('…').Type`, `import x = require()` and `require()`. */
export function importsOf(file: string, text = readFileSync(join(root, file), "utf8")): Import[] {
  const source = ts.createSourceFile(file, toLastImport(text), ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const named = moduleNamedBy(node);
    if (named) imports.push(toImport(file, source, node, named));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

/** The text to the end of the statement that may be the last to name a module: to parse what stands below takes long. */
function toLastImport(text: string): string {
  const last = [...text.matchAll(/\bfrom\s*["'`]|\b(?:import|require)\s*["'`(]/g)].at(-1);
  if (!last) return "";
  const end = text.indexOf(";\n", last.index);
  return end < 0 ? text : text.slice(0, end + 1);
}

function moduleNamedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (!ts.isCallExpression(node)) return undefined;
  const calls =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === "require");
  return calls ? node.arguments[0] : undefined;
}

function toImport(file: string, source: ts.SourceFile, node: ts.Node, named: ts.Node): Import {
  const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  if (!ts.isStringLiteralLike(named))
    throw new Error(`${file}:${line} imports what only the run tells: ${named.getText()}`);
  const ours = named.text.startsWith(".");
  const target = ours ? posix.join(dirname(file), named.text) : named.text;
  return { file, line, ours, target, typesOnly: isOfTypes(node) };
}

function isOfTypes(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) {
    const { isTypeOnly, exportClause } = node;
    return isTypeOnly || (!!exportClause && ts.isNamedExports(exportClause) && allTypes(exportClause.elements));
  }
  if (!ts.isImportDeclaration(node)) return false;
  const { importClause } = node;
  if (!importClause) return false;
  const { isTypeOnly, name, namedBindings } = importClause;
  return (
    isTypeOnly || (!name && !!namedBindings && ts.isNamedImports(namedBindings) && allTypes(namedBindings.elements))
  );
}

function allTypes(elements: ts.NodeArray<ts.ImportSpecifier | ts.ExportSpecifier>): boolean {
  return elements.every(({ isTypeOnly }) => isTypeOnly);
}
