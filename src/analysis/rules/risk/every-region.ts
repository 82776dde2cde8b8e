/** Administration that no Region bounds. */
import type { Catalog } from "../../../catalog/catalog";
import { say } from "../../../wording/sentence";
import { oncePer } from "../../memo";
import type { ListElement, Policy, Statement } from "../../policy/model";
import type { PolicyFix, PolicyRule } from "../rule";
import { isStar } from "../support/actions";
import { type Permissions, permissionsOf } from "../support/permissions";
import { toBeCompleted, withCondition } from "../support/value-fixes";

const requestedRegion = "aws:RequestedRegion";
/** IAM, Route 53, CloudFront and others answer there, wherever one works. */
const globalRegion = "us-east-1";
const fewestServices = 3;

function namesRegion({ condition }: Statement): boolean {
  return (
    condition?.blocks.some((block) =>
      block.keys.some((key) => key.name.toLowerCase() === requestedRegion.toLowerCase()),
    ) ?? false
  );
}

/** What makes the statement one of an administrator: everything, everything but some, or all of several services. */
function administration({ effect, action, notAction, resource, condition, complete }: Statement): ListElement | null {
  if (effect !== "Allow" || condition || !complete || !resource?.items.some(isStar)) return null;
  if (notAction) return notAction;
  const whole = action?.items.filter(({ value }) => value !== null && /^([^*?:]+:)?\*+$/.test(value)) ?? [];
  return whole.some(isStar) || whole.length >= fewestServices ? action : null;
}

/** Whether a Deny of theirs names Regions; told once for all policies of a principal. */
const isLimitedToRegions = oncePer((permissions: Permissions): boolean =>
  permissions.policies.some(({ statements }) =>
    statements.some((statement) => statement.effect === "Deny" && namesRegion(statement)),
  ),
);

/** The Regions of the ARNs that the document names. */
function regionsOf(policies: readonly Policy[], catalog: Catalog): readonly string[] {
  const items = policies.flatMap((one) => one.statements).flatMap((one) => one.resource?.items ?? []);
  const found = items
    .flatMap((item) => /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(item.value ?? "")?.[1] ?? [])
    .filter((region) => catalog.regions.includes(region));
  return [...new Set(found)].sort();
}

function fixes(statement: Statement, policies: readonly Policy[], catalog: Catalog): readonly PolicyFix[] {
  const regions = regionsOf(policies, catalog);
  return regions.length === 0
    ? []
    : toBeCompleted(
        withCondition(statement, "StringEquals", requestedRegion, [...new Set([...regions, globalRegion])]),
        regions,
      );
}

const rule: PolicyRule = {
  kind: "policy",
  id: "risk/administration-in-every-region",
  title: "Administration in every Region",
  severity: "hint",
  confidence: "low",
  recommendation: "split-administration",
  accessAnalyzer: null,
  types: ["identity"],
  documentation: {
    why: "Whoever takes over an administrator works where nobody looks: in Regions that the company does not use. A condition on the Region keeps administrators, and them, to those that it does.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": ["ec2:*", "rds:*", "lambda:*"], "Resource": "*" }',
    },
    prefer: {
      language: "json",
      code: '{\n  "Effect": "Allow",\n  "Action": ["ec2:*", "rds:*", "lambda:*"],\n  "Resource": "*",\n  "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-central-1" } }\n}',
    },
    links: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html",
    ],
  },
  *check(policy, context) {
    const { catalog, policies } = context;
    for (const statement of policy.statements) {
      const element = administration(statement);
      if (!element) continue;
      const permissions = permissionsOf(policy, context);
      if (permissions.isDeniedAtLarge || isLimitedToRegions(permissions)) return;
      yield {
        at: element.entry.keySpan,
        path: element.path,
        message: say`This administers every Region, also those that nobody uses or watches. Add a condition on \`${requestedRegion}\` with the Regions that are used, and \`${globalRegion}\` for services without Regions.`,
        fixes: () => fixes(statement, policies, catalog),
      };
    }
  },
};

export default rule;
