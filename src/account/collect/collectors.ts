/** Each service's collector, loaded when the collection comes to it. What answers first stands first. */
import type { Collector } from "./collector";

export const collectors: readonly (() => Promise<Collector>)[] = [
  () => import("./iam"),
  () => import("./account"),
  () => import("./organizations"),
  () => import("./sso"),
  () => import("./cloudtrail"),
  () => import("./regions"),
  () => import("./instances"),
  () => import("./config"),
  () => import("./access-analyzer"),
  () => import("./guardduty"),
  () => import("./security-groups"),
  () => import("./network"),
  () => import("./logs"),
  () => import("./cloudwatch"),
  () => import("./events"),
  () => import("./s3"),
  () => import("./budgets"),
  () => import("./cost-explorer"),
  () => import("./sns"),
  () => import("./kms"),
  () => import("./securityhub"),
  () => import("./session-manager"),
];
