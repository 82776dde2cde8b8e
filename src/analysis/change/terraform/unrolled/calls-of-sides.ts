/** The calls of local modules on both sides, with the values that differ. */
import { type ModuleCall, moduleCalls } from "./calls";
import { filledOf, namedIn, type UnrolledSide } from "./given-values";
import { Rewriter } from "./rewriter";
import { type NamedValues, touchedNames } from "./touched";

/** The calls of local modules on both sides, with the values of the variables in which these differ. */
export function callsOfSides(before: UnrolledSide | null, after: UnrolledSide | null): CallsOfSides {
  const named = [before, after].map((side) => {
    const tree = side?.source.syntax("hcl");
    return tree ? namedIn(tree, side!) : null;
  });
  const rewriters = named.map(
    (own, at) => own && new Rewriter(own.tree, { variables: filledOf(own.values, named[1 - at]?.values ?? null) }),
  );
  const calls = rewriters.map((one, at) => (one ? moduleCalls(named[at]!.tree, one) : []));
  return { calls, rewriters, touched: touchedOnBoth(named[0] ?? null, named[1] ?? null) };
}

/** What one side alone names stands for nothing else on the other. */
function touchedOnBoth(before: NamedValues | null, after: NamedValues | null): ReadonlySet<string> {
  const isOfOne = (name: string) =>
    name.startsWith("var.") && before?.values.has(name.slice(4)) !== after?.values.has(name.slice(4));
  return new Set([...touchedNames(before, after)].filter((name) => !isOfOne(name)));
}

export interface CallsOfSides {
  readonly calls: readonly (readonly ModuleCall[])[];
  /** What reads the callers; null for what is no Terraform. */
  readonly rewriters: readonly (Rewriter | null)[];
  readonly touched: ReadonlySet<string>;
}
