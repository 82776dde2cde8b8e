/** What functions of a file do for those that they are called with: `give(role, ["s3:GetObject"])` gives it to the role. */
import type { CodeFile } from "../../code/code-file";
import { lazily } from "../../lazily";
import { valuesWithImports } from "../../locate/code/imported-values";
import { literalsOf } from "../../locate/code/literals";
import type { CodeValues } from "../../locate/code/values";
import type { Statement } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { shortName } from "../../short-name";
import { textNode } from "../../source/intrinsics";
import type { Source } from "../../source/source";
import { nodeAt, type SyntaxNode } from "../../source/syntax-tree";
import { contains, type Span, spanOf } from "../../text";
import type { TextPart, ValueNode } from "../../value";
import { held } from "../cdk/attached";
import { Attaching } from "../cdk/attaching";
import { type Calls, callsIn, type Given, policyAround } from "../cdk/given";
import { cdkFileOf, constructsOf, isCdkForm } from "../cdk/program";
import type { ReadPolicy } from "../subject";
import { mappedArguments } from "./mapped-arguments";

/** The policies, with those that a function makes of its parameters once for each of its calls. */
export function asCalled(source: Source, policies: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const { form } = source;
  const file = policies.length > 0 ? cdkFileOf(source) : null;
  if (!file || !isCdkForm(form)) return policies;
  const calls = callsIn(file);
  const values = valuesWithImports(file, literalsOf[form], source);
  const taken: Span[] = [];
  const attaching = lazily(() => new Attaching(file, constructsOf(file, source)));
  const made = policies.flatMap((read) => {
    const all = read.isCalled ? [] : calls.callsOf(read.at.start);
    if (all.length === 0) return [read];
    const node = read.policy.type === "identity" ? nodeAt(file.tree, read.at) : null;
    const own = read.policy.place.label === undefined ? node : node && policyAround(file, node);
    const isReturned = own !== null && calls.isReturned(own);
    return all.flatMap(({ call, given }) => {
      const made = instance(read, given, file, values, calls, taken);
      const holdings = isReturned
        ? attaching()
            .holdings(call, null)
            .filter(({ isBoundary }) => !isBoundary)
        : [];
      return holdings.length === 0 ? [made] : holdings.map((one) => held(made, one));
    });
  });
  // Actions that a helper is given are no list for something else.
  return made.filter((read) => !isOfArguments(read, taken));
}

/** Whether a policy is made of nothing but actions that have been filled in. */
function isOfArguments({ policy: { place, statements }, at }: ReadPolicy, taken: readonly Span[]): boolean {
  const isTaken = (one: Span) => taken.some((span) => contains(span, one));
  if (place.isList) return isTaken(at);
  const isHanded = at.start === at.end && place.label === undefined && statements.length > 0;
  return isHanded && statements.every(({ action }) => action !== null && isTaken(action.entry.value.span));
}

/** @param taken where the arguments stand that have been filled in */
function instance(
  read: ReadPolicy,
  given: Given,
  file: CodeFile,
  values: CodeValues,
  calls: Calls,
  taken: Span[],
): ReadPolicy {
  const { policy } = read;
  const { label, principal } = policy.place;
  let isOther = false;
  const named = (name: string): TextPart | null => {
    const [own = "", ...members] = name.split(".");
    const whole = given.get(own);
    if (!whole) return null;
    const { argument, rest } = within(file, whole, members);
    isOther = true;
    const text = rest.length === 0 ? file.language.literal(file.tree, file.resolve(argument).base)?.text : undefined;
    return (
      text ?? {
        name: [shortName(file.text(argument).replace(/\s+/g, ""), longestName), ...rest].join("."),
      }
    );
  };
  const heldBy = (name: string | undefined): string | undefined => {
    const part = name === undefined ? null : named(name);
    return part === null ? name : typeof part === "string" ? part : part.name;
  };
  /** What the variable of a loop stands for, where that goes over what a parameter is given. */
  const looped = ({ kind, span }: ValueNode): readonly ValueNode[] | null => {
    const node = kind === "unknown" || kind === "template" ? nodeAt(file.tree, span) : null;
    const items = node && spanOf(node).end === span.end ? calls.loopedOver(node, given) : null;
    if (!items || items.given === given) return null;
    isOther = true;
    for (const { parent } of items.nodes) if (parent) taken.push(spanOf(parent));
    return items.nodes.map((one) => values.value(one));
  };
  const filled = (node: ValueNode): ValueNode => {
    switch (node.kind) {
      case "array":
        return { ...node, items: node.items.flatMap((item) => looped(item) ?? [filled(item)]) };
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
        const mapped = argument ? null : mappedArguments(node, given, file, values, calls);
        if (mapped) {
          isOther = true;
          taken.push(mapped.taken);
          return mapped.list;
        }
        if (!argument || node.alternatives.length > 0) return node;
        isOther = true;
        taken.push(spanOf(file.resolve(argument).base));
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
  const isGrant = made.statements.length > 0 && made.statements.every((one) => isOfCall(one, read.at));
  const { meanings: _, ...rest } = read;
  const own = { ...rest, policy: { ...made, statements } };
  // What a grant is written with has been filled in.
  return isGrant ? { ...own, meanings: () => new Map() } : own;
}

/** What an object that is written out has at a path, as far as that leads. */
function within(
  file: CodeFile,
  whole: SyntaxNode,
  path: readonly string[],
): { readonly argument: SyntaxNode; readonly rest: readonly string[] } {
  const [key, ...rest] = path;
  const entries = key === undefined ? null : file.entries(file.resolve(whole).base);
  const found = entries?.filter((one) => one.key === key) ?? [];
  const isKnown = found.length === 1 && entries?.every((one) => one.key !== null) === true;
  return isKnown ? within(file, found[0]!.value, rest) : { argument: whole, rest: path };
}

/** All of it stands for one call: nothing of it is written as a statement. */
function isOfCall({ node }: Statement, { start, end }: Span): boolean {
  const all = [node, ...node.entries.map(({ value }) => value)];
  return all.every(({ span }) => span.start === start && span.end === end);
}

const longestName = 100;
