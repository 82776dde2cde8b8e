/** Which calls of a trail a control policy would have denied, by whom. */
import type { Catalog } from "../../catalog/catalog";
import { everything } from "../decide/everything";
import { takesResourceControl } from "../knowledge/resource-control-services";
import { hasStar } from "../policy/elements";
import { evaluate } from "../policy/evaluate";
import type { Policy, Statement } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { Request } from "../policy/request";
import { Pattern } from "../policy/wildcard";
import { plainObject } from "../source/made-values";
import { type ControlPolicy, keysOf, limitsOf, organizationsIn, statementName } from "./control-policy";
import { callOf, type TrailCall, type UntoldCall } from "./trail";

/** Calls of one principal for one action. */
export interface DeniedCalls {
  readonly principal: string;
  readonly action: string;
  readonly count: number;
  /** ISO 8601, of the first and the last of them. */
  readonly first: string;
  readonly last: string;
  /** An event that shows it. */
  readonly eventId: string;
  /** The `Sid` of the statement that denies, or its number from 1; null: no statement allows it. */
  readonly statement: string | null;
  /** Why nobody can tell; null: they would have been denied. */
  readonly because: string | null;
}

type Decided = Pick<DeniedCalls, "action" | "statement" | "because">;

/** In place of an organization that the policy does not name: it is told apart from all that it names. */
const unnamed = "o-own";

/** Gathers records one by one. */
export class Rehearsal {
  /** Records that were read. */
  read = 0;
  private readonly found = new Map<string, { -readonly [key in keyof DeniedCalls]: DeniedCalls[key] }>();
  /** The organization of the account. */
  private readonly organization: string;
  private readonly statements: readonly Statement[];

  constructor(
    private readonly control: ControlPolicy,
    private readonly catalog: Catalog,
  ) {
    this.organization = organizationsIn(control)[0] ?? unnamed;
    this.statements = control.policies.flatMap((policy) => policy.statements);
  }

  add(record: unknown): void {
    this.read++;
    const call = callOf(record, this.catalog, this.control.type);
    if (call === null) return;
    const decided = "requests" in call ? this.ofAccount(call, this.decidedOf(call)) : this.untold(call);
    if (!decided) return;
    const key = JSON.stringify([call.principal, decided.action, decided.statement, decided.because]);
    const known = this.found.get(key);
    if (known) {
      known.count++;
      if (call.time < known.first) known.first = call.time;
      if (call.time > known.last) known.last = call.time;
    } else {
      const { principal, time, eventId } = call;
      this.found.set(key, { principal, count: 1, first: time, last: time, eventId, ...decided });
    }
  }

  /** Those that would have been denied, the most frequent first. */
  get denied(): readonly DeniedCalls[] {
    return this.sorted().filter(({ because }) => because === null);
  }

  get unknown(): readonly DeniedCalls[] {
    return this.sorted().filter(({ because }) => because !== null);
  }

  private sorted(): readonly DeniedCalls[] {
    return [...this.found.values()].sort((a, b) => b.count - a.count || (a.principal < b.principal ? -1 : 1));
  }

  /** SCPs limit users and roles: who has a token of an identity provider alone is neither. */
  private untold({ action, isProvider }: UntoldCall): Decided | null {
    if (isProvider && this.control.type === "scp") return null;
    return { action, statement: null, because: "the record does not tell who called what" };
  }

  /** An RCP limits what is done with the resources of the accounts that it is attached to. */
  private ofAccount({ isElsewhere }: TrailCall, decided: Decided | null): Decided | null {
    const isBeyond = this.control.type === "rcp" && isElsewhere && decided?.because === null;
    return isBeyond ? { ...decided, because: "the resource is of another account" } : decided;
  }

  /** Where the action is not known, it is asked for each that the policy may mean by it. */
  private decidedOf(call: TrailCall): Decided | null {
    if (call.services === null) return this.decided(call);
    const all = [null, ...this.actionsNamed(call.services)].map((action) => {
      const requests = action === null ? call.requests : call.requests.map((one) => ({ ...one, action }));
      const decided = this.decided({ ...call, requests });
      return decided && { ...decided, action: call.action };
    });
    const [first = null] = all;
    const isSame = all.every((one) => JSON.stringify(one) === JSON.stringify(first));
    return isSame
      ? first
      : { action: call.action, statement: null, because: "it is not known which action authorises it" };
  }

  /** Actions of some services that the patterns of the policy match, one for each pattern. */
  private actionsNamed(services: readonly string[]): readonly string[] {
    const patterns = this.statements.flatMap(({ action, notAction }) => (action ?? notAction)?.items ?? []);
    return patterns.flatMap(({ value }) => {
      const [service = "", name] = (value ?? "").split(":");
      if (name === undefined) return [];
      const pattern = Pattern.of(service, { ignoreCase: true });
      return services
        .filter((one) => pattern.matches(one) === true)
        .map((one) => `${one}:${name.replace(/[*?]/g, "x")}`);
    });
  }

