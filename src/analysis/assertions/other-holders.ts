/** The roles, users and groups that a statement names, and what somebody would get who could use them. */
import { type ReadPolicy, type Subject, textOf } from "../change/subject";
import { exceeds } from "../decide/exceeds";
import { givesEverything } from "../knowledge/escalation-paths";
import { Memo, oncePer } from "../memo";
import type { Item, Statement } from "../policy/model";
import { overlaps, Pattern } from "../policy/wildcard";
import { pathsOf } from "../rules/support/escalations";
import { isOwnUser } from "../rules/support/every-resource";
import { Permissions } from "../rules/support/permissions";
import type { TextPart } from "../value";
import type { HolderKind } from "./assertion";
import { arnReference } from "./held-by-name";
import type { PolicySets, StatedSets } from "./policy-sets";
import { isFilledIn } from "./stated";
import type { Workspace } from "./workspace";

/** A statement that the document writes. */
export interface Origin {
  readonly read: ReadPolicy;
  readonly statement: Statement;
}

/** A role, user or group that a statement names. */
export interface Named {
  /** Null for one that is not here. */
  readonly role: Subject | null;
  /** Its ARN, as a request has it: most who are named are not asked about. */
  asked(): readonly string[];
}

const notHere: Named = { role: null, asked: () => [] };

export type Rise = "administrators" | "escalation";

export class OtherHolders {
  constructor(
    private readonly policies: PolicySets,
    private readonly subject: Subject,
    private readonly made: StatedSets,
    private readonly kind: Rise,
  ) {}

  /** The roles, users or groups that a statement may mean. */
  named(statement: Statement, of: HolderKind = "role"): readonly Named[] {
    const origin = this.made.all.origins.get(statement);
    if (!origin) return [];
    const { read, statement: written } = origin;
    // What is left out may be another than that which somebody has.
    if (written.notResource) return this.kind === "administrators" ? [notHere] : [];
    if (!written.resource) return [];
    const names = this.policies.workspace.namesOf(read.document.scope);
    const found = written.resource.items.flatMap((item): readonly Named[] => {
      if (item.value === "*") return this.every(of);
      // Their own is none of others.
      if (isOwnUser(item.value ?? "")) return [];
      const parts = namedIn(item, textOf(read)) ?? names.resolve(item.completed ?? item.parts);
      const isSure = parts.every(
        (part) => typeof part === "string" || isFilledIn(part) || names.isGenerated(part.name),
      );
      const pattern = Pattern.of(patternOf(parts));
      // Those without a name of their own are all written alike.
      const alike = new Memo<boolean>();
      const mayBe = (own: string): boolean => alike.get(own, () => overlaps(own, pattern));
      const holders = this.policies.workspace.subjects.filter(
        (one) => this.is(one, of) && this.isMeant(one, parts, mayBe, read.document.scope),
      );
      const isExact = isSure && !/[*?]/.test(parts.map((part) => (typeof part === "string" ? part : "")).join(""));
      const isWritten = parts.length === 1 && typeof parts[0] === "object";
      const here = holders.map((role): Named => ({
        role,
        asked: () => (isWritten ? [this.policies.symbols.resource(item, textOf(read))] : this.arnOf(role)),
      }));
      return here.length > 0 && (isExact || isWritten) ? here : [...here, notHere];
    });
    return found;
  }

  is(subject: Subject, of: HolderKind): boolean {
    if (subject.kind !== "identity" || subject === this.subject) return false;
    const kind = this.policies.workspace.kindOf(subject);
    return kind === of || (kind === null && of === "role" && this.trustIn(subject).length > 0);
  }

  /** To get everything by one of them is another way to rise, which is looked for as such. */
  private every(of: HolderKind): readonly Named[] {
    if (this.kind !== "administrators") return [];
    const here = this.policies.workspace.subjects.filter((one) => this.is(one, of));
    return [...here.map((role) => ({ role, asked: () => this.arnOf(role) })), notHere];
  }

  private isMeant(role: Subject, parts: readonly TextPart[], mayBe: (own: string) => boolean, scope: string): boolean {
    const own = ownNames(this.policies.workspace).get(role)!;
    const [only, ...others] = parts;
    // What a document calls so means nothing in another.
    const isOwn = scope === role.scope || parts.every((part) => typeof part === "string" || isFilledIn(part));
    if (isOwn && own.written === JSON.stringify(parts)) return true;
    if (typeof only === "object" && others.length === 0)
      return scope === role.scope && /^role_?arn$/i.test(memberOf(only.name, role.name));
    if (!own.parts.some((part) => typeof part === "string")) return false;
    return parts.some((part) => typeof part === "string") && mayBe(own.pattern);
  }

  arnOf(subject: Subject): readonly string[] {
    const { parts } = ownNames(this.policies.workspace).get(subject)!;
    return [this.policies.resource(parts, "surely")];
  }

  /** Whether a role, user or group gives more than the subject has. */
  gives(role: Subject): "yes" | "no" | "perhaps" {
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

  /** What lets somebody into a role. */
  trustIn(role: Subject): readonly Origin[] {
    return this.policies.workspace
      .trustsOfRole(role)
      .flatMap((one) =>
        one.policies.flatMap((read) => read.policy.statements.map((statement) => ({ read, statement }))),
      );
  }
}

/** The ARN of each holder as its document writes it, looked up once for everybody who is judged. */
const ownNames = oncePer(
  (workspace: Workspace) =>
    new Map(
      workspace.subjects.map((one) => {
        const parts = workspace.namesOf(one.scope).resolve([{ name: arnReference(one.name) }]);
        return [one, { parts, written: JSON.stringify(parts), pattern: patternOf(parts) }];
      }),
    ),
);

function isAdministrator({ options }: PolicySets, { sets }: StatedSets): boolean {
  const permissions = new Permissions(sets.identity ?? []);
  if (sets.boundary) return false;
  return (
    permissions.isEverything ||
    pathsOf(permissions, options.catalog).some(({ path }) => givesEverything.includes(path.id))
  );
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
