/** Conditions of a template by what they say: whatever they are called, and however `Fn::And`, `Fn::Or` and `Fn::Not` put them together. */
import { objectAt, valueAt, type ValueNode } from "../../value";
import { canonical, functionOf, type WrittenTemplate } from "./written";

/** With more comparisons than these a condition is taken as it is written. */
const mostAtoms = 6;
const deepest = 20;

/** What all must hold: one of the literals of each clause, `!` before what must not hold. */
type Clause = ReadonlyMap<number, boolean>;

type Truth = (holds: readonly boolean[]) => boolean;

/**
 * A condition as what it takes, in the form of a count: `a && b or c ? 1:0`. Two are the same where they say the same, and one says no
 * less than another where each clause of the other has a part of it among its own. Null: it is not known here.
 * @param isNot the opposite of it
 */
export function saidByCondition(name: string, template: WrittenTemplate, isNot = false): string | null {
  const atoms: string[] = [];
  const truth = truthOf({ name }, template.sections, atoms, 0);
  if (!truth || atoms.length > mostAtoms) return null;
  const clauses = clausesOf(isNot ? (holds) => !truth(holds) : truth, atoms.length);
  if (clauses.length === 0) return "true";
  const said = clauses.map((clause) =>
    [...clause]
      .map(([atom, holds]) => (holds ? atoms[atom]! : `!${atoms[atom]!}`))
      .sort()
      .join(" or "),
  );
  return `${said.sort().join(" && ")} ? 1:0`;
}

function truthOf(
  of: { readonly name: string } | { readonly node: ValueNode },
  sections: ValueNode,
  atoms: string[],
  depth: number,
): Truth | null {
  if (depth > deepest || atoms.length > mostAtoms) return null;
  if ("name" in of) {
    const defined = objectAt(sections, "Conditions");
    const node = defined ? valueAt(defined, of.name) : undefined;
    return node ? truthOf({ node }, sections, atoms, depth + 1) : atom(`condition ${of.name}`, atoms);
  }
  const made = functionOf(of.node);
  if (made?.name === "Condition" && made.given.kind === "string")
    return truthOf({ name: made.given.value }, sections, atoms, depth + 1);
  const operands = made?.given.kind === "array" ? made.given.items : [];
  if (!made || !/^(?:And|Or|Not)$/.test(made.name) || operands.length === 0)
    return atom(canonical(of.node).replace(/[?|&]/g, "_").replace(/\s+/g, " "), atoms);
  const all = operands.map((node) => truthOf({ node }, sections, atoms, depth + 1));
  if (all.some((one) => one === null)) return null;
  const truths = all as readonly Truth[];
  if (made.name === "Not") return truths.length === 1 ? (holds) => !truths[0]!(holds) : null;
  return made.name === "And"
    ? (holds) => truths.every((one) => one(holds))
    : (holds) => truths.some((one) => one(holds));
}

function atom(text: string, atoms: string[]): Truth {
  const known = atoms.indexOf(text);
  const at = known < 0 ? atoms.push(text) - 1 : known;
  return (holds) => holds[at]!;
}

/** The clauses that follow from it and from no shorter one of them. */
function clausesOf(truth: Truth, count: number): readonly Clause[] {
  const fails: (readonly boolean[])[] = [];
  for (let bits = 0; bits < 1 << count; bits++) {
    const holds = Array.from({ length: count }, (_, at) => (bits & (1 << at)) !== 0);
    if (!truth(holds)) fails.push(holds);
  }
  const isMet = (clause: Clause, holds: readonly boolean[]) => [...clause].some(([at, is]) => holds[at] === is);
  const found: Clause[] = [];
  for (const clause of allClauses(count)) {
    if (found.some((one) => [...one].every(([at, is]) => clause.get(at) === is))) continue;
    // It follows where the condition holds nowhere that the clause does not.
    const unmet = fails.filter((holds) => !isMet(clause, holds)).length;
    if (unmet === 1 << (count - clause.size)) found.push(clause);
  }
  return found;
}

/** The shorter ones first. */
function allClauses(count: number): readonly Clause[] {
  const found: Clause[] = [];
  const total = 3 ** count;
  for (let code = 0; code < total; code++) {
    const clause = new Map<number, boolean>();
    for (let at = 0, rest = code; at < count; at++, rest = Math.floor(rest / 3))
      if (rest % 3 > 0) clause.set(at, rest % 3 === 1);
    found.push(clause);
  }
  return found.sort((one, other) => one.size - other.size);
}
