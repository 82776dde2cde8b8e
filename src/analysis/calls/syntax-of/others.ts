/** How C#, PHP, Ruby and Rust are written, as far as clients are followed in them. */
import { csharp } from "../../code/csharp";
import type { Declaration, Language } from "../../code/language";
import { php } from "../../code/php";
import { ruby } from "../../code/ruby";
import { rust } from "../../code/rust";
import { addTo } from "../../group-by";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { ClassSyntax, FunctionSyntax, MemberSyntax, Parameter, Syntax } from "../syntax";
import { assignedIn, callBy, classWith, plainSyntax } from "./common";

/** The node types of a language. */
interface Words {
  readonly language: Language;
  readonly classes: readonly string[];
  readonly functions: readonly string[];
  readonly constructor: string;
  readonly fields: RegExp;
  readonly self: RegExp;
  readonly assignment: RegExp;
  readonly texts: RegExp;
  /** What a declaration's name stands in whose type is written beside it. */
  readonly typed: RegExp;
  readonly types: RegExp;
  /** Of a method that stands outside of its type. */
  readonly methodOf?: Syntax["methodOf"];
  readonly madeOnce?: Syntax["madeOnce"];
}

function nameOf(node: SyntaxNode): SyntaxNode | null {
  return (
    childOf(node, "name") ?? childOf(node, "pattern") ?? (/identifier$|variable_name$/.test(node.type) ? node : null)
  );
}

function make(words: Words): Syntax {
  const { language } = words;
  const isClass: ReadonlySet<string> = new Set(words.classes);
  const isFunction: ReadonlySet<string> = new Set(words.functions);
  const parametersOf = (tree: SyntaxTree, node: SyntaxNode): Parameter[] => {
    const list = childOf(node, "parameters");
    const parts = list ? partsOf(list).filter(({ type }) => type !== "self_parameter") : [];
    return parts.map((part) => {
      const name = nameOf(part);
      return { name: name ? textOf(tree, name) : "", type: childOf(part, "type"), byDefault: null };
    });
  };
  const functionOf = (tree: SyntaxTree, node: SyntaxNode): FunctionSyntax | null => {
    if (!isFunction.has(node.type)) return null;
    const name = childOf(node, "name");
    const written = name && textOf(tree, name);
    const arrow = node.children.find(({ type }) => type === "arrow_expression_clause");
    const isConstructor = node.type === words.constructor || written === words.constructor;
    return {
      node,
      name: written,
      parameters: parametersOf(tree, node),
      expression: arrow ? (partsOf(arrow)[0] ?? null) : lastOf(words, node),
      returnType: childOf(node, "returns") ?? childOf(node, "return_type"),
      isProperty: false,
      constructs: isConstructor ? ancestorOf(node, ...words.classes) : null,
    };
  };
  const classOf = (tree: SyntaxTree, node: SyntaxNode): ClassSyntax | null => {
    if (!isClass.has(node.type)) return null;
    const members = new Map<string, MemberSyntax[]>();
    const body = childOf(node, "body");
    for (const part of body ? partsOf(body) : []) declareMember(words, tree, part, members);
    return classWith(tree, node, [], members);
  };
  return {
    ...plainSyntax,
    call: callBy(language, (node) => {
      const callee = childOf(node, "function");
      return (
        childOf(node, "name") ??
        childOf(node, "method") ??
        (callee && (childOf(callee, "name") ?? childOf(callee, "field") ?? callee))
      );
    }),
    function: functionOf,
    class: classOf,
    self: (tree, node) =>
      words.self.test(node.end - node.start < 10 ? textOf(tree, node) : "") ? ancestorOf(node, ...words.classes) : null,
    selfType: (_, node) => {
      const of = node.type === "self" ? ancestorOf(node, "impl_item") : null;
      return of && childOf(of, "type");
    },
    fullName: (tree, node) =>
      language === php && node.type === "qualified_name" ? textOf(tree, node).slice(0, 300) : null,
    around: (_, node) => ancestorOf(node, ...words.classes),
    ...(words.methodOf ? { methodOf: words.methodOf } : {}),
    ...(words.madeOnce ? { madeOnce: words.madeOnce } : {}),
    same: (_, node) => {
      if (node.type === "await_expression" || node.type === "reference_expression") return partsOf(node).at(-1) ?? null;
      return node.type === "equals_value_clause" ? (partsOf(node)[0] ?? null) : null;
    },
    typeOf: (_, { node }) => {
      const holder = node.parent;
      if (!holder || !words.typed.test(holder.type)) return null;
      return childOf(holder, "type") ?? (holder.parent ? childOf(holder.parent, "type") : null);
    },
    typeNames: (_, type) => typeNames(type, words.types),
    parameter: (tree, { node, name }) => {
      const holder = node.parent;
      const list = holder && /parameters$|parameter_list$/.test(holder.type) ? holder : (holder?.parent ?? null);
      const of = list?.parent ?? null;
      if (!of || !list || !/parameters$|parameter_list$/.test(list.type) || !isFunction.has(of.type)) return null;
      const index = parametersOf(tree, of).findIndex((one) => one.name === name);
      return index < 0 ? null : { of, index, path: [] };
    },
    assigned: assignedIn(words.assignment),
    fieldAssigned: (tree, node) => {
      if (!words.assignment.test(node.type)) return null;
      const left = childOf(node, "left");
      const member = left && language.member(tree, left);
      const of =
        member && words.self.test(textOf(tree, member.object).slice(0, 10)) ? ancestorOf(node, ...words.classes) : null;
      const value = childOf(node, "right");
      return of && value ? { of, name: member!.key, member: { kind: "value", node: value } } : null;
    },
    returned: (_, node) => {
      const value = /^return(?:_statement|_expression)?$/.test(node.type) ? partsOf(node)[0] : undefined;
      const from = value && ancestorOf(node, ...words.functions);
      return from ? { from, value: value.type === "argument_list" ? (partsOf(value)[0] ?? value) : value } : null;
    },
    stretches: (tree, node) => {
      if (!words.texts.test(node.type)) return null;
      if (node.type === "simple_symbol") return [textOf(tree, node).slice(1)];
      return partsOf(node).flatMap((part): (string | SyntaxNode)[] => {
        if (/(?:content|fragment|string_value)$/.test(part.type)) return [textOf(tree, part)];
        if (part.type === "interpolation")
          return [partsOf(part).find(({ type }) => type !== "interpolation_brace") ?? part];
        return /^(?:interpolation_\w+|escape_sequence|string_\w+)$/.test(part.type) ? [] : [part];
      });
    },
    sees: "types",
  };
}

