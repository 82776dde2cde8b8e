/** The conditions of a program of AWS CDK that decide whether a policy is there, or what it says. */
import type { CodeFile } from "../../code/code-file";
import { lazily } from "../../lazily";
import type { Source } from "../../source/source";
import { childOf, nodeAt, type SyntaxNode } from "../../source/syntax-tree";
import { contains, type Span, spanOf } from "../../text";
import { childrenOf, type ValueNode } from "../../value";
import type { Beside } from "../beside";
import { inSomeDeployments, writtenAlike } from "../canonical";
import { branchesOf, type Choice, choicesAround, choosing, endsBefore, innerOf, joinerOf } from "../code/branches";
import { CalledCode } from "../code/called-code";
import { definitionsOf } from "../definitions";
import { countPrefix } from "../meanings";
import type { Definitions, Meanings } from "../names";
import { reachedFrom } from "../reached";
import type { ReadPolicy } from "../subject";
import { type Call, type Calls, callsIn, type Given } from "./given";
import { Imported } from "./imported";
import { isInBranch } from "./open-policies";
import { cdkFileOf } from "./program";

const farthest = 12;
const longestShown = 200;
const mostNodes = 2000;

/** Gives the policies of a program what decides about them, beside what their names stand for. @param newly names that others newly call */
export function chosenInCode(
  source: Source,
  beside: Beside | undefined,
  policies: readonly ReadPolicy[],
  newly?: ReadonlySet<string>,
): readonly ReadPolicy[] {
  const file = policies.length > 0 ? cdkFileOf(source) : null;
  if (!file) return policies;
  const called = new CalledCode(file, newly);
  const imported = new Imported(file, source.form === "python" ? "self" : "this");
  const choices = new Choices(file, () => definitionsOf(source, [], beside));
  return policies.map((read) => ({
    ...read,
    policy: choices.mayBeMissing(read) ? inSomeDeployments(read.policy) : read.policy,
    meanings: lazily(
      (): Meanings =>
        new Map([...(read.meanings?.() ?? []), ...choices.of(read), ...called.of(read), ...imported.of(read)]),
    ),
  }));
}

