/** Which functions of a program of Go certainly run when it is started: those that are named on the way from `main`, from `init` and from what packages hold. */
import { addTo } from "../group-by";
import { folderOf } from "../source/forms";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import { closure, type CompiledFile, innermost, type IsReached } from "./reach-compiled";

interface Body {
  readonly name: string;
  /** The type of a method; null for a function. */
  readonly type: string | null;
  readonly folder: string;
  readonly node: SyntaxNode;
}

/** A name that stands for a function: one of a package, or a method of a type, where that is known. */
type Mention =
  | { readonly kind: "function"; readonly folder: string; readonly name: string }
  | { readonly kind: "method"; readonly type: string | null; readonly folder: string; readonly name: string };

interface ReadFile {
  readonly bodies: readonly Body[];
  /** Of no function: what the package holds. */
  readonly mentions: ReadonlyMap<Body | null, readonly Mention[]>;
}

export function reachedInGo(files: readonly CompiledFile[], entry: string): IsReached {
  const read = new Map(files.map((file) => [file.name, readFile(file)] as const));
  const functions = new Map<string, Body[]>();
  const methods = new Map<string, Body[]>();
  const mentionsOf = new Map<Body, readonly Mention[]>();
  for (const { bodies, mentions } of read.values()) {
    for (const one of bodies)
      if (one.type === null) addTo(functions, `${one.folder} ${one.name}`, one);
      else addTo(methods, one.name, one);
    for (const [body, named] of mentions) if (body) mentionsOf.set(body, named);
  }
  const meant = (mention: Mention): readonly Body[] => {
    if (mention.kind === "function") return only(functions.get(`${mention.folder} ${mention.name}`) ?? []);
    const all = methods.get(mention.name) ?? [];
    const own = all.filter(({ type, folder }) => type === mention.type && folder === mention.folder);
    return only(own.length > 0 ? own : all);
  };
  const isFirst = ({ name, type, folder }: Body): boolean =>
    type === null && (name === "init" || (name === "main" && folder === folderOf(entry)));
  const heads = Array.from(read.values(), ({ mentions }) => mentions.get(null) ?? []).flat();
  const first = [...read.values()].flatMap(({ bodies }) => bodies.filter(isFirst));
  const reached = closure([...first, ...heads.flatMap(meant)], (body) => (mentionsOf.get(body) ?? []).flatMap(meant));
  return (file, span) => {
    const own = read.get(file);
    if (!own) return false;
    const body = innermost(own.bodies, span);
    return body === null || reached.has(body);
  };
}

/** Of several that a name may mean none is certain. */
function only(bodies: readonly Body[]): readonly Body[] {
  return bodies.length === 1 ? bodies : [];
}

function readFile({ name: path, tree, resolve, ofSdk }: CompiledFile): ReadFile {
  const folder = folderOf(path);
  const packages = packagesOf(tree, resolve);
  const bodies: Body[] = [];
  const byNode = new Map<SyntaxNode, Body>();
  const mentions = new Map<Body | null, Mention[]>([[null, []]]);
  const locals = new Map<Body, Locals>();
  for (const node of tree.nodes) {
    if (node.type === "function_declaration" || node.type === "method_declaration") {
      const name = childOf(node, "name");
      if (!name) continue;
      const type = node.type === "method_declaration" ? (receiverOf(tree, node)?.type ?? "") : null;
      const body = { name: textOf(tree, name), type, folder, node };
      bodies.push(body);
      byNode.set(node, body);
      mentions.set(body, []);
      locals.set(body, localsOf(tree, node));
      continue;
    }
    const owner = byNode.get(ancestorOf(node, "function_declaration", "method_declaration") ?? node) ?? null;
    const own = owner && locals.get(owner)!;
    if (node.type === "selector_expression") {
      const [of, field] = [childOf(node, "operand"), childOf(node, "field")];
      if (!of || !field || ofSdk.has(field.start)) continue;
      const [object, name] = [of.type === "identifier" ? textOf(tree, of) : null, textOf(tree, field)];
      const imported = object !== null && !own?.names.has(object) ? packages.get(object) : undefined;
      if (imported !== undefined) {
        if (imported !== null) addTo(mentions, owner, { kind: "function", folder: imported, name });
      } else {
        const type = (object !== null && own?.types.get(object)) || null;
        addTo(mentions, owner, { kind: "method", type, folder, name });
      }
    } else if (node.type === "identifier" && !isKeyOrName(node)) {
      const name = textOf(tree, node);
      if (!own?.names.has(name)) addTo(mentions, owner, { kind: "function", folder, name });
    }
  }
  return { bodies, mentions };
}

/** Local names of packages, each with the folder that it means; null for one that is not read. */
function packagesOf(tree: SyntaxTree, resolve: CompiledFile["resolve"]): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const node of tree.nodes) {
    const path = node.type === "import_spec" ? childOf(node, "path") : null;
    if (!path) continue;
    const specifier = textOf(tree, path).slice(1, -1);
    const alias = childOf(node, "name");
    const parts = specifier.split("/").filter((part) => !/^v\d+$/.test(part));
    const file = resolve(specifier);
    found.set(alias ? textOf(tree, alias) : (parts.at(-1) ?? specifier), file === null ? null : folderOf(file));
  }
  return found;
}

interface Locals {
  /** Names that hide those of the package. */
  readonly names: ReadonlySet<string>;
  /** Types of the package, by the receiver and the parameters that are of them. */
  readonly types: ReadonlyMap<string, string>;
}

const declares =
  /^(?:short_var_declaration|range_clause|var_spec|const_spec|parameter_declaration|variadic_parameter_declaration)$/;

function localsOf(tree: SyntaxTree, node: SyntaxNode): Locals {
  const names = new Set<string>();
  const types = new Map<string, string>();
  const receiver = receiverOf(tree, node);
  if (receiver?.name) types.set(receiver.name, receiver.type);
  const visit = (at: SyntaxNode): void => {
    if (declares.test(at.type)) {
      const left = childOf(at, "left");
      const declared = left ? partsOf(left) : at.children.filter(({ field, named }) => field === "name" && named);
      const type = plainType(tree, childOf(at, "type"));
      for (const one of declared) {
        const name = textOf(tree, one);
        if (names.has(name)) types.delete(name);
        else if (type !== null) types.set(name, type);
        names.add(name);
      }
    }
    at.children.forEach(visit);
  };
  visit(node);
  return { names, types };
}

function receiverOf(
  tree: SyntaxTree,
  node: SyntaxNode,
): { readonly name: string | null; readonly type: string } | null {
  const list = childOf(node, "receiver");
  const [only] = list ? partsOf(list) : [];
  const type = only ? plainType(tree, childOf(only, "type")) : null;
  const name = only ? childOf(only, "name") : null;
  return type === null ? null : { name: name && textOf(tree, name), type };
}

/** `Store` of `*Store` and `Store[T]`; null for a type of another package. */
function plainType(tree: SyntaxTree, type: SyntaxNode | null): string | null {
  let at: SyntaxNode | undefined = type ?? undefined;
  while (at && /^(?:pointer_type|parenthesized_type|generic_type)$/.test(at.type)) at = partsOf(at)[0];
  return at?.type === "type_identifier" ? textOf(tree, at) : null;
}

/** A key of a literal, or the name that a declaration makes. */
function isKeyOrName({ parent, field }: SyntaxNode): boolean {
  if (!parent) return true;
  if (parent.type === "literal_element") return parent.field === "key";
  return field === "name" || /^(?:package_clause|import_spec|label_name)$/.test(parent.type);
}
