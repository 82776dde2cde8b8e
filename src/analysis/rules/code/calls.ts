/** Calls of AWS in code whose role does not allow them: known where the role and all its policies are. */
import { andOf, quoted, say, type Text, type Value } from "../../../wording/sentence";
import type { CallFact } from "../../source/facts";
import type { UnitReport, UnitRule } from "../rule";

const links = [
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
  "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
];
const common = {
  kind: "unit",
  severity: "warning",
  recommendation: "least-privilege",
  accessAnalyzer: null,
} as const;
const policy = (action: string, more = ""): string => `Policies:
  - Statement:
      - Effect: Allow
        Action: ${action}
        Resource: !GetAtt Orders.Arn${more}`;

function asked({ actions, resource }: CallFact): Value {
  const named = andOf(quoted(actions));
  return resource === null ? named : say`${named} on \`${resource}\``;
}

function reports(
  facts: Iterable<{ readonly kind: string }>,
  kind: CallFact["kind"],
  message: (fact: CallFact) => Text,
  related: (fact: CallFact) => Text,
): UnitReport[] {
  return [...facts].flatMap((one) => {
    if (one.kind !== kind) return [];
    const fact = one as CallFact;
    return [
      {
        at: fact.at,
        message: message(fact),
        proven: fact.fixes,
        related: [{ at: fact.at, elsewhere: fact.decided, message: related(fact) }],
      },
    ];
  });
}

const notGranted: UnitRule = {
  ...common,
  id: "code/not-granted",
  title: "Call that the role of the code does not allow",
  confidence: "medium",
  documentation: {
    why: "The code runs as a role whose policies allow this call on no such resource, so that it fails with AccessDenied. It is reported only where the role and all its policies can be read, and the client and the operation are certain: nothing is said of a role with a policy from another template, of code that is only loaded with others, or of a resource whose own policy may let the role in.",
    avoid: { language: "yaml", code: `# The function calls PutItem on the table.\n${policy("dynamodb:GetItem")}` },
    prefer: { language: "yaml", code: policy("[dynamodb:GetItem, dynamodb:PutItem]") },
    links,
  },
  check: (facts) =>
    reports(
      facts,
      "not-granted",
      (fact) =>
        fact.isRefusedByKey
          ? say`This call needs ${asked(fact)}, and the policy of the key neither names \`${fact.role}\`, the role of \`${fact.unit}\`, nor leaves the decision to the policies of the account: it fails with AccessDenied. Name the role in the policy of the key.`
          : say`The role of \`${fact.unit}\`, \`${fact.role}\`, does not allow ${asked(fact)}: this call fails with AccessDenied. Add the action to a policy of the role, on this resource.`,
      ({ role, isRefusedByKey }) => (isRefusedByKey ? say`The policy of the key` : say`The role \`${role}\``),
    ),
};

const denied: UnitRule = {
  ...common,
  id: "code/denied",
  title: "Call that a statement denies",
  confidence: "high",
  documentation: {
    why: "A Deny in a policy of the role speaks about this call, and a Deny is stronger than any Allow: the call fails with AccessDenied, whatever else the role is given.",
    avoid: {
      language: "yaml",
      code: `# The function calls DeleteItem on the table.\n${policy("dynamodb:*")}
      - Effect: Deny
        Action: dynamodb:Delete*
        Resource: "*"`,
    },
    prefer: { language: "yaml", code: policy("[dynamodb:GetItem, dynamodb:DeleteItem]") },
    links,
  },
  check: (facts) =>
    reports(
      facts,
      "denied",
      (fact) =>
        say`A policy of \`${fact.role}\`, the role of \`${fact.unit}\`, denies ${asked(fact)}: this call fails with AccessDenied. Take the action out of the Deny, or the call out of the code.`,
      () => say`The statement that denies it`,
    ),
};

const unmet: UnitRule = {
  ...common,
  id: "code/unmet-condition",
  title: "Call that is allowed only under a condition it does not meet",
  confidence: "high",
  documentation: {
    why: "The only statements that allow this call ask for something that a request of code does not bring: MFA, or the resource in whose name a service acts. A role that a service assumes has neither, so that the call fails with AccessDenied.",
    avoid: {
      language: "yaml",
      code: policy(
        "dynamodb:PutItem",
        `\n        Condition:\n          Bool: { "aws:MultiFactorAuthPresent": "true" }`,
      ),
    },
    prefer: { language: "yaml", code: policy("dynamodb:PutItem") },
    links,
  },
  check: (facts) =>
    reports(
      facts,
      "unmet",
      (fact) =>
        say`\`${fact.role}\`, the role of \`${fact.unit}\`, allows ${asked(fact)} only under a condition that a call of code does not meet: it fails with AccessDenied. Take the condition out, or ask for something that this code has.`,
      () => say`The statement with the condition`,
    ),
};

export default [notGranted, denied, unmet];
