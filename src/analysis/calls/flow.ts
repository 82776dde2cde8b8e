/** Follows expressions through variables, parameters, fields, functions, classes and files to what an SDK made them. */
import type { Entry } from "../code/language";
import type { Binding } from "../code/scopes";
import { longestName, partsOf, type SyntaxNode } from "../source/syntax-tree";
import { type CallSite, ProgramNames } from "./program-names";
import type { ReadFile } from "./read-file";
import type { CallSyntax, ClassSyntax, FunctionSyntax, MemberSyntax } from "./syntax";
import type { Frame, Stretch, Thing } from "./things";
import { text } from "./things";

/** What an SDK says of the things that it makes. */
export interface SdkMeaning {
  /** What a name of a library is, if it is more than a name: `process.env.TABLE`. */
  named(name: string, at: Place): Thing | null;
  /** What calling or constructing what a library has under this name gives; null where that is not known. */
  call(name: string, call: CallSyntax, at: At): readonly Thing[] | null;
  /** What a member of a thing of an SDK is; a method where nothing else is known. */
  member(of: Extract<Thing, { kind: "sdk" }>, key: string, at: At): readonly Thing[];
  /** What a method of a thing of an SDK gives. */
  method(method: Extract<Thing, { kind: "method" }>, call: CallSyntax, at: At): readonly Thing[];
  /** What is of a type with this name: `@aws-sdk/client-s3.S3Client`. */
  typed(name: string, at: Place): Thing | null;
  /** One of the things that a loop goes through. */
  element(things: readonly Thing[], at: Place): readonly Thing[];
}

export interface Place {
  readonly file: ReadFile;
  readonly node: SyntaxNode;
}

/** Where something is followed from. */
export interface At {
  readonly flow: Flow;
  readonly file: ReadFile;
  readonly frame: Frame | null;
}

/** Of how many things one expression may be one: what is more is given up. */
const most = 8;
/** How many of the values that are assigned to one name are looked at. */
const mostValues = 20;
/** How deep expressions are followed into one another. */
const deepest = 120;
/** How many calls deep parameters keep what one call gave them. */
const deepestFrame = 3;
/** For each node of the program: what nobody writes ends there. */
const stepsForNode = 12;
const stepsAtLeast = 20_000;

const mostTries = 4;
/** A longer name is none of a resource. */
const mostStretches = 40;
const longestText = 4000;

const nothing: readonly Thing[] = [];
/** Node types of lists whose values stand in them. */
const lists: ReadonlySet<string> = new Set(["array", "list", "tuple"]);
/** Of a longer list, what is behind that is not looked at. */
const longestList = 50;

export class Flow {
  /** Whether following ended before everything was followed. */
  exhausted = false;
  private steps: number;
  private depth = 0;
  private cuts = 0;
  private readonly known = new Map<SyntaxNode, readonly Thing[]>();
  private readonly open = new Set<SyntaxNode>();
  private readonly names: ProgramNames;
  private readonly assigned = new Map<Binding, readonly SyntaxNode[]>();
  private readonly entriesByKey = new Map<SyntaxNode, ReadonlyMap<string | null, Entry>>();
  private readonly exports = new Map<ReadFile, Map<string, readonly Thing[]>>();
  /** Objects whose spread parts are being read: `options = { ...options, more }` would lead to itself. */
  private readonly openObjects = new Set<SyntaxNode>();
  private readonly tries = new Map<SyntaxNode, number>();
  private readonly sites = new Map<SyntaxNode, readonly CallSite[]>();

  constructor(
    readonly files: readonly ReadFile[],
    readonly meaning: SdkMeaning,
  ) {
    this.names = new ProgramNames(files);
    this.steps = stepsAtLeast + stepsForNode * files.reduce((sum, { tree }) => sum + tree.nodes.length, 0);
  }

