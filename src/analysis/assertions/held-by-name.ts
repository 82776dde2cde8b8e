/** Policies that documents attach to roles, users and groups of others by their names in the account. */
import { withOthers } from "../change/others";
import type { ReadPolicy } from "../change/subject";
import { addTo } from "../group-by";
import type { Place } from "../policy/model";
import { Pattern } from "../policy/wildcard";
import type { DocumentNames, WorkspaceState } from "./workspace-state";

/** Of whom a policy is by name. */
export interface NamedFor {
  readonly kind: string;
  /** Null: the document leaves it open. */
  readonly name: string | null;
}

export interface HeldByName {
  /** All policies of the workspace: those of whom some document declares are theirs. */
  readonly policies: readonly ReadPolicy[];
  /** Those whom a policy that stands alone is attached to, and no document declares. */
  strangersOf(read: ReadPolicy): readonly NamedFor[];
}

interface Candidate {
  readonly scope: string;
  /** What its document calls it. */
  readonly name: string;
}

/** Gives policies that are attached by name to whom a document declares; where it may be one of several, each may have it. */
export function heldByName(state: WorkspaceState): HeldByName {
  const { bounds, holders = [] } = state;
  // What lets somebody in on a resource is nobody's.
  const isOfResource = ({ policy }: ReadPolicy): boolean => policy.type === "resource";
  const policies = [...state.policies, ...(state.others ?? []).filter(isOfResource)];
  const others = (state.others ?? []).filter((one) => !isOfResource(one));
  if (others.length === 0) return { policies, strangersOf: () => [] };
  const found = others.map((read) => ({ read, named: namedFor(read), ...candidatesFor(namedFor(read), state) }));
  const strangers = new Map<string, NamedFor[]>();
  for (const { read, named, candidates } of found) if (candidates.length === 0) addTo(strangers, keyOf(read), named);
  const whole = new Set(found.flatMap(({ read }) => (strangers.has(keyOf(read)) ? [] : [read])));
  const left = withOthers({ policies, bounds, holders, others: [...whole] }).policies.filter((one) => !whole.has(one));
  const held = found.flatMap(({ read, candidates, isSure }) => candidates.map((one) => heldIn(read, one, !isSure)));
  return { policies: [...left, ...held], strangersOf: (read) => strangers.get(keyOf(read)) ?? [] };
}

function keyOf({ document: { scope }, policy: { place }, managed, at }: ReadPolicy): string {
  return JSON.stringify(managed ? [scope, at.start, at.end] : [scope, place.label]);
}

function namedFor({ policy: { place } }: ReadPolicy): NamedFor {
  const [kind = "", name = ""] = (place.principal ?? "").split(/ (.*)/s);
  return { kind, name: place.byName === "known" ? name : null };
}

function candidatesFor(
  { kind, name }: NamedFor,
  { documents, holders = [] }: WorkspaceState,
): { readonly candidates: readonly Candidate[]; readonly isSure: boolean } {
  if (name === null) return { candidates: [], isSure: false };
  const exact = new Map<string, Candidate>();
  const perhaps: Candidate[] = [];
  const add = (one: Candidate) => exact.set(JSON.stringify([one.scope, one.name]), one);
  for (const one of holders) if (one.called === `${kind} ${name}`) add({ scope: one.document.scope, name: one.name });
  for (const document of documents)
    for (const one of document.declared) {
      const pattern = namePattern(document, one.name, kind);
      if (pattern === name) add({ scope: document.scope, name: one.name });
      else if (pattern?.includes("*") && Pattern.of(pattern).matches(name) === true)
        perhaps.push({ scope: document.scope, name: one.name });
    }
  return exact.size > 0
    ? { candidates: [...exact.values()], isSure: exact.size === 1 }
    : { candidates: perhaps, isSure: false };
}

/** What a document lets the name of a holder be, with `*` for what it leaves open; null where it gives none, or says nothing of it. */
function namePattern({ names }: DocumentNames, declared: string, kind: string): string | null {
  const parts = names.resolve([{ name: arnReference(declared) }]);
  if (parts.some((part) => typeof part !== "string" && names.isGenerated(part.name))) return null;
  const text = parts.map((part) => (typeof part === "string" ? part : "*")).join("");
  const name = text.split(`:${kind}/`)[1]?.split("/").at(-1);
  return name === undefined || /^\**$/.test(name) ? null : name;
}

/** The reference to the ARN of what a document calls so. */
export function arnReference(name: string): string {
  return name.includes(".") ? `${name}.arn` : `${name}.Arn`;
}

const made = new WeakMap<ReadPolicy, Map<string, ReadPolicy>>();

/** The same object for the same holder: what was judged of it is known again. */
function heldIn(read: ReadPolicy, { scope, name }: Candidate, mayBeOthers: boolean): ReadPolicy {
  const key = JSON.stringify([scope, name, mayBeOthers]);
  let known = made.get(read);
  if (!known) made.set(read, (known = new Map<string, ReadPolicy>()));
  const before = known.get(key);
  if (before) return before;
  const { policy } = read;
  const place: Place = { ...policy.place, principal: name, byName: undefined, constructId: undefined };
  const statements = mayBeOthers ? policy.statements.map((one) => ({ ...one, conditional: true })) : policy.statements;
  const held: ReadPolicy = { ...read, heldIn: scope, policy: { ...policy, place, statements } };
  known.set(key, held);
  return held;
}
