/** Loops of Terraform that nobody can write out: what one makes of each is enough to tell. */
import type { AllowedChange } from "../allowed";
import type { Allowed } from "../differences";

const loop = /^\$\{[[{]\s{0,9}for\s/;

/** A change whose lists have no loop beside what that makes of each. */
export function withLoopsOnce(change: AllowedChange): AllowedChange {
  const { newlyAllowed, noLongerAllowed } = change;
  return { ...change, newlyAllowed: newlyAllowed.map(once), noLongerAllowed: noLongerAllowed.map(once) };
}

function once(one: Allowed): Allowed {
  const [resources, principals] = [withoutLoops(one.resources), withoutLoops(one.principals)];
  return resources === one.resources && principals === one.principals ? one : { ...one, resources, principals };
}

function withoutLoops(all: readonly string[]): readonly string[] {
  const loops = all.filter((text) => loop.test(text));
  if (loops.length === 0 || loops.length === all.length) return all;
  const others = all.filter((text) => !loop.test(text)).map(inside);
  const made = new Set(loops.filter((text) => others.some((other) => text.includes(other))));
  return made.size === 0 ? all : all.filter((text) => !made.has(text));
}

/** `var.who` of `${var.who}`. */
function inside(text: string): string {
  return /^\$\{([^{}]{1,1000})\}$/.exec(text)?.[1] ?? text;
}