  /** What an expression may be; empty where that is not known. */
  value(file: ReadFile, expression: SyntaxNode, frame: Frame | null = null): readonly Thing[] {
    const node = plain(file, expression);
    const known = frame ? undefined : this.known.get(node);
    if (known) return known;
    if (this.steps <= 0) {
      this.exhausted = true;
      return nothing;
    }
    if (this.open.has(node) || this.depth > deepest) {
      this.cuts++;
      return nothing;
    }
    this.steps--;
    this.depth++;
    this.open.add(node);
    const { cuts } = this;
    const made = distinct(this.make(file, node, frame));
    this.open.delete(node);
    this.depth--;
    // What was cut off in a circle may be more from elsewhere.
    if (!frame && (cuts === this.cuts || made.length > 0 || this.depth === 0)) this.known.set(node, made);
    return made;
  }

  private make(file: ReadFile, node: SyntaxNode, frame: Frame | null): readonly Thing[] {
    const { code, tree, syntax } = file;
    const stretches = syntax.stretches(tree, node);
    if (stretches) return [this.text(file, stretches, frame)];
    const choices = code.language.choices(tree, node);
    if (choices) return choices.flatMap((one) => this.value(file, one, frame));
    const module = code.language.loadedModule(tree, node);
    if (module !== null) return this.imported(file, module, null, module);
    const call = file.calls.get(node);
    if (call) {
      const made = this.called(file, call, frame);
      // C#'s `new Request { Name = value }` is a call and an object.
      return call.isNew && code.language.entries(tree, node) ? [...made, { kind: "object", file, node, frame }] : made;
    }
    const self = syntax.self(tree, node);
    if (self) return [{ kind: "instance", file, node: self }];
    const selfType = syntax.selfType?.(tree, node);
    if (selfType) return this.typed(file, selfType);
    const fullName = syntax.fullName?.(tree, node);
    if (fullName) return [this.namedThing(fullName, file, node)];
    if (file.functions.has(node)) return [{ kind: "function", file, node, self: null }];
    if (file.classes.has(node)) return [{ kind: "class", file, node }];
    const member = syntax.member?.(tree, node) ?? code.language.member(tree, node);
    if (member) return this.member(this.value(file, member.object, frame), member.key, { file, node }, frame);
    if (lists.has(node.type)) return [{ kind: "list", file, node, frame }];
    if (code.language.entries(tree, node)) {
      const type = code.language.typeOf?.(node);
      return [...(type ? this.typed(file, type) : nothing), { kind: "object", file, node, frame }];
    }
    if (code.language.isReference(node)) return this.reference(file, node, frame);
    const assignment = code.assignment(node);
    return assignment ? this.value(file, assignment.value, frame) : nothing;
  }

  private text(file: ReadFile, stretches: readonly (string | SyntaxNode)[], frame: Frame | null): Thing {
    const parts = stretches.flatMap((part): readonly Stretch[] => {
      if (typeof part === "string") return [part];
      const [only, ...others] = this.value(file, part, frame);
      return only?.kind === "text" && others.length === 0 ? only.stretches : [null];
    });
    // Texts that are put together of one another double with each.
    if (parts.length > mostStretches || lengthOf(parts) > longestText) return text(null);
    return text(...parts);
  }

  private reference(file: ReadFile, node: SyntaxNode, frame: Frame | null): readonly Thing[] {
    const binding = file.code.scopes.bindingOf(node);
    return binding ? this.bound(file, binding, frame) : this.global(file, node);
  }

  /** A name that the file does not declare: of the language, or of another file of the package. */
  private global(file: ReadFile, node: SyntaxNode): readonly Thing[] {
    const name = file.code.name(node);
    const read = this.readByCalling(file, node, name);
    if (read.length > 0) return read;
    const partial = this.ofPartialClass(file, node, name);
    if (partial.length > 0) return partial;
    const elsewhere = this.names.elsewhere(file, name).flatMap((one) => this.value(one.file, one.node));
    if (elsewhere.length > 0) return elsewhere;
    return name ? [this.meaning.named(name, { file, node }) ?? { kind: "named", name }] : nothing;
  }

  /** Ruby calls a method by its name alone. */
  private readByCalling(file: ReadFile, node: SyntaxNode, name: string): readonly Thing[] {
    if (!file.syntax.readsByCalling) return nothing;
    const around = file.syntax.around?.(file.tree, node);
    const members = around ? (file.classes.get(around)?.members.get(name) ?? []) : [];
    const methods = [
      ...members.flatMap((one) => (one.kind === "method" ? [one.node] : [])),
      file.topFunctions.get(name),
    ];
    return methods.slice(0, 3).flatMap((one) => {
      const made = one && file.functions.get(one);
      return made ? this.returned(file, made, null) : nothing;
    });
  }

