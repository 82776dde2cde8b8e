/** What a field of a class stands for, where the class itself says so: `this.props`, `self.actions`. */
import type { CodeFile } from "../../code/code-file";
import { ancestorOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { isSelf } from "../../units/cdk/declarations";
import { classes, type Parameter, parameterAt, parameterOf, placeOfProps } from "./passed";

export interface Field {
  /** What it is given in the class; none where it is a parameter of the constructor. */
  readonly values: readonly SyntaxNode[];
  /** Those of which it is one, each with what is taken of it first. */
  readonly parameters: readonly { readonly parameter: Parameter; readonly path: readonly string[] }[];
}

/** The field of the object that `itself` stands for; null outside of a class. */
export function fieldOf(file: CodeFile, itself: SyntaxNode, name: string): Field | null {
  const owner = ancestorOf(itself, ...classes);
  if (!owner) return null;
  const { language, tree } = file;
  const within = tree.nodes.filter(({ start, end }) => owner.start <= start && end <= owner.end);
  const isField = (node: SyntaxNode | null): boolean => {
    const member = node && language.member(tree, node);
    return !!member && member.key === name && isSelf(file, member.object);
  };
  const values = within.flatMap((node): SyntaxNode[] => {
    if (/^assignment(?:_expression)?$/.test(node.type) && isField(childOf(node, "left")))
      return [childOf(node, "right") ?? node];
    const declared = /^(?:public_)?field_definition$/.test(node.type)
      ? (childOf(node, "name") ?? childOf(node, "property"))
      : null;
    const value = declared && file.text(declared) === name ? childOf(node, "value") : null;
    return value ? [value] : [];
  });
  const constructed = file.scopes.bindings.filter(
    (one) => one.name === name && one.declarations.some(({ node }) => isOfConstructor(file, node, owner)),
  );
  const own = constructed.flatMap((one) => parameterOf(file, one) ?? []);
  const className = childOf(owner, "name");
  // What a construct is given, in a class that leaves it to the one that it extends.
  const inherited =
    name === "props" && values.length === 0 && own.length === 0 && className
      ? [{ of: file.text(className), at: placeOfProps, name, isRest: false }]
      : [];
  return {
    values: values.filter((value) => partsIn(file, value) === null),
    parameters: [
      ...[...own, ...inherited].map((parameter) => ({ parameter, path: [] })),
      ...values.flatMap((value) => partsIn(file, value) ?? []),
    ],
  };
}

function isOfConstructor(file: CodeFile, node: SyntaxNode, owner: SyntaxNode): boolean {
  const method = ancestorOf(node, "method_definition");
  const name = method && childOf(method, "name");
  return !!name && file.text(name) === "constructor" && ancestorOf(method, ...classes) === owner;
}

/** The parameter that a value is, or is a part of; null for any other value. */
function partsIn(file: CodeFile, value: SyntaxNode): Field["parameters"] | null {
  const path: string[] = [];
  let node = value;
  for (;;) {
    const member = file.language.member(file.tree, node);
    if (!member) break;
    path.unshift(member.key);
    node = member.object;
  }
  const parameter = file.language.isReference(node) ? parameterAt(file, node) : null;
  return parameter && [{ parameter, path }];
}
