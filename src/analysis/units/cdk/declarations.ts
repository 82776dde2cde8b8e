/** What a file of AWS CDK declares: classes with their fields, types, and what of it is CDK's. */
import type { CodeFile } from "../../code/code-file";
import { addTo } from "../../group-by";
import { camelCase } from "../../locate/code/letter-case";
import { ancestorOf, childOf, type SyntaxNode } from "../../source/syntax-tree";

/** A value that a class gives to one of its fields. */
export interface Field {
  readonly owner: SyntaxNode | null;
  readonly value: SyntaxNode;
  /** What is assigned to; where the field is declared with its value, its declaration. */
  readonly target: SyntaxNode;
}

/** What is called or constructed, by module and class: `dynamodb.Table`; null for what is not CDK's. */
export function cdkName(file: CodeFile, callee: SyntaxNode): string | null {
  const name = file.qualified(callee);
  return name === null ? null : shortName(name);
}

export function shortName(name: string): string | null {
  const match = /^(?:aws-cdk-lib|@aws-cdk|aws_cdk|monocdk)[./](.+)$/.exec(name);
  if (!match) return null;
  const [module = "", ...rest] = match[1]!.replace(/^aws[-_]/, "").split(".");
  return [module.replaceAll("_", "-"), ...rest].join(".");
}

/** Whether an expression is the object of a class. */
export function isSelf(file: CodeFile, node: SyntaxNode): boolean {
  return node.type === "this" || (node.type === "identifier" && file.text(node) === "self");
}

export function classAround(node: SyntaxNode): SyntaxNode | null {
  return ancestorOf(node, "class_declaration", "abstract_class_declaration", "class", "class_definition");
}

export function fieldsIn(file: CodeFile): ReadonlyMap<string, readonly Field[]> {
  const found = new Map<string, Field[]>();
  for (const node of file.tree.nodes) {
    if (node.type === "public_field_definition") {
      const [name, value] = [childOf(node, "name"), childOf(node, "value")];
      if (name && value) addTo(found, file.text(name), { owner: classAround(node), value, target: node });
    }
    if (node.type !== "assignment_expression" && node.type !== "assignment") continue;
    const [target, value] = [childOf(node, "left"), childOf(node, "right")];
    const member = target && file.language.member(file.tree, target);
    if (member && value && isSelf(file, member.object))
      addTo(found, member.key, { owner: classAround(node), value, target });
  }
  return found;
}

/** Where fields are read, or given a value, by their names. */
export function readsOfFields(file: CodeFile): ReadonlyMap<string, readonly SyntaxNode[]> {
  return byName(file, (node) => {
    const member = file.language.member(file.tree, node);
    return member && isSelf(file, member.object) ? member.key : null;
  });
}

/** Where fields are declared with what is theirs alone, by their names. */
export function declarationsOfFields(file: CodeFile): ReadonlyMap<string, readonly SyntaxNode[]> {
  return byName(file, (node) => {
    if (!/^(?:public_field_definition|required_parameter|optional_parameter)$/.test(node.type)) return null;
    const name = childOf(node, "name") ?? childOf(node, "pattern");
    return name && file.name(name);
  });
}

function byName(
  file: CodeFile,
  nameOf: (node: SyntaxNode) => string | null,
): ReadonlyMap<string, readonly SyntaxNode[]> {
  const found = new Map<string, SyntaxNode[]>();
  for (const node of file.tree.nodes) {
    const name = nameOf(node);
    if (name === null) continue;
    addTo(found, name, node);
  }
  return found;
}

/** The interfaces, classes and types of objects of a file, by name. */
export function declaredTypes(file: CodeFile): ReadonlyMap<string, SyntaxNode> {
  return new Map(
    file.tree.nodes.flatMap((node): [string, SyntaxNode][] => {
      if (!/^(?:interface_declaration|type_alias_declaration|class_declaration|class_definition)$/.test(node.type))
        return [];
      const name = childOf(node, "name");
      return name ? [[file.text(name), node]] : [];
    }),
  );
}

/** The type that is written beside the name of a parameter or variable. */
export function typeBeside(name: SyntaxNode): SyntaxNode | null {
  return name.parent && /parameter|declarator|assignment/.test(name.parent.type) ? childOf(name.parent, "type") : null;
}

/** `dynamodb.Table`, and for `Table.fromTableName(…)` the method; null for what makes no construct. */
export function classMade(file: CodeFile, node: SyntaxNode): [string, string | null] | null {
  const callee = childOf(node, "constructor") ?? (/^call/.test(node.type) ? childOf(node, "function") : null);
  const name = callee && cdkName(file, callee);
  if (name === null) return null;
  const factory = /^([\w-]+\.[A-Z]\w*)\.(from_?[A-Za-z]\w*)$/.exec(name);
  if (factory) return [factory[1]!, camelCase(factory[2]!)];
  return /^[\w-]+\.[A-Z]\w*$/.test(name) && (node.type === "new_expression" || node.type === "call")
    ? [name, null]
    : null;
}
