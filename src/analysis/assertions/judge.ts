/** Holds policies to assertions: what breaks one, with a request that shows it, and what nobody can know. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { boundaryOf } from "../change/boundaries";
import type { ReadPolicy, Subject } from "../change/subject";
import { Symbols } from "../change/symbols";
import { exceeds } from "../decide/exceeds";
import { reaches } from "../decide/reaches";
import { escalationPaths, givesEverything } from "../knowledge/escalation-paths";
import { evaluate, type Policies } from "../policy/evaluate";
import type { Policy, PolicyType, Statement } from "../policy/model";
import type { Request } from "../policy/request";
import { pathsOf } from "../rules/risk/escalation";
import { Permissions } from "../rules/support/permissions";
import type { TextPart } from "../value";
import type { Assertion, Claim, Exceptions, HolderName } from "./assertion";
import { givenByResources } from "./let-in";
import { itemOf, permittedIdentity, permittedResource, type Places } from "./permitted";
import { type Bound, type Stated, stated } from "./stated";
import { isOfCatalog, isPlaceless, mayMeet, providersOf, without, withoutOwnAccount } from "./statements";
import type { Workspace } from "./workspace";

export interface Broken {
  readonly verdict: "broken" | "unknown";
  readonly assertion: Assertion;
  readonly subject: Subject;
  /** The policy, and the statement of it; null where nothing that is written does it. */
  readonly read: ReadPolicy;
  readonly statement: Statement | null;
  readonly witness: Request | null;
  /** The end of a sentence, where the request does not say it all. */
  readonly because: string | null;
}

export interface Judgement {
  readonly outcomes: readonly Broken[];
  /** What assertions name and nothing has: they prove nothing then. */
  readonly idle: readonly { readonly assertion: Assertion; readonly message: string }[];
  /** How many policy holders and resources were held to each assertion. */
  readonly held: ReadonlyMap<Assertion, number>;
}

export interface JudgeOptions {
  readonly catalog: Catalog;
  /** Those of AWS, which may be boundaries. */
  readonly managed?: ManagedPolicies | null;
  /** Accounts that are no strangers. */
  readonly trustedAccounts: readonly string[];
  /** The account that the policies are of, where that is known. */
  readonly account?: string;
}

/** Everything that breaks the assertions, or may. */
export function judge(assertions: readonly Assertion[], workspace: Workspace, options: JudgeOptions): Judgement {
  const judged = assertions.map((assertion) => new Judge(assertion, workspace, options));
  return {
    outcomes: judged.flatMap((one) => one.outcomes()),
    idle: judged.flatMap((one) => one.idle()),
    held: new Map(judged.map((one) => [one.assertion, one.held])),
  };
}

/** The account of documentation stands for the one that is deployed to. */
const deployedTo = "111122223333";

class Judge {
  held = 0;
  private readonly symbols = new Symbols();
  private readonly places: Places;

  constructor(
    readonly assertion: Assertion,
    private readonly workspace: Workspace,
    private readonly options: JudgeOptions,
  ) {
    this.places = {
      symbols: this.symbols,
      resources: (texts) => texts.flatMap((text) => workspace.resource(text)),
    };
  }

  private get account(): string {
    return this.options.account ?? deployedTo;
  }

  outcomes(): readonly Broken[] {
    return this.workspace.subjects.flatMap((subject) => this.of(subject));
  }

  /** What the assertion names and nobody has. */
  idle(): readonly { readonly assertion: Assertion; readonly message: string }[] {
    const { claim } = this.assertion;
    const { catalog } = this.options;
    const messages: string[] = [];
    const actions = claim.kind === "never" || claim.kind === "possible" ? claim.actions : [];
    const on = claim.kind === "never" || claim.kind === "possible" ? claim.on : [];
    const except = claim.kind === "possible" ? null : claim.except;
    for (const action of [...actions, ...(except?.actions ?? [])])
      if (action !== "*" && !isOfCatalog(action, catalog)) messages.push(`\`${action}\` is not an action of AWS`);
    for (const text of [...on, ...(except?.resources ?? [])])
      if (this.workspace.resource(text).length === 0) messages.push(`nothing here declares \`${text}\``);
    const asked =
      claim.kind === "possible"
        ? claim.holders
        : claim.kind === "never" && claim.who.of === "holders"
          ? claim.who.names
          : [];
    for (const holder of asked)
      if (!this.workspace.subjects.some((one) => one.kind === "identity" && this.workspace.isHolder(one, holder)))
        messages.push(`no policy here belongs to \`${holder.kind}:${holder.name}\``);
    return messages.map((message) => ({ assertion: this.assertion, message }));
  }

