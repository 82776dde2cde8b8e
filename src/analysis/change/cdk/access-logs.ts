/** Whom AWS CDK lets write the access logs of a load balancer into a bucket (aws-cdk-lib 2.276: aws-elasticloadbalancingv2; read in November 2026). */
import type { SyntaxNode } from "../../source/syntax-tree";
import type { TextPart } from "../../value";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";

const delivery = ["Service", "delivery.logs.amazonaws.com"] as const;
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
