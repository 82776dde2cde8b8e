/** What somebody can do with the permissions of another role: by passing it to a service, by assuming it, or by taking over what has it. */
import { inEnglish } from "../../wording/sentence";
import { type Subject, textOf } from "../change/subject";
import { exceeds } from "../decide/exceeds";
import { reaches } from "../decide/reaches";
import { escalationPaths, givesEverything } from "../knowledge/escalation-paths";
import { lazily } from "../lazily";
import type { Item, PrincipalElement, Statement } from "../policy/model";
import { overlaps } from "../policy/wildcard";
import { pathsOf } from "../rules/support/escalations";
import { type Grant, Permissions } from "../rules/support/permissions";
import type { TextPart } from "../value";
import { arnReference } from "./held-by-name";
import { isNamed } from "./let-in";
import type { Broken } from "./outcome";
import type { PolicySets, StatedSets } from "./policy-sets";
import { type Bound, isFilledIn } from "./stated";

const passing = "iam:PassRole";
const assuming = "sts:AssumeRole";

/** What somebody gets who can use other roles; none where they get nothing that they do not have. */
export function mustNotUseOthers(
  policies: PolicySets,
  subject: Subject,
  kind: "administrators" | "escalation",
): readonly Broken[] {
  const of = (bound: Bound): readonly Broken[] => {
    const made = policies.identity(subject, bound);
    const permissions = made && new Permissions(made.sets.identity ?? []);
    if (!made || !permissions || permissions.isEverything) return [];
    const ways = new Ways(policies, subject, made, permissions, kind);
    return sorted([...ways.passed(), ...ways.assumed(), ...ways.takenOver()]).slice(0, 1);
  };
  const surely = of("surely");
  return surely.length > 0 ? surely : of("perhaps").map((one) => ({ ...one, verdict: "unknown" }));
}

/** A role that a statement names. */
interface Named {
  /** Null for one that is not here. */
  readonly role: Subject | null;
  /** Its ARN, as a request has it. */
  readonly asked: readonly string[];
}

class Ways {
  constructor(
    private readonly policies: PolicySets,
    private readonly subject: Subject,
    private readonly made: StatedSets,
    private readonly permissions: Permissions,
    private readonly kind: "administrators" | "escalation",
  ) {}

  /** By services that run what they are told to with a role that they are passed. */
  passed(): readonly Broken[] {
    const services = this.services();
    if (services.size === 0) return [];
    const found = this.permissions
      .allowing(passing)
      .flatMap((grant) =>
        [...services].flatMap((service) =>
          this.allows(grant, { "iam:PassedToService": service })
            ? this.named(grant.statement).flatMap((role) => this.outcome(grant, passing, role, service))
            : [],
        ),
      );
    return found;
  }