  /** C# writes one class in several files. */
  private ofPartialClass(file: ReadFile, node: SyntaxNode, name: string): readonly Thing[] {
    const around = file.syntax.around?.(file.tree, node);
    const type = around && file.classes.get(around)?.name;
    if (!type) return nothing;
    return this.names
      .elsewhere(file, type)
      .flatMap((one) => this.memberOfClass(one.file, one.node, name, { kind: "instance", ...one }, 0));
  }

  private bound(file: ReadFile, binding: Binding, frame: Frame | null): readonly Thing[] {
    const { tree, syntax } = file;
    const given = binding.declarations.slice(0, mostValues).flatMap((declaration): readonly Thing[] => {
      const imported = syntax.imported(tree, declaration);
      if (imported) return this.imported(file, imported.specifier, imported.name, declaration.imported);
      if (declaration.imported !== null) return [this.namedThing(declaration.imported, file, declaration.node)];
      const parameter = syntax.parameter(tree, declaration);
      const values: Thing[] = [];
      if (parameter)
        values.push(...this.walk(this.parameter(file, parameter, frame), parameter.path, file, declaration.node));
      else if (declaration.value)
        values.push(...this.walk(this.value(file, declaration.value, frame), declaration.path, file, declaration.node));
      const origin = syntax.origin(tree, declaration);
      if (origin) {
        const from = this.value(file, origin.value, frame);
        values.push(
          ...this.walk(
            origin.isElement
              ? [...(this.elements(from) ?? []), ...this.meaning.element(from, { file, node: origin.value })]
              : from,
            origin.path,
            file,
            declaration.node,
          ),
        );
      }
      const made = declaration.node.parent;
      if (made && values.length === 0 && (file.functions.has(made) || file.classes.has(made)))
        values.push(...this.value(file, made));
      return values;
    });
    const assigned = this.assignedTo(file, binding).flatMap((value) => this.value(file, value, frame));
    const values = [...given, ...assigned];
    // A value knows more than the type, which may be that of any client.
    if (values.some(isUseful)) return values;
    const types = binding.declarations.slice(0, mostValues).flatMap((declaration) => {
      const type = syntax.typeOf(tree, declaration);
      return type ? this.typed(file, type) : nothing;
    });
    return [...values, ...types];
  }

  private assignedTo({ tree, syntax }: ReadFile, binding: Binding): readonly SyntaxNode[] {
    let known = this.assigned.get(binding);
    if (!known) {
      known = binding.references.flatMap((reference) => syntax.assigned(tree, reference) ?? []).slice(0, mostValues);
      this.assigned.set(binding, known);
    }
    return known;
  }

  private imported(file: ReadFile, specifier: string, name: string | null, qualified: string | null): readonly Thing[] {
    const inside = name === null ? null : file.resolve(joined(specifier, name));
    if (inside) return [{ kind: "file", file: inside }];
    const other = file.resolve(specifier);
    // A module of CommonJS may be one value as a whole.
    if (other && name === null) return [{ kind: "file", file: other }, ...this.exported(other, "default")];
    if (other) return this.exported(other, name!);
    const full = qualified ?? (name === null ? specifier : `${specifier}.${name}`);
    return full.length > longestName ? nothing : [this.namedThing(full, file, file.tree.root)];
  }

  private namedThing(name: string, file: ReadFile, node: SyntaxNode): Thing {
    return this.meaning.named(name, { file, node }) ?? { kind: "named", name };
  }

  /** What a file exports under a name. */
  exported(file: ReadFile, name: string): readonly Thing[] {
    let names = this.exports.get(file);
    if (!names) this.exports.set(file, (names = new Map()));
    const known = names.get(name);
    if (known) return known;
    // Files that export each other's names come back here.
    names.set(name, nothing);
    if (this.depth > deepest) return nothing;
    this.depth++;
    const found = this.exportedBy(file, name);
    this.depth--;
    names.set(name, found);
    return found;
  }

