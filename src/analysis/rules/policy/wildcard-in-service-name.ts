import { hasWildcard } from "../../policy/arn";
import { Pattern } from "../../policy/wildcard";
import type { PolicyRule } from "../rule";
import { doubtfulActions, isWildcardPrefix } from "../support/actions";
import { resourceArns } from "../support/arns";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage } from "../support/links";

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/wildcard-in-service-name",
  title: "Wildcard in the name of a service",
  severity: "info",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "WILDCARD_IN_SERVICE_NAME",
  documentation: {
    why: "A wildcard before the colon reaches into every service whose prefix fits, also into those that AWS will add.",
    avoid: { language: "json", code: '"Action": "s3*:GetObject"' },
    prefer: { language: "json", code: '"Action": ["s3:GetObject", "s3-outposts:GetObject"]' },
    links: [accessAnalyzerPage("suggestion", "wildcard-in-service-name")],
  },
  *check(policy, { catalog }) {
    for (const { item, prefix, name } of doubtfulActions(policy, catalog)) {
      if (prefix === null || !isWildcardPrefix(prefix)) continue;
      const everything = item.value === "*:*";
      yield {
        at: item.node.span,
        path: item.path,
        message: everything
          ? "The wildcard before the colon stands for every service, also for those to come. Name the services, or write `*` where everything is meant."
          : `The wildcard in the prefix \`${prefix}\` reaches into every service that it fits, also into those to come. Name the services.`,
        fixes: () => {
          const written = name.length === 1 && typeof name[0] === "string" && item.value !== null ? name[0] : null;
          const fitting = written === null || everything ? [] : servicesMatching(prefix, catalog.prefixes);
          return fitting.length === 1
            ? [
                suggestion(`Name the service: ${fitting[0]}:${written}`, {
                  kind: "replace",
                  node: item.node,
                  value: `${fitting[0]}:${written}`,
                }),
              ]
            : [];
        },
      };
    }
    for (const { item, arn } of resourceArns(policy)) {
      if (!hasWildcard(arn.service)) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message:
          "The wildcard in the service of this ARN reaches into every service that it fits, also into those to come. Name the service.",
      };
    }
  },
};

export default rule;

function servicesMatching(prefix: string, prefixes: readonly string[]): readonly string[] {
  const pattern = Pattern.of(prefix, { ignoreCase: true });
  return prefixes.filter((one) => pattern.matches(one) === true);
}
