/** Whether policies that act together let somebody do something, with a request that shows it. */
import { type DecidingStatement, evaluate, type Evaluation, type Side } from "../policy/evaluate";
import type { Policy, Statement } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { Request } from "../policy/request";
import { plainObject } from "../source/made-values";
import { childrenOf, type ValueNode } from "../value";
import type { ActionClass } from "./actions";
import type { DecideOptions, PolicySets } from "./decision";
import { everything } from "./everything";
import { exists } from "./formula";
import { conditionText } from "./groups";
import { resourceKey } from "./pieces";
import { type Answer, Problem } from "./problem";
import { TextSet } from "./text-set";
import { type Tokens, tokensOf } from "./tokens";

export interface Question {
  /**
   * ARNs, accounts, services, or `anyone` for anybody at all; empty: whoever the identity policies belong to, and without any
   * whomever the policies of the resource let in.
   */
  readonly principals: readonly string[];
  /** Any of them; `*` and `?` are wildcards. */
  readonly actions: readonly string[];
  /** The same; empty: any resource. */
  readonly resources: readonly string[];
}

export interface Reach {
  readonly verdict: "yes" | "no" | "unknown";
  readonly witness: Request | null;
  /** The reason, as a sentence. */
  readonly because: string;
}

export interface ReachOptions extends DecideOptions {
  /** What people call a policy, such as the file that it stands in. */
  readonly nameOf?: (policy: Policy) => string | null;
}

const anyone = "anyone";

/** Whether any of the principals may do any of the actions on any of the resources. */
export function reaches(asked: Question, given: PolicySets, options: ReachOptions): Reach {
  const isPublic = asked.principals.includes(anyone) && given.resource !== undefined;
  const sets = isPublic ? ofStrangers(given) : given;
  // What nobody is let in by is a question about whoever has the policies.
  const question = isPublic ? asked : { ...asked, principals: asked.principals.filter((name) => name !== anyone) };
  const { answer, evaluated } = ask(question, sets, options);
  const [found] = answer.found;
  if (found)
    return { verdict: "yes", witness: found.witness, because: allowedBecause(evaluated(found.witness), options) };
  if (answer.isOpen) return { verdict: "unknown", witness: null, because: openBecause(sets) };
  return { verdict: "no", witness: null, because: deniedBecause(question, sets, options) };
}

/** What decides about people of other accounts: their own policies may allow whatever they like. */
function ofStrangers({ resource = [], rcps }: PolicySets): PolicySets {
  return { resource, ...(rcps && { rcps }) };
}

interface Asked {
  readonly answer: Answer;
  readonly evaluated: (request: Request) => Evaluation;
}

function ask({ principals, actions, resources }: Question, sets: PolicySets, options: ReachOptions): Asked {
  const statement = questionStatement(actions);
  const problem = new Problem([sets], options, [statement]);
  const place = { kind: "text", id: "asked", type: "String", set: new TextSet(patternsOf(resources), false) } as const;
  const ordinal = problem.questionOrdinal;
  const answer = problem.differences(0, null, {
    isAsked: (one: ActionClass) => one.statements.includes(ordinal),
    ...(resources.length > 0 ? { resource: exists(resourceKey, place, true) } : {}),
    ...(principals.length > 0 ? { principals: principals.map((name) => (name === anyone ? null : name)) } : {}),
    isEnough: () => true,
  });
  return { answer, evaluated: (request) => evaluate(request, problem.setsOf(0)) };
}

function patternsOf(resources: readonly string[]): readonly Tokens[] {
  return resources.flatMap((text) => {
    const tokens = tokensOf([text], { wildcards: true, segments: "where-readable" });
    return tokens ? [tokens] : [];
  });
}

function questionStatement(actions: readonly string[]): Statement {
  const policy = readPolicy(
    plainObject({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] }),
    { policyType: "identity" },
  );
  return policy!.statements[0]!;
}

function allowedBecause({ statements }: Evaluation, options: ReachOptions): string {
  const allowing = [...new Set(statements.map((one) => called(one, options)))].filter((one) => one !== null);
  return allowing.length === 0
    ? "Nothing denies it, and the account's own root user needs no policy."
    : `${listed(allowing)} ${allowing.length === 1 ? "allows" : "allow"} it, and nothing denies it.`;
}

