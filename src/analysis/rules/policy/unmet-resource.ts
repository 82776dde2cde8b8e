/** Actions on resources of a kind that they do not work on. */
import type { Catalog } from "../../../catalog/catalog";
import { quoted, say, type Sentence, someOf, type Text, together, type Value } from "../../../wording/sentence";
import type { Item, Policy } from "../../policy/model";
import type { PolicyReport, PolicyRule, RuleMeta } from "../rule";
import { serviceReference } from "../support/links";
import { closestForm, type Reach, reachesOf } from "../support/reach";
import { meantResources, reachFixes } from "../support/reach-fixes";

const links = [
  serviceReference,
  "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
];
const why =
  "Each action works on resources of certain kinds, which the service reference lists: `s3:GetObject` on objects (`arn:aws:s3:::reports/*`), `s3:ListBucket` on the bucket (`arn:aws:s3:::reports`). Many that list or describe cannot be limited to resources and need `*`.";

const avoid = '{\n  "Effect": "Allow",\n  "Action": "s3:GetObject",\n  "Resource": "arn:aws:s3:::reports"\n}';
const prefer = avoid.replace("reports", "reports/*");

function unmetResourceRule(
  meta: Pick<RuleMeta, "id" | "title" | "severity" | "confidence" | "documentation">,
  report: (reach: Reach, policy: Policy, catalog: Catalog) => PolicyReport | null,
): PolicyRule {
  return {
    ...meta,
    kind: "policy",
    recommendation: "least-privilege",
    accessAnalyzer: null,
    types: ["identity", "resource", "scp", "rcp", "boundary"],
    *check(policy, { catalog }) {
      for (const reach of reachesOf(policy, catalog)) {
        const found = report(reach, policy, catalog);
        if (found) yield found;
      }
    },
  };
}

const nothing = unmetResourceRule(
  {
    id: "policy/unmet-resource",
    title: "Statement whose actions never meet its resources",
    severity: "warning",
    confidence: "high",
    documentation: {
      why: `${why} Where no action of a statement works on any of its resources, an Allow allows nothing and a Deny denies nothing. Nothing is said of actions with wildcards of which one fits, of ARNs whose form the reference does not list, of what a template or a policy variable leaves open, and of actions without resource types of which it is not known that their service checks them on \`*\`. Of AWS's 730 managed policies that Planeguard is tested with, one has such a statement: \`AWSSupplyChainFederationAdminAccess\` allows \`kms:ListKeys\` and \`kms:ListAliases\` on keys, though both need \`*\`.`,
      avoid: { language: "json", code: avoid },
      prefer: { language: "json", code: prefer },
      links,
    },
  },
  (reach, policy, catalog) => {
    const { statement, action, resource, unmet } = reach;
    if (unmet.length < action.items.length || !action.complete) return null;
    const [only, ...others] = resource.items;
    return {
      at: others.length === 0 ? only!.node.span : resource.entry.keySpan,
      path: others.length === 0 ? only!.path : resource.path,
      message: together(
        statement.effect === "Deny"
          ? say`This statement denies nothing: ${worksOn(reach)}.`
          : say`This statement allows nothing: ${worksOn(reach)}.`,
        advice(reach, catalog),
      ),
      fixes: () => reachFixes(reach, policy, catalog),
    };
  },
);

const some = unmetResourceRule(
  {
    id: "policy/partly-unmet-resource",
    title: "Actions that never meet the statement's resources",
    severity: "info",
    confidence: "medium",
    documentation: {
      why: `${why} Where some actions of a statement work on none of its resources, the statement does not allow or deny them. They may be allowed elsewhere, or not be needed.`,
      avoid: {
        language: "json",
        code: avoid.replace('"s3:GetObject"', '["s3:GetObject", "s3:ListBucket"]').replace("reports", "reports/*"),
      },
      prefer: {
        language: "json",
        code: avoid
          .replace('"s3:GetObject"', '["s3:GetObject", "s3:ListBucket"]')
          .replace('"arn:aws:s3:::reports"', '["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]'),
      },
      links,
    },
  },
  (reach, policy, catalog) => {
    const { statement, action, unmet } = reach;
    if (unmet.length === action.items.length && action.complete) return null;
    const [first, ...others] = unmet;
    return {
      at: first!.item.node.span,
      path: first!.item.path,
      message: together(
        statement.effect === "Deny"
          ? say`This statement does not deny ${listed(unmet.map(({ item }) => item))}: ${worksOn(reach)}.`
          : say`This statement does not allow ${listed(unmet.map(({ item }) => item))}: ${worksOn(reach)}.`,
        advice(reach, catalog),
      ),
      related: others.map(({ item }) => ({
        at: item.node.span,
        path: item.path,
        message: say`Nor does this action meet a resource of the statement.`,
      })),
      fixes: () => reachFixes(reach, policy, catalog),
    };
  },
);

/** `a`, `b` and 4 more. */
function listed(items: readonly Item[]): Value {
  return someOf(quoted(items.map(({ value }) => String(value))), items.length > 3 ? 2 : 3);
}

/** What the first action works on, and that this is not there. */
function worksOn({ unmet, resource }: Reach): Sentence {
  const [first] = unmet;
  const [action] = first!.actions;
  const name = first!.item.value!;
  const given = resource.items.length === 1 ? resource.items[0]!.value : null;
  const form = closestForm(first!, resource.items);
  if (form === null || !action)
    return say`\`${name}\` cannot be limited to resources, and only \`*\` in place of ${given === null ? say`these resources` : `\`${given}\``} matches it`;
  return given === null
    ? say`\`${name}\` works on \`${form}\`, and no resource here is one`
    : say`\`${name}\` works on \`${form}\`, and \`${given}\` is none`;
}

function advice(reach: Reach, catalog: Catalog): Text {
  const meant = meantResources(reach, catalog);
  const [only, ...others] = meant ?? [];
  if (only === undefined || others.length > 0) return "";
  return isWhole(reach) ? say`Write \`${only}\`.` : say`Write \`${only}\` as well.`;
}

function isWhole({ unmet, action }: Reach): boolean {
  return unmet.length === action.items.length;
}

export default [nothing, some];
