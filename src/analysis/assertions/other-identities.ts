/** What somebody gets by becoming somebody else: a role that lets them in by its trust, or a user or group that is open to them. */
import { inEnglish } from "../../wording/sentence";
import type { Subject } from "../change/subject";
import { everything } from "../decide/everything";
import { escalationPaths } from "../knowledge/escalation-paths";
import { oncePer } from "../memo";
import { namesAction } from "../policy/action-list";
import type { Statement } from "../policy/model";
import { pathsOf } from "../rules/support/escalations";
import type { Grant } from "../rules/support/permissions";
import type { HolderKind } from "./assertion";
import type { Judged } from "./judged";
import { isNamed } from "./let-in";
import type { Named } from "./other-holders";
import type { Broken } from "./outcome";
import type { StatedSets } from "./policy-sets";
import type { Workspace } from "./workspace";

interface Taking {
  readonly action: string;
  readonly of: HolderKind;
  /** What it does to one of them: the beginning of a sentence. */
  readonly how: string;
  /** Whether it needs nothing more: only who has a password can be given another, and only who has none a first one. */
  readonly isEnough: boolean;
}

const takings: readonly Taking[] = [
  {
    action: "iam:UpdateAssumeRolePolicy",
    of: "role",
    how: "it can let itself assume the role",
    isEnough: true,
  },
  { action: "iam:AddUserToGroup", of: "group", how: "it can put users into the group", isEnough: true },
  { action: "iam:CreateAccessKey", of: "user", how: "it can make an access key of the user", isEnough: true },
  { action: "iam:CreateLoginProfile", of: "user", how: "it can set a password for the user", isEnough: false },
  { action: "iam:UpdateLoginProfile", of: "user", how: "it can set another password for the user", isEnough: false },
];

const assuming = "sts:AssumeRole";

export class OtherIdentities {
  constructor(private readonly judged: Judged) {}

  /** By what they may do to a role, user or group that has more. */
  taken(): readonly Broken[] {
    const { permissions, holders } = this.judged;
    const found = takings.flatMap((taking) =>
      permissions.allowing(taking.action).flatMap((grant) => {
        const asked = { action: taking.action, resource: `arn:aws:iam::111122223333:${taking.of}/any`, context: {} };
        if (!permissions.allows(grant, asked)) return [];
        return holders.named(grant.statement, taking.of).flatMap((one) => this.outcome(taking, grant, one));
      }),
    );
    return [...found, ...this.ofAnybody()];
  }

  /** Within an account nobody needs to be allowed to assume a role that names them in its trust. */
  letIn(): readonly Broken[] {
    const { subject, holders, policies } = this.judged;
    const { workspace } = policies;
    return openRoles(workspace).flatMap((role) => {
      if (!holders.is(role, "role")) return [];
      const trust = holders.trustIn(role);
      const entry = trust.find(
        ({ statement }) =>
          statement.effect !== "Deny" &&
          namesAction(statement.action?.items ?? [], assuming.toLowerCase()) !== false &&
          isNamed(statement, subject, workspace, role.scope === subject.scope),
      );
      if (!entry) return [];
      const gets = holders.gives(role);
      if (gets === "no") return [];
      const { conditional, complete, condition } = entry.statement;
      const isSure =
        complete && !conditional && !condition && trust.every(({ statement }) => statement.effect !== "Deny");
      const { witness } = this.judged.reaches(assuming, holders.arnOf(role), this.letBy());
      const because = `the role \`${workspace.nameOf(role)}\`, which may do what it may not do itself, lets it in by its trust policy`;
      return this.judged.outcome(isSure && gets === "yes" ? "broken" : "unknown", entry, witness, because);
    });
  }

  /** What nothing of theirs denies. */
  private letBy(): StatedSets["sets"] {
    const { sets } = this.judged.made;
    return { ...sets, identity: [...(sets.identity ?? []), everything] };
  }

  private outcome({ action, how, isEnough }: Taking, grant: Grant, { role, asked }: Named): readonly Broken[] {
    const { judged } = this;
    const origin = judged.originOf(grant);
    if (!role || !origin) return [];
    const { verdict, witness } = judged.reaches(action, asked());
    if (verdict !== "yes") return [];
    const gets = judged.holders.gives(role);
    if (gets === "no") return [];
    const because = `${how} \`${judged.policies.workspace.nameOf(role)}\`, which may do what it may not do itself`;
    return judged.outcome(isEnough && gets === "yes" ? "broken" : "unknown", origin, witness, because);
  }

  /** What they may do to any role, user or group: whether one that is not here may do everything nobody knows. */
  private ofAnybody(): readonly Broken[] {
    const { judged } = this;
    if (judged.kind !== "administrators") return [];
    return pathsOf(judged.permissions, judged.policies.options.catalog).flatMap(({ path, grants }) => {
      const origin = judged.originOf(grants[0]!);
      if (!alone.includes(path) || !origin) return [];
      const { witness } = judged.reaches(path.actions[0]!);
      return judged.outcome("unknown", origin, witness, `whoever has it can ${inEnglish(path.ends)}`);
    });
  }
}

/** The roles that a trust policy opens to more than services, looked for once for everybody who is judged. */
const openRoles = oncePer((workspace: Workspace): readonly Subject[] => {
  const isOpen = ({ effect, principal, notPrincipal }: Statement): boolean =>
    effect !== "Deny" &&
    (notPrincipal !== null || principal?.bare != null || (principal?.groups ?? []).some(({ type }) => type === "AWS"));
  return workspace.subjects.filter(
    (one) =>
      one.kind === "identity" &&
      workspace.trustsOfRole(one).some(({ policies }) => policies.some(({ policy }) => policy.statements.some(isOpen))),
  );
});

const alone = escalationPaths.filter(
  ({ kind, actions }) => kind === "iam" && actions.length === 1 && takings.some(({ action }) => action === actions[0]),
);