/** What a function of Ruby or Rust ends with is what it gives. */
function lastOf({ language }: Words, node: SyntaxNode): SyntaxNode | null {
  if (language !== ruby && language !== rust) return null;
  const body = childOf(node, "body");
  const last = body ? partsOf(body).at(-1) : undefined;
  return last && last.type !== "expression_statement" ? last : null;
}

function declareMember(
  { fields, functions }: Words,
  tree: SyntaxTree,
  part: SyntaxNode,
  members: Map<string, MemberSyntax[]>,
): void {
  if (functions.includes(part.type)) {
    const name = childOf(part, "name");
    if (name) addTo(members, textOf(tree, name), { kind: "method", node: part });
    return;
  }
  if (!fields.test(part.type)) return;
  const inner = part.children.find(({ type }) => type === "variable_declaration") ?? part;
  const type = childOf(inner, "type");
  for (const one of [inner, ...partsOf(inner)]) {
    const name = childOf(one, "name");
    if (name && type) addTo(members, textOf(tree, name).replace(/^\$/, ""), { kind: "type", node: type });
  }
}

/** Around the type of what is meant: `Option<Client>`, `&Client`, `Arc<Client>`, `Task<IAmazonS3>`. */
function typeNames(type: SyntaxNode, types: RegExp): readonly SyntaxNode[] {
  if (types.test(type.type)) return [type];
  if (
    !/^(?:reference_type|generic_type|generic_name|type_arguments|type_argument_list|nullable_type|optional_type|named_type|union_type)$/.test(
      type.type,
    )
  )
    return [];
  return partsOf(type)
    .slice(0, 4)
    .flatMap((part) => typeNames(part, types));
}

