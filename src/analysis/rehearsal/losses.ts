/** What roles and users would lose by a control policy, before anybody attaches it. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { stated } from "../assertions/stated";
import type { Workspace } from "../assertions/workspace";
import { boundaryOf } from "../change/boundaries";
import type { ChangePlace, Subject } from "../change/subject";
import { Symbols } from "../change/symbols";
import type { Difference } from "../decide/decision";
import { conditionText } from "../decide/groups";
import { lossesOf } from "../decide/losses";
import { evaluate, type Policies } from "../policy/evaluate";
import type { Policy, Statement } from "../policy/model";
import { shown } from "../policy/pattern-set";
import type { Request } from "../policy/request";
import { type ControlPolicy, limitsOf, replacesFullAccess, statementName } from "./control-policy";
import { isOfEverything, isPartial, listedBy, listedText, mayNameService } from "./listed";
import { memberOf, withPlaces } from "./member";
import { possiblePrincipals } from "./principal";

export interface Loss {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Of the statement that allows it, and of the one that would deny it. */
  readonly conditions: string | null;
  /** What `*` leaves out of the actions, as statements name it. */
  readonly except: readonly string[];
  readonly witness: Request;
  /** The statement that would deny it, by its `Sid` or its number from 1; null: no statement allows it. */
  readonly statement: string | null;
}

export interface HolderLosses {
  readonly name: string;
  readonly kind: "role" | "user";
  /** Where its first policy stands. */
  readonly place: ChangePlace;
  readonly lost: readonly Loss[];
  /** Something of its permissions is left open, or could not be decided. */
  readonly isOpen: boolean;
}

export interface LossOptions {
  readonly catalog: Catalog;
  /** What is over takes nothing, `YYYY-MM-DD`; absent: a request may be of any time. */
  readonly today?: string | undefined;
  /** Those of AWS, which may be boundaries. */
  readonly managed?: ManagedPolicies | null;
  /** The ARN of a holder; without it what the document calls it, in any account. */
  readonly arnOf?: (subject: Subject) => string | null;
}

/** Those who lose something, or may. SCPs and RCPs do not limit service-linked roles, which are not among the subjects. */
export function losses(
  control: ControlPolicy,
  workspace: Workspace,
  { catalog, today, managed = null, arnOf }: LossOptions,
): readonly HolderLosses[] {
  const limits = limitsOf(control);
  const member = memberOf(control);
  const parts = partsOf(control);
  const listing = listedBy(control);
  return workspace.subjects.flatMap((subject): HolderLosses[] => {
    const kind = workspace.kindOf(subject) ?? "role";
    if (subject.kind !== "identity" || kind === "group") return [];
    const symbols = new Symbols();
    const of = (read: Subject["policies"], bound: "surely" | "perhaps"): readonly Policy[] =>
      stated(read, {
        bound,
        type: "identity",
        symbols,
        namesOf: ({ document }) => workspace.namesOf(document.scope),
        keepsPlace: true,
        dropsOpen: false,
      }).policies;
    const bounding = boundaryOf(subject, workspace.policies, managed);
    const identity = of(subject.policies, "surely");
    const arn = arnOf?.(subject);
    const possible = arn ? { arns: [arn], isOpen: false } : possiblePrincipals(subject, kind, workspace, control);
    const sets: Policies = {
      identity,
      session: [withPlaces(member, identity, control, possible.arns)],
      ...(bounding && { boundary: of(bounding, "surely") }),
    };
    const whole = { ...sets, ...limits };
    const lost: Loss[] = [];
    let isOpen = possible.isOpen;
    for (const { limits: own, statement } of parts) {
      const limited = { ...sets, ...own };
      const all = possible.arns.map((one) => lossesOf(sets, limited, one, { catalog, today }));
      const isLost = (one: Difference): boolean => all.every((other) => other.lost.some((two) => isAlike(one, two)));
      const surely = all[0]!.lost.filter(isLost);
      isOpen ||= all.some((one) => one.isOpen || one.lost.length > surely.length);
      for (const one of surely)
        lost.push(lossOf(one, { statement, listing }, symbols, inSomeRegion(one.witness, sets, limited), whole));
    }
    const count = (policies: readonly Policy[] = []): number =>
      policies.reduce((sum, one) => sum + one.statements.length, 0);
    const isLeftOpen = count(of(subject.policies, "perhaps")) > count(sets.identity);
    if (lost.length === 0 && !isOpen && !isLeftOpen) return [];
    const [first] = subject.policies;
    return [
      {
        name: subject.name,
        kind,
        place: first!.document.placeOf(first!.at),
        isOpen: isOpen || isLeftOpen,
        lost,
      },
    ];
  });
}