  /** A call is denied where one of its requests is; each of them is asked for, if not all are needed. */
  private decided(call: TrailCall): Decided | null {
    const isAsked = ({ action }: Request): boolean => this.control.type === "scp" || takesResourceControl(action);
    const all = call.requests.map((one) => (isAsked(one) ? this.ofRequest(one, call) : null));
    const found = all.filter((one) => one !== null);
    const first = found.find(({ because }) => because === null) ?? found[0] ?? null;
    if (!call.isEither || !first || found.length === all.length) return first;
    return { action: call.action, statement: null, because: "it is not known which action authorises it" };
  }

  private ofRequest(asked: Request, call: TrailCall): Decided | null {
    const organizations = this.organizationsOf(asked, call);
    const request = { ...asked, context: { ...organizations, ...asked.context } };
    const known = new Set([...call.known, ...Object.keys(request.context).map((key) => key.toLowerCase())]);
    const isAcross = call.isOther || asked.resourceAccount !== call.account;
    const own = isAcross ? { identity: [everything], resource: [letsIn] } : { identity: [everything] };
    const hasResource = asked.resource !== "*";
    const isTold = (one: Statement): string | null => {
      const missing = missingOf(one, known);
      if (missing !== undefined) return `the record does not tell \`${missing}\``;
      return !hasResource && namesResources(one) ? "the record does not name the resource" : null;
    };
    const { action } = asked;
    const { decision, statements } = evaluate(request, { ...own, ...limitsOf(this.control) });
    if (decision === "explicitly-denied") {
      const sure = statements.find(({ statement }) => isTold(statement) === null);
      const { statement } = sure ?? statements[0]!;
      return { action, statement: statementName(statement), because: isTold(statement) };
    }
    if (decision === "implicitly-denied") {
      const allowing = this.statements.filter(({ effect }) => effect === "Allow");
      return { action, statement: null, because: allowing.map(isTold).find((why) => why !== null) ?? null };
    }
    if (decision === "unknown") return { action, statement: null, because: "the policy leaves something open" };
    // A Deny that asks for what a record does not tell may deny it all the same.
    const perhaps = this.statements.filter((two) => two.effect === "Deny" && isTold(two) !== null);
    for (const statement of perhaps) {
      const wide = {
        ...this.control,
        policies: this.control.policies.map((policy) => widened(policy, statement, known, hasResource)),
      };
      if (evaluate(request, { ...own, ...limitsOf(wide) }).decision === "explicitly-denied")
        return { action, statement: statementName(statement), because: isTold(statement) };
    }
    return null;
  }

  /** Whoever is of the account is in its organization, and so are its resources; of others no record tells the organization. */
  private organizationsOf({ context }: Request, { account, isOther }: TrailCall): Readonly<Record<string, string>> {
    const isOwn = this.control.type === "rcp" || context["aws:ResourceAccount"] === account;
    return {
      ...(!isOther && { "aws:PrincipalOrgID": this.organization }),
      ...(isOwn && { "aws:ResourceOrgID": this.organization }),
    };
  }
}

/** A call that was answered had been let in. */
const letsIn = readPolicy(
  plainObject({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] }),
  { policyType: "resource" },
)!;

/** The policy with a statement as wide as it may be where a record does not tell enough. */
function widened(policy: Policy, statement: Statement, known: ReadonlySet<string>, hasResource: boolean): Policy {
  const { condition } = statement;
  const blocks = condition?.blocks.flatMap((block) => {
    const keys = block.keys.filter((key) => keysOf(key).every((one) => known.has(one.toLowerCase())));
    return keys.length > 0 ? [{ ...block, keys }] : [];
  });
  const wide: Statement = {
    ...statement,
    condition: condition && blocks && blocks.length > 0 ? { ...condition, blocks } : null,
    ...(!hasResource && namesResources(statement)
      ? { notResource: null, resource: everything.statements[0]!.resource }
      : {}),
  };
  return { ...policy, statements: policy.statements.map((one) => (one === statement ? wide : one)) };
}

/** What a statement asks for and nobody knows, as it is written. */
function missingOf({ condition }: Statement, known: ReadonlySet<string>): string | undefined {
  const keys = condition?.blocks.flatMap((block) => block.keys) ?? [];
  return keys.flatMap(keysOf).find((one) => !known.has(one.toLowerCase()));
}

function namesResources({ resource, notResource }: Statement): boolean {
  return notResource !== null || (resource !== null && !hasStar(resource));
}
