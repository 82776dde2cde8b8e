/** Services in `Principal` whose names AWS does not have. */
import { distance } from "fastest-levenshtein";

import type { Catalog } from "../../../catalog/catalog";
import { servicePrincipals } from "../../knowledge/service-principals";
import type { PolicyFix, PolicyRule } from "../rule";
import { anyOf, closest } from "../support/closest";
import { suggestion } from "../support/fixes";
import { elementPage } from "../support/links";

const domain = "amazonaws.com";
const labels = servicePrincipals.flatMap((name) => /^([a-z0-9-]+)\.amazonaws\.com$/.exec(name)?.[1] ?? []);

/**
 * What a service principal was meant to be; nothing where it may be one. AWS publishes no list of them, so only names of one
 * label are judged, and those alone that are hardly another than one that is used much.
 */
function meant(written: string, catalog: Catalog): readonly string[] {
  const [label = "", ...rest] = written.toLowerCase().split(".");
  const region = /^[a-z]{2}-[a-z-]+-\d$/.test(rest[0] ?? "") ? `.${rest.shift()}` : "";
  const ending = rest.join(".");
  if (!/^[a-z0-9-]+$/.test(label) || rest.length > 2) return [];
  const isService = labels.includes(label) || catalog.service(label) !== undefined;
  if (isService) {
    // `amazonaws.cn` has addresses of China's Regions, and might have more.
    const isNear = ending !== domain && ending !== "amazonaws.cn" && distance(ending, domain) < 3;
    return isNear ? [`${label}${region}.${domain}`] : [];
  }
  // Shorter names are too near to one another.
  if (ending !== domain || label.length < 5) return [];
  return closest(label, labels).map((name) => `${name}${region}.${domain}`);
}

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/misspelt-service-principal",
  title: "Misspelt service principal",
  severity: "warning",
  confidence: "medium",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  types: ["trust", "resource"],
  documentation: {
    why: "AWS rejects a policy that names a service principal that it does not have, and the service that is meant cannot assume the role or reach the resource.",
    avoid: { language: "json", code: '"Principal": { "Service": "lamda.amazonaws.com" }' },
    prefer: { language: "json", code: '"Principal": { "Service": "lambda.amazonaws.com" }' },
    links: [elementPage("principal")],
  },
  *check(policy, { catalog }) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const group of [...(principal?.groups ?? []), ...(notPrincipal?.groups ?? [])]) {
        if (group.type !== "Service") continue;
        for (const item of group.items) {
          const names = item.value === null ? [] : meant(item.value, catalog);
          if (names.length === 0) continue;
          yield {
            at: item.node.span,
            path: item.path,
            message: `\`${item.value}\` does not seem to be a service principal, and AWS rejects a policy that names one it does not have. Did you mean ${anyOf(names)}?`,
            fixes: () =>
              names.map((value): PolicyFix =>
                suggestion(`Write ${value}`, { kind: "replace", node: item.node, value }),
              ),
          };
        }
      }
    }
  },
};

export default rule;