/** What one statement takes; all that are beside each other take the sum. */
interface Part {
  readonly limits: ReturnType<typeof limitsOf>;
  /** Null: what the policy does not allow, or its statements are not told apart. */
  readonly statement: Statement | null;
}

/** With more statements that deny they are asked about together, and a loss names the one that denies its example. */
const mostParts = 12;

function partsOf(control: ControlPolicy): readonly Part[] {
  const denying = control.policies.flatMap((policy) =>
    policy.statements.flatMap((statement) => (statement.effect === "Deny" ? [{ policy, statement }] : [])),
  );
  const isPlain = control.policies.every(
    ({ complete, statements }) => complete && statements.every(({ effect }) => effect !== null),
  );
  if (!isPlain || denying.length > mostParts || denying.length === 0)
    return [{ limits: limitsOf(control), statement: null }];
  const alone = denying.map(({ policy, statement }): Part => ({
    limits: limitsOf({ ...control, policies: [{ ...policy, statements: [statement] }] }),
    statement,
  }));
  const allowing = control.policies.map((policy) => ({
    ...policy,
    statements: policy.statements.filter(({ effect }) => effect === "Allow"),
  }));
  return replacesFullAccess(control)
    ? [{ limits: limitsOf({ ...control, policies: allowing }), statement: null }, ...alone]
    : alone;
}

interface Taking {
  /** The statement that denies; null: it is not allowed, or nobody tells the statements apart. */
  readonly statement: Statement | null;
  /** Where the policy lists what it allows: those statements. */
  readonly listing: readonly Statement[];
}

/** What is lost, as far as the statement that takes it goes. */
function lossOf(
  { actions, resources, conditions, statement: allowing }: Difference,
  { statement: taking, listing }: Taking,
  symbols: Symbols,
  witness: Request,
  whole: Policies,
): Loss {
  const left = taking ? [] : listing;
  const [wide, others] = [left.filter(isOfEverything), left.filter((one) => !isOfEverything(one))];
  const unlisted = wide.flatMap((one) => conditionText(one) ?? []).map((text) => `not (${text})`);
  const where = [conditions, taking && conditionText(taking), ...unlisted].filter((one) => one !== null);
  const isAll = actions.length === 1 && actions[0] === "*";
  const named = [allowing.statement.notAction, taking?.notAction ?? null].flatMap((one) => one?.items.map(shown) ?? []);
  const partly = others.filter((one) => isPartial(one) && mayNameService(one, actions));
  const kept = isAll ? [...named, ...others.flatMap(listedText)] : partly.flatMap(listedText);
  return {
    actions,
    resources: (taking ? narrowed(resources, taking) : resources).map((one) => symbols.restored(one)),
    conditions: where.length === 0 ? null : symbols.restored(where.join(" and ")),
    except: [...new Set(kept)],
    witness: symbols.restoredRequest(witness),
    statement: taking ? statementName(taking) : denying(witness, whole),
  };
}

/** Of every resource, those that a Deny is about. */
function narrowed(resources: readonly string[], { resource, notResource }: Statement): readonly string[] {
  if (!resources.includes("*")) return resources;
  if (notResource) return [`* except ${notResource.items.map(shown).join(", ")}`];
  const named = resource?.items.map(shown) ?? [];
  return named.length === 0 || named.includes("*") ? resources : named;
}

const regions = ["us-east-1", "eu-west-3", "ap-southeast-2", "sa-east-1"];

/** The same request in a Region that there is, where its name is none. */
function inSomeRegion(witness: Request, sets: Policies, limited: Policies): Request {
  const key = Object.keys(witness.context).find((one) => one.toLowerCase() === "aws:requestedregion");
  if (key === undefined || /-\d$/.test(String(witness.context[key]))) return witness;
  const others = regions.map((region): Request => ({ ...witness, context: { ...witness.context, [key]: region } }));
  const isShown = (one: Request): boolean =>
    evaluate(one, sets).decision === "allowed" && evaluate(one, limited).decision !== "allowed";
  return others.find(isShown) ?? witness;
}

function denying(witness: Request, limited: Policies): string | null {
  const { decision, statements } = evaluate(witness, limited);
  return decision === "explicitly-denied" ? statementName(statements[0]!.statement) : null;
}

/** Whether both say the same, whoever shows it. */
function isAlike(one: Difference, other: Difference): boolean {
  const said = ({ actions, resources, conditions }: Difference): string =>
    JSON.stringify([actions, resources, conditions]);
  return said(one) === said(other);
}
