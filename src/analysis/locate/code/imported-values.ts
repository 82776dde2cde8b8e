/** Texts and lists of texts that code takes from its other files: `ManagedPolicy.fromAwsManagedPolicyName(names.READER)`. */
import type { CodeFile } from "../../code/code-file";
import { constantElsewhere, type FileOfProgram } from "../../code/program";
import type { Source } from "../../source/source";
import type { SyntaxNode } from "../../source/syntax-tree";
import type { Span } from "../../text";
import type { ObjectNode, ValueNode } from "../../value";
import { withParts } from "../../value-parts";
import { CodeValues } from "./values";

type Program = Pick<Source, "parsers" | "form" | "document">;

const known = new WeakMap<CodeFile, CodeValues>();

/** The value that an expression names in another file, standing at the expression; null for anything else, and for what is no text or list of them. */
function importedValue(
  values: CodeValues,
  imports: FileOfProgram["imports"],
  program: Program,
  { base, path }: { readonly base: SyntaxNode; readonly path: readonly string[] },
  at: Span,
): ValueNode | null {
  const origin = constantElsewhere({ file: values.file, imports }, program, { base, path });
  if (!origin) return null;
  const value = valuesOf(origin.from, values, program).value(origin.node);
  return isText(value) || (value.kind === "array" && value.items.length > 0 && value.items.every(isText))
    ? standingAt(value, at)
    : null;
}

function valuesOf(
  { file, imports }: FileOfProgram,
  { literals }: Pick<CodeValues, "literals">,
  program: Program,
): CodeValues {
  let made = known.get(file);
  if (!made) {
    made = new CodeValues(file, literals, undefined, (...one) => importedValue(made!, imports, program, ...one));
    known.set(file, made);
  }
  return made;
}

function isText({ kind }: ValueNode): boolean {
  return kind === "string" || kind === "template";
}

function standingAt(value: ValueNode, span: Span): ValueNode {
  return withParts({ ...value, span }, (part) => standingAt(part, span));
}

/** The values of a file, with those that it takes from others. */
export function valuesWithImports(file: CodeFile, literals: CodeValues["literals"], program: Program): CodeValues {
  const imports = program.document.imports ?? [];
  if (imports.length === 0) return new CodeValues(file, literals);
  const made: CodeValues = new CodeValues(file, literals, undefined, (...one) =>
    importedValue(made, imports, program, ...one),
  );
  return made;
}

/** A statement of CDK that another file keeps, standing where it is named; null for anything else. */
export function importedStatement(
  file: CodeFile,
  literals: CodeValues["literals"],
  program: Program,
  expression: SyntaxNode,
  at: Span,
): ObjectNode | null {
  const here: FileOfProgram = { file, imports: program.document.imports ?? [] };
  const origin = constantElsewhere(here, program, file.resolve(expression));
  if (!origin) return null;
  const values = valuesOf(origin.from, { literals }, program);
  const value = values.value(origin.node);
  const standing = value.kind === "object" && values.statements.has(value) ? standingAt(value, at) : null;
  return standing?.kind === "object" ? standing : null;
}
