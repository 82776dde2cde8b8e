/** What the checks of costs share: billing is not the same everywhere. */
import type { Snapshot } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck, type Evaluation } from "./check";
import { asked } from "./evaluation";

export function defineBillingCheck({
  evaluate,
  ...declaration
}: Omit<CheckDeclaration, "recommendation" | "cis" | "securityHub">): Check {
  return defineCheck({
    ...declaration,
    recommendation: "billing-alarms",
    cis: [],
    securityHub: [],
    evaluate: (snapshot, now, catalog): Evaluation =>
      elsewhere(snapshot, declaration.title) ?? evaluate(snapshot, now, catalog),
  });
}

/** Costs are read in the commercial partition alone: of the others a person is asked. */
function elsewhere({ account: { partition } }: Snapshot, title: string): Evaluation | null {
  if (partition === "aws") return null;
  return asked(`Costs are not read in the partition ${partition}. Does this hold there: “${title}”?`, [
    { call: "sts:GetCallerIdentity", field: "partition of Arn", value: partition, region: null },
  ]);
}
