/** Whom a trail of AWS CDK lets write its logs, and what the role that it makes may do (aws-cdk-lib 2.276: aws-cloudtrail; read in November 2026). */
import type { SyntaxNode } from "../../source/syntax-tree";
import type { TextPart } from "../../value";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";

const trail = ["Service", "cloudtrail.amazonaws.com"] as const;
const nothing = /^(?:undefined|null|None|false|False)$/;

/** Empty for any other class. @param name `cloudtrail.Trail` */
export function allowedByTrail(reading: CdkReading, node: SyntaxNode, name: string): readonly ReadPolicy[] {
  if (name !== "cloudtrail.Trail") return [];
  const { of } = reading.constructs.propertiesOf(node);
  const given = (property: string): SyntaxNode | undefined => {
    const value = of.get(property);
    return value && !nothing.test(reading.file.text(value)) ? value : undefined;
  };
  const [bucket, topic, logs] = [given("bucket"), given("snsTopic"), given("sendToCloudWatchLogs")];
  return [
    ...(bucket && !isImported(reading, bucket) ? toBucket(reading, bucket, of) : []),
    ...(topic && !isImported(reading, topic) ? [toTopic(reading, topic)] : []),
    ...(logs ? [toLogs(reading, node, logs, given("cloudWatchLogGroup"))] : []),
  ];
}

/** CDK writes no policy for what is made elsewhere. */
function isImported({ constructs }: CdkReading, expression: SyntaxNode): boolean {
  const construct = constructs.at(expression);
  return construct !== null && constructs.isImported(construct);
}

function toBucket(reading: CdkReading, bucket: SyntaxNode, of: ReadonlyMap<string, SyntaxNode>): readonly ReadPolicy[] {
  const label = reading.nameOf(bucket);
  const arn = reading.arnOf(bucket);
  const whole = (value: SyntaxNode): TextPart => reading.constructs.textOf(value) ?? { name: reading.file.text(value) };
  const [prefix, organization] = [of.get("s3KeyPrefix"), of.get("orgId")];
  const before: readonly TextPart[] = prefix ? [whole(prefix), "/"] : [];
  const resources = [[...arn, "/", ...before, "AWSLogs/", { name: "AWS::AccountId" }, "/*"]];
  if (organization) resources.push([...arn, "/AWSLogs/", whole(organization), "/*"]);
  return [
    reading.letIn({ label, principal: trail, actions: ["s3:GetBucketAcl"], resources: [arn] }, bucket),
    reading.letIn(
      {
        label,
        principal: trail,
        actions: ["s3:PutObject"],
        resources,
        equals: ["s3:x-amz-acl", "bucket-owner-full-control"],
      },
      bucket,
    ),
  ];
}

function toTopic(reading: CdkReading, topic: SyntaxNode): ReadPolicy {
  const what = { label: reading.nameOf(topic), actions: ["sns:Publish"], resources: [reading.arnOf(topic)] };
  return reading.letIn({ ...what, principal: trail }, topic);
}

function toLogs(reading: CdkReading, node: SyntaxNode, said: SyntaxNode, group: SyntaxNode | undefined): ReadPolicy {
  const own = reading.madeName(node);
  const holder = `${own} logsRole`;
  if (!/^[tT]rue$/.test(reading.file.text(said)))
    return reading.unread(said, { policyType: "identity", label: holder });
  const resources = [group ? reading.arnOf(group) : [{ name: `${own}.logGroup` }]];
  return reading.made([{ actions: ["logs:PutLogEvents", "logs:CreateLogStream"], resources }], holder, group ?? said);
}
