/** What the policy of a trail's bucket says. */
import type { Policy } from "../../analysis/policy/model";
import { openings } from "../../analysis/rules/risk/public-resource";
import { deniesAllBut, keepsStrangersOut } from "../../analysis/rules/support/narrowing";
import { readLive } from "./policy-documents";

/** The name or the number of the first statement that lets in strangers; null: there is none; "unreadable": the document is none. */
export function publicStatement(document: string | null): { readonly statement: string | null } | "unreadable" {
  if (document === null) return { statement: null };
  const policy = readLive(document, "resource");
  if (!policy) return "unreadable";
  const first = [...openings(policy)].find(({ who }) => who !== "services");
  return {
    statement: first ? first.statement.sid?.value || String(policy.statements.indexOf(first.statement) + 1) : null,
  };
}

/**
 * Whether CloudTrail may write for anybody's trail; null: the document cannot be read.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function takesAnyTrail(document: string): boolean | null {
  const policy = readLive(document, "resource");
  if (!policy) return null;
  const guarded = deniesAllBut(policy.statements, (key) => /^aws:source(?:arn|account|org)/.test(key));
  return !guarded && policy.statements.some(isOpenToTrails);
}

function isOpenToTrails(statement: Policy["statements"][number]): boolean {
  const { effect, principal, action } = statement;
  const services = principal?.groups.filter(({ type }) => type === "Service").flatMap(({ items }) => items) ?? [];
  return (
    effect === "Allow" &&
    services.some(({ value }) => /^cloudtrail\.amazonaws\.com(?:\.cn)?$/.test(value ?? "")) &&
    (action?.items.some(({ value }) => /^(?:\*|s3:\*|s3:put\*|s3:putobject)$/i.test(value ?? "")) ?? false) &&
    !keepsStrangersOut(statement)
  );
}
