/** What there is in AWS's own partition only. */
import { partitionOfRegion } from "../partitions";
import type { Session } from "./session";

/** Billing metrics, budgets and cost anomalies of China, GovCloud and the others are not where those of `aws` are. */
export function isStandardPartition({ region }: Pick<Session, "region">): boolean {
  return partitionOfRegion(region) === "aws";
}

/** The Region of the billing metrics, and of the services that bill. */
export const billingRegion = "us-east-1";
