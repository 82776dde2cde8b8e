/** Resources whose names a template leaves open: what a policy writes letter by letter may be one of them. */
import type { Subject } from "../change/subject";
import { reaches } from "../decide/reaches";
import { overlaps } from "../policy/wildcard";
import type { Broken } from "./outcome";
import type { PolicySets } from "./policy-sets";
import { mayMeet } from "./statements";

/** The first statement that allows one of the actions on what may be one of the resources; null where none does. */
export function perhapsNamed(
  policies: PolicySets,
  subject: Subject,
  actions: readonly string[],
  on: readonly string[],
): Pick<Broken, "read" | "statement" | "witness"> | null {
  const patterns = on.flatMap((text) => policies.workspace.openNames(text));
  const made = patterns.length > 0 ? policies.identity(subject, "perhaps") : null;
  if (!made) return null;
  for (const read of subject.policies)
    for (const statement of read.policy.statements) {
      if (statement.effect === "Deny" || !mayMeet(statement, actions)) continue;
      for (const { value } of statement.resource?.items ?? []) {
        if (value === null || !patterns.some((pattern) => overlaps(pattern, value))) continue;
        const { verdict, witness } = reaches(
          { principals: [], actions, resources: [value] },
          made.sets,
          policies.deciding,
        );
        if (verdict !== "no") return { read, statement, witness };
      }
    }
  return null;
}