/** `statement 2 (ReadLogs) of policy.json`; null where nobody wrote it. */
function called({ policy, statement }: DecidingStatement, { nameOf }: ReachOptions): string | null {
  if (policy.statements[0] === everything.statements[0]) return null;
  const at = statement.path.at(-1);
  const number = typeof at === "number" ? `Statement ${at + 1}` : "The statement";
  const sid = statement.sid?.value ? ` (${statement.sid.value})` : "";
  const name = nameOf?.(policy);
  return `${number}${sid}${name ? ` of ${name}` : ""}`;
}

function listed(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  if (shown.length === 1) return shown[0]!;
  const [first, ...others] = shown.map((name, at) =>
    at === 0 ? name : name.replace(/^[ST]/, (letter) => letter.toLowerCase()),
  );
  return `${[first, ...others.slice(0, -1)].join(", ")} and ${others.at(-1)}`;
}

const missingSide: Record<Side, string> = {
  identity: "no identity policy allows it",
  boundary: "the permissions boundary does not allow it",
  session: "the session policy does not allow it",
  resource: "the resource's policy does not allow it",
  scp: "a service control policy does not allow it",
};

/** What stands in the way of a request that something allows; else that nothing does. */
function deniedBecause(question: Question, sets: PolicySets, options: ReachOptions): string {
  const open = withoutLimits(sets);
  const [granted] = ask(question, open, options).answer.found;
  if (!granted) return othersBecause(question, open, options);
  const found = evaluate(granted.witness, { ...sets, identity: sets.identity ?? open.identity ?? [] });
  if (found.decision === "explicitly-denied") {
    const denying = [...new Set(found.statements.map((one) => called(one, options)))].filter((one) => one !== null);
    if (denying.length > 0) return `${listed(denying)} ${denying.length === 1 ? "denies" : "deny"} what is allowed.`;
  }
  const missing = found.missing.map((side) => missingSide[side]);
  const [first] = missing;
  return first
    ? `${first[0]!.toUpperCase()}${first.slice(1)}.`
    : "What is allowed is denied, or limited by another policy.";
}

/** Somebody whom no policy names. */
const somebody = "999999999999";

/** What is allowed to others than those who were asked about; else that nothing is. */
function othersBecause(question: Question, open: PolicySets, options: ReachOptions): string {
  const allowingTo = (principals: readonly string[]): readonly DecidingStatement[] => {
    const { answer, evaluated } = ask({ ...question, principals }, open, options);
    const statements = answer.found.slice(0, 1).flatMap(({ witness }) => evaluated(witness).statements);
    return statements.filter((one) => called(one, options) !== null);
  };
  const nothing = "No statement allows it.";
  if (question.principals.length === 0) return nothing;
  const isAnyone = question.principals.includes(anyone);
  // What lets in whoever comes in some way, through an endpoint or from an address, lets in somebody, and not anybody.
  const [limited] = isAnyone ? allowingTo([somebody]).filter(({ statement }) => statement.condition) : [];
  const [other] = limited ? [] : allowingTo([]);
  const name = limited || other ? called(limited ?? other!, options) : null;
  if (name === null) return nothing;
  if (limited)
    return `${name} lets in only whoever meets its condition (${conditionText(limited.statement)}), which not anybody does.`;
  return `${name} allows it, but not to ${isAnyone ? "anybody" : question.principals.join(" or ")}.`;
}

/** What grants alone. */
function withoutLimits(sets: PolicySets): PolicySets {
  const allows = (policies: readonly Policy[] | undefined) =>
    policies?.map((policy) => ({ ...policy, statements: policy.statements.filter(({ effect }) => effect !== "Deny") }));
  const [identity, resource] = [allows(sets.identity), allows(sets.resource)];
  return { ...(identity && { identity }), ...(resource && { resource }) };
}

function openBecause(sets: PolicySets): string {
  const all = [
    ...(sets.identity ?? []),
    ...(sets.boundary ?? []),
    ...(sets.session ?? []),
    ...(sets.resource ?? []),
    ...(sets.scps ?? []).flat(),
    ...(sets.rcps ?? []).flat(),
  ];
  const isOpen = all.some(
    ({ complete, statementEntry }) => !complete || (statementEntry !== null && isLeftOpen(statementEntry.value)),
  );
  return isOpen
    ? "It depends on a value that the document leaves open."
    : "The conditions are more than can be decided.";
}

function isLeftOpen(node: ValueNode): boolean {
  return node.kind === "template" || node.kind === "unknown" || childrenOf(node).some(isLeftOpen);
}
