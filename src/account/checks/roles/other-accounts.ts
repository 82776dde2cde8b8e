/** Roles that other accounts may assume: whose accounts they are, and whether they say for whom they call. */
import type { Policy } from "../../../analysis/policy/model";
import type { ResourceVerdict } from "../../posture";
import { sectionOf, type Snapshot } from "../../snapshot";
import { type CheckDeclaration, defineCheck } from "../check";
import {
  counted,
  evidenceOf,
  isAnswered,
  judgeResources,
  type Missing,
  type ResourceWords,
  whenAnswered,
} from "../evaluation";
import { type Owner, ownerSections, ownersIn } from "../known-accounts";
import { nameOf, readDocument, trustPolicies } from "../policy-documents";
import { isNarrowed, type TrustedAccount, trustedAccounts } from "../trust";
import { trustRemediation } from "../trust-remediation";
import commands from "./other-accounts.sh";

interface OtherAccountsCheck extends Omit<
  CheckDeclaration,
  "sections" | "evaluate" | "recommendation" | "cis" | "securityHub"
> {
  /** What is wrong with letting the account in; null: nothing. */
  readonly wrong: (trusted: TrustedAccount, owner: Owner, policy: Policy) => string | null;
  readonly right: string;
  readonly words: ResourceWords;
}

/** A resource for each account that a role lets in wrongly, or of which that is not known; one for each other role. */
function judge(
  policy: Policy | null,
  arn: string,
  wrong: OtherAccountsCheck["wrong"],
  right: string,
  ownerOf: ReturnType<typeof ownersIn>,
  missing: Missing[],
): ResourceVerdict[] {
  if (!policy) return [{ id: arn, region: null, verdict: "not-assessed", reason: "The trust policy cannot be read." }];
  const own = arn.split(":")[4] ?? "";
  const found = trustedAccounts(policy).flatMap((trusted): ResourceVerdict[] => {
    const owner = ownerOf(trusted.account, own);
    const message = wrong(trusted, owner, policy);
    if (message === null) return [];
    const id = nameOf({ arn, type: "trust", document: "" }, policy, trusted.statement);
    if (owner.kind !== "unclear") return [{ id, region: null, verdict: "fail", reason: message }];
    missing.push(...owner.missing);
    return [
      {
        id,
        region: null,
        verdict: "not-assessed",
        reason: `${message} Whether that account is of your organization is not known: ${owner.missing.map(whyMissing).join(" ")}`,
      },
    ];
  });
  return found.length > 0 ? found : [{ id: arn, region: null, verdict: "pass", reason: right }];
}

function whyMissing(missing: Missing): string {
  return typeof missing === "string"
    ? "Organizations has not answered."
    : missing.status === "ok"
      ? ""
      : missing.message;
}

function defineOtherAccountsCheck({ wrong, right, words, ...declaration }: OtherAccountsCheck) {
  return defineCheck({
    ...declaration,
    recommendation: "cross-account-roles",
    cis: [],
    securityHub: [],
    sections: ["iam/authorization-details", ...ownerSections],
    evaluate: (snapshot: Snapshot) =>
      whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
        const ownerOf = ownersIn(snapshot);
        const missing: Missing[] = [];
        const roles = trustPolicies(details);
        const resources = roles.flatMap(({ arn, document }) =>
          judge(readDocument(details, document, "trust"), arn, wrong, right, ownerOf, missing),
        );
        const failing = new Set(resources.filter((one) => one.verdict === "fail").map(({ id }) => id.split(" ")[0]))
          .size;
        const members = sectionOf(snapshot, "organizations/accounts");
        return judgeResources(
          resources,
          { ...words, fail: () => words.fail(failing, roles.length) },
          [
            evidenceOf(section, "roles read", roles.length),
            ...(isAnswered(members)
              ? [evidenceOf(members, "Accounts", members.data === null ? "no organization" : members.data.length)]
              : []),
          ],
          missing,
        );
      }),
  });
}

const none = { verdict: "pass", reason: "The account has no roles of its own." } as const;

/** As people know the account. */
function called(account: string, owner: Owner): string {
  return owner.kind === "vendor" ? `Account ${account} (${owner.name})` : `Account ${account}`;
}

export default [
  defineOtherAccountsCheck({
    id: "roles/external-id",
    title: "Roles for other companies' accounts ask for an external id",
    why: "A service provider who serves many customers can be made to use the role of one for another. The external id tells for whom it acts.",
    severity: "high",
    remediation: trustRemediation(
      'add "Condition": {"StringEquals": {"sts:ExternalId": "…"}} with the id that the other side gives you; for accounts of your own, a condition on aws:PrincipalOrgID, or list them as trustedAccounts in planeguard.json.',
      'AWS = "arn:aws:iam::444455556666:root"',
      {
        action: "sts:AssumeRole",
        operator: "StringEquals",
        key: "sts:ExternalId",
        value: "THE-ID-THEY-GAVE-YOU",
      },
    ),
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"],
    wrong: ({ account, statement }, owner, policy) =>
      owner.kind === "own" || owner.kind === "organization" || owner.kind === "trusted" || isNarrowed(statement, policy)
        ? null
        : `${called(account, owner)} can assume it without an external id.`,
    right: "No account of others may assume it without an external id.",
    words: {
      none,
      pass: (count) => `${counted(count, "role")}, none that an account of others can assume without an external id.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "role")} can be assumed from accounts of others without an external id.`,
    },
  }),
  defineOtherAccountsCheck({
    id: "roles/unknown-accounts",
    title: "Every account that may assume a role is known",
    why: "Roles outlive the contracts and projects that they were made for. An account that nobody knows any more still comes in.",
    severity: "low",
    remediation: {
      console:
        "IAM > Roles > (the role) > Trust relationships: find out whose the account is. If nobody needs it, delete the role; if you know it, list it as trustedAccounts in planeguard.json.",
      cli: commands,
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html"],
    wrong: ({ account }, owner) =>
      owner.kind === "stranger" || owner.kind === "unclear" ? `Account ${account} can assume it.` : null,
    right: "Only known accounts may assume it.",
    words: {
      none,
      pass: (count) =>
        `${counted(count, "role")}, each for this account, its organization, vendors that publish their accounts, or accounts that the project trusts.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "role")} can be assumed from accounts outside of the organization that nobody has named.`,
    },
  }),
];
