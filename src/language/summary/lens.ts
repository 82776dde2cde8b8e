/** The line above a policy: what it allows, and its size against its quota. */
import type { EscalationPath } from "../../analysis/knowledge/escalation-paths";
import type { Policy, Statement } from "../../analysis/policy/model";
import { quotaOf, sizeOf } from "../../analysis/rules/policy/size";
import type { KnownAction } from "../../analysis/rules/support/every-resource";
import { headOf } from "../../analysis/rules/support/structure";
import type { Range } from "../../analysis/text";
import type { Catalog } from "../../catalog/catalog";
import { plainText } from "../../escape/label";
import type { Reading } from "../reading";
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
export function lensesOf({ policies, catalog, lines }: Reading): readonly Lens[] {
  return policies()
    .filter(({ statements }) => statements.length > 0)
    .map((policy) => {
      const { start } = policy.node.span;
      const title = [
        sentenceOf(policy, catalog),
        ...escalation(allowedBy(policy, catalog).escalations),
        sizeNote(policy),
      ].join(" · ");
      return {
        range: lines.range({ start, end: Math.max(start, Math.min(headOf(policy.node).end, policy.node.span.end)) }),
        title: plainText(title),
        offset: start,
        isControl: policy.type === "scp" || policy.type === "rcp",
      };
    });
}

/** "Allows 4 actions of s3 and sqs, up to Write" */
export function sentenceOf(policy: Policy, catalog: Catalog): string {
  const allowed = allowedBy(policy, catalog);
  switch (policy.type) {
    case "trust":
      return `Assumed by ${whoOf(policy.statements)}`;
    case "resource":
      return allows(allowed, `Allows ${whoOf(policy.statements)} `);
    case "boundary":
      return allows(allowed, "Allows at most ");
    case "scp":
    case "rcp":
      return allowed.everyAction || allowed.actions.length === 0
        ? denies(allowed)
        : `${allows(allowed, "Allows at most ")}${allowed.denied.length > 0 ? `; ${denies(allowed).toLowerCase()}` : ""}`;
    default:
      return allows(allowed, "Allows ");
  }
}

function allows(allowed: Allowed, begin: string): string {
  const { everyAction, everything, allBut, actions, worst, denied, complete } = allowed;
  const besides = complete ? "" : " and what the template adds";
  if (everything) return `${begin}everything${denied.length > 0 ? ` but ${those(denied)}` : ""}`;
  if (everyAction) return `${begin}every action, on some resources or under conditions`;
  if (allBut) return `${begin}everything but ${listed(allBut, 3)}`;
  if (actions.length > 0) return `${begin}${those(actions)}${besides}, up to ${worst}`;
  if (allowed.denied.length > 0 || allowed.deniesEveryAction) return denies(allowed);
  return complete ? "Allows nothing that AWS has" : `${begin}what the template fills in`;
}

function denies({ denied, deniesEveryAction }: Allowed): string {
  if (deniesEveryAction) return "Denies all or nearly all actions, under conditions";
  return denied.length === 0 ? "Denies nothing" : `Denies ${those(denied)}`;
}

/** "4 actions of s3 and sqs" */
function those(actions: readonly KnownAction[]): string {
  return `${counted(actions.length, "action")} of ${listed([...servicesOf(actions).keys()], 3)}`;
}

/** "lambda.amazonaws.com and account 111122223333"; "anybody" where everybody is meant. */
function whoOf(statements: readonly Statement[]): string {
  const names = new Set<string>();
  for (const { effect, principal, notPrincipal } of statements) {
    if (effect !== "Allow") continue;
    if (notPrincipal || principal?.bare?.value === "*") names.add("anybody");
    if (principal && !principal.complete) names.add("whom the template names");
    for (const { type, items } of principal?.groups ?? [])
      for (const { value } of items) if (value !== null) names.add(nameOf(type, value));
  }
  return names.has("anybody") ? "anybody" : names.size === 0 ? "nobody" : listed([...names], 2);
}

function nameOf(type: string, value: string): string {
  if (value === "*") return "anybody";
  if (type === "Federated") return value.replace(/^arn:.*?-provider\//, "");
  if (type !== "AWS") return value;
  const account = /^(\d{12})$|^arn:[^:]*:(?:iam|sts)::(\d{12}):(.*)$/.exec(value);
  if (!account) return value;
  const [, alone, of, resource] = account;
  return alone !== undefined || resource === "root" ? `account ${alone ?? of}` : resource!;
}

function escalation(paths: readonly EscalationPath[]): string[] {
  const [worst] = [...paths].sort((a, b) => severity.indexOf(a.kind) - severity.indexOf(b.kind));
  return worst === undefined ? [] : [`escalates by ${worst.actions[0]}`];
}

const severity: readonly EscalationPath["kind"][] = ["iam", "pass-role", "takeover"];

/** "812 of 6,144 characters" */
export function sizeNote(policy: Policy): string {
  const quota = quotaOf(policy);
  const size = sizeOf(policy.node);
  return quota === null
    ? counted(size, "character")
    : `${size.toLocaleString("en")} of ${quota.toLocaleString("en")} characters`;
}
