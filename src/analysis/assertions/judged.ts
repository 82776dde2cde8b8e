/** Somebody who is judged by what they can get through others, and what each of these ways is asked with. */
import type { Subject } from "../change/subject";
import { type Reach, reaches } from "../decide/reaches";
import type { Request } from "../policy/request";
import type { Grant, Permissions } from "../rules/support/permissions";
import { type Origin, OtherHolders, type Rise } from "./other-holders";
import type { Broken } from "./outcome";
import type { PolicySets, StatedSets } from "./policy-sets";

export class Judged {
  readonly holders: OtherHolders;

  constructor(
    readonly policies: PolicySets,
    readonly subject: Subject,
    readonly made: StatedSets,
    readonly permissions: Permissions,
    readonly kind: Rise,
  ) {
    this.holders = new OtherHolders(policies, subject, made, kind);
  }

  /** Whether they may do it, to one of these resources or, where there are none, to any. */
  reaches(action: string, resources: readonly string[] = [], sets: StatedSets["sets"] = this.made.sets): Reach {
    return reaches({ principals: [], actions: [action], resources }, sets, this.policies.deciding);
  }

  /** Where what allows something is written; none where the document does not write it. */
  originOf({ statement }: Grant): Origin | undefined {
    return this.made.all.origins.get(statement);
  }

  /** None where no request shows it. */
  outcome(verdict: Broken["verdict"], origin: Origin, witness: Request | null, because: string): readonly Broken[] {
    return witness ? [this.policies.outcome(verdict, this.subject, origin, witness, because)] : [];
  }
}
