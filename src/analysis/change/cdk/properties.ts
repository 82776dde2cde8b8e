/** What properties of constructs of AWS CDK allow whoever has them. */
import { type PropertyEffect, propertyEffects } from "../../knowledge/cdk-effects";
import type { SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { TextPart } from "../../value";
import type { ReadPolicy } from "../subject";
import { serverAccess } from "./access-logs";
import { allowedForSource } from "./event-sources";
import { conditional } from "./open-policies";
import type { CdkReading } from "./reading";
import { allowedForDestination } from "./uses";

/** aws-cdk-lib/aws-s3: what the provider of `autoDeleteObjects` may do (`Bucket.enableAutoDeleteObjects`). */
const deletesObjects = ["s3:PutBucketPolicy", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*"];

/** aws-cdk-lib/aws-ecr: the same of `autoDeleteImages` (`Repository.enableAutoDeleteImages`), on what has a tag that says so. */
const deletesImages = ["BatchDeleteImage", "DescribeRepositories", "ListImages", "ListTagsForResource"].map(
  (one) => `ecr:${one}`,
);

/** @param name `lambda.Function` */
export function allowedByProperties(reading: CdkReading, node: SyntaxNode, name: string): readonly ReadPolicy[] {
  const byProperty = propertyEffects(name);
  if (!byProperty) return [];
  const { of, perhaps } = reading.constructs.propertiesOf(node);
  return Object.entries(byProperty).flatMap(([property, said]) => {
    const value = of.get(property);
    const handed = value ? undefined : perhaps.get(property);
    if (handed && said.kind !== "denied" && !(said.withoutRole && of.has("role")))
      return [reading.unread(handed, { policyType: "identity", label: reading.madeName(node) })];
    if (!value || isOff(reading, value)) return [];
    if (said.unless?.test(reading.file.text(value)) || (said.withoutRole && of.has("role"))) return [];
    if (said.kind === "accessLogs") {
      const isToldWithBucket = property === "serverAccessLogsPrefix" && of.has("serverAccessLogsBucket");
      return isToldWithBucket ? [] : serverAccess(reading, node, of);
    }
    if (said.kind === "denied") return denied(reading, said, property, value, node);
    return allowedBy(reading, said, value, reading.roleOf(of) ?? reading.madeName(node), reading.madeName(node));
  });
}

function allowedBy(
  reading: CdkReading,
  said: Exclude<PropertyEffect, Denied | { readonly kind: "accessLogs" }>,
  value: SyntaxNode,
  holder: string,
  own: string,
): readonly ReadPolicy[] {
  switch (said.kind) {
    case "events":
      return reading.itemsOf(value).flatMap((one) => allowedForSource(reading, one, holder));
    case "actions": {
      const on: readonly TextPart[] = said.on === "it" ? reading.arnOf(value) : [said.on];
      return [reading.made([{ actions: said.actions, resources: [on] }], holder, value)];
    }
    case "own":
      return /^[tT]rue$/.test(reading.file.text(value))
        ? [reading.made([{ actions: said.actions, resources: [[{ name: `${own}.deadLetterQueue` }]] }], holder, value)]
        : [reading.unread(value, { policyType: "identity", label: holder })];
    case "destination":
      return allowedForDestination(reading, value, holder);
    case "bucket": {
      const arn: readonly TextPart[] = [{ name: `${own}.bucketArn` }];
      return [deletes(reading, value, own, "autoDeleteObjects", deletesObjects, [arn, [...arn, "/*"]])];
    }
    case "images":
      return [deletes(reading, value, own, "autoDeleteImages", deletesImages, [[{ name: `${own}.repositoryArn` }]])];
    case "unreadResource":
      return [reading.unread(value, { policyType: "resource", label: own })];
    case "unread":
      return [reading.unread(value, { policyType: "identity", label: holder })];
  }
}

const ofSubclasses = ["events", "onFailure", "onSuccess", "deadLetterQueue", "deadLetterTopic"];

/** A function of a library, or of the program, that is a subclass of CDK's: it takes its events, and sends what has failed, as that does. */
export function allowedByEvents(reading: CdkReading, node: SyntaxNode, callee: SyntaxNode): readonly ReadPolicy[] {
  if (!/(?:Lambda|Function)$/.test(reading.file.ownName(callee))) return [];
  const { of } = reading.constructs.propertiesOf(node);
  const effects = propertyEffects("lambda.Function");
  const own = reading.madeName(node);
  const holder = reading.roleOf(of) ?? own;
  return ofSubclasses.flatMap((property) => {
    const [value, said] = [of.get(property), effects?.[property]];
    return value && said && said.kind !== "denied" && said.kind !== "accessLogs"
      ? allowedBy(reading, said, value, holder, own)
      : [];
  });
}

/** `fn.configureAsyncInvoke({ onFailure })` */
export function allowedAsync(reading: CdkReading, call: SyntaxNode, holder: string): readonly ReadPolicy[] {
  const of = reading.optionsOf(call);
  return ["onFailure", "onSuccess"].flatMap((property) => {
    const value = of.get(property);
    return value ? allowedForDestination(reading, value, holder) : [];
  });
}

type Denied = Extract<PropertyEffect, { readonly kind: "denied" }>;

/** What a property of a construct has its policy deny; of a switch that is computed, in some deployments alone. */
function denied(
  reading: CdkReading,
  said: Denied,
  property: string,
  value: SyntaxNode,
  node: SyntaxNode,
): readonly ReadPolicy[] {
  const { actions, on, where } = said;
  const [operator, key, only] = where;
  const arn = reading.arnOf(node);
  const written = reading.file.text(value);
  const least: TextPart = /^[\d.]{1,9}$/.test(written)
    ? written
    : (reading.constructs.textOf(value) ?? { name: written });
  const kept = reading.kept(
    {
      label: reading.madeName(node),
      actions,
      resources: on.map((behind) => [...arn, behind]),
      where: [operator, key, only ?? least],
    },
    value,
  );
  const isCertain = only === undefined || /^[tT]rue$/.test(written);
  return [isCertain ? kept : switched(kept, property, value)];
}

/** What is there where a property is true, which the program computes. */
function switched(read: ReadPolicy, property: string, value: SyntaxNode): ReadPolicy {
  return { ...read, policy: conditional(read.policy), switched: { by: property, at: spanOf(value) } };
}

/** `new sns.TopicPolicy(this, "P", { topics, enforceSSL: true })`, for each of its topics. */
export function deniedOnTopics(reading: CdkReading, node: SyntaxNode, name: string): readonly ReadPolicy[] {
  const { of } =
    name === "sns.TopicPolicy" ? reading.constructs.propertiesOf(node) : { of: new Map<string, SyntaxNode>() };
  const [property, value] =
    ["enforceSSL", "enforceSsl"].map((one) => [one, of.get(one)] as const).find(([, one]) => one) ?? [];
  const topics = of.get("topics");
  if (!property || !value || !topics || isOff(reading, value)) return [];
  return reading.itemsOf(topics).map((topic) => {
    const said = { label: reading.nameOf(topic), actions: ["sns:Publish"], resources: [reading.arnOf(topic)] };
    const kept = reading.kept({ ...said, where: ["Bool", "aws:SecureTransport", "false"] }, value);
    return /^[tT]rue$/.test(reading.file.text(value)) ? kept : switched(kept, property, value);
  });
}

function isOff(reading: CdkReading, value: SyntaxNode): boolean {
  return /^(?:false|False|None|undefined)$/.test(reading.file.text(value));
}

/** What empties a bucket or repository before it goes, where the property is true. */
function deletes(
  reading: CdkReading,
  value: SyntaxNode,
  label: string,
  property: string,
  actions: readonly string[],
  on: readonly (readonly TextPart[])[],
): ReadPolicy {
  const made = reading.made([{ actions, resources: on }], `${label} ${property}`, value);
  return /^[tT]rue$/.test(reading.file.text(value)) ? made : switched(made, property, value);
}
