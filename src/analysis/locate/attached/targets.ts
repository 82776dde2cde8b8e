/** What the policies of resources stand on, and what control policies are attached to. */
import { tableOf } from "../../table";
import type { Span } from "../../text";
import { entryOf, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { openMethods } from "./api-access";
import { askingInTemplate } from "./asking";
import { unaskedOf } from "./asking-parts";
import { type Bare, bareInServerless, bareInTemplate } from "./bare";
import { leavesOf } from "./leaves";

export interface TargetLink {
  /** What the document calls the policy; null: it stands elsewhere, or cannot be read. */
  readonly policy: string | null;
  /** What attaches it. */
  readonly by: string;
  /** What names the target; several name it together. */
  readonly nodes: readonly ValueNode[];
  /** What names a policy that stands elsewhere. */
  readonly named?: ValueNode;
}

/** A resource that a document declares, or looks up. */
export interface KnownResource {
  /** Its name in the account. */
  readonly name: ValueNode | undefined;
  /** All that is said of it, without what the document calls it. */
  readonly body: Span;
  /** It is given no policy where AWS gives it one. */
  readonly bare?: Bare | undefined;
}

/** By the type of a policy the properties that name what it stands on. */
const standsOn: { readonly [type: string]: string | undefined } = tableOf({
  "AWS::CloudTrail::ResourcePolicy": "ResourceArn",
  "AWS::EventSchemas::RegistryPolicy": "RegistryName",
  "AWS::Events::EventBusPolicy": "EventBusName",
  "AWS::Kinesis::ResourcePolicy": "ResourceArn",
  "AWS::Lambda::LayerVersionPermission": "LayerVersionArn",
  "AWS::Lambda::Permission": "FunctionName",
  "AWS::Lex::ResourcePolicy": "ResourceArn",
  "AWS::MSK::ClusterPolicy": "ClusterArn",
  "AWS::Organizations::Policy": "TargetIds",
  "Community::Organizations::Policy": "TargetIds",
  "AWS::S3::BucketPolicy": "Bucket",
  "AWS::S3::MultiRegionAccessPointPolicy": "MrapName",
  "AWS::S3Express::BucketPolicy": "Bucket",
  "AWS::S3ObjectLambda::AccessPointPolicy": "ObjectLambdaAccessPoint",
  "AWS::S3Outposts::BucketPolicy": "Bucket",
  "AWS::S3Tables::TableBucketPolicy": "TableBucketARN",
  "AWS::S3Tables::TablePolicy": "TableARN",
  "AWS::SNS::TopicInlinePolicy": "TopicArn",
  "AWS::SNS::TopicPolicy": "Topics",
  "AWS::SQS::QueueInlinePolicy": "Queue",
  "AWS::SQS::QueuePolicy": "Queues",
  "AWS::SSM::ResourcePolicy": "ResourceArn",
  "AWS::SecretsManager::ResourcePolicy": "SecretId",
  "AWS::VpcLattice::AuthPolicy": "ResourceIdentifier",
  "AWS::VpcLattice::ResourcePolicy": "ResourceArn",
});

export function targetsInTemplate(resources: readonly TemplateResource[]): readonly TargetLink[] {
  return resources.flatMap(({ id, type, properties }) => {
    const property = standsOn[type];
    const value = property === undefined ? undefined : entryOf(properties, property)?.value;
    return leavesOf(value).map(({ node }): TargetLink => ({ policy: id, by: id, nodes: [node] }));
  });
}

/** @param root the whole template */
export function resourcesInTemplate(
  resources: readonly TemplateResource[],
  root: ValueNode,
): ReadonlyMap<string, KnownResource> {
  const ofService = bareInServerless(root);
  const service = ofService ? [["provider", { name: undefined, body: root.span, bare: ofService }] as const] : [];
  const methods = [...openMethods(resources, root), ...unaskedOf(askingInTemplate(resources))];
  const ofMethods = new Map(methods.map(({ name, bare }) => [name, bare]));
  return new Map<string, KnownResource>([
    ...service,
    ...methods.map(({ name, node, bare }) => [name, { name: undefined, body: node.span, bare }] as const),
    ...resources.map((resource): [string, KnownResource] => {
      const { id, properties } = resource;
      return [
        id,
        {
          name: properties.entries.find(({ key }) => /^(?:[A-Z][A-Za-z]{0,30})?Name$/.test(key))?.value,
          body: properties.span,
          bare: ofMethods.get(id) ?? bareInTemplate(resource, root),
        },
      ];
    }),
  ]);
}
