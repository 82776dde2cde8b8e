/** What somebody can do with the permissions of another role: by passing it to a service, by assuming it, or by taking over what has it. */
import { inEnglish } from "../../wording/sentence";
import type { Subject } from "../change/subject";
import { escalationPaths } from "../knowledge/escalation-paths";
import { lazily } from "../lazily";
import type { Item, PrincipalElement } from "../policy/model";
import { pathsOf } from "../rules/support/escalations";
import { type Grant, Permissions } from "../rules/support/permissions";
import { Judged } from "./judged";
import { isNamed } from "./let-in";
import type { Named, Rise } from "./other-holders";
import { OtherIdentities } from "./other-identities";
import type { Broken } from "./outcome";
import type { PolicySets } from "./policy-sets";
import { type Bound, isFilledIn } from "./stated";

const passing = "iam:PassRole";
const assuming = "sts:AssumeRole";

/** What somebody gets who can use other roles; none where they get nothing that they do not have. */
export function mustNotUseOthers(policies: PolicySets, subject: Subject, kind: Rise): readonly Broken[] {
  const of = (bound: Bound): readonly Broken[] => {
    const made = policies.identity(subject, bound);
    const permissions = made && new Permissions(made.sets.identity ?? []);
    if (!made || !permissions || permissions.isEverything) return [];
    const judged = new Judged(policies, subject, made, permissions, kind);
    const [ways, others] = [new Ways(judged), new OtherIdentities(judged)];
    return sorted([ways.passed(), ways.assumed(), others.taken(), others.letIn(), ways.takenOver()].flat()).slice(0, 1);
  };
  const surely = of("surely");
  return surely.length > 0 ? surely : of("perhaps").map((one) => ({ ...one, verdict: "unknown" }));
}

class Ways {
  constructor(private readonly judged: Judged) {}

  /** By services that run what they are told to with a role that they are passed. */
  passed(): readonly Broken[] {
    const services = this.services();
    if (services.size === 0) return [];
    const { permissions, holders } = this.judged;
    const found = permissions
      .allowing(passing)
      .flatMap((grant) =>
        [...services].flatMap((service) =>
          this.allows(grant, { "iam:PassedToService": service })
            ? holders.named(grant.statement).flatMap((role) => this.outcome(grant, passing, role, service))
            : [],
        ),
      );
    return found;
  }

  /** By the trust of a role. */
  assumed(): readonly Broken[] {
    const { permissions, holders } = this.judged;
    const found = permissions.allowing(assuming).flatMap((grant) =>
      this.allows(grant, {})
        ? holders
            .named(grant.statement)
            // Roles that are not here are mostly of other accounts.
            .flatMap((role) =>
              role.role && this.isTrusted(role.role) ? this.outcome(grant, assuming, role, null) : [],
            )
        : [],
    );
    return found;
  }

  /** By putting code of theirs into what a service runs with an administrator's role: what has the role, if anything, nobody knows here. */
  takenOver(): readonly Broken[] {
    const { kind: rise, policies, permissions, holders } = this.judged;
    if (rise !== "administrators") return [];
    const administrators = lazily(() =>
      policies.workspace.subjects.filter((one) => holders.is(one, "role") && holders.gives(one) !== "no"),
    );
    return pathsOf(permissions, policies.options.catalog).flatMap(({ path, grants }) => {
      const { kind, service, actions, ends } = path;
      const origin = this.judged.originOf(grants[0]!);
      if (kind !== "takeover" || service === undefined || !origin) return [];
      const role = administrators().find((one) => this.trusts(one, service) !== "no");
      if (!role) return [];
      const { witness } = this.judged.reaches(actions[0]!);
      const name = policies.workspace.nameOf(role);
      const because = `whoever has it can ${inEnglish(ends)}, and the role \`${name}\`, which may do everything, is one that \`${service}\` may use`;
      return this.judged.outcome("unknown", origin, witness, because);
    });
  }

  /** The services that can be told to run something: all else that a way needs is allowed. */
  private services(): ReadonlySet<string> {
    const open = escalationPaths.filter(
      ({ kind, actions }) =>
        kind === "pass-role" &&
        actions
          .slice(1)
          .every((action) => this.judged.permissions.allowing(action).length > 0 && this.isReached(action)),
    );
    return new Set(open.flatMap(({ service }) => service ?? []));
  }

  private isReached(action: string, resources: readonly string[] = []): boolean {
    return this.judged.reaches(action, resources).verdict === "yes";
  }

  private allows(grant: Grant, context: Readonly<Record<string, string>>): boolean {
    const action = "iam:PassedToService" in context ? passing : assuming;
    return this.judged.permissions.allows(grant, { action, resource: "arn:aws:iam::111122223333:role/any", context });
  }

  /** What comes of using a role; none where that gives nothing. */
  private outcome(grant: Grant, action: string, { role, asked }: Named, service: string | null): readonly Broken[] {
    const { judged } = this;
    const origin = judged.originOf(grant);
    if (!origin) return [];
    const told = (verdict: Broken["verdict"], because: string): readonly Broken[] =>
      judged.outcome(verdict, origin, judged.reaches(action, asked()).witness, because);
    if (!role) return told("unknown", `a role that is not here can be passed to \`${service}\``);
    if (!this.isReached(action, asked())) return [];
    const trusted = service === null ? "yes" : this.trusts(role, service);
    if (trusted === "no") return [];
    const gets = judged.holders.gives(role);
    if (gets === "no") return [];
    const name = judged.policies.workspace.nameOf(role);
    const how = service === null ? "it can assume" : `it can pass \`${service}\``;
    return told(
      trusted === "yes" && gets === "yes" ? "broken" : "unknown",
      `${how} the role \`${name}\`, which may do what it may not do itself`,
    );
  }

  private trusts(role: Subject, service: string): "yes" | "no" | "perhaps" {
    const all = this.judged.holders.trustIn(role);
    if (all.length === 0) return "perhaps";
    const statements = all.flatMap(({ statement }) => (statement.effect === "Deny" ? [] : statement));
    const items = statements.flatMap(({ principal }) => itemsOf(principal, "Service"));
    if (items.some(({ value }) => value === service || value === "*")) return "yes";
    const isOpen = ({ value }: Item) => value === null;
    return items.some(isOpen) || statements.some(({ principal }) => principal && !principal.complete)
      ? "perhaps"
      : "no";
  }

  /** Whether a role trusts the subject, or the account as a whole. */
  private isTrusted(role: Subject): boolean {
    const { holders, subject, policies } = this.judged;
    return holders.trustIn(role).some(({ statement }) => {
      if (statement.effect === "Deny") return false;
      if (isNamed(statement, subject, policies.workspace, role.scope === subject.scope)) return true;
      const root = itemsOf(statement.principal, "AWS").map(({ parts }) =>
        parts.map((part) => (typeof part === "string" ? part : isFilledIn(part) ? policies.account : "\0")).join(""),
      );
      return root.some((text) => text === policies.account || text.endsWith(`:iam::${policies.account}:root`));
    });
  }
}

function itemsOf(principal: PrincipalElement | null, type: string): readonly Item[] {
  if (!principal) return [];
  return [
    ...(principal.bare ? [principal.bare] : []),
    ...principal.groups.flatMap((group) => (group.type === type ? group.items : [])),
  ];
}

/** What is certain comes first. */
function sorted(found: readonly Broken[]): readonly Broken[] {
  return [...found].sort((a, b) => Number(b.verdict === "broken") - Number(a.verdict === "broken"));
}
