/** What the checks of costs share: billing is not the same everywhere. */
import type { Snapshot } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck, type Evaluation } from "./check";
import { decided } from "./evaluation";

export function defineBillingCheck({
  evaluate,
  ...declaration
}: Omit<CheckDeclaration, "recommendation" | "cis" | "securityHub">): Check {
  return defineCheck({
    ...declaration,
    recommendation: "billing-alarms",
    cis: [],
    securityHub: [],
    evaluate: (snapshot, now, catalog): Evaluation => elsewhere(snapshot) ?? evaluate(snapshot, now, catalog),
  });
}

function elsewhere({ account: { partition } }: Snapshot): Evaluation | null {
  return partition === "aws"
    ? null
    : decided("not-applicable", `The costs of partition ${partition} are not billed, watched or budgeted here.`, []);
}
