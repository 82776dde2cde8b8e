/** What must not be allowed: everything that goes beyond what an assertion permits breaks it. */
import type { Subject } from "../change/subject";
import { exceeds } from "../decide/exceeds";
import { reaches } from "../decide/reaches";
import { evaluate, type Policies } from "../policy/evaluate";
import type { Statement } from "../policy/model";
import type { Claim } from "./assertion";
import type { Broken } from "./outcome";
import type { PolicySets, StatedSets } from "./policy-sets";
import type { Bound } from "./stated";
import { without } from "./statements";

export function mustNot(
  policies: PolicySets,
  subject: Subject,
  setsOf: (bound: Bound) => StatedSets | null,
  permittedOf: (bound: Bound) => Policies,
): readonly Broken[] {
  const ofClaim = (bound: Bound) => {
    const made = setsOf(bound);
    if (!made) return null;
    const isEmpty = [...(made.sets.identity ?? []), ...(made.sets.resource ?? [])].length === 0;
    return isEmpty
      ? { found: [], isOpen: false, made }
      : { ...exceeds(made.sets, permittedOf(bound), policies.deciding), made };
  };
  const surely = ofClaim("surely");
  const broken = (surely?.found ?? []).flatMap(({ statement, witness }) => {
    const origin = surely!.made.all.origins.get(statement.statement);
    return origin ? [policies.outcome("broken", subject, origin, witness, null)] : [];
  });
  const isNew = ({ statement }: Broken) => !broken.some((one) => one.statement === statement);
  const perhaps = ofClaim("perhaps");
  const doubtful = (perhaps?.found ?? []).flatMap(({ statement, witness }) => {
    const origin = perhaps!.made.all.origins.get(statement.statement);
    const because = surely === null ? "its permissions boundary is not here" : null;
    return origin ? [policies.outcome("unknown", subject, origin, witness, because)] : [];
  });
  const open = perhaps?.isOpen
    ? [policies.outcome("unknown", subject, null, null, "the conditions are more than can be decided")]
    : [];
  return [...broken, ...[...unique(doubtful), ...open].filter(isNew)];
}

export function mustNotBePublic(
  policies: PolicySets,
  subject: Subject,
  { actions, on, except }: Extract<Claim, { kind: "never" }>,
): readonly Broken[] {
  const asked = (bound: Bound) => {
    const { sets, all } = policies.resources(subject, bound);
    const given = { ...sets, resource: (sets.resource ?? []).map((one) => without(one, except)) };
    const question = {
      principals: ["anyone"],
      actions,
      resources: policies
        .places(bound)
        .resources(on)
        .map((parts) => policies.resource(parts, bound)),
    };
    const found = reaches(question, given, policies.deciding);
    const [first] = found.witness ? evaluate(found.witness, given).statements : [];
    return { ...found, origin: first && all.origins.get(first.statement) };
  };
  const surely = asked("surely");
  if (surely.verdict === "yes") return [policies.outcome("broken", subject, surely.origin, surely.witness, null)];
  const perhaps = asked("perhaps");
  return perhaps.verdict === "no" ? [] : [policies.outcome("unknown", subject, perhaps.origin, perhaps.witness, null)];
}

function unique(found: readonly Broken[]): readonly Broken[] {
  return [...new Map<Statement | null, Broken>(found.map((one) => [one.statement, one])).values()];
}