  private of(subject: Subject): readonly Broken[] {
    const { claim } = this.assertion;
    if (subject.kind === "identity") {
      if (claim.kind === "possible")
        return claim.holders.some((one) => this.workspace.isHolder(subject, one))
          ? this.mustBePossible(subject, claim)
          : [];
      if (this.isExcepted(subject, claim.except)) return [];
      if (claim.kind === "administrators" || claim.kind === "escalation") return this.mustNotRise(subject, claim.kind);
      if (claim.kind === "regions" || this.isAbout(subject, claim))
        return this.mustNot(subject, (bound) => this.identitySets(subject, bound), {
          identity: [permittedIdentity(claim, this.places)],
        });
      return [];
    }
    if (claim.kind !== "never" || (subject.kind !== "resource" && subject.kind !== "trust")) return [];
    if (claim.who.of === "holders" || claim.who.of === "people") return [];
    if (claim.who.of === "public") return this.mustNotBePublic(subject, claim);
    return this.mustNot(subject, (bound) => this.resourceSets(subject, bound), {
      resource: [this.permitted(subject, claim)],
    });
  }

  private isExcepted(subject: Subject, { holders }: Exceptions): boolean {
    return holders.some((one) => this.workspace.isHolder(subject, one));
  }

  private isAbout(subject: Subject, { who }: Extract<Claim, { kind: "never" }>): boolean {
    const isOne = (names: readonly HolderName[]) => names.some((name) => this.workspace.isHolder(subject, name));
    switch (who.of) {
      case "holders":
        return isOne(who.names);
      case "others":
        return !isOne(who.names);
      case "everybody":
        return true;
      case "people": {
        const kind = this.workspace.kindOf(subject);
        return kind === "user" || kind === "group";
      }
      default:
        return false;
    }
  }

  private stated(read: readonly ReadPolicy[], type: PolicyType, bound: Bound): Stated {
    const { claim } = this.assertion;
    return stated(read, {
      bound,
      type,
      symbols: this.symbols,
      namesOf: ({ document }) => this.workspace.namesOf(document.scope),
      keepsPlace: isPlaceless(claim),
      dropsOpen: claim.kind === "regions" || (claim.kind === "never" && claim.except.resources.length > 0),
    });
  }

  private identitySets(subject: Subject, bound: Bound): { readonly sets: Policies; readonly all: Stated } | null {
    const all = this.stated(this.relevant(this.withGiven(subject)), "identity", bound);
    if (subject.boundary === null) return { sets: { identity: all.policies }, all };
    const limits = boundaryOf(subject, this.workspace.policies, this.options.managed);
    if (limits === null) return bound === "surely" ? null : { sets: { identity: all.policies }, all };
    const boundary = this.stated(limits, "identity", bound).policies;
    return { sets: { identity: all.policies, boundary }, all };
  }

  /** With what policies of resources give, where these are not held to the assertion themselves. */
  private withGiven(subject: Subject): Subject {
    const { claim } = this.assertion;
    if (claim.kind !== "never" || (claim.who.of !== "holders" && claim.who.of !== "people")) return subject;
    return { ...subject, policies: [...subject.policies, ...givenByResources(subject, this.workspace)] };
  }

  private resourceSets(subject: Subject, bound: Bound): { readonly sets: Policies; readonly all: Stated } {
    const all = this.stated(this.relevant(subject), subject.kind === "trust" ? "trust" : "resource", bound);
    // The account itself only hands on to its own policies.
    return { sets: { resource: all.policies.map((policy) => withoutOwnAccount(policy, this.account)) }, all };
  }

