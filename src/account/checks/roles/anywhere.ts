import { givesSessions } from "../../../analysis/rules/support/sessions";
import { counted } from "../evaluation";
import { defineLivePolicyCheck } from "../live-policy-check";
import { trustPolicies } from "../policy-documents";
import { isPinned } from "../trust";
import { trustRemediation } from "../trust-remediation";

const service = "rolesanywhere.amazonaws.com";

export default defineLivePolicyCheck({
  id: "roles/anywhere",
  title: "Roles for IAM Roles Anywhere say whose certificates they take",
  why: "Every certificate of every trust anchor of the account opens such a role, unless its trust policy names the anchor or what stands in the certificate.",
  severity: "medium",
  recommendation: "roles-for-workloads",
  cis: [],
  securityHub: [],
  policies: trustPolicies,
  remediation: trustRemediation(
    'add "Condition": {"ArnEquals": {"aws:SourceArn": "TRUST_ANCHOR_ARN"}, "StringEquals": {"aws:PrincipalTag/x509Subject/CN": "…"}}.',
    `Service = "${service}"`,
    {
      action: "sts:AssumeRole",
      operator: "ArnEquals",
      key: "aws:SourceArn",
      value: "arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/TRUST_ANCHOR_ID",
    },
  ),
  links: ["https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html"],
  by: (policy) =>
    policy.statements
      .filter(
        (statement) =>
          statement.effect === "Allow" &&
          givesSessions(statement) &&
          statement.condition?.complete !== false &&
          statement.principal?.groups.some(
            ({ type, items }) => type === "Service" && items.some(({ value }) => value === service),
          ) === true &&
          !isPinned(statement, policy, (key) => key === "aws:sourcearn" || key.startsWith("aws:principaltag/x509")),
      )
      .map((statement) => ({
        statement,
        message: "Any certificate of any trust anchor of the account is taken: no condition names one.",
      })),
  right: "It takes no certificate of just any trust anchor.",
  words: {
    none: { verdict: "pass", reason: "The account has no roles of its own." },
    pass: (count) => `${counted(count, "role")}, none for just any certificate.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "role")} ${count === 1 ? "takes" : "take"} any certificate of any trust anchor.`,
  },
});
