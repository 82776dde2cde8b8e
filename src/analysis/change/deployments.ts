/** Which statements are there together, of those that are there in some deployments alone. */
import { groupBy } from "../group-by";
import type { Policy, Statement } from "../policy/model";
import { conditionOfIf } from "../source/own-conditions";
import { childrenOf, type UnknownNode, valueAt, type ValueNode } from "../value";
import { writtenAlike } from "./canonical";

/** One of the branches of something that a deployment chooses. */
export interface Branch {
  /** The same for what is chosen together: a condition, as it is written. */
  readonly choice: string;
  readonly branch: number;
  /** How many branches there are, that without anything included. */
  readonly of: number;
  /** What decides it is not told, or is compared by itself. */
  readonly isUntold?: boolean;
}

/** Something that is there where a condition holds, as it is written. */
export function presentIf(condition: string): Branch {
  const choice = writtenAlike(condition);
  // What Terraform counts is compared where it counts.
  return { choice, branch: 0, of: 2, ...(!/^\w+$/.test(choice) && { isUntold: true }) };
}

/** Bounds how much of a policy is looked at. */
const mostNodes = 20_000;

/** By statement, the branches that a policy has it in. */
export function branchesIn({ node, statements }: Policy, text: string): ReadonlyMap<Statement, readonly Branch[]> {
  const wanted = groupBy(
    statements.filter(({ conditional }) => conditional),
    (statement) => statement.node as ValueNode,
  );
  const found = new Map<Statement, readonly Branch[]>();
  const seen = new Set<ValueNode>();
  const look = (node: ValueNode, branches: readonly Branch[]): void => {
    if (wanted.size === found.size || seen.has(node) || seen.size > mostNodes) return;
    seen.add(node);
    const all = wanted.get(node) ?? [];
    for (const [at, one] of all.entries()) {
      // A statement that chooses between effects, principals or conditions is one for each.
      const own: Branch[] = all.length > 1 ? [{ choice: choicesWithin(node, text), branch: at, of: all.length }] : [];
      found.set(one, [...branches, ...own]);
    }
    if (node.kind !== "unknown") for (const one of childrenOf(node)) look(one, branches);
    else
      for (const [branch, one] of node.alternatives.entries())
        if (one) look(one, [...branches, branchOf(node, branch, text)]);
  };
  if (wanted.size > 0) look(node, []);
  return found;
}

/** Values that others refer to may go round in circles. */
const deepest = 200;

/** The branches that a place of a document stands in, the outermost first. */
export function branchesAround(roots: readonly (ValueNode | null)[], at: number, text: string): readonly Branch[] {
  const found: Branch[] = [];
  const holds = (one: ValueNode | null) => one !== null && one.span.start <= at && at < one.span.end;
  let node = roots.find(holds) ?? null;
  for (let depth = 0; node && depth < deepest; depth++) {
    const within: readonly (ValueNode | null)[] = node.kind === "unknown" ? node.alternatives : childrenOf(node);
    const branch = within.findIndex(holds);
    if (node.kind === "unknown" && branch >= 0) found.push(branchOf(node, branch, text));
    node = within[branch] ?? null;
  }
  return found;
}

/** A policy that stands where a deployment chooses. */
export function withinBranches(
  policy: Policy,
  branches: readonly Branch[],
): { readonly policy: Policy; readonly branches?: readonly Branch[] } {
  if (branches.length === 0) return { policy };
  return {
    policy: { ...policy, statements: policy.statements.map((one) => ({ ...one, conditional: true })) },
    branches,
  };
}

/** The branch of a value that a deployment chooses. */
export function branchOf(node: UnknownNode, branch: number, text: string): Branch {
  const collection = collectionOf(node, text);
  const [, condition, isThere, isElse] = (collection && chosenList.exec(collection)) ?? [];
  // The list of a `dynamic` block that is empty in one branch.
  if (condition !== undefined && (isThere === "") !== (isElse === ""))
    return { choice: writtenAlike(condition), branch: isElse === "" ? branch : 1 - branch, of: 2 };
  return { choice: choiceOf(node, text), branch, of: Math.max(2, node.alternatives.length) };
}

