/** What stands for something in other files, and is not followed there: exported constants, and what fills a template. */
import { brief } from "../brief";
import { codeOf } from "../code/code-file";
import type { Declaration } from "../code/language";
import type { Problem } from "../finding";
import { argumentOf, readBlocks } from "../locate/terraform/blocks";
import { isCode } from "../source/forms";
import type { Source } from "../source/source";
import { ancestorOf, childOf, partsOf, type SyntaxNode, textOf } from "../source/syntax-tree";
import { isOnlyShown } from "../source/test-files";
import { type Span, spanOf } from "../text";
import { writtenAlike } from "./canonical";
import { holds, isConstant } from "./code/constants";
import { withoutComments } from "./code/without-comments";
import type { ChangedDocument } from "./subject";

export interface Named {
  /** The same on both sides; within it, nothing has changed where the value is the same. */
  readonly name: string;
  readonly value: string;
  readonly document: ChangedDocument;
  readonly span: Span;
  readonly shown: string;
  /** By which other files may use it; null where its own does. */
  readonly word: string | null;
}

const permission = /["'`](?:[a-z][a-z0-9-]{1,40}:(?:\*|[A-Z][\w*?]{0,80})|arn:[\w-]{1,20}:)/;

/** Whether a document may have any of them; the test is cheap. */
export function mayStandElsewhere({ form, text }: Pick<Source, "form" | "text">): boolean {
  return isCode(form) ? permission.test(text) : form === "hcl" && /\b(?:template)?file\(/.test(text);
}

/** Constants with actions or ARNs that other files may import, and what templates of Terraform are filled with. */
export function namedIn(source: Source, document: ChangedDocument): readonly Named[] {
  if (!mayStandElsewhere(source) || isOnlyShown({ document: source.document, form: source.form })) return [];
  return source.form === "hcl" ? filledIn(source, document) : constantsIn(source, document);
}

/** Those that both sides have, with another value. */
export function changedNames(before: readonly Named[], after: readonly Named[]): readonly Named[] {
  const old = new Map(before.map((one) => [one.name, one.value]));
  return after.filter(({ name, value }) => old.has(name) && old.get(name) !== value);
}

export function notCompared({ document, span, shown }: Named): Problem {
  return {
    ...document.placeOf(span),
    message: brief(`What \`${shown}\` stands for has changed, and what is written with it was not compared.`),
  };
}

function constantsIn(source: Source, document: ChangedDocument): Named[] {
  const file = codeOf(source);
  if (!file) return [];
  const namedAs = (name: string, word: string, node: SyntaxNode): Named[] => {
    const text = withoutComments(file, node);
    if (!permission.test(text)) return [];
    return [
      { name: `${document.scope} ${name}`, value: writtenAlike(text), document, span: spanOf(node), shown: name, word },
    ];
  };
  const bound = file.scopes.bindings.flatMap(({ name, declarations }) =>
    declarations.flatMap((declaration): Named[] => {
      const { value, node, scope } = declaration;
      if (!isForOthers(declaration)) return [];
      const made = value && !isFunction(value) ? value : functionOf(node, value);
      // What calls something does more than give a value.
      if (!made || !(isFunction(made) ? !holds(file, made, calls) : isConstant(file, made))) return [];
      const owner = scope.type === "class_definition" ? childOf(scope, "name") : null;
      const own = owner ? file.text(owner) : null;
      return namedAs(own === null ? name : `${own}.${name}`, own ?? name, made);
    }),
  );
  const fields = file.tree.nodes.flatMap((node): Named[] => {
    const [name, value] = [childOf(node, "name"), childOf(node, "value")];
    const owner = ancestorOf(node, "class_declaration", "class");
    const called = owner && childOf(owner, "name");
    const isStatic = node.children.some(({ type }) => type === "static");
    if (!/field_definition$/.test(node.type) || !isStatic || !name || !value || !called) return [];
    if (!isConstant(file, value)) return [];
    return namedAs(`${file.text(called)}.${file.text(name)}`, file.text(called), value);
  });
  return [...bound, ...fields];
}

const calls = /call|invocation|new_expression|creation/;

function isForOthers({ exported, shared, scope }: Declaration): boolean {
  // In Python all is seen that stands in no function.
  return exported || shared === true || scope.type === "module" || scope.type === "class_definition";
}

function isFunction({ type }: SyntaxNode): boolean {
  return /function|arrow|enum_declaration/.test(type);
}

/** The function, or the enumeration, that is declared with a name. */
function functionOf({ parent, field }: SyntaxNode, value: SyntaxNode | null): SyntaxNode | null {
  if (value) return value;
  return parent && field === "name" && isFunction(parent) ? parent : null;
}

function filledIn(source: Source, document: ChangedDocument): Named[] {
  const tree = source.syntax("hcl");
  if (!tree) return [];
  return readBlocks(tree).flatMap((block): Named[] => {
    const [type = "", label = ""] = block.labels;
    if (block.type !== "resource" || !type.startsWith("aws_")) return [];
    return block.arguments.flatMap(({ name }): Named[] => {
      const expression = name.endsWith("policy") ? argumentOf(block, name) : null;
      const call = expression && callOf(expression);
      const [called, list] = call ? partsOf(call) : [];
      const [path, given] = list ? partsOf(list).filter((part) => part.type === "expression") : [];
      if (!call || !path || !called || !/^(?:templatefile|file)$/.test(textOf(tree, called))) return [];
      const address = `${document.scope} ${type}.${label}.${name}`;
      const shown = textOf(tree, call).replace(/\s+/g, " ");
      // A file that has been moved is compared as what it is.
      const file = textOf(tree, path).replaceAll('"', "").split("/").at(-1)!;
      const value = `${file} ${given ? writtenAlike(textOf(tree, given)) : ""}`;
      return [{ name: address, value, document, span: spanOf(call), shown, word: null }];
    });
  });
}

function callOf(expression: SyntaxNode): SyntaxNode | null {
  let node = expression;
  while (node.type !== "function_call" && node.children.length === 1) node = node.children[0]!;
  return node.type === "function_call" ? node : null;
}
