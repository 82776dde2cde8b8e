/** The account's own policies, each document read once however many carry it. */
import type { PolicyPath } from "../../analysis/finding";
import type { Policy, PolicyType, Statement } from "../../analysis/policy/model";
import { readPolicy } from "../../analysis/policy/read";
import type { PolicyContext, PolicyRule } from "../../analysis/rules/rule";
import { alone } from "../../analysis/rules/support/alone";
import { parseJson } from "../../analysis/source/json-tree";
import { stringNode } from "../../analysis/source/made-values";
import type { Catalog } from "../../catalog/catalog";
import { inEnglish } from "../../wording/sentence";
import type { AuthorizationDetails, RoleDetail } from "../sections/iam";

export interface LivePolicy {
  /** The ARN of the policy, or of who has it inline. */
  readonly arn: string;
  /** The name of an inline policy. */
  readonly inline?: string;
  readonly type: PolicyType;
  readonly document: string;
}

/** What is wrong with a policy, and in which statement where it is one. */
export interface Mistake {
  readonly statement: Statement | null;
  readonly message: string;
}

const permissions = new WeakMap<AuthorizationDetails, readonly LivePolicy[]>();

/** Customer-managed policies, attached or not, and the inline ones of users, groups and roles; listed once. */
export function permissionPolicies(details: AuthorizationDetails): readonly LivePolicy[] {
  let policies = permissions.get(details);
  if (!policies) permissions.set(details, (policies = listPermissions(details)));
  return policies;
}

function listPermissions({ users, groups, roles, policies }: AuthorizationDetails): LivePolicy[] {
  return [
    ...policies.map(({ arn, document }): LivePolicy => ({ arn, type: "identity", document })),
    ...[...users, ...groups, ...roles].flatMap(({ arn, inline }) =>
      inline.map(({ name, document }): LivePolicy => ({ arn, inline: name, type: "identity", document })),
    ),
  ];
}

/** Of the roles that people of this account make: AWS keeps those of its services itself. */
export function trustPolicies(details: AuthorizationDetails): LivePolicy[] {
  return ownRoles(details).map(({ arn, trustPolicy }) => ({ arn, type: "trust", document: trustPolicy }));
}

export function ownRoles({ roles }: AuthorizationDetails): RoleDetail[] {
  return roles.filter(({ path }) => !path.startsWith("/aws-service-role/") && !path.startsWith("/aws-reserved/"));
}

/** `arn:aws:iam::111122223333:role/work (inline policy all, statement ReadAll)`; the statement is left out where it is the only one. */
export function nameOf({ arn, inline }: LivePolicy, policy: Policy | null, statement: Statement | null): string {
  const at = policy && statement && policy.statements.length > 1 ? policy.statements.indexOf(statement) : -1;
  const parts = [
    ...(inline === undefined ? [] : [`inline policy ${inline}`]),
    ...(at < 0 ? [] : [`statement ${statement!.sid?.value || at + 1}`]),
  ];
  return parts.length === 0 ? arn : `${arn} (${parts.join(", ")})`;
}

const documents = new WeakMap<AuthorizationDetails, Map<PolicyType, Map<string, Policy | null>>>();

/** null: the document cannot be read. */
export function readDocument(details: AuthorizationDetails, document: string, type: PolicyType): Policy | null {
  let types = documents.get(details);
  if (!types) documents.set(details, (types = new Map()));
  let known = types.get(type);
  if (!known) types.set(type, (known = new Map()));
  let policy = known.get(document);
  if (policy === undefined) known.set(document, (policy = readLive(document, type)));
  return policy;
}

/** The policy of a whole JSON document. What is in force has no placeholders: each character stands for itself. */
export function readLive(document: string, type: PolicyType): Policy | null {
  const { root, cut, problems } = parseJson(document, { string: stringNode });
  const policy =
    root?.kind === "object" && !cut && problems.length === 0 ? readPolicy(root, { policyType: type }) : null;
  // AWS keeps no policy without a statement: this is something else.
  return policy && policy.statements.length > 0 ? policy : null;
}

const contexts = new WeakMap<Policy, PolicyContext>();

/** What the rules of the analysis say of a policy by itself. */
export function mistakesBy(
  rules: readonly PolicyRule[],
  policy: Policy,
  catalog: Catalog,
  trustedAccounts?: ReadonlySet<string>,
): Mistake[] {
  let context = contexts.get(policy);
  if (context?.catalog !== catalog) contexts.set(policy, (context = alone(policy, catalog, trustedAccounts)));
  return rules.flatMap((rule) =>
    [...rule.check(policy, context)].map(({ path, message }) => ({
      statement: statementAt(policy, path),
      message: inEnglish(message),
    })),
  );
}

function statementAt({ statements }: Policy, path: PolicyPath): Statement | null {
  return statements.find((one) => one.path.every((key, index) => key === path[index])) ?? null;
}
