/** Follows expressions through variables, parameters, fields, functions, classes and files to what an SDK made them. */
import { partsOf, type SyntaxNode } from "../source/syntax-tree";
import { distinct } from "./distinct-things";
import { FollowedFunctions } from "./follow-functions";
import { FollowedItems } from "./follow-items";
import { FollowedMembers } from "./follow-members";
import { FollowedNames } from "./follow-names";
import { type Following, Progress, type SdkMeaning } from "./following";
import { ProgramNames } from "./program-names";
import type { ReadFile } from "./read-file";
import type { Frame, Stretch, Thing } from "./things";
import { text } from "./things";

/** A longer name is none of a resource. */
const mostStretches = 40;
const longestText = 4000;

const nothing: readonly Thing[] = [];
/** Node types of lists whose values stand in them. */
const lists: ReadonlySet<string> = new Set([
  ...["array", "list", "tuple", "set", "list_comprehension", "set_comprehension", "generator_expression"],
]);
/** Functions and classes that make a dictionary or a map. */
const makesContainer = /^(?:dict|OrderedDict|defaultdict|WeakValueDictionary|Map|WeakMap|fromEntries)$/;
/** Of a longer list, what is behind that is not looked at. */
const longestList = 50;

export class Flow implements Following {
  readonly progress: Progress;
  private readonly known = new Map<SyntaxNode, readonly Thing[]>();
  private readonly open = new Set<SyntaxNode>();
  private readonly names: FollowedNames;
  private readonly members: FollowedMembers;
  private readonly functions: FollowedFunctions;
  private readonly containers: FollowedItems;
  readonly items: Following["items"];
  readonly itemsCalled: Following["itemsCalled"];
  readonly member: Following["member"];
  readonly walk: Following["walk"];
  readonly memberOfClass: Following["memberOfClass"];
  readonly typed: Following["typed"];
  readonly library: Following["library"];
  readonly exported: Following["exported"];
  readonly callee: Following["callee"];
  readonly returned: Following["returned"];
  readonly parameter: Following["parameter"];

  constructor(
    readonly files: readonly ReadFile[],
    readonly meaning: SdkMeaning,
  ) {
    this.progress = new Progress(files);
    const ofProgram = new ProgramNames(files);
    const names = new FollowedNames(this, ofProgram);
    const members = new FollowedMembers(this, ofProgram);
    const functions = new FollowedFunctions(this, members, ofProgram);
    [this.names, this.members, this.functions] = [names, members, functions];
    const containers = (this.containers = new FollowedItems(this));
    this.items = (...given) => containers.all(...given);
    this.itemsCalled = (...given) => containers.called(...given);
    this.member = (...given) => members.member(...given);
    this.walk = (...given) => members.walk(...given);
    this.memberOfClass = (...given) => members.memberOfClass(...given);
    this.typed = (...given) => members.typed(...given);
    this.library = (...given) => names.library(...given);
    this.exported = (...given) => names.exported(...given);
    this.callee = (...given) => functions.callee(...given);
    this.returned = (...given) => functions.returned(...given);
    this.parameter = (...given) => functions.parameter(...given);
  }

  /** What an expression may be; empty where that is not known. */
  value(file: ReadFile, expression: SyntaxNode, frame: Frame | null = null): readonly Thing[] {
    const { progress } = this;
    const node = plain(file, expression);
    const known = frame ? undefined : this.known.get(node);
    if (known) return known;
    if (progress.hasEnded) {
      progress.exhausted = true;
      return nothing;
    }
    if (this.open.has(node) || progress.isDeepest) {
      progress.cuts++;
      return nothing;
    }
    progress.step();
    progress.depth++;
    this.open.add(node);
    const { cuts } = progress;
    const made = distinct(this.make(file, node, frame));
    this.open.delete(node);
    progress.depth--;
    // What was cut off in a circle may be more from elsewhere.
    if (!frame && (cuts === progress.cuts || made.length > 0 || progress.depth === 0)) this.known.set(node, made);
    return made;
  }

  private make(file: ReadFile, node: SyntaxNode, frame: Frame | null): readonly Thing[] {
    const { code, tree, syntax } = file;
    const stretches = syntax.stretches(tree, node);
    if (stretches) return [this.text(file, stretches, frame)];
    const choices = code.language.choices(tree, node);
    if (choices) return choices.flatMap((one) => this.value(file, one, frame));
    const module = code.language.loadedModule(tree, node);
    if (module !== null) return this.names.imported(file, module, null, module);
    const call = file.calls.get(node);
    if (call) {
      const made = this.functions.called(file, call, frame);
      // C#'s `new Request { Name = value }` is a call and an object.
      const isMap = call.isNew
        ? code.language.entries(tree, node)
        : made.length === 0 && makesContainer.test(call.name ?? "");
      return isMap || (call.isNew && makesContainer.test(call.name ?? ""))
        ? [...made, { kind: "object", file, node, frame }]
        : made;
    }
    const self = syntax.self(tree, node);
    if (self) return [{ kind: "instance", file, node: self }];
    const selfType = syntax.selfType?.(tree, node);
    if (selfType) return this.members.typed(file, selfType);
    const fullName = syntax.fullName?.(tree, node);
    if (fullName) return [this.names.library(fullName, file, node)];
    if (file.functions.has(node)) return [{ kind: "function", file, node, self: null }];
    if (file.classes.has(node)) return [{ kind: "class", file, node }];
    const member = syntax.member?.(tree, node) ?? code.language.member(tree, node);
    const item = syntax.item?.(tree, node);
    if (member) {
      const of = this.value(file, member.object, frame);
      const found = this.members.member(of, member.key, { file, node }, frame);
      return found.length === 0 && item ? this.containers.at(of, file, item.key, frame) : found;
    }
    if (item) return this.containers.at(this.value(file, item.container, frame), file, item.key, frame);
    if (lists.has(node.type)) return [{ kind: "list", file, node, frame }];
    if (code.language.entries(tree, node) || node.type === "dictionary_comprehension") {
      const type = code.language.typeOf?.(node);
      return [...(type ? this.members.typed(file, type) : nothing), { kind: "object", file, node, frame }];
    }
    if (code.language.isReference(node)) return this.names.reference(file, node, frame);
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

function lengthOf(parts: readonly Stretch[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0);
}
