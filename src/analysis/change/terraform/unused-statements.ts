/** Statements of Terraform that a local or a default has: they allow nothing by themselves, and nothing at all where nobody names them. */
import { readBlocks } from "../../locate/terraform/blocks";
import type { Source } from "../../source/source";
import { contains, type Span, spanOf } from "../../text";
import { statementText } from "../canonical";
import type { ReadPolicy, State } from "../subject";

interface Given {
  /** `local.read` */
  readonly name: string;
  readonly span: Span;
}

/** The policies of a module without those that stand in locals and variables that nothing of it names. */
export function withoutUnused(policies: readonly ReadPolicy[], source: Source): readonly ReadPolicy[] {
  const tree = source.form === "hcl" && policies.some(isGiven) ? source.syntax("hcl") : null;
  if (!tree) return policies;
  const given = readBlocks(tree).flatMap((block): readonly Given[] => {
    if (block.type === "locals")
      return block.arguments.map(({ name, value }) => ({ name: `local.${name}`, span: spanOf(value) }));
    const [label = ""] = block.labels;
    return block.type === "variable"
      ? block.arguments.map(({ value }) => ({ name: `var.${label}`, span: spanOf(value) }))
      : [];
  });
  const used = namedFrom(source.text, given);
  const unused = given.filter(({ name }) => !used.has(name));
  return unused.length === 0
    ? policies
    : policies.filter((one) => !isGiven(one) || !unused.some(({ span }) => contains(span, one.at)));
}

/** What anything names but locals that nothing names. */
function namedFrom(text: string, given: readonly Given[]): ReadonlySet<string> {
  const within = new Map<string, string[]>();
  const used = new Set<string>();
  const places = [...given].sort((a, b) => a.span.start - b.span.start);
  let next = 0;
  for (const { 0: name, index } of text.matchAll(names)) {
    while (places[next] && places[next]!.span.end <= index) next++;
    const around = places[next];
    if (!around || around.span.start > index) used.add(name);
    else within.set(around.name, [...(within.get(around.name) ?? []), name]);
  }
  // What is added is gone through as well.
  for (const name of used) for (const inner of within.get(name) ?? []) used.add(inner);
  return used;
}

const names = /\b(?:local|var)\.[\w-]{1,200}/g;

/** A side without what only stands in a local or a default there, and in the policy of a resource on the other side, which tells of it. */
export function withoutTaken(state: State, other: State): State {
  const given = state.policies.filter(isGiven);
  if (given.length === 0) return state;
  const taken = new Set(other.policies.flatMap((one) => (isGiven(one) ? [] : textsOf(one))));
  const gone = new Set(given.filter((one) => textsOf(one).every((text) => taken.has(text))));
  return gone.size === 0 ? state : { ...state, policies: state.policies.filter((one) => !gone.has(one)) };
}

function isGiven({ policy: { place } }: ReadPolicy): boolean {
  return place.label !== undefined && /^(?:locals$|variable\.)/.test(place.label);
}

function textsOf({ policy, document }: ReadPolicy): readonly string[] {
  return policy.statements.map((one) => JSON.stringify([document.scope, statementText(one, policy, document.text)]));
}

/** The policies of a whole module without the documents that nothing of it names. */
export function withoutUnnamed(policies: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const known = new Map<string, ReadonlySet<string>>();
  return policies.filter(({ use, document: { text } }) => {
    if (!use || use.isTaken || use.namedBy.length > 0) return true;
    let named = known.get(text);
    if (!named) known.set(text, (named = namesOfDocuments(text)));
    return named.has(withoutKey(use.address));
  });
}

/** By what anything but a comment calls them. */
function namesOfDocuments(text: string): ReadonlySet<string> {
  const lines = text.split("\n").filter((line) => !/^(?:#|\/\/)/.test(line.trimStart()));
  return new Set((lines.join("\n").match(documentNames) ?? []).map(withoutKey));
}

const documentNames = /\bdata\.aws_iam_policy_document\.[\w-]{1,200}/g;

/** Of an instance that has been written out, the block that it is of. */
function withoutKey(address: string): string {
  return address.replace(/--.*/s, "");
}