function choicesWithin(node: ValueNode, text: string): string {
  const condition = valueAt(node, "Condition");
  return [...childrenOf(node), ...(condition?.kind === "object" ? childrenOf(condition) : [])]
    .flatMap((value) => (value.kind === "unknown" && value.alternatives.length > 0 ? [choiceOf(value, text)] : []))
    .join("\n");
}

/** Of a `dynamic` block, up to its content. */
const collectionBefore = /\bfor_each\s{0,20}=([^\n]{1,500})\s[\s\w="]{0,200}$/;
const farthest = 900;

/** What decides between alternatives, as it is written. */
function choiceOf(node: ValueNode, text: string): string {
  const { start, end } = node.span;
  const whole = text.slice(start, end);
  const named = conditionOfIf(whole);
  if (named !== null) return named;
  const branch = branchWithin(node);
  const collection = collectionOf(node, text);
  if (collection !== null) return writtenAlike(collection);
  const upTo = branch ? text.slice(start, branch.span.start) : whole;
  // Python says what is chosen first: `["s3:GetObject"] if is_prod else []`.
  const before = /\w/.test(upTo) ? upTo : whole;
  return writtenAlike(before.includes("?") ? before.slice(0, before.indexOf("?")) : before);
}

function branchWithin(node: ValueNode): ValueNode | undefined {
  const { start, end } = node.span;
  return childrenOf(node).find(({ span }) => span.start > start && span.start < end);
}

/** What a `dynamic` block is made for, as it is written; null for all else. */
function collectionOf(node: ValueNode, text: string): string | null {
  const { start } = node.span;
  if (branchWithin(node)) return null;
  return collectionBefore.exec(text.slice(Math.max(0, start - farthest), start))?.[1] ?? null;
}

/** A list by a condition: `var.on ? [1] : []`. */
const chosenList =
  /^\s{0,20}([^?\n]{1,400}?)\s{0,20}\?\s{0,20}\[([^\n[\]]{0,200})\]\s{0,20}:\s{0,20}\[([^\n[\]]{0,200})\]\s{0,20}$/;

/** By the branch that there is then, what is written where a list says something; its third name is a text. */
const notEmpty = [
  /^(?:length\((.{1,300})\) ?(?:> ?0|>= ?1|!= ?0|(?:== ?0|< ?1) ?\? ?0:1$)|(.{1,300}?) ?!= ?(?:null\b|\[\])|([^=!?]{1,300})(?:!= ?(?:$|(?=\?))|== ?\? ?0:1$))/,
  /^(?:length\((.{1,300})\) ?(?:== ?0|< ?1)|([^=!?]{1,300})== ?(?:null|\[\])|([^=!?]{1,300})==)$/,
] as const;

/**
 * Whether a statement is missing only where its resources or principals are an empty list, or empty texts, with which it would allow nothing either.
 * @param resources or principals, as they are written
 */
export function isMissingIfEmpty({ choice, branch }: Branch, resources: string): boolean {
  const [, counted, compared, text] = notEmpty[branch]?.exec(choice) ?? [];
  const said = (counted ?? compared ?? text)?.trim();
  // With another condition beside it, more than the list decides.
  if (said === undefined || /&&|\|\|/.test(choice)) return false;
  const written = writtenAlike(resources);
  if (text === undefined) return written.includes(said);
  // Each of several is filled with the text.
  return written.split(",").every((one) => one.includes(`${said}}`) || one.replace(/[[\]]/g, "") === said);
}

/** What may be there, with where. */
export interface Located {
  readonly branches: readonly Branch[];
}

/** By choice, the branch that one deployment has. */
export type Deployment = ReadonlyMap<string, number>;

/** Whether a deployment has something. */
export function isThere({ branches }: Located, deployment: Deployment): boolean {
  return branches.every(({ choice, branch }) => deployment.get(choice) === branch);
}

/** Whether no deployment has both. */
export function exclude(one: readonly Branch[], other: readonly Branch[]): boolean {
  return one.some(({ choice, branch }) => other.some((two) => two.choice === choice && two.branch !== branch));
}
