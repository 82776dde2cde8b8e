/** Whom a side has for parts of what the other side has too: they are still there, with nothing. */
import { type ChangedDocument, type Holder, isProgram, keyOf, type State, writtenName } from "./subject";

const words = /[A-Za-z_$][\w$]{0,200}(?:\.[A-Za-z_$][\w$]{0,200}){0,5}\??:?/g;

/**
 * The holders that the other side of a program has policies for, which this side declares or names without any: `api.handler` of a
 * construct of another file, `props.reader` of what a program is given.
 */
export function stillThere(
  { policies, holders = [] }: Pick<State, "policies" | "holders">,
  other: State,
): readonly Holder[] {
  const whole = new Set(
    holders.filter(({ hasHolders }) => hasHolders).map(({ name, document: { scope } }) => keyOf(scope, name)),
  );
  const own = new Map([...policies, ...holders].map(({ document }) => [document.scope, document]));
  const named = new Map<ChangedDocument, ReadonlySet<string>>();
  const names = (document: ChangedDocument, name: string): boolean => {
    let all = named.get(document);
    if (!all) named.set(document, (all = new Set(document.text.match(words))));
    const member = name.slice(name.lastIndexOf(".") + 1);
    return all.has(name) || all.has(`${member}:`) || all.has(`${member}?:`);
  };
  const taken = new Set(
    policies.map(({ policy, document }) => keyOf(document.scope, stemOf(writtenName(policy) ?? ""))),
  );
  const parts = other.policies.flatMap(({ policy, document: { scope } }): (readonly [string, Holder])[] => {
    const name = writtenName(policy) ?? "";
    const document = own.get(scope);
    if (!document || taken.has(keyOf(scope, stemOf(name)))) return [];
    const isThere =
      whole.has(keyOf(scope, name.slice(0, Math.max(0, name.lastIndexOf("."))))) ||
      (given.test(name) && isProgram(document) && names(document, name));
    return isThere ? [[keyOf(scope, name), { name, document }]] : [];
  });
  return [...new Map(parts).values()];
}

/** A function and its role, or a version of it, are one holder. */
function stemOf(name: string): string {
  return name.replace(
    /[!?]?\.(?:(?:current|latest)_?[vV]ersion|(?:execution_?)?[rR]ole|(?:grant_?)?[pP]rincipal)[!?]?$/,
    "",
  );
}

/** What a class is given or keeps. */
const given = /^(?:props|this|self)\.[\w$]{1,200}$/;
