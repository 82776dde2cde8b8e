/** What must stay possible. */
import type { ReadPolicy, Subject } from "../change/subject";
import { reaches } from "../decide/reaches";
import type { Statement } from "../policy/model";
import type { Claim } from "./assertion";
import type { Broken } from "./outcome";
import { perhapsNamed } from "./perhaps-named";
import type { PolicySets } from "./policy-sets";
import type { Bound } from "./stated";
import { mayMeet } from "./statements";

export function mustBePossible(
  policies: PolicySets,
  subject: Subject,
  { actions, on }: Extract<Claim, { kind: "possible" }>,
): readonly Broken[] {
  const resources = on.length === 0 ? [null] : on;
  return resources.flatMap((text) => actions.flatMap((action) => impossible(policies, subject, action, text)));
}

/** Null of the resource: any will do. */
function impossible(policies: PolicySets, subject: Subject, action: string, text: string | null): readonly Broken[] {
  const places = text === null ? [] : policies.workspace.resource(text, subject.scope).slice(0, 1);
  const asked = (bound: Bound) => {
    const question = {
      principals: [],
      actions: [action],
      resources: places.map((parts) => policies.resource(parts, bound)),
    };
    const made = policies.identity(subject, bound);
    return made && reaches(question, made.sets, policies.deciding);
  };
  const what = `\`${action}\`${text === null ? "" : ` on \`${text}\``}`;
  // What is attached and cannot be read may deny it.
  const isUnread = subject.policies.some((one) => one.isUnread);
  if (!isUnread && asked("surely")?.verdict === "yes") return [];
  if (asked("perhaps")!.verdict !== "no" || (text !== null && perhapsNamed(policies, subject, [action], [text]))) {
    const because = `whether it can do ${what} depends on what is left open`;
    return [policies.outcome("unknown", subject, null, null, because)];
  }
  return [policies.outcome("broken", subject, denying(subject, action), null, `it cannot do ${what}`)];
}

/** A Deny of the action; null where it is only allowed nowhere. */
function denying(
  subject: Subject,
  action: string,
): { readonly read: ReadPolicy; readonly statement: Statement } | null {
  for (const read of subject.policies)
    for (const statement of read.policy.statements)
      if (statement.effect === "Deny" && mayMeet(statement, [action])) return { read, statement };
  return null;
}