  private exportedBy(file: ReadFile, name: string): readonly Thing[] {
    const found = file.exports.get(name);
    if (found && "node" in found) return this.value(file, found.node);
    if (found) return this.imported(file, found.specifier, found.name, null);
    for (const specifier of file.syntax.exportsAgain(file.tree)) {
      const other = file.resolve(specifier);
      const things = other ? this.exported(other, name) : nothing;
      if (things.length > 0) return things;
    }
    return nothing;
  }

  /** The values in lists; null where one of these is none. */
  elements(things: readonly Thing[]): readonly Thing[] | null {
    if (things.length === 0 || things.some(({ kind }) => kind !== "list")) return null;
    return things.flatMap((thing) =>
      thing.kind === "list"
        ? partsOf(thing.node)
            .slice(0, longestList)
            .flatMap((part) => this.value(thing.file, part, thing.frame))
        : nothing,
    );
  }

  /** The objects among these, and in lists among them. */
  objectsIn(things: readonly Thing[]): readonly Extract<Thing, { kind: "object" }>[] {
    const all = [...things, ...(this.elements(things.filter(({ kind }) => kind === "list")) ?? [])];
    return all.filter((thing) => thing.kind === "object");
  }

  private walk(things: readonly Thing[], path: readonly string[], file: ReadFile, node: SyntaxNode): readonly Thing[] {
    return path.reduce((at, key) => this.member(at, key, { file, node }, null), things);
  }

  /** What these have under a key. */
  member(things: readonly Thing[], key: string, at: Place, frame: Frame | null): readonly Thing[] {
    return distinct(things.flatMap((thing) => this.memberOf(thing, key, at, frame)));
  }

  private memberOf(thing: Thing, key: string, at: Place, frame: Frame | null): readonly Thing[] {
    switch (thing.kind) {
      case "named": {
        const name = `${thing.name}.${key}`;
        return name.length > longestName ? nothing : [this.namedThing(name, at.file, at.node)];
      }
      case "file":
        return this.exported(thing.file, key);
      case "object":
        return this.entry(thing, key);
      case "class":
      case "instance":
        return this.memberOfClass(thing.file, thing.node, key, thing, 0);
      case "sdk":
        return this.meaning.member(thing, key, { flow: this, file: at.file, frame });
      default:
        return nothing;
    }
  }

  private entry({ file, node, frame }: Extract<Thing, { kind: "object" }>, key: string): readonly Thing[] {
    let entries = this.entriesByKey.get(node);
    if (!entries) {
      entries = new Map((file.code.entries(node) ?? []).map((entry) => [entry.key, entry]));
      this.entriesByKey.set(node, entries);
    }
    const own = entries.get(key);
    if (own) return this.value(file, own.value, frame);
    // Of several that are spread in, the last is the strongest.
    const spread = entries.get(null);
    if (!spread || this.openObjects.has(node) || this.steps-- <= 0) return nothing;
    this.openObjects.add(node);
    const found = this.member(this.value(file, spread.value, frame), key, { file, node }, frame);
    this.openObjects.delete(node);
    return found;
  }

  private memberOfClass(file: ReadFile, node: SyntaxNode, key: string, self: Thing, depth: number): readonly Thing[] {
    const type = file.classes.get(node);
    if (!type || depth > 5) return nothing;
    const members = type.members.get(key)?.slice(0, mostValues) ?? [];
    const found = members.flatMap((member) => (member.kind === "type" ? nothing : this.ofMember(file, member, self)));
    for (const one of this.names.methodsOf(file, type.name, key)) found.push({ kind: "function", ...one, self });
    if (!found.some(isUseful))
      for (const member of members) if (member.kind === "type") found.push(...this.typed(file, member.node));
    return found.length > 0 || members.length > 0 ? found : this.inherited(file, type, key, self, depth);
  }

  private inherited(file: ReadFile, { bases }: ClassSyntax, key: string, self: Thing, depth: number): readonly Thing[] {
    return bases.flatMap((base) =>
      this.value(file, base).flatMap((thing) =>
        thing.kind === "class" ? this.memberOfClass(thing.file, thing.node, key, self, depth + 1) : nothing,
      ),
    );
  }

