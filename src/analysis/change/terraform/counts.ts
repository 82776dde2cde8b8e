/** How often Terraform makes something: the conditions of a `count`, and whether it makes less than another. */
import { writtenAlike } from "../canonical";

const once = /^([^?|]{1,500}?) ?\? ?1 ?: ?0$/;
const onceOfAll = /^([^?]{1,500}?) ?\? ?1 ?: ?0$/;
const localName = /^local\.[\w-]{1,200}$/;
/** Locals may name others. */
const mostSteps = 10;

/** Whether one count makes something only where the other does: the same conditions, and more. Both as `writtenAlike` writes them. */
export function isNarrower(was: string, said: string): boolean {
  if (was === "") return true;
  const [old, current] = [was, said].map((text) => {
    const condition = once.exec(text)?.[1];
    return condition === undefined ? undefined : conditionsIn(condition);
  });
  return old !== undefined && current !== undefined && old.every((one) => current.some((other) => saysAll(other, one)));
}

/** Whether one of a part of what the other may be must hold: of a template, `a or b` (`template/condition-logic.ts`). */
function saysAll(one: string, other: string): boolean {
  const all = other.split(" or ");
  return one.split(" or ").every((each) => all.includes(each));
}

/**
 * A count with what its locals say in place of their names, where they are conditions of it.
 * @param localOf the text of a local, by its name (`local.on`)
 */
export function withLocals(count: string, localOf: (name: string) => string | undefined): string {
  let text = writtenAlike(count);
  for (let step = 0; step < mostSteps; step++) {
    const whole = localName.test(text) ? localOf(text) : undefined;
    const next = whole === undefined ? withConditions(text, localOf) : writtenAlike(whole);
    if (next === text) break;
    text = next;
  }
  return text;
}

/** The same of a condition alone. */
export function conditionWithLocals(condition: string, localOf: (name: string) => string | undefined): string {
  const said = writtenAlike(condition);
  return onceOfAll.exec(withLocals(`${said} ? 1:0`, localOf))?.[1] ?? said;
}

function withConditions(text: string, localOf: (name: string) => string | undefined): string {
  const condition = onceOfAll.exec(text)?.[1];
  if (condition === undefined) return text;
  const all = conditionsIn(condition);
  const made = all.map((one) => {
    const said = localName.test(one) ? localOf(one) : undefined;
    const other = said === undefined ? one : writtenAlike(said);
    return /\?|=>|^[[{]/.test(other) || (other.includes("||") && all.length > 1) ? one : other;
  });
  return `${made.join(" && ")} ? 1:0`;
}

function conditionsIn(text: string): readonly string[] {
  return text.split("&&").map((one) => one.trim());
}