/** A list of one is what is in it: `resources: [arn]`. */
function withoutLists(text: string): string {
  return text.replace(/([:=,(]\s{0,80})\[([^[\],]{0,300}?),?\s{0,80}\]/g, "$1$2");
}

/** A list of one text as other messages name it: `*` of `["*"]`. */
function bare(text: string): string {
  return /^\[ ?(["'`])([^"'`$\]]{1,200})\1,? ?\]$/.exec(text)?.[2] ?? text;
}

/** Where the values stand that branches add to a list before the policy takes it: `if (on) actions.push("…")`. */
function addedInBranches({ at, policy }: ReadPolicy): readonly Span[] {
  const found: Span[] = [];
  const open: ValueNode[] = [policy.node];
  const seen = new Set<ValueNode>();
  for (let node = open.pop(); node && seen.size < mostNodes; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const [only, other] = node.kind === "unknown" ? node.alternatives : [];
    if (only && other === null && !contains(at, node.span)) found.push(only.span);
    open.push(...childrenOf(node));
  }
  return found;
}

/** What an Allow is chosen by, as a count: under the same conditions and more it is there less often. */
function asCount({ policy: { statements } }: ReadPolicy, said: string): string {
  const isPlain = said !== "always" && said !== "never" && !/[?|\n]|&&| or | where /.test(said);
  const onlyAllows = statements.length > 0 && statements.every(({ effect }) => effect === "Allow");
  return isPlain && onlyAllows ? `${said.split(" & ").join(" && ")} ? 1:0` : said;
}

class Choices {
  private readonly calls: Calls;
  private readonly definitions: () => Definitions | null;

  constructor(
    private readonly file: CodeFile,
    definitions: () => Definitions | null,
  ) {
    this.calls = callsIn(file);
    this.definitions = lazily(definitions);
  }

  /** Whether a program may not come to a policy, or to any call of the function that it stands in. */
  mayBeMissing(read: ReadPolicy): boolean {
    const node = read.at.end === read.at.start ? null : nodeAt(this.file.tree, read.at);
    if (!node) return false;
    if (isInBranch(node) || endsBefore(node).length > 0) return true;
    const calls = this.callsFor(read);
    return calls.length > 0 && calls.every(({ call }) => this.aroundCall(call).length > 0);
  }

  /** The calls of the function that a policy stands in: those that are given its holder, or all. */
  private callsFor({ at, policy: { place } }: ReadPolicy): readonly Call[] {
    const all = this.calls.callsOf(at.start);
    const holder = place.principal ?? place.label;
    const own = all.filter(({ given }) => [...given.values()].some((one) => this.file.text(one) === holder));
    return own.length > 0 ? own : all;
  }

  /** The conditions under which a program comes to a call, also where only one other call leads to it. */
  private aroundCall(call: SyntaxNode, depth = 0): readonly Choice[] {
    const own = choicesAround(call);
    const [only, ...others] = depth < farthest ? this.calls.callsOf(call.start) : [];
    return only && others.length === 0 ? [...own, ...this.aroundCall(only.call, depth + 1)] : own;
  }

  of(read: ReadPolicy): Meanings {
    const { at } = read;
    const found = new Map<string, ReadonlyMap<string, string>>();
    const node = nodeAt(this.file.tree, at);
    if (!node || at.end === at.start) return found;
    const calls = this.callsFor(read);
    const given = calls.length > 0 ? calls.map((one) => one.given) : [null];
    const named = (shown: string) => countPrefix + bare(shown.replace(/\s+/g, " ")).slice(0, longestShown);
    const add = (key: string, shown: string, said: readonly string[]): void => {
      found.set(key, new Map([[named(shown), [...new Set(said)].sort().join("\n")]]));
    };
    const around = choicesAround(node);
    const written = this.file.tree.text.slice(at.start, at.end);
    const all: readonly (readonly [readonly Choice[], Given | null])[] =
      calls.length > 0 ? calls.map((one) => [[...around, ...this.aroundCall(one.call)], one.given]) : [[around, null]];
    if (all.some(([choices]) => choices.length > 0)) {
      const said = all.map(([choices, one]) => asCount(read, this.decided(choices, one)));
      add(`chosen ${withoutLists(writtenAlike(written))}`, withoutLists(written), said);
    }
    const { switched } = read;
    const value = switched ? nodeAt(this.file.tree, switched.at) : null;
    if (switched && value) {
      const choices: readonly Choice[] = [{ condition: value, holds: true }];
      const said = given.map((one) => this.decided(choices, one));
      add(`switched ${read.policy.place.label} ${switched.by}`, switched.by, said);
    }
    for (const item of addedInBranches(read)) {
      const itemNode = nodeAt(this.file.tree, item);
      const shown = this.file.tree.text.slice(item.start, item.end);
      const choices = itemNode ? choicesAround(itemNode) : [];
      if (choices.length > 0)
        add(
          `added ${writtenAlike(shown)}`,
          shown,
          given.map((one) => this.decided(choices, one)),
        );
    }
    for (const inner of this.file.tree.nodes) {
      if (!choosing.test(inner.type) || inner === node || !contains(at, spanOf(inner))) continue;
      const { condition, branches } = branchesOf(inner);
      if (!condition) continue;
      const texts = branches.map((one) => ({ text: writtenAlike(this.file.text(one)), one }));
      const [first, ...others] = [...texts].sort((a, b) => (a.text < b.text ? -1 : 1));
      if (!first) continue;
      const key = `choice ${[first, ...others].map((one) => one.text).join(" : ")}`;
      const choices: readonly Choice[] = [{ condition, holds: first.one === branches[0] }];
      add(
        key,
        this.file.text(first.one),
        given.map((one) => this.decided(choices, one)),
      );
    }
    return found;
  }

  /** What all conditions together come to, as far as they are not written out. */
  private decided(choices: readonly Choice[], given: Given | null): string {
    const all = new Set(choices.flatMap((one) => this.leaves(one, given, 0)));
    all.delete("true");
    return all.has("false") ? "never" : all.size === 0 ? "always" : [...all].sort().join(" & ");
  }

  private leaves({ condition, holds, cases }: Choice, given: Given | null, depth: number): readonly string[] {
    if (cases) {
      const all = cases.map((one) => this.meant(one, given, depth)).sort();
      return [`${holds ? "" : "!"}${this.meant(condition, given, depth)} is ${all.join(" or ")}`];
    }
    const node = innerOf(condition);
    const negated = /^(?:unary_expression|not_operator)$/.test(node.type) ? childOf(node, "argument") : null;
    if (depth > farthest) return [this.file.text(node)];
    if (negated && node.children.some(({ type }) => type === "!" || type === "not"))
      return this.leaves({ condition: negated, holds: !holds }, given, depth + 1);
    const joined = joinerOf(node);
    if (joined && joined.isAnd === holds)
      return [joined.left, joined.right].flatMap((one) => this.leaves({ condition: one, holds }, given, depth + 1));
    const stands = this.standsFor(node, given);
    if (stands) return this.leaves({ condition: stands.node, holds }, stands.given, depth + 1);
    if (/^(?:true|false)$/i.test(node.type)) return [String(/^true$/i.test(node.type) === holds)];
    return [`${holds ? "" : "!"}${this.meant(node, given, depth)}`];
  }

  /** What a name or member leads to; null where it leads nowhere. */
  private standsFor(
    node: SyntaxNode,
    given: Given | null,
  ): { readonly node: SyntaxNode; readonly given: Given | null } | null {
    const argument = this.file.language.isReference(node) ? given?.get(this.file.text(node)) : undefined;
    if (argument) return { node: argument, given: null };
    const constant = this.file.scopes.bindingOf(node)?.constant;
    if (constant?.value && constant.path.length === 0) return { node: constant.value, given };
    const { base, path } = this.file.resolve(node);
    return path.length === 0 && base !== this.file.language.unwrap(node) ? { node: base, given } : null;
  }

  /** As it is written, with what its names stand for. */
  private meant(node: SyntaxNode, given: Given | null, depth: number): string {
    const { file } = this;
    const definitions = this.definitions();
    let text = "";
    let from = node.start;
    const beyond: string[] = [];
    for (const one of file.tree.nodes) {
      if (one.start < from || one.end > node.end || one.start >= node.end) continue;
      const isName = file.language.isReference(one) || file.language.member(file.tree, one) !== null;
      if (!isName) continue;
      const stands = depth < farthest ? this.standsFor(one, given) : null;
      const said = stands ? this.meant(stands.node, stands.given, depth + 1) : null;
      if (said !== null) {
        text += file.tree.text.slice(from, one.start) + said;
        from = one.end;
      } else if (definitions && file.language.isReference(one)) {
        for (const [, all] of reachedFrom(file.text(one), one.start, definitions))
          beyond.push(...all.map((each) => writtenAlike(each.text)));
      }
    }
    const whole = writtenAlike(text + file.tree.text.slice(from, node.end));
    return [whole, ...new Set(beyond.sort())].join(" where ");
  }
}