  private ofMember(file: ReadFile, member: MemberSyntax, self: Thing): readonly Thing[] {
    const made = file.functions.get(member.node);
    if (member.kind === "method" && made?.isProperty) return this.returned(file, made, null);
    if (member.kind === "method") return [{ kind: "function", file, node: member.node, self }];
    return this.walk(this.value(file, member.node), (member.kind === "value" && member.path) || [], file, member.node);
  }

  /** What is of a type that is written here. */
  typed(file: ReadFile, type: SyntaxNode): readonly Thing[] {
    return file.syntax.typeNames(file.tree, type).flatMap((name) =>
      this.value(file, name).flatMap((thing): readonly Thing[] => {
        if (thing.kind === "class") return [{ ...thing, kind: "instance" }];
        const typed = thing.kind === "named" ? this.meaning.typed(thing.name, { file, node: name }) : null;
        return typed ? [typed] : nothing;
      }),
    );
  }

  /** What a call calls. */
  callee(file: ReadFile, call: CallSyntax, frame: Frame | null): readonly Thing[] {
    if (call.callee) return this.value(file, call.callee, frame);
    if (call.of && call.name !== null)
      return this.member(this.value(file, call.of, frame), call.name, { file, node: call.node }, frame);
    const top = call.name === null || call.of ? undefined : file.topFunctions.get(call.name);
    const around = call.name === null || call.of ? null : (file.syntax.around?.(file.tree, call.node) ?? null);
    const own = around
      ? this.memberOf({ kind: "instance", file, node: around }, call.name!, { file, node: call.node }, frame)
      : nothing;
    if (own.length > 0 || call.of || call.name === null) return own;
    if (top) return [{ kind: "function", file, node: top, self: null }];
    // A function of the language, such as `getenv`.
    const named = file.syntax.around && this.meaning.call(call.name, call, { flow: this, file, frame });
    return named ? [{ kind: "named", name: call.name }] : nothing;
  }

  private called(file: ReadFile, call: CallSyntax, frame: Frame | null): readonly Thing[] {
    const at: At = { flow: this, file, frame };
    return this.callee(file, call, frame).flatMap((thing): readonly Thing[] => {
      switch (thing.kind) {
        case "named":
          return this.meaning.call(thing.name, call, at) ?? nothing;
        case "class":
        // `cls(client)`
        case "instance":
          return [{ kind: "instance", file: thing.file, node: thing.node }];
        case "method":
          return this.meaning.method(thing, call, at);
        // Ruby reads a member by calling it.
        case "sdk":
        case "text":
          return file.syntax.around && !call.isNew ? [thing] : nothing;
        case "function":
          return this.returned(
            thing.file,
            thing.file.functions.get(thing.node)!,
            this.frameOf(file, call, thing.node, frame),
          );
        default:
          return nothing;
      }
    });
  }

  private frameOf(file: ReadFile, call: CallSyntax, of: SyntaxNode, outer: Frame | null): Frame | null {
    const depth = (outer?.depth ?? 0) + 1;
    if (depth > deepestFrame || call.arguments.length === 0) return null;
    return {
      of,
      depth,
      given: (index, name) => {
        const argument = argumentOf(call, index, name);
        return argument && this.value(file, argument, outer);
      },
    };
  }

  private returned(file: ReadFile, made: FunctionSyntax, frame: Frame | null): readonly Thing[] {
    const values = made.expression ? [made.expression] : (file.returns.get(made.node) ?? []);
    const found = values.flatMap((value) => this.value(file, value, frame));
    if (made.returnType && !found.some(isUseful)) found.push(...this.typed(file, made.returnType));
    return found;
  }

  private parameter(
    file: ReadFile,
    { of, index }: { readonly of: SyntaxNode; readonly index: number },
    frame: Frame | null,
  ): readonly Thing[] {
    const made = file.functions.get(of);
    const parameter = made?.parameters[index];
    if (!made || !parameter) return nothing;
    const given = frame?.of === of ? frame.given(index, parameter.name) : null;
    if (given) return given;
    const found = this.sitesOf(file, made).flatMap((site) => {
      const argument = argumentOf(site.call, index, parameter.name);
      return argument ? this.value(site.file, argument) : nothing;
    });
    if (parameter.byDefault) found.push(...this.value(file, parameter.byDefault));
    return found;
  }