export const csharpSyntax = make({
  language: csharp,
  classes: ["class_declaration", "record_declaration", "struct_declaration", "interface_declaration"],
  functions: ["method_declaration", "constructor_declaration", "local_function_statement"],
  constructor: "constructor_declaration",
  fields: /^(?:field|property)_declaration$/,
  self: /^this$/,
  assignment: /^assignment_expression$/,
  texts: /^(?:string_literal|verbatim_string_literal|interpolated_string_expression)$/,
  typed: /^(?:variable_declarator|parameter|property_declaration)$/,
  types: /^(?:identifier|qualified_name)$/,
});

export const phpSyntax = make({
  language: php,
  classes: ["class_declaration", "trait_declaration"],
  functions: ["method_declaration", "function_definition", "anonymous_function", "arrow_function"],
  constructor: "__construct",
  fields: /^property_declaration$/,
  self: /^\$this$/,
  assignment: /^assignment_expression$/,
  texts: /^(?:string|encapsed_string)$/,
  typed: /^(?:simple_parameter|property_promotion_parameter)$/,
  types: /^(?:name|qualified_name)$/,
});

/** In characters before a method. */
const longestComment = 2000;
const longestLine = 300;

/** The type that the comment of a method gives to a parameter (YARD): `@param bucket [Aws::S3::Bucket] …`. */
function yardType(tree: SyntaxTree, { node, name }: Pick<Declaration, "node" | "name">): string | null {
  const list = ancestorOf(node, "method_parameters");
  const { start } = list?.parent ?? { start: 0 };
  const lines = tree.text.slice(Math.max(0, start - longestComment), start).split("\n");
  // The last is what the method is indented with.
  for (const line of lines.slice(0, -1).reverse()) {
    const [mark, tag, of, type] = line.slice(0, longestLine).trim().split(/\s+/);
    if (!mark?.startsWith("#")) return null;
    if (tag === "@param" && of === name && type?.startsWith("[") && type.endsWith("]")) return type.slice(1, -1);
  }
  return null;
}

export const rubySyntax: Syntax = {
  readsByCalling: true,
  documentation: yardType,
  ...make({
    language: ruby,
    classes: ["class", "module"],
    functions: ["method", "singleton_method"],
    constructor: "initialize",
    fields: /^$/,
    self: /^self$/,
    assignment: /^(?:assignment|operator_assignment)$/,
    texts: /^(?:string|simple_symbol)$/,
    typed: /^$/,
    types: /^$/,
  }),
};

const madeByMacro =
  /\bstatic\s{1,9}ref\s{1,9}(\w{1,60})\s{0,9}:\s{0,9}(?:[\w:]{1,60}<\s{0,9}){0,3}(aws_sdk_\w{1,60}::Client)\b/g;

/** What `lazy_static!` declares, with its type: nothing in a macro is parsed. */
function clientsIn(macro: string): readonly (readonly [string, string])[] {
  if (!macro.startsWith("lazy_static")) return [];
  return [...macro.matchAll(madeByMacro)].map(([, name, type]) => [name!, type!.replaceAll("::", ".")] as const);
}

export const rustSyntax = make({
  language: rust,
  classes: ["struct_item"],
  functions: ["function_item"],
  constructor: "",
  fields: /^field_declaration$/,
  self: /^self$/,
  assignment: /^assignment_expression$/,
  texts: /^(?:raw_)?string_literal$/,
  typed: /^(?:parameter|let_declaration)$/,
  types: /^(?:type_identifier|scoped_type_identifier)$/,
  madeOnce: (tree, node) => (node.type === "macro_invocation" ? clientsIn(textOf(tree, node)) : []),
  methodOf: (tree, node) => {
    const of = node.type === "function_item" ? ancestorOf(node, "impl_item") : null;
    const type = of && childOf(of, "type");
    const name = childOf(node, "name");
    return type && name ? { type: textOf(tree, type), name: textOf(tree, name) } : null;
  },
});
