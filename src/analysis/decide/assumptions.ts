/** The variables of IAM that a text has, `${aws:username}`: each has a value in a request, or has none. */
import { and, type Formula, not, open, or, present } from "./formula";

/** Whether a variable's key has a value. */
export type Assumed = (name: string) => boolean;

/** With more of them nothing is decided. */
export const mostVariables = 3;

/** A formula for each way in which the variables have values or lack them. */
export function assuming(names: readonly string[], build: (assumed: Assumed) => Formula): Formula {
  if (names.length === 0) return build(() => true);
  if (names.length > mostVariables) return open(`variables ${names.join()}`);
  const cases: Formula[] = [];
  for (let bits = 0; bits < 2 ** names.length; bits++) {
    const has = (name: string): boolean => (bits & (1 << names.indexOf(name))) === 0;
    const said = names.map((name) => (has(name) ? present(name) : not(present(name))));
    cases.push(and([...said, build(has)]));
  }
  return or(cases);
}
