/** How the literals of Java, C#, Go, PHP and Ruby are written, in which policies are only put together. */
import type { CodeFile } from "../../code/code-file";
import type { Entry } from "../../code/language";
import { childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { Literals, Stretch } from "./literals";
import { unescaped } from "./unescaped";

/** Languages in which the statements of a policy are put together, but no policy is edited. */
export type BuiltGrammar = "java" | "csharp" | "go" | "php" | "ruby";

const texts = new Set([
  "string_literal",
  "verbatim_string_literal",
  "raw_string_literal",
  "interpolated_string_expression",
  "interpreted_string_literal",
  "encapsed_string",
  "string",
  "bare_string",
]);
/** What stands in a string and is neither text nor filled in. */
const edges = /^(?:string|raw_string|interpolation|heredoc)_(?:start|end|quote)$|^(?:"+|'+)$/;

function stretches(tree: SyntaxTree, node: SyntaxNode): Stretch[] | null {
  if (!texts.has(node.type)) return null;
  const written = textOf(tree, node);
  if (node.type === "verbatim_string_literal") return [written.slice(2, -1).replaceAll('""', '"')];
  if (node.type === "raw_string_literal" && written.startsWith("`")) return [written.slice(1, -1)];
  const named = node.children.filter((child) => child.named && !edges.test(child.type));
  // An empty one, or one that the grammar does not take apart.
  if (named.length === 0) return [node.type === "bare_string" ? written : written.slice(1, -1)];
  return named.map((part) => {
    if (/(?:content|fragment|string_value)$/.test(part.type)) return textOf(tree, part);
    return part.type === "escape_sequence" ? unescaped(textOf(tree, part)) : part;
  });
}

const common = {
  lists: new Set<string>(),
  numbers: new Set(["decimal_integer_literal", "integer_literal", "int_literal", "integer"]),
  constants: new Map<string, boolean | null>([
    ["true", true],
    ["false", false],
    ["null_literal", null],
    ["nil", null],
  ]),
  spreads: new Set<string>(),
  conditional: "ternary_expression",
  transparent: new Set<string>(),
  stretches,
  // JSON in a string is found in the text.
  verbatim: () => null,
} satisfies Literals;

const javaLists = /^(?:of|asList|singletonList|singleton|copyOf)$/;
const javaCollections = /(?:^|\.)(?:List|Arrays|Collections|Set|Immutable(?:List|Set)|Stream)$/;
const javaMaps = /(?:^|\.)(?:Map|ImmutableMap|Collections)$/;

const java: Literals = {
  ...common,
  items(file, node) {
    if (node.type === "array_initializer") return partsOf(node);
    if (node.type === "array_creation_expression") {
      const value = childOf(node, "value");
      return value && partsOf(value);
    }
    const call = file.call(node);
    if (!call?.of || !javaLists.test(call.name) || !javaCollections.test(file.name(call.of))) return null;
    const given = call.arguments.map(({ value }) => value);
    const [only] = given;
    // `Arrays.asList(new String[] {"a"})` is the list of what is in the array.
    return (given.length === 1 && only?.type === "array_creation_expression" ? java.items!(file, only) : null) ?? given;
  },
  pairs(file, node) {
    const call = file.call(node);
    if (!call?.of || !javaMaps.test(file.name(call.of))) return null;
    if (call.name === "of" || call.name === "singletonMap")
      return pairsOf(
        file,
        call.arguments.map(({ value }) => value),
      );
    if (call.name !== "ofEntries") return null;
    return call.arguments.flatMap(({ value }) => {
      const entry = file.call(value);
      return entry?.name === "entry"
        ? pairsOf(
            file,
            entry.arguments.map((one) => one.value),
          )
        : [{ key: null, value, node: value }];
    });
  },
};

/** A key, its value, the next key, and so on. */
function pairsOf(file: CodeFile, parts: readonly SyntaxNode[]): Entry[] {
  return parts.flatMap((key, index) =>
    index % 2 === 0 && parts[index + 1] ? [{ key: keyOf(file, key), value: parts[index + 1]!, node: key }] : [],
  );
}

function keyOf(file: CodeFile, node: SyntaxNode): string | null {
  return file.language.literal(file.tree, file.language.unwrap(node))?.text ?? null;
}

const csharpLists = /^(?:(?:implicit_)?array_creation|initializer|collection)_expression$/;
/** `["a", "b"]`, which the grammar takes for the index of an entry. */
const bracketed = "element_binding_expression";

const csharp: Literals = {
  ...common,
  items(_, node) {
    if (node.type === bracketed) return node.field === "left" ? null : partsOf(node);
    const isCreated = node.type === "object_creation_expression" || node.type === "implicit_object_creation_expression";
    if (!isCreated && !csharpLists.test(node.type)) return null;
    const list = /^(?:initializer|collection)_expression$/.test(node.type)
      ? node
      : node.children.find(({ type }) => type === "initializer_expression");
    const parts = list ? partsOf(list) : [];
    return list && (parts.length > 0 || !isCreated) && parts.every(({ type }) => !isEntry(type)) ? parts : null;
  },
  isTyped: (file, node) => /^(?:implicit_)?object_creation_expression$/.test(node.type) && !isDictionary(file, node),
  pairs(file, node) {
    if (node.type === "anonymous_object_creation_expression") return anonymous(file, node);
    const list =
      node.type === "initializer_expression"
        ? node
        : /object_creation_expression$/.test(node.type)
          ? node.children.find(({ type }) => type === "initializer_expression")
          : undefined;
    const parts = list ? partsOf(list) : [];
    if (parts.length === 0 || !parts.every(({ type }) => isEntry(type))) return null;
    return parts.map((part) => {
      const [first, second] = part.type === "assignment_expression" ? sides(part) : partsOf(part);
      const key = first?.type === bracketed ? partsOf(first)[0] : first;
      const name = key?.type === "identifier" && part.type === "assignment_expression" ? file.text(key) : null;
      return { key: name ?? (key ? keyOf(file, key) : null), value: second ?? part, node: key ?? part };
    });
  },
};

function isDictionary(file: CodeFile, node: SyntaxNode): boolean {
  const type = childOf(node, "type");
  return type !== null && /(?:^|\.)\w*(?:Dictionary|Map)\b/.test(file.name(type));
}

function isEntry(type: string): boolean {
  return type === "assignment_expression" || type === "initializer_expression";
}

function sides(assignment: SyntaxNode): (SyntaxNode | undefined)[] {
  return [childOf(assignment, "left") ?? undefined, childOf(assignment, "right") ?? undefined];
}

/** `new { Effect = "Allow", Action = "…" }`, whose names and values the grammar lists in turn. */
function anonymous(file: CodeFile, node: SyntaxNode): Entry[] | null {
  const parts = partsOf(node);
  if (parts.length % 2 !== 0) return null;
  return parts.flatMap((name, index) =>
    index % 2 === 0 ? [{ key: file.text(name), value: parts[index + 1]!, node: name }] : [],
  );
}

/** Whether a literal of Go is of a structure: the keys of a map are texts. */
function isStructure(_: CodeFile, node: SyntaxNode): boolean {
  const body = node.type === "composite_literal" ? childOf(node, "body") : node;
  const first = body?.children.find(({ type }) => type === "keyed_element");
  const key = first && childOf(first, "key");
  return key !== null && key !== undefined && partsOf(key)[0]?.type === "identifier";
}

/** As Go writes them: `ID`, with the name for JSON in a tag of the field. */
const initialisms = new Map([
  ["ID", "Id"],
  ["SID", "Sid"],
]);

/** The entries of a structure or a map. What does not begin with a capital is no field of JSON, but a variable that holds a key. */
function goPairs(file: CodeFile, node: SyntaxNode): readonly Entry[] | null {
  const entries = file.language.entries(file.tree, node);
  return (
    entries &&
    entries.map((entry) => {
      const element = childOf(entry.node, "key");
      const key = element && partsOf(element)[0];
      if (key?.type !== "identifier" || entry.key === null) return entry;
      if (!/^[A-Z]/.test(entry.key)) return { ...entry, key: null };
      return { ...entry, key: initialisms.get(entry.key) ?? entry.key };
    })
  );
}

const go: Literals = {
  ...common,
  isTyped: isStructure,
  pairs: goPairs,
  items(file, node) {
    if (node.type === "call_expression") {
      const call = file.call(node);
      if (!call?.of) return null;
      const given = call.arguments.map(({ value }) => value);
      if (call.name === "Strings") return given;
      // `stringorset.Of("s3:GetObject")`, `stringorset.Set([]string{"s3:GetObject"})`.
      if (!/^(?:Of|Set|List|String)$/.test(call.name) || !/set|list|slice/i.test(file.name(call.of))) return null;
      const [only] = given;
      if (only?.type === "composite_literal") return go.items!(file, only);
      // A variable may be a list itself.
      return given.every(({ type }) => type !== "identifier" && type !== "variadic_argument") ? given : null;
    }
    const body =
      node.type === "composite_literal" ? childOf(node, "body") : node.type === "literal_value" ? node : null;
    const parts = body ? partsOf(body) : [];
    const isSlice = /^(?:slice|array|implicit_length_array)_type$/.test(childOf(node, "type")?.type ?? "");
    return body && (parts.length > 0 || isSlice) && parts.every(({ type }) => type !== "keyed_element") ? parts : null;
  },
};

const php: Literals = {
  ...common,
  pairs: () => null,
  constants: new Map([["null", null]]),
  items(_, node) {
    if (node.type !== "array_creation_expression") return null;
    const parts = partsOf(node).map((part) => partsOf(part));
    return parts.length > 0 && parts.every((one) => one.length === 1) ? parts.map(([only]) => only!) : null;
  },
};

const ruby: Literals = {
  ...common,
  pairs: () => null,
  conditional: "conditional",
  items: (_, node) => (node.type === "array" || node.type === "string_array" ? partsOf(node) : null),
};

export const typedLiterals: Readonly<Record<BuiltGrammar, Literals>> = { java, csharp, go, php, ruby };
