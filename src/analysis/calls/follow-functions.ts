/** What calls call and give, and what functions are given where they are called. */
import type { SyntaxNode } from "../source/syntax-tree";
import { isUseful } from "./distinct-things";
import type { FollowedMembers } from "./follow-members";
import type { At, Following } from "./following";
import type { CallSite, ProgramNames } from "./program-names";
import type { ReadFile } from "./read-file";
import type { CallSyntax, FunctionSyntax } from "./syntax";
import type { Frame, Thing } from "./things";

const nothing: readonly Thing[] = [];
/** How many calls deep parameters keep what one call gave them. */
const deepestFrame = 3;
const mostTries = 4;

export class FollowedFunctions {
  private readonly tries = new Map<SyntaxNode, number>();
  private readonly sites = new Map<SyntaxNode, readonly CallSite[]>();

  constructor(
    private readonly flow: Following,
    private readonly members: FollowedMembers,
    private readonly names: ProgramNames,
  ) {}

  /** What a call calls. */
  callee(file: ReadFile, call: CallSyntax, frame: Frame | null): readonly Thing[] {
    if (call.callee) return this.flow.value(file, call.callee, frame);
    if (call.of && call.name !== null)
      return this.members.member(this.flow.value(file, call.of, frame), call.name, { file, node: call.node }, frame);
    const top = call.name === null || call.of ? undefined : file.topFunctions.get(call.name);
    const around = call.name === null || call.of ? null : (file.syntax.around?.(file.tree, call.node) ?? null);
    const own = around
      ? this.members.memberOf({ kind: "instance", file, node: around }, call.name!, { file, node: call.node }, frame)
      : nothing;
    if (own.length > 0 || call.of || call.name === null) return own;
    if (top) return [{ kind: "function", file, node: top, self: null }];
    // A function of the language, such as `getenv`.
    const named = file.syntax.around && this.flow.meaning.call(call.name, call, { flow: this.flow, file, frame });
    return named ? [{ kind: "named", name: call.name }] : nothing;
  }

  called(file: ReadFile, call: CallSyntax, frame: Frame | null): readonly Thing[] {
    const at: At = { flow: this.flow, file, frame };
    const callee = this.callee(file, call, frame);
    if (callee.length === 0 && call.of)
      return this.flow.itemsCalled(this.flow.value(file, call.of, frame), file, call, frame);
    return callee.flatMap((thing): readonly Thing[] => {
      switch (thing.kind) {
        case "named":
          return this.flow.meaning.call(thing.name, call, at) ?? nothing;
        case "class":
        // `cls(client)`
        case "instance":
          return [{ kind: "instance", file: thing.file, node: thing.node }];
        case "method":
          return this.flow.meaning.method(thing, call, at);
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
        return argument && this.flow.value(file, argument, outer);
      },
    };
  }

  returned(file: ReadFile, made: FunctionSyntax, frame: Frame | null): readonly Thing[] {
    const values = made.expression ? [made.expression] : (file.returns.get(made.node) ?? []);
    const found = values.flatMap((value) => this.flow.value(file, value, frame));
    if (made.returnType && !found.some(isUseful)) found.push(...this.members.typed(file, made.returnType));
    return found;
  }

  parameter(
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
      return argument ? this.flow.value(site.file, argument) : nothing;
    });
    if (parameter.byDefault) found.push(...this.flow.value(file, parameter.byDefault));
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
    const { progress } = this.flow;
    const { cuts } = progress;
    // `cls(client)`
    const names = type ? [name, ...(file.syntax.ownClass ?? [])] : [name];
    for (const site of names.flatMap((one) => this.names.callsOf(one))) {
      if (!progress.step()) break;
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
    if (cuts === progress.cuts || tries > mostTries) this.sites.set(made.node, found);
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