  /** The policies without the statements that speak of other actions: none of them makes a difference. */
  private relevant({ policies }: Subject): readonly ReadPolicy[] {
    const { claim } = this.assertion;
    if (claim.kind !== "never" || claim.actions.includes("*")) return policies;
    return policies.map((read) => ({
      ...read,
      policy: { ...read.policy, statements: read.policy.statements.filter((one) => mayMeet(one, claim.actions)) },
    }));
  }

  private permitted(subject: Subject, claim: Extract<Claim, { kind: "never" }>): Policy {
    const { who, except } = claim;
    const arns = (names: readonly HolderName[]): readonly string[] =>
      names
        .flatMap((name) => this.workspace.principals(name))
        .map((parts: readonly TextPart[]) => this.symbols.principal("AWS", itemOf(parts), ""));
    const named = [...(who.of === "others" ? arns(who.names) : []), ...arns(except.holders)];
    const outside = who.of === "outside" ? who.known : [];
    const accounts = [...outside.filter((one) => /^\d{12}$/.test(one)), ...this.options.trustedAccounts];
    const organizations = outside.filter((one) => one.startsWith("o-"));
    const known = who.of === "outside" ? [this.account, ...accounts] : [];
    const conditions = [
      { Bool: { "aws:PrincipalIsAWSService": "true" } },
      ...(organizations.length > 0 ? [{ StringEquals: { "aws:PrincipalOrgID": organizations } }] : []),
      ...organizations.map((one) => ({ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": [`${one}/*`] } })),
      ...(known.length > 0 ? [{ StringEquals: { "aws:PrincipalAccount": known } }] : []),
    ];
    const principals = [...named, ...known];
    return permittedResource(
      claim,
      this.places,
      [...(principals.length > 0 ? [{ AWS: principals }] : []), ...providersOf(subject)],
      conditions,
    );
  }

  private mustNot(
    subject: Subject,
    setsOf: (bound: Bound) => { readonly sets: Policies; readonly all: Stated } | null,
    permitted: Policies,
  ): readonly Broken[] {
    this.held++;
    const ofClaim = (bound: Bound) => {
      const made = setsOf(bound);
      if (!made) return null;
      if ([...(made.sets.identity ?? []), ...(made.sets.resource ?? [])].length === 0)
        return { found: [], isOpen: false, made };
      return { ...exceeds(made.sets, permitted, { catalog: this.options.catalog }), made };
    };
    const surely = ofClaim("surely");
    const broken = (surely?.found ?? []).flatMap(({ statement, witness }) => {
      const origin = surely!.made.all.origins.get(statement.statement);
      return origin ? [this.broken("broken", subject, origin.read, origin.statement, witness, null)] : [];
    });
    const isNew = ({ statement }: Broken) => !broken.some((one) => one.statement === statement);
    const perhaps = ofClaim("perhaps");
    const doubtful = (perhaps?.found ?? []).flatMap(({ statement, witness }) => {
      const origin = perhaps!.made.all.origins.get(statement.statement);
      const because = surely === null ? "its permissions boundary is not here" : null;
      return origin ? [this.broken("unknown", subject, origin.read, origin.statement, witness, because)] : [];
    });
    const open = perhaps?.isOpen
      ? [
          this.broken(
            "unknown",
            subject,
            subject.policies[0]!,
            null,
            null,
            "the conditions are more than can be decided",
          ),
        ]
      : [];
    return [...broken, ...[...unique(doubtful), ...open].filter(isNew)];
  }

  private mustNotBePublic(
    subject: Subject,
    { actions, on, except }: Extract<Claim, { kind: "never" }>,
  ): readonly Broken[] {
    this.held++;
    const asked = (bound: Bound) => {
      const { sets, all } = this.resourceSets(subject, bound);
      const given = { ...sets, resource: (sets.resource ?? []).map((one) => without(one, except)) };
      const question = {
        principals: ["anyone"],
        actions,
        resources: this.places.resources(on).map((parts) => this.symbols.resource(itemOf(parts), "")),
      };
      const found = reaches(question, given, { catalog: this.options.catalog });
      const [first] = found.witness ? evaluate(found.witness, given).statements : [];
      return { ...found, origin: first && originOf(all, first.statement) };
    };
    const surely = asked("surely");
    if (surely.verdict === "yes")
      return [
        this.broken(
          "broken",
          subject,
          surely.origin?.read ?? subject.policies[0]!,
          surely.origin?.statement ?? null,
          surely.witness,
          null,
        ),
      ];
    const perhaps = asked("perhaps");
    if (perhaps.verdict === "no") return [];
    return [
      this.broken(
        "unknown",
        subject,
        perhaps.origin?.read ?? subject.policies[0]!,
        perhaps.origin?.statement ?? null,
        perhaps.witness,
        null,
      ),
    ];
  }

  private mustBePossible(subject: Subject, { actions, on }: Extract<Claim, { kind: "possible" }>): readonly Broken[] {
    this.held++;
    const resources = on.length === 0 ? [null] : on;
    return resources.flatMap((text) =>
      actions.flatMap((action): Broken[] => {
        const places = text === null ? [] : this.workspace.resource(text, subject.scope).slice(0, 1);
        const question = {
          principals: [],
          actions: [action],
          resources: places.map((parts) => this.symbols.resource(itemOf(parts), "")),
        };
        const asked = (bound: Bound) => {
          const made = this.identitySets(subject, bound);
          return made && { made, reach: reaches(question, made.sets, { catalog: this.options.catalog }) };
        };
        const what = `\`${action}\`${text === null ? "" : ` on \`${text}\``}`;
        // What is attached and cannot be read may deny it.
        const isUnread = subject.policies.some((one) => one.isUnread);
        if (!isUnread && asked("surely")?.reach.verdict === "yes") return [];
        const perhaps = asked("perhaps")!;
        const verdict = perhaps.reach.verdict === "no" ? "broken" : "unknown";
        const denying = verdict === "broken" ? this.denying(subject, action) : null;
        const because =
          verdict === "broken" ? `it cannot do ${what}` : `whether it can do ${what} depends on what is left open`;
        const { read, statement } = denying ?? { read: subject.policies[0]!, statement: null };
        return [this.broken(verdict, subject, read, statement, null, because)];
      }),
    );
  }

  /** A Deny of the action; null where it is only allowed nowhere. */
  private denying(
    subject: Subject,
    action: string,
  ): { readonly read: ReadPolicy; readonly statement: Statement } | null {
    for (const read of subject.policies)
      for (const statement of read.policy.statements)
        if (statement.effect === "Deny" && mayMeet(statement, [action])) return { read, statement };
    return null;
  }

  private mustNotRise(subject: Subject, kind: "administrators" | "escalation"): readonly Broken[] {
    this.held++;
    const { catalog } = this.options;
    const ofBound = (bound: Bound, verdict: Broken["verdict"]): readonly Broken[] => {
      const made = this.identitySets(subject, bound);
      if (!made) return [];
      const permissions = new Permissions(made.sets.identity ?? []);
      const broken = (grant: Statement, action: string, because: string): Broken[] => {
        const { verdict: isReached, witness } = reaches(
          { principals: [], actions: [action], resources: [] },
          made.sets,
          { catalog },
        );
        const origin = originOf(made.all, grant);
        return origin && isReached !== "no"
          ? [this.broken(verdict, subject, origin.read, origin.statement, witness, because)]
          : [];
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
        ? broken(grant.statement, worst.path.actions.at(-1)!, `whoever has it can ${worst.path.ends}`)
        : [];
    };
    const surely = ofBound("surely", "broken");
    return surely.length > 0 ? surely : ofBound("perhaps", "unknown");
  }

  private broken(
    verdict: Broken["verdict"],
    subject: Subject,
    read: ReadPolicy,
    statement: Statement | null,
    witness: Request | null,
    because: string | null,
  ): Broken {
    const { assertion, symbols } = this;
    return {
      verdict,
      assertion,
      subject,
      read,
      statement,
      witness: witness && symbols.restoredRequest(witness),
      because,
    };
  }
}

function unique(found: readonly Broken[]): readonly Broken[] {
  return [...new Map(found.map((one) => [one.statement, one])).values()];
}

function originOf(
  all: Stated,
  statement: Statement,
): { readonly read: ReadPolicy; readonly statement: Statement } | undefined {
  return all.origins.get(statement);
}
