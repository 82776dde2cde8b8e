/** Holds policies to assertions: what breaks one, with a request that shows it, and what nobody can know. */
import type { Subject } from "../change/subject";
import type { Policy } from "../policy/model";
import type { TextPart } from "../value";
import type { Assertion, Claim, Exceptions, HolderName } from "./assertion";
import { mustBePossible } from "./must-be-possible";
import { mustNot, mustNotBePublic } from "./must-not";
import { mustNotRise } from "./must-not-rise";
import type { Broken, Judgement, JudgeOptions } from "./outcome";
import { perhapsNamed } from "./perhaps-named";
import { itemOf, permittedIdentity, permittedResource } from "./permitted";
import { PolicySets } from "./policy-sets";
import type { Bound } from "./stated";
import { isOfCatalog, partitionsOf, providersOf } from "./statements";
import type { Workspace } from "./workspace";

/** Everything that breaks the assertions, or may. What is aborted is not whole. */
export function judge(assertions: readonly Assertion[], workspace: Workspace, options: JudgeOptions): Judgement {
  const { known = (_one, _subject, say) => say(), signal } = options;
  const outcomes: Broken[] = [];
  const idle: Judgement["idle"][number][] = [];
  const held = new Map<Assertion, readonly Subject[]>();
  for (const assertion of assertions) {
    const one = new Judge(assertion, workspace, options);
    const subjects: Subject[] = [];
    for (const subject of workspace.subjects) {
      if (signal?.aborted) break;
      const say = one.holding(subject);
      if (!say) continue;
      subjects.push(subject);
      outcomes.push(...known(assertion, subject, say));
    }
    held.set(assertion, subjects);
    idle.push(...one.idle());
  }
  return { outcomes, idle, held };
}

class Judge {
  private readonly policies: PolicySets;

  constructor(
    readonly assertion: Assertion,
    private readonly workspace: Workspace,
    private readonly options: JudgeOptions,
  ) {
    this.policies = new PolicySets(assertion, workspace, options);
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
      if (!this.workspace.subjects.some((one) => one.kind === "identity" && this.workspace.isOfHolder(one, holder)))
        messages.push(`no policy here belongs to \`${holder.kind}:${holder.name}\``);
    return messages.map((message) => ({ assertion: this.assertion, message }));
  }

  /** What says how a subject keeps the assertion; null where it is not about it. */
  holding(subject: Subject): (() => readonly Broken[]) | null {
    const { policies } = this;
    const { claim } = this.assertion;
    if (subject.kind === "identity") {
      if (claim.kind === "possible") {
        const isAsked = claim.holders.some((one) => this.workspace.isOfHolder(subject, one));
        return isAsked ? () => mustBePossible(policies, subject, claim) : null;
      }
      if (this.isExcepted(subject, claim.except)) return null;
      const held = this.workspace.withoutGroups(subject, [
        ...(claim.kind === "never" && claim.who.of === "others" ? claim.who.names : []),
        ...claim.except.holders,
      ]);
      if (claim.kind === "administrators" || claim.kind === "escalation")
        return () => mustNotRise(policies, held, claim.kind);
      if (claim.kind !== "regions" && !this.isAbout(subject, claim)) return null;
      return () => {
        const found = mustNot(
          policies,
          held,
          (bound) => policies.identity(held, bound),
          (bound) => ({ identity: [permittedIdentity(claim, policies.places(bound))] }),
        );
        return found.length > 0 || claim.kind === "regions" ? found : this.perhaps(held, claim);
      };
    }
    if (claim.kind !== "never" || (subject.kind !== "resource" && subject.kind !== "trust")) return null;
    if (claim.who.of === "holders" || claim.who.of === "people") return null;
    if (claim.who.of === "public") return () => mustNotBePublic(policies, subject, claim);
    return () =>
      mustNot(
        policies,
        subject,
        (bound) => policies.resources(subject, bound),
        (bound) => ({ resource: [this.permitted(subject, claim, bound)] }),
      );
  }

  /** What is excepted by actions, resources or conditions is not counted here: that would be a guess. */
  private perhaps(subject: Subject, { actions, on, except }: Extract<Claim, { kind: "never" }>): readonly Broken[] {
    if (except.actions.length + except.resources.length + except.when.length > 0) return [];
    const found = perhapsNamed(this.policies, subject, actions, on);
    if (!found?.statement) return [];
    const origin = { read: found.read, statement: found.statement };
    return [this.policies.outcome("unknown", subject, origin, found.witness, "what it names may be it")];
  }

  private isExcepted(subject: Subject, { holders }: Exceptions): boolean {
    return holders.some((one) => this.workspace.isHolder(subject, one));
  }

  private isAbout(subject: Subject, { who }: Extract<Claim, { kind: "never" }>): boolean {
    const isOne = (names: readonly HolderName[]) => names.some((name) => this.workspace.isHolder(subject, name));
    switch (who.of) {
      case "holders":
        return who.names.some((name) => this.workspace.isOfHolder(subject, name));
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

  private permitted(subject: Subject, claim: Extract<Claim, { kind: "never" }>, bound: Bound): Policy {
    const { who, except } = claim;
    const arns = (names: readonly HolderName[]): readonly string[] =>
      names
        .flatMap((name) => this.workspace.principals(name))
        .map((parts: readonly TextPart[]) => this.policies.symbols.principal("AWS", itemOf(parts), ""))
        .flatMap((arn) => partitionsOf(subject).map((partition) => arn.replace(/^arn:aws:/, `arn:${partition}:`)));
    const named = [...(who.of === "others" ? arns(who.names) : []), ...arns(except.holders)];
    const outside = who.of === "outside" ? who.known : [];
    const accounts = [...outside.filter((one) => /^\d{12}$/.test(one)), ...this.options.trustedAccounts];
    const organizations = outside.filter((one) => one.startsWith("o-"));
    const known = who.of === "outside" ? [this.policies.account, ...accounts] : [];
    const conditions = [
      { Bool: { "aws:PrincipalIsAWSService": "true" } },
      ...(organizations.length > 0 ? [{ StringEquals: { "aws:PrincipalOrgID": organizations } }] : []),
      ...organizations.map((one) => ({ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": [`${one}/*`] } })),
      ...(known.length > 0 ? [{ StringEquals: { "aws:PrincipalAccount": known } }] : []),
    ];
    const principals = [...named, ...known];
    return permittedResource(
      claim,
      this.policies.places(bound),
      [...(principals.length > 0 ? [{ AWS: principals }] : []), ...providersOf(subject)],
      conditions,
    );
  }
}
