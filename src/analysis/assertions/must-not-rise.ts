/** Nobody may get more than they have: administrators, and the ways to become one. */
import { inEnglish } from "../../wording/sentence";
import type { Subject } from "../change/subject";
import { reaches } from "../decide/reaches";
import { escalationPaths, givesEverything } from "../knowledge/escalation-paths";
import type { Statement } from "../policy/model";
import { pathsOf } from "../rules/support/escalations";
import { Permissions } from "../rules/support/permissions";
import { mustNotUseOthers } from "./other-roles";
import type { Broken } from "./outcome";
import type { PolicySets } from "./policy-sets";
import type { Bound } from "./stated";

export function mustNotRise(
  policies: PolicySets,
  subject: Subject,
  kind: "administrators" | "escalation",
): readonly Broken[] {
  const { catalog } = policies.options;
  const ofBound = (bound: Bound, verdict: Broken["verdict"]): readonly Broken[] => {
    const made = policies.identity(subject, bound);
    if (!made) return [];
    const permissions = new Permissions(made.sets.identity ?? []);
    const broken = (grant: Statement, action: string, because: string): Broken[] => {
      const question = { principals: [], actions: [action], resources: [] };
      const { verdict: isReached, witness } = reaches(question, made.sets, policies.deciding);
      const origin = made.all.origins.get(grant);
      return origin && isReached !== "no" ? [policies.outcome(verdict, subject, origin, witness, because)] : [];
    };
    if (kind === "administrators" && permissions.isEverything) {
      const [first] = permissions.everything;
      return broken(first!.statement, "iam:PutUserPolicy", "it may do everything");
    }
    const paths = pathsOf(permissions, catalog).filter(
      ({ path }) => kind === "escalation" || givesEverything.includes(path.id),
    );
    const [worst] = [...paths].sort((a, b) => escalationPaths.indexOf(a.path) - escalationPaths.indexOf(b.path));
    const grant = worst?.grants.at(-1);
    return worst && grant
      ? broken(grant.statement, worst.path.actions.at(-1)!, `whoever has it can ${inEnglish(worst.path.ends)}`)
      : [];
  };
  const surely = ofBound("surely", "broken");
  if (surely.length > 0) return surely;
  const byOthers = mustNotUseOthers(policies, subject, kind);
  if (byOthers.some(({ verdict }) => verdict === "broken")) return byOthers;
  const perhaps = ofBound("perhaps", "unknown");
  return perhaps.length > 0 ? perhaps : byOthers;
}
