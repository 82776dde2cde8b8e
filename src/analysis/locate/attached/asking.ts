/** What asks in CloudFormation who calls, by a setting of its own beside any policy: signed URLs, tokens of caches, listeners that sign people in (AWS: "Resource and property reference", as of November 2026). */
import { unknown } from "../../source/intrinsics";
import { tableOf } from "../../table";
import { textAt, valueAt } from "../../value";
import type { TemplateResource } from "../cloudformation";
import type { AskingPart } from "./asking-parts";
import { leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayAsk(text: string): boolean {
  return /\bAWS::(?:CloudFront::Distribution|ElastiCache::|ElasticLoadBalancingV2::Listener|Elasticsearch::Domain|Neptune::DBCluster|OpenSearchService::Domain)/.test(
    text,
  );
}

const switched =
  (...path: readonly string[]) =>
  ({ id, properties }: TemplateResource): readonly AskingPart[] => [
    { label: id, node: properties, by: [valueAt(properties, ...path)], isSwitch: true },
  ];
const whole =
  (...paths: readonly (readonly string[])[]) =>
  ({ id, properties }: TemplateResource): readonly AskingPart[] => [
    { label: id, node: properties, by: paths.map((path) => valueAt(properties, ...path)) },
  ];
const actionsAt =
  (name: string) =>
  ({ id, properties }: TemplateResource): readonly AskingPart[] => [
    {
      label: id,
      node: properties,
      by: leavesOf(valueAt(properties, name)).flatMap(({ node, conditional }) =>
        /^(?:authenticate-|jwt-validation$)/.test(textAt(node, "Type") ?? "")
          ? [conditional ? unknown(node.span, [node, null]) : node]
          : [],
      ),
    },
  ];

const partsOf: { readonly [type: string]: ((resource: TemplateResource) => readonly AskingPart[]) | undefined } =
  tableOf({
    "AWS::CloudFront::Distribution": ({ id, properties }) => {
      const configuration = valueAt(properties, "DistributionConfig");
      const others = leavesOf(valueAt(configuration, "CacheBehaviors")).map(({ node }) => node);
      const first = valueAt(configuration, "DefaultCacheBehavior");
      return [...(first ? [first] : []), ...others].map((node) => ({
        label: `${id} ${node === first ? "*" : (textAt(node, "PathPattern") ?? "")}`,
        node,
        by: ["TrustedKeyGroups", "TrustedSigners"].map((name) => valueAt(node, name)),
      }));
    },
    "AWS::ElastiCache::ReplicationGroup": whole(["AuthToken"], ["UserGroupIds"]),
    "AWS::ElastiCache::ServerlessCache": whole(["UserGroupId"]),
    "AWS::ElasticLoadBalancingV2::Listener": actionsAt("DefaultActions"),
    "AWS::ElasticLoadBalancingV2::ListenerRule": actionsAt("Actions"),
    "AWS::Elasticsearch::Domain": switched("AdvancedSecurityOptions", "Enabled"),
    "AWS::Neptune::DBCluster": switched("IamAuthEnabled"),
    "AWS::OpenSearchService::Domain": switched("AdvancedSecurityOptions", "Enabled"),
  });

/** What asks, or might, in a template. */
export function askingInTemplate(resources: readonly TemplateResource[]): readonly AskingPart[] {
  return resources.flatMap((one) => partsOf[one.type]?.(one) ?? []);
}
