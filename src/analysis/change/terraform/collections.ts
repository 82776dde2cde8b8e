/** Resources of Terraform with keys: each of them (`aws_sqs_queue.q["a"].arn`) is among all of them (`aws_sqs_queue.q[*].arn`). */
import { type AllowedChange, verdictOf } from "../allowed";
import type { Allowed } from "../differences";

const keyed = /((?:\baws_\w{1,100}|\bmodule)\.[\w-]{1,200})\[(?!\*)[^[\]]{1,210}\](?=\.)/g;
/** `aws_sqs_queue.q[*].arn`, `values(aws_sqs_queue.q)[*].arn` */
const splat =
  /^\$\{(?:\[\s{0,9})?(?:values\()?((?:aws_\w{1,100}|module)\.[\w-]{1,200})\)?(?:\[\*\]|\.\*)(\.[\w-]{1,100})(?:\s{0,9}\])?\}$/;
/** `[for key, q in aws_sqs_queue.q : q.arn]`, also with a text around what it takes. */
const looped =
  /^\$\{\[\s{0,9}for (?:[\w-]{1,100}, ?)?([\w-]{1,100}) in (?:values\()?((?:aws_\w{1,100}|module)\.[\w-]{1,200})\)? ?: ?(?:\1(\.[\w-]{1,100})|"\$\{\1(\.[\w-]{1,100})\}([^"$]{0,200})")\s{0,9}\]\}$/;

/** A change without one of several resources that was, or is, allowed with all of them. */
export function withCollections(change: AllowedChange): AllowedChange {
  const { newlyAllowed, noLongerAllowed, unknown } = change;
  if (newlyAllowed.length === 0 || noLongerAllowed.length === 0) return change;
  const newly = newlyAllowed.flatMap((one) => beside(one, noLongerAllowed) ?? []);
  const noLonger = noLongerAllowed.flatMap((one) => beside(one, newlyAllowed) ?? []);
  const isSame = newly.every((one, at) => one === newlyAllowed[at]) && newly.length === newlyAllowed.length;
  if (isSame && noLonger.length === noLongerAllowed.length && noLonger.every((one, at) => one === noLongerAllowed[at]))
    return change;
  const verdict =
    unknown.length > 0 || change.verdict === "unknown" ? "unknown" : verdictOf(newly.length > 0, noLonger.length > 0);
  return { ...change, verdict, newlyAllowed: newly, noLongerAllowed: noLonger };
}

/** What is left of it beside what others allow on all; null for nothing. */
function beside(one: Allowed, others: readonly Allowed[]): Allowed | null {
  const plain = one.resources.map((resource) => resource.replace(keyed, "$1"));
  if (plain.length === 0 || plain.some((said, at) => said === one.resources[at])) return one;
  const covering = others.filter((other) => {
    if (whoAndWhen(one) !== whoAndWhen(other)) return false;
    const all = new Set(other.resources.map(eachOf));
    return plain.every((said) => all.has(said));
  });
  const had = new Set(covering.flatMap(({ actions }) => actions));
  const left = one.actions.filter((action) => !had.has(action));
  if (left.length === 0) return null;
  // An example has to be of what is left.
  return left.length < one.actions.length && left.includes(one.witness.action)
    ? { ...one, actions: left, together: left }
    : one;
}

function whoAndWhen({ principals, conditions, byPermission }: Allowed): string {
  return JSON.stringify([principals, conditions, byPermission]);
}

/** One of them without its key; null for what does not take all of several. */
function eachOf(resource: string): string | null {
  const [, all = "", own = ""] = splat.exec(resource) ?? [];
  if (all) return `\${${all}${own}}`;
  const [, , of = "", bare = "", within = "", rest = ""] = looped.exec(resource) ?? [];
  return of ? `\${${of}${bare || within}}${rest}` : null;
}
