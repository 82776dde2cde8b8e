/** Service prefixes that AWS does not have, or no longer has. */
import type { Catalog } from "../../../catalog/catalog";
import { orOf, quoted, say, together } from "../../../wording/sentence";
import { actionsOfOperation, prefixesOfName } from "../../knowledge/api-names";
import type { PolicyFix, PolicyRule } from "../rule";
import {
  doubtfulActions,
  goneSince,
  isAmongActions,
  isWildcardPrefix,
  type NamedAction,
  retiredFixes,
  wentLately,
} from "../support/actions";
import { closest } from "../support/closest";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage, serviceReference } from "../support/links";

const invalidService: PolicyRule = {
  kind: "policy",
  id: "policy/invalid-service-in-action",
  title: "Service that is unknown or retired",
  severity: "warning",
  confidence: "medium",
  recommendation: "least-privilege",
  accessAnalyzer: "INVALID_SERVICE_IN_ACTION",
  documentation: {
    why: "An action of a service that does not exist never matches a request. The name of a product, an SDK client or a command is often not the prefix that IAM uses; and services are retired.",
    avoid: { language: "json", code: '"Action": "cloudwatchlogs:PutLogEvents"' },
    prefer: { language: "json", code: '"Action": "logs:PutLogEvents"' },
    links: [accessAnalyzerPage("error", "invalid-service-in-action"), serviceReference],
  },
  *check(policy, { catalog }) {
    for (const action of unknownServices(policy, catalog)) {
      const retired = catalog.retiredService(action.prefix);
      if (retired && wentLately("service", retired, catalog)) continue;
      const { item } = action;
      const meant = prefixesMeantBy(action, catalog);
      const message = retired
        ? say`${retired.name} (\`${action.prefix}\`) has been retired (${goneSince(retired)}), so this action has no effect. Verify that nothing needs it, and remove it.`
        : meant.length > 0
          ? together(
              say`\`${action.prefix}\` is not a service prefix of AWS, so this action has no effect.`,
              say`Did you mean ${orOf(quoted(meant))}?`,
            )
          : say`\`${action.prefix}\` is not among the services that AWS documents (as of ${catalog.date}), so this action probably has no effect. Verify the prefix: it may be misspelt, retired or newer than that.`;
      yield {
        at: item.node.span,
        path: item.path,
        message,
        fixes: () =>
          retired ? retiredFixes(action, item.value ?? action.prefix) : replacements(action, meant, catalog),
      };
    }
  },
};

const retiredService: PolicyRule = {
  kind: "policy",
  id: "policy/retired-service",
  title: "Service that left the service reference",
  severity: "info",
  confidence: "medium",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "AWS retires services, and gives new names to others. Policies that name them stay valid for a while, but grant nothing once the service has closed.",
    avoid: { language: "json", code: '"Action": ["s3:GetObject", "deepracer:ListModels"]' },
    prefer: { language: "json", code: '"Action": "s3:GetObject"' },
    links: [serviceReference],
  },
  *check(policy, { catalog }) {
    for (const action of unknownServices(policy, catalog)) {
      const { item, prefix } = action;
      const retired = catalog.retiredService(prefix);
      if (!retired || !wentLately("service", retired, catalog)) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: say`${retired.name} (\`${prefix}\`) is no longer in AWS's service reference (${goneSince(retired)}), so this action may grant nothing. Verify that the service is still in use, or remove the action.`,
        fixes: () => retiredFixes(action, item.value ?? prefix),
      };
    }
  },
};

export default [invalidService, retiredService];

function* unknownServices(
  policy: Parameters<PolicyRule["check"]>[0],
  catalog: Catalog,
): Iterable<NamedAction & { readonly prefix: string }> {
  if (policy.place.isList && !isAmongActions(policy, catalog)) return;
  for (const action of doubtfulActions(policy, catalog)) {
    const { prefix } = action;
    if (prefix === null || prefix === "" || isWildcardPrefix(prefix) || catalog.service(prefix)) continue;
    yield { ...action, prefix };
  }
}

function prefixesMeantBy(
  { prefix, name }: Pick<NamedAction, "name"> & { readonly prefix: string },
  catalog: Catalog,
): readonly string[] {
  const known = prefixesOfName(prefix).filter((one) => catalog.service(one));
  // A short name is like many others, and a wildcard is an action of each.
  const isVague = prefix.length <= shortest && name.every((part) => typeof part === "string" && /^[*?]+$/.test(part));
  return known.length > 0 || isVague ? known : closest(prefix, catalog.prefixes);
}

const shortest = 3;

function replacements(
  { item, name }: NamedAction & { readonly prefix: string },
  meant: readonly string[],
  catalog: Catalog,
): readonly PolicyFix[] {
  const written = name.length === 1 && typeof name[0] === "string" ? name[0] : null;
  if (written === null || item.value === null) return [];
  return meant
    .flatMap((prefix) => {
      if (/[*?]/.test(written) || catalog.service(prefix)?.action(written)) return [`${prefix}:${written}`];
      return actionsOfOperation(prefix, written);
    })
    .map((action) => suggestion(say`Replace with ${action}`, { kind: "replace", node: item.node, value: action }));
}
