/** What the classes and types of a program of AWS CDK come to, in whichever of its files they stand: `class Table extends dynamodb.Table`. */
import type { CodeFile } from "../../code/code-file";
import { constantElsewhere, fileOf, type FileOfProgram, originOf } from "../../code/program";
import { type CdkConstruct, cdkConstruct } from "../../knowledge/cdk-grants";
import { snakeCase } from "../../locate/code/letter-case";
import { oncePer } from "../../memo";
import type { Source } from "../../source/source";
import { ancestorOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { declaredTypes, fieldsIn, shortName } from "./declarations";

/** A node, and the file that it stands in. */
export interface Standing {
  readonly in: FileOfProgram;
  readonly node: SyntaxNode;
}

/** A class of CDK, as the program calls it or extends it. */
export interface CdkType {
  /** `dynamodb.Table` */
  readonly name: string;
  /** The methods that classes of the program declare in its place. */
  readonly own: ReadonlySet<string>;
}

const farthest = 8;
const typesOf = oncePer(declaredTypes);
const fieldsOf = oncePer(fieldsIn);

export class OwnTypes {
  private readonly here: FileOfProgram;

  constructor(
    file: CodeFile,
    private readonly source: Pick<Source, "parsers" | "form" | "document"> | null,
  ) {
    this.here = { file, imports: source?.document.imports ?? [] };
  }

  /** The text that an expression names in another file; null for anything else. */
  textElsewhere(expression: SyntaxNode): string | null {
    const { file } = this.here;
    const found = this.source ? constantElsewhere(this.here, this.source, file.resolve(expression)) : null;
    const other = found?.from.file;
    return (found && other?.language.literal(other.tree, other.resolve(found.node).base)?.text) ?? null;
  }

  /** A node of the file itself. */
  at(node: SyntaxNode): Standing {
    return { in: this.here, node };
  }

  /** The class that an expression makes an object of, where it is one of the program's own. */
  madeClass(made: SyntaxNode, within: FileOfProgram = this.here): Standing | null {
    const callee = childOf(made, "constructor") ?? (made.type === "call" ? childOf(made, "function") : null);
    const name = callee ? within.file.name(callee) : "";
    const found = /^[\w.$]+$/.test(name) ? this.declaration(within, name) : null;
    return found && /class/.test(found.node.type) ? found : null;
  }

  /** What a class of the program's own is of CDK; null where it extends nothing of it. */
  ofClass({ in: within, node }: Standing, depth = 0): CdkType | null {
    const parent = depth < farthest ? superclass(within.file, node) : "";
    if (parent === "") return null;
    const direct = this.imported(within, parent);
    const cdk = direct && shortName(direct);
    const above = cdk ? { name: cdk, own: new Set<string>() } : this.classAbove(within, parent, depth);
    return above && { name: above.name, own: new Set([...above.own, ...methodsOf(within.file, node)]) };
  }

  private classAbove(within: FileOfProgram, parent: string, depth: number): CdkType | null {
    const declared = this.declaration(within, parent);
    return declared && this.ofClass(declared, depth + 1);
  }

  /** What a type is of CDK, behind the members of a path; null where that cannot be told. */
  follow(type: Standing, path: readonly string[]): CdkType | null {
    const [key, ...rest] = path;
    for (const node of bareTypes(type.in.file, type.node)) {
      const one = { in: type.in, node };
      const found = key === undefined ? this.ofType(one) : this.intoMember(one, key, rest);
      if (found) return found;
    }
    return null;
  }

  /** What a member of an object of a class is, behind the rest of a path. */
  member(declared: Standing, [key, ...rest]: readonly string[]): CdkType | null {
    return key === undefined ? this.ofClass(declared) : this.intoDeclared(declared, key, rest);
  }

  private ofType({ in: within, node }: Standing): CdkType | null {
    const name = within.file.name(node);
    const imported = this.imported(within, name);
    const cdk = imported && shortName(imported);
    if (cdk) return { name: cdk, own: new Set() };
    const declared = name === "" ? null : this.declaration(within, name);
    if (declared?.node.type === "type_alias_declaration") {
      const value = childOf(declared.node, "value");
      return value && value !== node ? this.follow({ in: declared.in, node: value }, []) : null;
    }
    return declared && this.ofClass(declared);
  }

  private intoMember(type: Standing, key: string, rest: readonly string[], depth = 0): CdkType | null {
    if (type.node.type === "object_type") return this.amongMembers(type, type.node, key, rest);
    const name = type.in.file.name(type.node);
    const declared = name === "" || depth > farthest ? null : this.declaration(type.in, name);
    return declared && this.intoDeclared(declared, key, rest, depth);
  }

  private intoDeclared(declared: Standing, key: string, rest: readonly string[], depth = 0): CdkType | null {
    const { in: within, node } = declared;
    if (node.type === "type_alias_declaration") {
      const value = childOf(node, "value");
      const types = value && depth < farthest ? bareTypes(within.file, value) : [];
      return first(types, (one) => this.intoMember({ in: within, node: one }, key, rest, depth + 1));
    }
    const body = childOf(node, "body");
    const own = body && this.amongMembers(declared, body, key, rest);
    if (own || depth > farthest) return own;
    return first(parentsOf(within.file, node), (parent) => {
      const above = this.declaration(within, parent);
      return above && this.intoDeclared(above, key, rest, depth + 1);
    });
  }

  private amongMembers({ in: within, node }: Standing, body: SyntaxNode, key: string, rest: readonly string[]) {
    const { file } = within;
    const types = [...body.children, ...givenToConstructor(file, body)].flatMap((member): readonly SyntaxNode[] => {
      const one = member.type === "expression_statement" ? member.children[0]! : member;
      const name = childOf(one, "name") ?? childOf(one, "left") ?? childOf(one, "pattern");
      const type = name && file.text(name) === key ? childOf(one, "type") : null;
      return type ? [type] : [];
    });
    const byType = first(types, (type) => this.follow({ in: within, node: type }, rest));
    if (byType) return byType;
    const values = (fieldsOf(file).get(key) ?? []).filter(({ owner }) => owner === node);
    const [only, ...others] = values;
    return only && others.length === 0 ? this.ofValue({ in: within, node: only.value }, rest) : null;
  }

  /** What a class gives to a field. */
  private ofValue({ in: within, node }: Standing, rest: readonly string[]): CdkType | null {
    const { base, path } = within.file.resolve(node);
    if (path.length > 0) return null;
    const callee = childOf(base, "constructor") ?? (base.type === "call" ? childOf(base, "function") : null);
    const imported = callee && this.imported(within, within.file.name(callee));
    const cdk = imported && shortName(imported);
    if (cdk) return rest.length === 0 && /\.[A-Z]\w*$/.test(cdk) ? { name: cdk, own: new Set() } : null;
    const declared = this.madeClass(base, within);
    return declared && this.member(declared, rest);
  }

  /** The full name of what a file imports: `./table.Table`; null for what it does not. */
  private imported({ file }: FileOfProgram, name: string): string | null {
    const [own = "", ...rest] = name.split(".");
    const binding = file.scopes.bindings.find((one) => one.name === own && one.declarations[0]!.imported !== null);
    return binding ? [binding.declarations[0]!.imported!, ...rest].join(".") : null;
  }

  /** Where a class or type of the program stands. */
  private declaration(within: FileOfProgram, name: string, depth = 0): Standing | null {
    const own = typesOf(within.file).get(name);
    if (own) return { in: within, node: own };
    const imported = depth < farthest ? this.imported(within, name) : null;
    const origin = imported && this.source ? originOf(within, imported, this.source) : null;
    if (!origin || !/^\w{1,100}$/.test(origin.name)) return null;
    return this.declaration(origin.from, origin.name, depth + 1) ?? this.handedOn(origin.from, origin.name, depth + 1);
  }

  /** `export * from "./table"` */
  private handedOn({ file, imports }: FileOfProgram, name: string, depth: number): Standing | null {
    if (depth >= farthest || !this.source || !/\bexport\b[^;]{0,300}\bfrom\b/.test(file.tree.text)) return null;
    const { parsers, form } = this.source;
    return first(imports, (one) => {
      const other = fileOf(one.file, parsers, form);
      return other && this.declaration({ file: other, imports: one.file.imports }, name, depth + 1);
    });
  }
}

function first<From, To>(all: readonly From[], made: (one: From) => To | null): To | null {
  for (const one of all) {
    const found = made(one);
    if (found !== null) return found;
  }
  return null;
}

/** `dynamodb.Table` of `class Table extends dynamodb.Table`; empty where there is none. */
function superclass(file: CodeFile, node: SyntaxNode): string {
  return parentsOf(file, node)[0] ?? "";
}

/** The names of what a class or interface extends. */
function parentsOf(file: CodeFile, node: SyntaxNode): readonly string[] {
  const above = node.children.find(
    ({ type, field }) =>
      /^(?:class_heritage|extends_type_clause|extends_clause)$/.test(type) || field === "superclasses",
  );
  const clause = above?.children.find(({ type }) => type === "extends_clause") ?? above;
  return (clause ? partsOf(clause) : [])
    .filter(({ type }) => !/^(?:implements_clause|keyword_argument|type_arguments|comment)$/.test(type))
    .flatMap((one) => (/^generic_type$/.test(one.type) ? bareTypes(file, one) : [childOf(one, "name") ?? one]))
    .map((one) => file.name(one))
    .filter((name) => /^[\w.$]+$/.test(name));
}

function methodsOf(file: CodeFile, node: SyntaxNode): readonly string[] {
  return (childOf(node, "body")?.children ?? []).flatMap((member) => {
    const one = member.type === "decorated_definition" ? (childOf(member, "definition") ?? member) : member;
    const name = /^(?:method_definition|function_definition)$/.test(one.type) ? childOf(one, "name") : null;
    return name ? [file.text(name)] : [];
  });
}

/** `constructor(readonly table: Table)` */
function givenToConstructor(file: CodeFile, body: SyntaxNode): readonly SyntaxNode[] {
  const made = body.children.find(
    (one) => one.type === "method_definition" && file.text(childOf(one, "name") ?? one) === "constructor",
  );
  const parameters = made && childOf(made, "parameters");
  return (parameters ? partsOf(parameters) : []).filter((one) =>
    one.children.some(({ type }) => type === "accessibility_modifier" || type === "readonly"),
  );
}

const asIs = /^(?:Readonly|Required|Partial|NonNullable|Omit|Pick|Optional)$/;
const nobody = /^(?:undefined|null|None)$/;

/** The types that one may be of, without what says nothing of it: `Readonly<A & B> | undefined` as `A` and `B`. */
function bareTypes(file: CodeFile, type: SyntaxNode, depth = 0): readonly SyntaxNode[] {
  if (depth > farthest) return [];
  const into = (parts: readonly SyntaxNode[]) => parts.flatMap((one) => bareTypes(file, one, depth + 1));
  const parts = partsOf(type).filter(({ type: own, named }) => named && own !== "comment");
  switch (type.type) {
    case "type_annotation":
    case "parenthesized_type":
    case "readonly_type":
    case "intersection_type":
    case "type":
      return into(parts);
    case "union_type":
    case "binary_operator": {
      const told = parts.filter((one) => !nobody.test(file.text(one)));
      return told.length === 1 ? into(told) : [];
    }
    case "generic_type":
    case "subscript": {
      const [name, given] = parts;
      if (name && given && /^Union$/.test(file.ownName(name))) {
        const told = (/type_parameter/.test(given.type) ? partsOf(given) : parts.slice(1)).filter(
          (one) => !nobody.test(file.text(one)),
        );
        return told.length === 1 ? into(told) : [];
      }
      if (!name || !given || !asIs.test(file.ownName(name))) return [];
      return into((/type_(?:arguments|parameter)/.test(given.type) ? partsOf(given) : [given]).slice(0, 1));
    }
    default:
      return [type];
  }
}

/** What a parameter is declared as, and the members of that that it takes: `{ table }: Props`. */
export function typeOfParameter(
  name: SyntaxNode,
  taken: readonly string[],
): { readonly type: SyntaxNode; readonly path: readonly string[] } | null {
  const pattern = ancestorOf(name, "object_pattern");
  const parameter = pattern && ancestorOf(pattern, "required_parameter", "optional_parameter");
  const isTaken = parameter && childOf(parameter, "pattern") === pattern;
  const type = isTaken && taken.length > 0 ? childOf(parameter, "type") : null;
  return type ? { type, path: taken } : null;
}

/** What is known of a class, without the methods that the program declares in place of its own. */
export function kindOf(type: CdkType | null): CdkConstruct | null {
  const kind = type && cdkConstruct(type.name);
  if (!kind || type.own.size === 0) return kind;
  const grants = Object.entries(kind.grants).filter(
    ([method]) => !type.own.has(method) && !type.own.has(snakeCase(method)),
  );
  const { grant, ...rest } = kind;
  return { ...rest, grants: Object.fromEntries(grants), ...(grant && !type.own.has("grant") && { grant }) };
}
