/** Loops of Terraform that nobody can write out: what one makes of each is enough to tell. */
import type { AllowedChange } from "../allowed";
import type { Allowed } from "../differences";

const loop = /^\$\{[[{]\s{0,9}for\s{1,9}(?:[\w-]{1,100}\s{0,9},\s{0,9})?([\w-]{1,100})\s{1,9}in\s/;

/** A change whose lists have no loop beside what that makes of each. */
export function withLoopsOnce(change: AllowedChange): AllowedChange {
  const { newlyAllowed, noLongerAllowed } = change;
  return { ...change, newlyAllowed: newlyAllowed.map(once), noLongerAllowed: noLongerAllowed.map(once) };
}

function once(one: Allowed): Allowed {
  const [resources, principals] = [withoutLoops(one.resources), withoutLoops(one.principals)];
  return resources === one.resources && principals === one.principals ? one : { ...one, resources, principals };
}

/** Of what is nothing but one of them (`${q.arn}`) the loop says more; of any other text that tells enough. */
function withoutLoops(all: readonly string[]): readonly string[] {
  const left = new Set(all);
  for (const text of all) {
    const iterator = loop.exec(text)?.[1];
    if (iterator === undefined) continue;
    const [opening, inner] = [
      "${" + iterator,
      all.filter((one) => one !== text && text.includes(inside(one))),
    ] as const;
    const alone = inner.filter((one) => one.startsWith(opening) && inside(one) !== one);
    if (alone.length > 0) for (const one of alone) left.delete(one);
    else if (inner.some((one) => inside(one) === one)) left.delete(text);
  }
  return left.size === all.length ? all : [...left];
}

/** `var.who` of `${var.who}`. */
function inside(text: string): string {
  return /^\$\{([^{}]{1,1000})\}$/.exec(text)?.[1] ?? text;
}