  /** The calls of a function, in all files. */
  private sitesOf(file: ReadFile, made: FunctionSyntax): readonly CallSite[] {
    const known = this.sites.get(made.node);
    if (known) return known;
    const found: CallSite[] = [];
    const type = made.constructs ? file.classes.get(made.constructs) : undefined;
    const name = type ? type.name : made.name;
    if (name === null || name === undefined) return found;
    const { cuts } = this;
    // `cls(client)`
    const names = type ? [name, ...(file.syntax.ownClass ?? [])] : [name];
    for (const site of names.flatMap((one) => this.names.callsOf(one))) {
      if (this.steps-- <= 0) break;
      const calls = this.callee(site.file, site.call, null).some(
        (thing) =>
          (thing.kind === "function" && thing.node === made.node) ||
          ((thing.kind === "class" || thing.kind === "instance") && thing.node === made.constructs),
      );
      if (calls) found.push(site);
    }
    // Within a circle some may be missed; after a few tries it is what it is.
    const tries = (this.tries.get(made.node) ?? 0) + 1;
    this.tries.set(made.node, tries);
    if (cuts === this.cuts || tries > mostTries) this.sites.set(made.node, found);
    return found;
  }
}

/** What a call gives a parameter. */
function argumentOf(call: CallSyntax, index: number, name: string): SyntaxNode | null {
  const named = call.arguments.find((one) => one.name === name);
  if (named) return named.value;
  const before = call.arguments.slice(0, index + 1);
  const argument = before[index];
  return argument && argument.name === null && !before.some(({ isSpread }) => isSpread) ? argument.value : null;
}

function plain({ code, syntax, tree }: ReadFile, expression: SyntaxNode): SyntaxNode {
  let at = expression;
  for (;;) {
    const next = code.language.unwrap(at);
    const same = syntax.same(tree, next);
    if (!same) return next;
    at = same;
  }
}

/** Whether more is known of it than that it is something of a library. */
function isUseful(thing: Thing): boolean {
  return thing.kind !== "named" && !(thing.kind === "sdk" && thing.sdk.kind === "client" && thing.sdk.service === null);
}

function lengthOf(parts: readonly Stretch[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0);
}

function joined(specifier: string, name: string): string {
  return specifier.endsWith(".") ? `${specifier}${name}` : `${specifier}.${name}`;
}

function distinct(things: readonly Thing[]): readonly Thing[] {
  if (things.length < 2) return things;
  const seen = new Set<string | SyntaxNode>();
  return things
    .filter((thing) => {
      const key = keyOf(thing);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, most);
}

function keyOf(thing: Thing): string | SyntaxNode {
  switch (thing.kind) {
    case "named":
      return `named ${thing.name}`;
    case "text":
      return `text ${JSON.stringify(thing.stretches.map((part) => (part && typeof part === "object" ? part.variable : part)))}`;
    case "sdk":
      return `sdk ${sdkKey(thing.sdk)}`;
    case "method":
      return `method ${sdkKey(thing.of)} ${thing.name}`;
    case "file":
      return thing.file.tree.root;
    case "instance":
      return `instance ${thing.file.name} ${thing.node.start}`;
    default:
      return thing.node;
  }
}

function sdkKey(one: Extract<Thing, { kind: "sdk" }>["sdk"]): string {
  const given =
    "given" in one && one.given
      ? [...one.given].map(
          ([key, things]) =>
            `${key}=${things.map((thing) => (thing.kind === "text" ? String(keyOf(thing)) : "?")).join()}`,
        )
      : [];
  const { kind } = one;
  switch (kind) {
    case "client":
      return `client ${one.service} ${one.form ?? ""}`;
    case "resource":
      return `resource ${one.service} ${one.type} ${given.join(";")}`;
    case "request":
      return `request ${one.service} ${one.operation} ${one.what} ${given.join(";")}`;
    case "helper":
      return `helper ${one.name} ${given.join(";")}`;
    default:
      return kind;
  }
}
