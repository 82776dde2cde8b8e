import { say } from "../../../wording/sentence";
import { everybodyIn } from "../../policy/elements";
import type { PolicyRule } from "../rule";
import { elementPage } from "../support/links";
import { organizationPlaceholder } from "../support/placeholders";
import { givesSessions } from "../support/sessions";
import { strangersIn } from "../support/strangers";
import { toBeCompleted, withCondition } from "../support/value-fixes";

const rule: PolicyRule = {
  kind: "policy",
  id: "trust/any-principal",
  title: "Role that anybody can assume",
  severity: "error",
  confidence: "high",
  recommendation: "cross-account-roles",
  accessAnalyzer: null,
  types: ["trust"],
  documentation: {
    why: "The trust policy says who may assume the role. With `*` that is every user and role of every AWS account in the world: whoever learns the ARN of the role, which is no secret, has its permissions.",
    avoid: { language: "json", code: '{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }' },
    prefer: {
      language: "json",
      code: '{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/deployment" }, "Action": "sts:AssumeRole" }',
    },
    links: [
      elementPage("principal"),
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html",
    ],
  },
  *check(policy) {
    for (const statement of policy.statements) {
      const { effect, principal } = statement;
      const any = effect === "Allow" && principal && givesSessions(statement) ? everybodyIn(principal) : null;
      if (!any || !strangersIn(policy, statement)) continue;
      const external = statement.condition?.blocks.some((block) =>
        block.keys.some((key) => key.name.toLowerCase() === "sts:externalid"),
      );
      yield {
        at: any.node.span,
        path: any.path,
        message: external
          ? say`Every user and role of every AWS account that learns the external id, which is no secret, can assume this role. Name the account or role that is meant.`
          : statement.condition
            ? say`Whoever has an AWS account can assume this role: they can make a user or role that meets this condition. Name the accounts, roles or services that are meant.`
            : say`Every user and role of every AWS account can assume this role and use its permissions. Name the accounts, roles or services that are meant.`,
        fixes: () =>
          toBeCompleted(withCondition(statement, "StringEquals", "aws:PrincipalOrgID", organizationPlaceholder), [
            organizationPlaceholder,
          ]),
      };
    }
  },
};

export default rule;
