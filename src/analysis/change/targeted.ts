/** What a policy of a resource stands on, or a control policy is attached to, as one side of a change has it. */
import { holeOf } from "../locate/attached/leaves";
import type { KnownResource, TargetLink } from "../locate/attached/targets";
import { addressIn } from "../locate/terraform/holders";
import type { ValueNode } from "../value";
import { valueText, writtenAlike } from "./canonical";
import type { Branch } from "./deployments";

export interface Target {
  /** For people: a logical id, an address, a name, or as it is written. */
  readonly shown: string;
  /** A resource of the document, a name in the account, or one that nobody knows. */
  readonly kind: "resource" | "name" | "open";
  /** Where it is this one, of several that a deployment chooses between. */
  readonly branches?: readonly Branch[];
  /** Names that nothing else has. */
  readonly names: ReadonlySet<string>;
  /** All that the document says of the resource. */
  readonly body: string | null;
  /** What the document declares. */
  readonly declared: ReadonlyMap<string, KnownResource>;
}

const longestShown = 120;

/** @param text what the nodes stand in */
export function targetOf(
  { nodes }: Pick<TargetLink, "nodes">,
  text: string,
  declared: ReadonlyMap<string, KnownResource>,
): Target {
  const [only, ...others] = nodes;
  if (only && others.length === 0) return targetAt(only, text, declared);
  const all = nodes.map((node) => targetAt(node, text, declared));
  const isKnown = all.every(({ kind }) => kind !== "open");
  const shown = all.map((one) => one.shown).join(" ");
  return { shown, kind: isKnown ? "name" : "open", names: new Set([shown]), body: null, declared };
}

function targetAt(node: ValueNode, text: string, declared: ReadonlyMap<string, KnownResource>): Target {
  const said = valueText(node, text);
  const shown = said.slice(0, longestShown);
  if (node.kind === "string")
    return { shown, kind: "name", names: new Set([said, lastOf(said)]), body: null, declared };
  const reference = holeOf(node) ?? /^\$\{([\w.:-]{1,300})\}$/.exec(said)?.[1] ?? "";
  const [id, known] = knownIn(reference, declared);
  const { start, end } = node.span;
  // One of several: by its key.
  const key = /\[\s{0,8}"[^"]{1,100}"\s{0,8}\]/.exec(text.slice(start, end).slice(0, longestShown * 2))?.[0] ?? "";
  if (!known) {
    const address = addressIn(reference);
    return address === null
      ? { shown, kind: "open", names: new Set([said]), body: null, declared }
      : { shown: address + key, kind: "resource", names: new Set(), body: null, declared };
  }
  const name = known.name && key === "" ? valueText(known.name, text) : null;
  return {
    shown: id + key,
    kind: "resource",
    names: new Set(name === null ? [] : [name]),
    body: key === "" ? writtenAlike(text.slice(known.body.start, known.body.end)) : null,
    declared,
  };
}

/** The resource that a reference begins with. */
function knownIn(
  reference: string,
  declared: ReadonlyMap<string, KnownResource>,
): readonly [id: string, known: KnownResource | undefined] {
  const planned = addressIn(reference);
  const ofPlan = planned === null ? undefined : declared.get(planned);
  if (planned !== null && ofPlan) return [planned, ofPlan];
  const steps = reference.split(".");
  for (let count = Math.min(3, steps.length); count > 0; count--) {
    const id = steps.slice(0, count).join(".");
    const known = declared.get(id);
    if (known) return [id, known];
  }
  return [reference, undefined];
}

/** The name at the end of an ARN or an address. */
function lastOf(text: string): string {
  return text.slice(Math.max(text.lastIndexOf(":"), text.lastIndexOf("/")) + 1);
}

/** Whether both sides surely mean the same. */
export function isSameTarget(before: Target, after: Target): boolean {
  if (before.kind === after.kind && before.shown === after.shown) return true;
  // Two ARNs of one name may be of two accounts.
  if ([before, after].every(({ kind, shown }) => kind === "name" && /[:/]/.test(shown))) return false;
  if ([...before.names].some((name) => after.names.has(name))) return true;
  return before.body !== null && before.body === after.body && isRenamed(before, after);
}

/** Whether they surely mean two things. */
export function isOtherTarget(before: Target, after: Target): boolean {
  if (before.kind === "open" || after.kind === "open") return false;
  if (before.kind === "name" && after.kind === "name") return true;
  if (before.kind === "resource" && after.kind === "resource") return !isRenamed(before, after);
  const [named, resource] = before.kind === "name" ? [before, after] : [after, before];
  return named.names.size > 0 && [...resource.names].some((name) => !name.includes("${"));
}

/** Each side has what it names, and not what the other does. */
function isRenamed(before: Target, after: Target): boolean {
  return (
    before.declared.has(before.shown) &&
    after.declared.has(after.shown) &&
    !after.declared.has(before.shown) &&
    !before.declared.has(after.shown)
  );
}

/** The resource of Terraform that has the name of a target, of what a policy of this name is for: `aws_s3_bucket_policy.b`. */
export function calledAs({ names, declared }: Target, policy: string, text: string): string | undefined {
  const [, type] = /(?:^|\.)(aws_\w{1,80})_policy\.[^.]{1,200}$/.exec(policy) ?? [];
  if (type === undefined) return undefined;
  return [...declared].find(
    ([address, { name }]) => address.startsWith(`${type}.`) && name !== undefined && names.has(valueText(name, text)),
  )?.[0];
}
