/** Whom AWS CDK lets write the access logs of a load balancer, or of a bucket, into a bucket (aws-cdk-lib 2.276: aws-elasticloadbalancingv2, aws-s3; read in November 2026). */
import type { SyntaxNode } from "../../source/syntax-tree";
import type { TextPart } from "../../value";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";

const delivery = ["Service", "delivery.logs.amazonaws.com"] as const;
const logging = ["Service", "logging.s3.amazonaws.com"] as const;
/** An account of AWS's in older Regions, and a service in the others. */
const balancing = ["AWS", { name: "Elastic Load Balancing" }] as const;

/** `balancer.logAccessLogs(bucket, "prefix")` */
export function logsAccess(reading: CdkReading, call: SyntaxNode, balancer: SyntaxNode): readonly ReadPolicy[] {
  const { constructs, file } = reading;
  const [bucket, prefix] = reading.given(call);
  if (!bucket) return [];
  const construct = constructs.at(bucket);
  // CDK writes no policy for a bucket of elsewhere.
  if (construct && constructs.isImported(construct)) return [];
  const arn = reading.arnOf(bucket);
  const text = prefix ? constructs.textOf(prefix) : "";
  const before: readonly TextPart[] = prefix && text !== "" ? [text ?? { name: file.text(prefix) }, "/"] : [];
  const logs = [...arn, "/", ...before, "AWSLogs/", { name: "AWS::AccountId" }, "/*"];
  const label = reading.nameOf(bucket);
  const isNetwork = /NetworkLoadBalancer$/.test(constructs.classOf(file.resolve(balancer).base) ?? "");
  const puts = { label, actions: ["s3:PutObject"], resources: [logs] };
  return [
    ...(isNetwork ? [] : [reading.letIn({ ...puts, principal: balancing }, call)]),
    reading.letIn({ ...puts, principal: delivery, equals: ["s3:x-amz-acl", "bucket-owner-full-control"] }, call),
    reading.letIn({ label, principal: delivery, actions: ["s3:GetBucketAcl"], resources: [arn] }, call),
  ];
}

/**
 * `new s3.Bucket(this, "B", { serverAccessLogsBucket, serverAccessLogsPrefix })`, by the policy of the bucket with the logs. Without the feature flag
 * `@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy` an ACL lets them in.
 */
export function serverAccess(
  reading: CdkReading,
  bucket: SyntaxNode,
  of: ReadonlyMap<string, SyntaxNode>,
): readonly ReadPolicy[] {
  const { constructs, file } = reading;
  const logs = of.get("serverAccessLogsBucket") ?? bucket;
  const construct = constructs.at(logs);
  if (construct && constructs.isImported(construct)) return [];
  const prefix = of.get("serverAccessLogsPrefix");
  const before: readonly TextPart[] = prefix ? [constructs.textOf(prefix) ?? { name: file.text(prefix) }] : [];
  // What is given may be of another stack: then everything may be logged there.
  const from = construct?.made ? reading.arnOf(bucket) : null;
  const puts = {
    label: logs === bucket ? reading.madeName(bucket) : reading.nameOf(logs),
    principal: logging,
    actions: ["s3:PutObject"],
    resources: [[...reading.arnOf(logs), "/", ...before, "*"]],
    from,
  };
  return [reading.letIn(puts, of.get("serverAccessLogsBucket") ?? prefix ?? bucket)];
}
