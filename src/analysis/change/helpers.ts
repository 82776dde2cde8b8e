/** What functions of a file do for those that they are called with: `give(role, ["s3:GetObject"])` gives it to the role. */
import { type CodeFile, readCode } from "../code/code-file";
import { addTo } from "../group-by";
import { literalsOf } from "../locate/code/literals";
import { CodeValues } from "../locate/code/values";
import { readPolicy } from "../policy/read";
import { textNode } from "../source/intrinsics";
import type { Source } from "../source/source";
import { childOf, partsOf, type SyntaxNode } from "../source/syntax-tree";
import type { TextPart, ValueNode } from "../value";
import { isOfCdk } from "./grants";
import type { ReadPolicy } from "./subject";

const functions = [
  "method_definition",
  "function_declaration",
  "function_definition",
  "arrow_function",
  "function_expression",
];
const mostCalls = 30;

/** The policies, with those that a function makes of its parameters once for each of its calls. */
export function asCalled(source: Source, policies: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const { form, text } = source;
  if (!/^(?:javascript|typescript|tsx|python)$/.test(form) || !isOfCdk(text) || policies.length === 0) return policies;
  const grammar = form as "python";
  const file = readCode(source.syntax(grammar), grammar);
  if (!file) return policies;
  const calls = new Calls(file);
  const values = new CodeValues(file, literalsOf[grammar]);
  return policies.flatMap((read) => {
    const given = calls.of(read.at.start);
    return given.length === 0 ? [read] : given.map((one) => instance(read, one, file, values));
  });
}

/** The arguments of a call, by the names of the parameters. */
type Given = ReadonlyMap<string, SyntaxNode>;

class Calls {
  private readonly byName = new Map<string, SyntaxNode[]>();
  private readonly functions: readonly SyntaxNode[];

  constructor(private readonly file: CodeFile) {
    this.functions = file.tree.nodes.filter(({ type }) => functions.includes(type));
    for (const node of file.tree.nodes) {
      const callee = /^(?:call_expression|call)$/.test(node.type) ? childOf(node, "function") : null;
      if (callee) addTo(this.byName, this.file.ownName(callee), node);
    }
  }

  /** Those of the function around a place; none where they cannot be told. */
  of(place: number): readonly Given[] {
    const around = this.functions.filter(({ start, end }) => start <= place && place < end);
    const own = around.map((node) => ({ node, name: this.nameOf(node) })).findLast(({ name }) => name !== null);
    if (!own || /^(?:constructor|__init__)$/.test(own.name!)) return [];
    const calls = (this.byName.get(own.name!) ?? []).filter(
      ({ start }) => start < own.node.start || start >= own.node.end,
    );
    const parameters = this.parametersOf(own.node);
    if (calls.length === 0 || calls.length > mostCalls || !parameters) return [];
    const given = calls.map((call) => this.given(call, parameters));
    return given.every((one) => one !== null) ? given : [];
  }

  private nameOf(node: SyntaxNode): string | null {
    const name =
      childOf(node, "name") ?? (node.parent?.type === "variable_declarator" ? childOf(node.parent, "name") : null);
    return name ? this.file.text(name) : null;
  }

  private parametersOf(node: SyntaxNode): readonly string[] | null {
    const list = childOf(node, "parameters");
    if (!list) return null;
    const names = partsOf(list).map((one) => {
      const name =
        one.type === "identifier" ? one : (childOf(one, "pattern") ?? childOf(one, "name") ?? partsOf(one)[0]);
      return name?.type === "identifier" ? this.file.text(name) : null;
    });
    const known = names.filter((one) => one !== null);
    if (known.length < names.length) return null;
    return known[0] === "self" ? known.slice(1) : known;
  }

  private given(call: SyntaxNode, parameters: readonly string[]): Given | null {
    const found = new Map<string, SyntaxNode>();
    for (const [at, one] of this.file.argumentsOf(call).entries()) {
      const [name, value] = [childOf(one, "name"), childOf(one, "value")];
      if (/spread|splat/.test(one.type)) return null;
      if (one.type === "keyword_argument" && name && value) found.set(this.file.text(name), value);
      else if (parameters[at] !== undefined) found.set(parameters[at], one);
    }
    return found;
  }
}

function instance(read: ReadPolicy, given: Given, file: CodeFile, values: CodeValues): ReadPolicy {
  const { policy } = read;
  const { label, principal } = policy.place;
  let isOther = false;
  const named = (name: string): TextPart | null => {
    const [own = "", ...rest] = name.split(".");
    const argument = given.get(own);
    if (!argument) return null;
    isOther = true;
    const text = rest.length === 0 ? file.language.literal(file.tree, file.resolve(argument).base)?.text : undefined;
    return (
      text ?? {
        name: [file.text(argument).replace(/\s+/g, "").slice(0, longestName), ...rest].join("."),
      }
    );
  };
  const heldBy = (name: string | undefined): string | undefined => {
    const part = name === undefined ? null : named(name);
    return part === null ? name : typeof part === "string" ? part : part.name;
  };
  const filled = (node: ValueNode): ValueNode => {
    switch (node.kind) {
      case "array":
        return { ...node, items: node.items.map(filled) };
      case "object":
        return {
          ...node,
          entries: node.entries.map((entry) => ({
            ...entry,
            value: filled(entry.value),
          })),
        };
      case "template":
        return textNode(
          node.span,
          node.parts.map((part) => (typeof part === "string" ? part : (named(part.name) ?? part))),
        );
      case "unknown": {
        const argument = given.get(file.tree.text.slice(node.span.start, node.span.end));
        if (!argument || node.alternatives.length > 0) return node;
        isOther = true;
        return values.value(argument);
      }
      default:
        return node;
    }
  };
  const place = {
    ...policy.place,
    label: heldBy(label),
    principal: heldBy(principal),
  };
  const root = filled(policy.node);
  if (!isOther || root.kind !== "object") return read;
  const made = readPolicy(root, { ...place, policyType: policy.type });
  if (!made) return read;
  const conditional = policy.statements.length > 0 && policy.statements.every((one) => one.conditional);
  const statements = conditional ? made.statements.map((one) => ({ ...one, conditional })) : made.statements;
  const isGrant =
    made.statements.length > 0 &&
    made.statements.every(({ node }) => node.span.start === read.at.start && node.span.end === read.at.end);
  const { meanings: _, ...rest } = read;
  const own = { ...rest, policy: { ...made, statements } };
  // What a grant is written with has been filled in.
  return isGrant ? { ...own, meanings: () => new Map() } : own;
}

const longestName = 100;