  /** By the trust of a role. */
  assumed(): readonly Broken[] {
    const found = this.permissions.allowing(assuming).flatMap((grant) =>
      this.allows(grant, {})
        ? this.named(grant.statement)
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
    if (this.kind !== "administrators") return [];
    const administrators = lazily(() =>
      this.policies.workspace.subjects.filter((one) => this.isRole(one) && this.gives(one) !== "no"),
    );
    return pathsOf(this.permissions, this.policies.options.catalog).flatMap(({ path, grants }) => {
      const { kind, service, actions, ends } = path;
      const origin = this.made.all.origins.get(grants[0]!.statement);
      if (kind !== "takeover" || service === undefined || !origin) return [];
      const role = administrators().find((one) => this.trusts(one, service) !== "no");
      const asked = { principals: [], actions: [actions[0]!], resources: [] };
      const { witness } = role ? reaches(asked, this.made.sets, this.policies.deciding) : { witness: null };
      if (!role || !witness) return [];
      const name = this.policies.workspace.nameOf(role);
      const because = `whoever has it can ${inEnglish(ends)}, and the role \`${name}\`, which may do everything, is one that \`${service}\` may use`;
      return [this.policies.outcome("unknown", this.subject, origin, witness, because)];
    });
  }

  /** The services that can be told to run something: all else that a way needs is allowed. */
  private services(): ReadonlySet<string> {
    const open = escalationPaths.filter(
      ({ kind, actions }) =>
        kind === "pass-role" &&
        actions.slice(1).every((action) => this.permissions.allowing(action).length > 0 && this.isReached(action)),
    );
    return new Set(open.flatMap(({ service }) => service ?? []));
  }

  private isReached(action: string, resources: readonly string[] = []): boolean {
    const { verdict } = reaches(
      { principals: [], actions: [action], resources },
      this.made.sets,
      this.policies.deciding,
    );
    return verdict === "yes";
  }

  private allows(grant: Grant, context: Readonly<Record<string, string>>): boolean {
    const action = "iam:PassedToService" in context ? passing : assuming;
    return this.permissions.allows(grant, { action, resource: "arn:aws:iam::111122223333:role/any", context });
  }

  /** The roles that a statement may mean. */
  private named(statement: Statement): readonly Named[] {
    const origin = this.made.all.origins.get(statement);
    if (!origin) return [];
    const { read, statement: written } = origin;
    if (!written.resource || written.notResource) return [];
    const names = this.policies.workspace.namesOf(read.document.scope);
    const found = written.resource.items.flatMap((item): readonly Named[] => {
      // Every role is another way, and is looked for as such.
      if (item.value === "*") return [];
      const parts = namedIn(item, textOf(read)) ?? names.resolve(item.completed ?? item.parts);
      const isSure = parts.every(
        (part) => typeof part === "string" || isFilledIn(part) || names.isGenerated(part.name),
      );
      const pattern = patternOf(parts);
      const roles = this.policies.workspace.subjects.filter(
        (one) => this.isRole(one) && this.isMeant(one, parts, pattern, read.document.scope),
      );
      const isExact = isSure && !/[*?]/.test(parts.map((part) => (typeof part === "string" ? part : "")).join(""));
      const isWritten = parts.length === 1 && typeof parts[0] === "object";
      const here = roles.map((role): Named => ({
        role,
        asked: isWritten ? [this.policies.symbols.resource(item, textOf(read))] : this.arnOf(role),
      }));
      return here.length > 0 && (isExact || isWritten) ? here : [...here, { role: null, asked: [] }];
    });
    return found;
  }

  private isRole(subject: Subject): boolean {
    if (subject.kind !== "identity" || subject === this.subject) return false;
    const kind = this.policies.workspace.kindOf(subject);
    return kind === "role" || (kind === null && this.trustIn(subject) !== null);
  }

  private isMeant(role: Subject, parts: readonly TextPart[], pattern: string, scope: string): boolean {
    const names = this.policies.workspace.namesOf(role.scope);
    const own = names.resolve([{ name: arnReference(role.name) }]);
    const [only, ...others] = parts;
    // What a document calls so means nothing in another.
    const isOwn = scope === role.scope || parts.every((part) => typeof part === "string" || isFilledIn(part));
    if (isOwn && JSON.stringify(own) === JSON.stringify(parts)) return true;
    if (typeof only === "object" && others.length === 0)
      return scope === role.scope && /^role_?arn$/i.test(memberOf(only.name, role.name));
    if (!own.some((part) => typeof part === "string")) return false;
    return parts.some((part) => typeof part === "string") && overlaps(patternOf(own), pattern);
  }

  /** What comes of using a role; none where that gives nothing. */
  private outcome(grant: Grant, action: string, { role, asked }: Named, service: string | null): readonly Broken[] {
    const origin = this.made.all.origins.get(grant.statement);
    if (!origin) return [];
    const { sets } = this.made;
    const told = (verdict: Broken["verdict"], because: string): readonly Broken[] => {
      const { witness } = reaches(
        { principals: [], actions: [action], resources: asked },
        sets,
        this.policies.deciding,
      );
      return witness ? [this.policies.outcome(verdict, this.subject, origin, witness, because)] : [];
    };
    if (!role) return told("unknown", `a role that is not here can be passed to \`${service}\``);
    if (!this.isReached(action, asked)) return [];
    const trusted = service === null ? "yes" : this.trusts(role, service);
    if (trusted === "no") return [];
    const gets = this.gives(role);
    if (gets === "no") return [];
    const name = this.policies.workspace.nameOf(role);
    const how = service === null ? "it can assume" : `it can pass \`${service}\``;
    return told(
      trusted === "yes" && gets === "yes" ? "broken" : "unknown",
      `${how} the role \`${name}\`, which may do what it may not do itself`,
    );
  }

  private arnOf({ name, scope }: Subject): readonly string[] {
    const parts = this.policies.workspace.namesOf(scope).resolve([{ name: arnReference(name) }]);
    return [this.policies.resource(parts, "surely")];
  }

  /** Whether a role gives more than the subject has. */
  private gives(role: Subject): "yes" | "no" | "perhaps" {
    const { policies } = this;
    const surely = policies.identity(role, "surely");
    const perhaps = policies.identity(role, "perhaps");
    if (!perhaps) return "no";
    if (this.kind === "administrators") {
      if (surely && isAdministrator(policies, surely)) return "yes";
      return isAdministrator(policies, perhaps) ? "perhaps" : "no";
    }
    const own = { sure: this.made.sets, most: policies.identity(this.subject, "perhaps")?.sets ?? this.made.sets };
    const excess = surely && exceeds(surely.sets, own.most, policies.deciding);
    if (excess && excess.found.length > 0) return "yes";
    const more = exceeds(perhaps.sets, own.sure, policies.deciding);
    return more.found.length > 0 || more.isOpen ? "perhaps" : "no";
  }

  private trustIn(role: Subject): readonly Statement[] | null {
    const ids = role.policies.flatMap(({ policy }) => policy.place.constructId ?? []);
    const trust = this.policies.workspace.subjects.filter(
      (one) => one.kind === "trust" && one.scope === role.scope && [role.name, ...ids].includes(one.name),
    );
    const statements = trust.flatMap((one) => one.policies.flatMap(({ policy }) => policy.statements));
    return statements.length === 0 ? null : statements.filter(({ effect }) => effect !== "Deny");
  }

  private trusts(role: Subject, service: string): "yes" | "no" | "perhaps" {
    const statements = this.trustIn(role);
    if (!statements) return "perhaps";
    const items = statements.flatMap(({ principal }) => itemsOf(principal, "Service"));
    if (items.some(({ value }) => value === service || value === "*")) return "yes";
    const isOpen = ({ value }: Item) => value === null;
    return items.some(isOpen) || statements.some(({ principal }) => principal && !principal.complete)
      ? "perhaps"
      : "no";
  }

  /** Whether a role trusts the subject, or the account as a whole. */
  private isTrusted(role: Subject): boolean {
    return (this.trustIn(role) ?? []).some((statement) => {
      if (isNamed(statement, this.subject, this.policies.workspace, role.scope === this.subject.scope)) return true;
      const root = itemsOf(statement.principal, "AWS").map(({ parts }) =>
        parts
          .map((part) => (typeof part === "string" ? part : isFilledIn(part) ? this.policies.account : "\0"))
          .join(""),
      );
      return root.some(
        (text) => text === this.policies.account || text.endsWith(`:iam::${this.policies.account}:root`),
      );
    });
  }
}

function isAdministrator({ options }: PolicySets, { sets }: StatedSets): boolean {
  const permissions = new Permissions(sets.identity ?? []);
  if (sets.boundary) return false;
  return (
    permissions.isEverything ||
    pathsOf(permissions, options.catalog).some(({ path }) => givesEverything.includes(path.id))
  );
}

function itemsOf(principal: PrincipalElement | null, type: string): readonly Item[] {
  if (!principal) return [];
  return [
    ...(principal.bare ? [principal.bare] : []),
    ...principal.groups.flatMap((group) => (group.type === type ? group.items : [])),
  ];
}

/** What code calls what it leaves open. */
function namedIn({ parts, node: { span } }: Item, text: string): readonly TextPart[] | null {
  const [only, ...others] = parts;
  const isNameless = typeof only === "object" && others.length === 0 && only.name === "";
  return isNameless ? [{ name: text.slice(span.start, span.end) }] : null;
}

/** `roleArn` of `this.role.roleArn`; empty of anything else. */
function memberOf(hole: string, name: string): string {
  return hole.startsWith(`${name}.`) ? hole.slice(name.length + 1) : "";
}

function patternOf(parts: readonly TextPart[]): string {
  return parts.map((part) => (typeof part === "string" ? part : "*")).join("");
}

/** What is certain comes first. */
function sorted(found: readonly Broken[]): readonly Broken[] {
  return [...found].sort((a, b) => Number(b.verdict === "broken") - Number(a.verdict === "broken"));
}
