/** Expressions of Terraform that nobody can compute, in whose place the other side has what they are written with, or a part of it. */
import { groupBy } from "../../group-by";
import type { AllowedChange } from "../allowed";
import { writtenAlike } from "../canonical";
import type { Allowed } from "../differences";
import { meaningsIn } from "../meanings";
import type { Meanings } from "../names";
import { anotherPrefix } from "../others";
import type { Subject } from "../subject";

interface Side {
  readonly before: Subject | null;
  readonly after: Subject | null;
}

/** `${local.arns}`, `${slice(…)}` */
const computed = /^\$\{((?:local\.|\w{1,40}\().{1,1000})\}$/s;

/** A change without what one side has by such an expression, and the other in its place: nobody knows which part of it that is. */
export function withWrittenOut(change: AllowedChange, { before, after }: Side): AllowedChange {
  const { newlyAllowed, noLongerAllowed } = change;
  if (newlyAllowed.length === 0 || noLongerAllowed.length === 0) return change;
  const now = perhapsIn(noLongerAllowed, newlyAllowed, before);
  const then = perhapsIn(newlyAllowed, noLongerAllowed, after);
  const names = [...new Set([...now.names, ...then.names])];
  if (names.length === 0) return change;
  const left = (all: readonly Allowed[]): readonly Allowed[] =>
    all.filter((one) => ![now, then].some(({ found }) => found.has(one)));
  return {
    verdict: "unknown",
    newlyAllowed: left(newlyAllowed),
    noLongerAllowed: left(noLongerAllowed),
    unknown: [...change.unknown, ...names.map((name) => anotherPrefix + name)],
  };
}

/** What is allowed on such expressions alone, and what the other side allows on nothing but what these are written with. */
function perhapsIn(open: readonly Allowed[], others: readonly Allowed[], of: Subject | null) {
  const found = new Set<Allowed>();
  const names = new Set<string>();
  let meanings: Meanings | null = null;
  const groups = groupBy(open, (one) => JSON.stringify([one.resources, whoAndWhen(one)]));
  for (const group of groups.values()) {
    const said = group[0]!.resources.map((resource) => computed.exec(resource)?.[1]);
    if (said.length === 0 || !said.every((each) => each !== undefined)) continue;
    meanings ??= meaningsIn(of);
    const text = said.map((each) => writtenWith(each, meanings!)).join("\n");
    const actions = new Set(group.flatMap((one) => one.actions));
    const within = others.filter(
      (other) =>
        whoAndWhen(group[0]!) === whoAndWhen(other) &&
        other.actions.every((action) => actions.has(action)) &&
        other.resources.length > 0 &&
        other.resources.every((resource) => isIn(text, resource)),
    );
    if (within.length === 0) continue;
    for (const each of [...group, ...within]) found.add(each);
    for (const name of said) names.add(name);
  }
  return { found, names };
}

function writtenWith(said: string, meanings: Meanings): string {
  return [said, ...(meanings.get(writtenAlike(said))?.values() ?? [])].join("\n");
}

/** Whether a text is written with a resource: `arn:aws:s3:::a/*`, `aws_s3_bucket.a.arn`. */
function isIn(text: string, resource: string): boolean {
  const said = writtenAlike(/^\$\{([\w.[\]"-]{1,300})\}$/.exec(resource)?.[1] ?? resource);
  for (let at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + 1))
    if (!isPart.test(text[at - 1] ?? " ") && !isPart.test(text[at + said.length] ?? " ")) return true;
  return false;
}

/** What goes on with a name or a text. */
const isPart = /[\w.:/*${}-]/;

function whoAndWhen({ principals, conditions, byPermission }: Allowed): string {
  return JSON.stringify([principals, conditions, byPermission]);
}
