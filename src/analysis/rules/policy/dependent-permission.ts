import { whenRoleIsPassed } from "../../knowledge/dependent-actions";
import { namesAction } from "../../policy/action-list";
import type { Item, Policy, Statement } from "../../policy/model";
import type { PolicyRule } from "../rule";
import { namedActions } from "../support/actions";
import { knownAction } from "../support/every-resource";
import { serviceReference } from "../support/links";

const passRole = "iam:passrole";

/** Whether some policy of the document may allow or names `iam:PassRole`, or leaves open what it allows. */
function mayPassRoles(policies: readonly Policy[]): boolean {
  return policies.some(({ complete, statements }) => !complete || statements.some(mayPass));
}

function mayPass({ action, notAction, complete }: Statement): boolean {
  if (!complete || notAction) return true;
  return action !== null && (!action.complete || namesAction(action.items, passRole) !== false);
}

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/dependent-permission",
  title: "Action that needs `iam:PassRole` as well",
  severity: "hint",
  confidence: "low",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  types: ["identity"],
  documentation: {
    why: "Whoever starts something that works with a role of its own must be allowed to pass this role (`iam:PassRole`); else AWS denies the call. The service reference lists such actions as dependent. It may be allowed by another policy, or not be needed: then there is nothing to do.",
    avoid: {
      language: "json",
      code: '{\n  "Effect": "Allow",\n  "Action": "ecs:RunTask",\n  "Resource": "arn:aws:ecs:eu-central-1:111122223333:task-definition/invoices:*"\n}',
    },
    prefer: {
      language: "json",
      code: '[\n  {\n    "Effect": "Allow",\n    "Action": "ecs:RunTask",\n    "Resource": "arn:aws:ecs:eu-central-1:111122223333:task-definition/invoices:*"\n  },\n  {\n    "Effect": "Allow",\n    "Action": "iam:PassRole",\n    "Resource": "arn:aws:iam::111122223333:role/invoices-task",\n    "Condition": { "StringEquals": { "iam:PassedToService": "ecs-tasks.amazonaws.com" } }\n  }\n]',
    },
    links: [serviceReference, "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
  },
  *check(policy, { catalog, policies }) {
    const found: { readonly item: Item; readonly name: string; readonly when: string }[] = [];
    for (const { statement, element, item } of namedActions(policy)) {
      if (statement.effect !== "Allow" || element.name !== "Action" || item.value === null) continue;
      const name = knownAction(item.value, catalog)?.name ?? "";
      const when = whenRoleIsPassed(name);
      if (when !== null) found.push({ item, name, when });
    }
    const [first, ...others] = found;
    if (!first || mayPassRoles(policies)) return;
    yield {
      at: first.item.node.span,
      path: first.item.path,
      message: `\`${first.name}\` also needs \`iam:PassRole\` ${first.when}, which no policy in this document allows. If none elsewhere does, allow it for that role.`,
      related: others.map(({ item, when }) => ({
        at: item.node.span,
        path: item.path,
        message: `So does this action, ${when}.`,
      })),
    };
  },
};

export default rule;
