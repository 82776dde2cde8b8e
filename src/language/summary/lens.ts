/** The line above a policy: what it allows, and its size against its quota. */
import type { EscalationPath } from "../../analysis/knowledge/escalation-paths";
import type { Policy, Statement } from "../../analysis/policy/model";
import { quotaOf, sizeOf } from "../../analysis/rules/policy/size";
import type { KnownAction } from "../../analysis/rules/support/every-resource";
import { headOf } from "../../analysis/rules/support/structure";
import type { Range } from "../../analysis/text";
import type { Catalog } from "../../catalog/catalog";
import { plainText } from "../../escape/label";
import { inEnglish, say, type Sentence, type Value } from "../../wording/sentence";
import { levelWord } from "../harm";
import { actionCount } from "../hover/actions";
import { type Reading, wordingOf } from "../reading";
import { counted, listed } from "../words";
import { type Allowed, allowedBy, servicesOf } from "./allowed";

export interface Lens {
  /** Where the policy begins. */
  readonly range: Range;
  /** What a person reads in a second. Plain text. */
  readonly title: string;
  /** What `policyPage` takes: where the policy begins in the document. */
  readonly offset: number;
  /** It is a service or resource control policy. */
  readonly isControl: boolean;
}

/** One for each policy that has statements. */
export function lensesOf(reading: Reading): readonly Lens[] {
  const { policies, catalog, lines } = reading;
  const { of } = wordingOf(reading);
  return policies()
    .filter(({ statements }) => statements.length > 0)
    .map((policy) => {
      const { start } = policy.node.span;
      const title = [
        sentenceOf(policy, catalog),
        ...escalation(allowedBy(policy, catalog).escalations),
        sizeNote(policy),
      ].map((part) => of(part));
      return {
        range: lines.range({ start, end: Math.max(start, Math.min(headOf(policy.node).end, policy.node.span.end)) }),
        title: plainText(title.join(" · ")),
        offset: start,
        isControl: policy.type === "scp" || policy.type === "rcp",
      };
    });
}

/** "Allows 4 actions of s3 and sqs, up to Write" */
export function sentenceOf(policy: Policy, catalog: Catalog): Sentence {
  const allowed = allowedBy(policy, catalog);
  switch (policy.type) {
    case "trust":
      return say`Assumed by ${whoOf(policy.statements)}`;
    case "resource":
      return allows(allowed, (what) => say`Allows ${whoOf(policy.statements)} ${what}`);
    case "boundary":
      return allows(allowed, atMost);
    case "scp":
    case "rcp":
      if (allowed.everyAction || allowed.actions.length === 0) return denies(allowed);
      return allowed.denied.length > 0
        ? say`${allows(allowed, atMost)}; ${denies(allowed, (what) => say`denies ${what}`)}`
        : allows(allowed, atMost);
    default:
      return allows(allowed, (what) => say`Allows ${what}`);
  }
}

type Saying = (what: Value) => Sentence;

const atMost: Saying = (what) => say`Allows at most ${what}`;

function allows(allowed: Allowed, saying: Saying): Sentence {
  const { everyAction, everything, allBut, actions, worst, denied, complete } = allowed;
  if (everything) return saying(denied.length > 0 ? say`everything but ${those(denied)}` : say`everything`);
  if (everyAction) return saying(say`every action, on some resources or under conditions`);
  if (allBut) return saying(say`everything but ${listed(allBut, 3)}`);
  if (actions.length > 0)
    return complete
      ? say`${saying(those(actions))}, up to ${levelWord(worst!)}`
      : say`${saying(say`${those(actions)} and what the template adds`)}, up to ${levelWord(worst!)}`;
  if (allowed.denied.length > 0 || allowed.deniesEveryAction) return denies(allowed);
  return complete ? say`Allows nothing that AWS has` : saying(say`what the template fills in`);
}

function denies(
  { denied, deniesEveryAction, deniesHow }: Allowed,
  saying: Saying = (what) => say`Denies ${what}`,
): Sentence {
  if (deniesEveryAction && deniesHow === "whole") return saying(say`everything`);
  if (deniesEveryAction)
    return saying(
      deniesHow === "in part" ? say`all or nearly all actions` : say`all or nearly all actions, under conditions`,
    );
  return saying(denied.length === 0 ? say`nothing` : those(denied));
}

/** "4 actions of s3 and sqs" */
function those(actions: readonly KnownAction[]): Sentence {
  return say`${actionCount(actions.length)} of ${listed([...servicesOf(actions).keys()], 3)}`;
}

/** "lambda.amazonaws.com and account 111122223333"; "anybody" where everybody is meant. */
function whoOf(statements: readonly Statement[]): Value {
  const names = new Map<string, Value>();
  const add = (who: Value) => names.set(typeof who === "object" ? inEnglish(who) : String(who), who);
  for (const { effect, principal, notPrincipal } of statements) {
    if (effect !== "Allow") continue;
    if (notPrincipal || principal?.bare?.value === "*") add(anybody);
    const groups = principal?.groups ?? [];
    if (principal && !(principal.complete && groups.every(({ complete }) => complete))) add(open);
    for (const { type, items } of groups)
      for (const { value } of items) add(value === null ? open : nameOf(type, value));
  }
  const all = [...names.values()];
  return all.includes(anybody) ? anybody : all.length === 0 ? say`nobody` : listed(all, 2);
}

const anybody = say`anybody`;
const open = say`whom the template names`;

function nameOf(type: string, value: string): Value {
  if (value === "*") return anybody;
  if (type === "Federated") return value.replace(/^arn:.*?-provider\//, "");
  if (type !== "AWS") return value;
  const account = /^(\d{12})$|^arn:[^:]*:(?:iam|sts)::(\d{12}):(.*)$/.exec(value);
  if (!account) return value;
  const [, alone, of, resource] = account;
  return alone !== undefined || resource === "root" ? say`account ${(alone ?? of)!}` : resource!;
}

function escalation(paths: readonly EscalationPath[]): Sentence[] {
  const [worst] = [...paths].sort((a, b) => severity.indexOf(a.kind) - severity.indexOf(b.kind));
  return worst === undefined ? [] : [say`escalates by ${worst.actions[0]!}`];
}

const severity: readonly EscalationPath["kind"][] = ["iam", "pass-role", "takeover"];

/** "812 of 6,144 characters" */
export function sizeNote(policy: Policy): Sentence {
  const quota = quotaOf(policy);
  const size = sizeOf(policy.node);
  if (quota !== null) return say`${size} of ${quota} characters`;
  return counted(size, say`1 character`, (many) => say`${many} characters`);
}
