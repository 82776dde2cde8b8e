/** What asks in CloudFormation who calls, by a setting of its own beside any policy: signed URLs, tokens of caches, listeners that sign people in (AWS: "Resource and property reference", as of November 2026). */
import { unknown } from "../../source/intrinsics";
import { listNode } from "../../source/made-values";
import { tableOf } from "../../table";
import { textAt, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { documentAround } from "../document-around";
import { type Bare, methodType } from "./bare";
import type { Door } from "./door";
import { isAlwaysThere, leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayAsk(text: string): boolean {
  return /\bAWS::(?:CloudFront::Distribution|ElastiCache::|ElasticLoadBalancingV2::Listener|Elasticsearch::Domain|Neptune::DBCluster|OpenSearchService::Domain)/.test(
    text,
  );
}

/** One that is asked of by itself. */
interface Part {
  readonly label: string;
  readonly node: ValueNode;
  /** What asks, of which one is enough. */
  readonly by: readonly (ValueNode | undefined)[];
  /** It asks where it says so, and not by being there. */
  readonly isSwitch?: boolean;
}

const switched =
  (...path: readonly string[]) =>
  ({ id, properties }: TemplateResource): readonly Part[] => [
    { label: id, node: properties, by: [valueAt(properties, ...path)], isSwitch: true },
  ];
const whole =
  (...paths: readonly (readonly string[])[]) =>
  ({ id, properties }: TemplateResource): readonly Part[] => [
    { label: id, node: properties, by: paths.map((path) => valueAt(properties, ...path)) },
  ];
const actionsAt =
  (name: string) =>
  ({ id, properties }: TemplateResource): readonly Part[] => [
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

const partsOf: { readonly [type: string]: ((resource: TemplateResource) => readonly Part[]) | undefined } = tableOf({
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

function isOff(node: ValueNode): boolean {
  return node.kind === "boolean" ? !node.value : node.kind === "string" && /^(?:false|)$/i.test(node.value);
}

function isSaid({ kind }: ValueNode): boolean {
  return kind === "boolean" || kind === "string";
}

/** Null: in some deployments. */
function asks({ by, isSwitch = false }: Part): boolean | null {
  const asking = by.filter((one) => leavesOf(one).some(({ node }) => !isOff(node)));
  if (asking.length === 0) return false;
  const isSure = (one: ValueNode | undefined) =>
    isAlwaysThere(one) &&
    leavesOf(one).some(({ node, conditional }) => !isOff(node) && (!isSwitch || (!conditional && isSaid(node))));
  return asking.some(isSure) ? true : null;
}

function partsIn(resources: readonly TemplateResource[]): readonly Part[] {
  return resources.flatMap((one) => partsOf[one.type]?.(one) ?? []);
}

/** What no longer asks where it did before: nobody knows whom that lets in, for networks and policies may say more. */
export function unasked(
  resources: readonly TemplateResource[],
): readonly { readonly name: string; readonly node: ValueNode; readonly bare: Bare }[] {
  return partsIn(resources).flatMap((part) =>
    asks(part) === false
      ? [{ name: part.label, node: part.node, bare: { type: methodType, mayKeep: false, isOpen: true } }]
      : [],
  );
}

/** What asks, as a policy that allows nothing. */
export function asking(resources: readonly TemplateResource[]): readonly Door[] {
  return partsIn(resources).flatMap((part): readonly Door[] => {
    const does = asks(part);
    if (does === false) return [];
    const { start } = part.node.span;
    const root = does ? documentAround(listNode({ start, end: start }, [])) : null;
    return [{ label: part.label, resourceType: methodType, policyType: "resource", node: part.node, root }];
  });
}
