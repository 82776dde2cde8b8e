/**
 * Which parts of a program of Ruby or C# certainly run when its handler does: the handler, what its class is made with, and the methods
 * that these call by their names alone. What is called on something else may be of any type.
 */
import { addTo } from "../group-by";
import { ancestorOf, childOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Span } from "../text";
import { closure, innermost, type IsReached } from "./reach-compiled";

export interface PlainFile {
  readonly name: string;
  readonly tree: SyntaxTree;
}

interface Body {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly type: SyntaxNode | null;
  /** The names of methods that it calls without saying on what. */
  readonly calls: readonly string[];
}

const bodyTypes = [
  ...["method", "singleton_method"],
  ...["method_declaration", "constructor_declaration", "local_function_statement"],
];
const isBody: ReadonlySet<string> = new Set(bodyTypes);
const classTypes = ["class", "module", "class_declaration", "record_declaration", "struct_declaration"];
const isClass: ReadonlySet<string> = new Set(classTypes);

export function reachedPlainly(files: readonly PlainFile[], entry: string, handler: string): IsReached {
  const byFile = new Map(files.map((file) => [file.name, bodiesIn(file.tree)] as const));
  const byName = new Map<string, Body[]>();
  for (const bodies of byFile.values()) for (const one of bodies) addTo(byName, one.name, one);
  const [started, ...others] = byFile.get(entry)?.filter(({ name }) => name === handler) ?? [];
  if (!started || others.length > 0) return () => false;
  const ofEntry = byFile.get(entry)!;
  const makes = ofEntry.filter(({ node, type }) => node.type === "constructor_declaration" && type === started.type);
  const reached = closure([started, ...(makes.length === 1 ? makes : [])], ({ calls }) =>
    calls.flatMap((name) => {
      const meant = byName.get(name) ?? [];
      return meant.length === 1 ? meant : [];
    }),
  );
  return (file, span) => {
    const around = innermost(byFile.get(file) ?? [], span);
    if (around) return reached.has(around);
    const tree = file === entry ? files.find(({ name }) => name === file)?.tree : undefined;
    return tree !== undefined && runsFirst(tree, span, started.type);
  };
}

/** What stands in no method: of a class that is the handler's its fields, of Ruby what a file does when it is loaded. */
function runsFirst(tree: SyntaxTree, span: Span, type: SyntaxNode | null): boolean {
  const around = tree.nodes.findLast(
    (node) => isClass.has(node.type) && node.start <= span.start && span.end <= node.end,
  );
  if (around) return around === type;
  return tree.root.type === "program" && !tree.text.includes("__FILE__");
}

function bodiesIn(tree: SyntaxTree): readonly Body[] {
  const bodies = new Map<SyntaxNode, Body & { readonly calls: string[] }>();
  for (const node of tree.nodes) {
    if (isBody.has(node.type)) {
      const name = childOf(node, "name");
      bodies.set(node, {
        name: name ? textOf(tree, name) : "",
        node,
        type: ancestorOf(node, ...classTypes),
        calls: [],
      });
      continue;
    }
    const called = calledAlone(tree, node);
    const body = called === null ? null : ancestorOf(node, ...bodyTypes);
    if (called !== null && body) bodies.get(body)?.calls.push(called);
  }
  return [...bodies.values()];
}

/** The name of what is called on nothing, or on the object itself. */
function calledAlone(tree: SyntaxTree, node: SyntaxNode): string | null {
  if (node.type === "call") {
    const [receiver, method] = [childOf(node, "receiver"), childOf(node, "method")];
    return method && (!receiver || receiver.type === "self") ? textOf(tree, method) : null;
  }
  const called = node.type === "invocation_expression" ? childOf(node, "function") : null;
  if (called?.type === "identifier") return textOf(tree, called);
  const name = called?.type === "member_access_expression" ? childOf(called, "name") : null;
  const of = called && childOf(called, "expression");
  return name && of && /^this(?:_expression)?$/.test(of.type) ? textOf(tree, name) : null;
}
