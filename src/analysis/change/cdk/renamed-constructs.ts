/** Constructs of AWS CDK that a program calls otherwise than before: their ids tell that they are the same, and the old text is read with the new names. */
import { type CodeFile, codeOf } from "../../code/code-file";
import { addTo } from "../../group-by";
import type { Form } from "../../source/forms";
import type { Source } from "../../source/source";
import { ancestorOf, calleeOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import { classAround, isSelf } from "../../units/cdk/declarations";
import { type Edit, edited, type Piece } from "../pieces";
import { isCdkForm, isOfCdk } from "./program";

/** Whether two states may call a construct otherwise; the test is cheap. */
export function mayRename(form: Form, before: string, after: string): boolean {
  return isCdkForm(form) && before !== after && isOfCdk(before) && isOfCdk(after);
}

/** The old text with the new names; null where nothing is called otherwise. */
export function withNewNames(before: Source, after: Source): readonly Piece[] | null {
  const [old, current] = [codeOf(before), codeOf(after)];
  if (!old || !current) return null;
  const [mine, theirs] = [namedIn(old), namedIn(current)];
  const renames: { readonly from: Made; readonly to: string; readonly isField: boolean }[] = [];
  for (const [id, [only, ...others]] of mine) {
    const [other, ...more] = theirs.get(id) ?? [];
    if (!only || !other || others.length + more.length > 0 || other.name === null) continue;
    if (only.isField === other.isField && only.name === other.name) continue;
    const mayBe = only.name === null ? only.isAlone : other.isField || !only.isField || isWithinOne(only);
    if (mayBe) renames.push({ from: only, to: other.name, isField: other.isField });
  }
  const gone = new Set(renames.map(({ from }) => from.name));
  const taken = new Set([
    ...old.scopes.bindings.map(({ name }) => name),
    ...[...mine.values()].flat().flatMap(({ name, isField }) => (isField && name !== null ? [name] : [])),
  ]);
  const edits = renames
    .filter(
      ({ from, to, isField }, _, all) =>
        (!taken.has(to) || gone.has(to) || (isField !== from.isField && from.name === to)) &&
        all.filter((one) => one.to === to).length === 1,
    )
    .flatMap(({ from, to, isField }) => {
      const name = isField ? `${before.form === "python" ? "self" : "this"}.${to}` : to;
      const declared = `${isField || before.form === "python" ? "" : "const "}${name}`;
      if (from.name === null) return [{ start: from.made.start, end: from.made.start, text: `${declared} = ` }];
      if (isField === from.isField) return from.places.map((node) => editOfName(old, node, to));
      return isField
        ? from.places.map((node) => editOfVariable(old, node, name))
        : membersOf(from).map((node) => ({
            ...spanOf(node),
            text: node.parent === from.made.parent ? declared : name,
          }));
    });
  return edits.length === 0 ? null : edited(before.text, edits);
}

/** Whether all that reads a field stands in the function that gives it its value: there it may be a variable. */
function isWithinOne(field: Made): boolean {
  const own = ancestorOf(field.made, ...functions);
  return membersOf(field).every((one) => ancestorOf(one, ...functions) === own);
}

const functions = ["method_definition", "function_definition", "function_declaration"];

/** `this.table`, wherever a field is named so. */
function membersOf({ places }: Pick<Named, "places">): readonly SyntaxNode[] {
  return places.flatMap(({ parent }) => (parent && !/field_definition$/.test(parent.type) ? [parent] : []));
}

export interface Named {
  readonly name: string;
  readonly isField: boolean;
  /** The identifiers that are the name. */
  readonly places: readonly SyntaxNode[];
}

interface Made extends Omit<Named, "name"> {
  /** Null: nobody calls it anything. */
  readonly name: string | null;
  readonly made: SyntaxNode;
  /** It is a statement of its own. */
  readonly isAlone: boolean;
}

/** What constructs are called, by their classes and ids. */
function namedIn(file: CodeFile): ReadonlyMap<string, readonly Made[]> {
  const found = new Map<string, Made[]>();
  for (const node of file.tree.nodes) {
    if (node.type !== "new_expression" && node.type !== "call") continue;
    const callee = calleeOf(node);
    const id = file.argumentsOf(node)[1];
    const text = id && (file.language.literal(file.tree, id)?.text ?? composedText(file, id));
    if (!callee || text == null) continue;
    const named = nameOfMade(file, node);
    const isAlone = node.parent?.type === "expression_statement";
    if (!named && !(isAlone && /^[A-Z]/.test(file.ownName(callee)))) continue;
    const made: Made = { name: null, isField: false, places: [], ...named, made: node, isAlone };
    addTo(found, JSON.stringify([file.ownName(callee), text]), made);
  }
  return found;
}

/** An id that is put together, as it is written. */
function composedText(file: CodeFile, id: SyntaxNode): string | null {
  const text = file.text(id);
  return /^(?:`|[fF]["'])/.test(text) ? text : null;
}

/** What a construct is called that is given to a variable or a field at once. */
export function nameOfMade(file: CodeFile, made: SyntaxNode): Named | null {
  const target = made.parent && (childOf(made.parent, "left") ?? childOf(made.parent, "name"));
  if (!target || target === made) return null;
  const binding = file.scopes.bindingOf(target);
  if (binding && /^identifier$/.test(target.type)) {
    const places = new Set([...binding.declarations.map(({ node }) => node), ...binding.references]);
    return { name: binding.name, isField: false, places: [...places] };
  }
  const member = file.language.member(file.tree, target);
  const isDeclared = /field_definition$/.test(made.parent!.type);
  if (!isDeclared && !(member && isSelf(file, member.object))) return null;
  const name = isDeclared ? file.text(target) : member!.key;
  return { name, isField: true, places: fieldsNamed(file, classAround(made), name) };
}

/** Where a class names one of its fields. */
export function fieldsNamed(file: CodeFile, owner: SyntaxNode | null, name: string): readonly SyntaxNode[] {
  return fieldsOf(file).get(owner)?.get(name) ?? [];
}

type Fields = ReadonlyMap<SyntaxNode | null, ReadonlyMap<string, readonly SyntaxNode[]>>;
const fields = new WeakMap<CodeFile, Fields>();

/** By class and name, where the fields of a file are named. */
function fieldsOf(file: CodeFile): Fields {
  const known = fields.get(file);
  if (known) return known;
  const found = new Map<SyntaxNode | null, Map<string, SyntaxNode[]>>();
  for (const node of file.tree.nodes) {
    const own = file.language.member(file.tree, node);
    const isOwn = own && isSelf(file, own.object);
    const name = isOwn
      ? (childOf(node, "property") ?? childOf(node, "attribute"))
      : /field_definition$/.test(node.type)
        ? childOf(node, "name")
        : null;
    if (!name) continue;
    const owner = classAround(node);
    const names = found.get(owner) ?? new Map<string, SyntaxNode[]>();
    found.set(owner, names);
    addTo(names, isOwn ? own.key : file.text(name), name);
  }
  fields.set(file, found);
  return found;
}

/** A name in place of another. */
export function editOfName(file: CodeFile, node: SyntaxNode, to: string): Edit {
  const isBoth = /^shorthand_property_identifier/.test(node.type);
  return { start: node.start, end: node.end, text: isBoth ? `${file.text(node)}: ${to}` : to };
}

/** A field in place of a variable: of `const table: Table = …` all before the value. */
function editOfVariable(file: CodeFile, node: SyntaxNode, to: string): Edit {
  const declarator = node.field === "name" && node.parent?.type === "variable_declarator" ? node.parent : null;
  const declaration = declarator?.parent ?? null;
  const isOnly =
    declaration !== null && partsOf(declaration).filter(({ type }) => type === declarator!.type).length === 1;
  if (!declarator || !isOnly) return editOfName(file, node, to);
  return { start: declaration.start, end: childOf(declarator, "type")?.end ?? node.end, text: to };
}
