/** Other accounts that may assume a role without saying on whose behalf they do so. */
import { vendorOf } from "../../knowledge/vendors";
import type { Item, Policy, PrincipalGroup, Statement } from "../../policy/model";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { accountOf, ownAccounts, wholeAccount } from "../support/accounts";
import { actionPattern } from "../support/actions";
import { holdsAnyway } from "../support/limits";
import { asksForExternalId, deniesAllBut } from "../support/narrowing";
import { isWholeCondition } from "../support/oidc-providers";
import { withCondition } from "../support/value-fixes";

const page = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html";

/** Keys that say more of the caller than the account: people with MFA, an organization, single roles, addresses. */
const saysMore = /^(aws:(principal|source|multifactorauth|vpc|userid|username|federatedprovider).*|saml:.*)$/;

/** Whether a condition on such a key does not hold for everybody anyway. */
function tellsApart({ condition }: Statement): boolean {
  return (
    condition?.blocks.some((block) =>
      block.keys.some((key) => saysMore.test(key.name.toLowerCase()) && !holdsAnyway(block, key)),
    ) ?? false
  );
}

interface Trusted {
  readonly statement: Statement;
  readonly group: PrincipalGroup;
  readonly item: Item;
}

/** The principals of AWS that may assume the role under no condition that tells one of their requests from another. */
function* unconditional({ statements }: Policy): Iterable<Trusted> {
  if (deniesAllBut(statements, (key) => key === "sts:externalid" || saysMore.test(key))) return;
  for (const statement of statements) {
    const { effect, principal, condition, action } = statement;
    if (
      effect !== "Allow" ||
      !principal ||
      !action?.items.some((item) => actionPattern(item).matches("sts:assumerole") === true)
    )
      continue;
    if (!isWholeCondition(condition) || asksForExternalId(statement) || tellsApart(statement)) continue;
    for (const group of principal.groups) {
      if (group.type === "AWS") for (const item of group.items) yield { statement, group, item };
    }
  }
}

function report({ statement, group, item }: Trusted, message: string): PolicyReport {
  return {
    at: item.node.span,
    path: group.array ? item.path : group.path,
    message,
    fixes: () => withExternalId(statement),
  };
}

function withExternalId(statement: Statement): readonly PolicyFix[] {
  return withCondition(statement, "StringEquals", "sts:ExternalId", "the-id-they-gave-you");
}

const trust = (more: string): string =>
  `{\n  "Effect": "Allow",\n  "Principal": { "AWS": "arn:aws:iam::464622532012:root" },\n  "Action": "sts:AssumeRole"${more}\n}`;
const documentation = (why: string): PolicyRule["documentation"] => ({
  why,
  avoid: { language: "json", code: trust("") },
  prefer: {
    language: "json",
    code: trust(',\n  "Condition": { "StringEquals": { "sts:ExternalId": "the id that they gave you" } }'),
  },
  links: [page, "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
});

const vendor: PolicyRule = {
  kind: "policy",
  id: "trust/vendor-without-external-id",
  title: "Vendor that may assume the role without an external id",
  severity: "warning",
  confidence: "high",
  recommendation: "cross-account-roles",
  accessAnalyzer: null,
  types: ["trust"],
  documentation: documentation(
    "A vendor assumes the roles of all its customers from one account. Any of them can tell it the ARN of this role, which is no secret, and so have it work in this account for them. The external id that the vendor gives to each customer prevents that.",
  ),
  *check(policy) {
    for (const trusted of unconditional(policy)) {
      const name = vendorOf(accountOf(trusted.item) ?? "");
      if (name !== null)
        yield report(
          trusted,
          `This account is ${name}’s: any of its customers who names this role to ${name} can have it act here. Add a condition on \`sts:ExternalId\` with the id that ${name} gave you.`,
        );
    }
  },
};

const otherAccount: PolicyRule = {
  kind: "policy",
  id: "trust/account-without-external-id",
  title: "Whole account that may assume the role",
  severity: "info",
  confidence: "low",
  recommendation: "cross-account-roles",
  accessAnalyzer: null,
  types: ["trust"],
  documentation: documentation(
    "Whoever may call `sts:AssumeRole` in the account can assume the role. Where the account is another company’s, it can also be led to do so for a customer of its own. Within one company, name the roles that are meant; for others, ask for an external id.",
  ),
  *check(policy, { policies, trustedAccounts }) {
    const own = ownAccounts(policies);
    for (const trusted of unconditional(policy)) {
      const account = wholeAccount(trusted.item);
      if (account === null || own.has(account) || trustedAccounts.has(account) || vendorOf(account) !== null) continue;
      yield report(
        trusted,
        `Everybody whom account ${account} lets call \`sts:AssumeRole\` can assume this role. If it is another company’s, add a condition on \`sts:ExternalId\`; if it is yours, name the role that is meant, or list the account under \`trustedAccounts\` in planeguard.json.`,
      );
    }
  },
};

export default [vendor, otherAccount];
