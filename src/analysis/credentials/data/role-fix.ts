/** How a role takes the place of a key which a workload is given. */
import type { Change, NewValue } from "../../locate/located";
import type { TextEdit } from "../../text";

/** What gives a workload its role, and how the fix says so. */
export interface WorkloadRole {
  readonly changes: readonly Change[];
  readonly edits: readonly TextEdit[];
  readonly title: string;
}

/** What only a person knows. */
export const roleArn = "arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME";

/** Valid, and allowing nothing that is not allowed to everybody: it says where the permissions go. */
export const toBeFilledIn: NewValue = {
  Sid: "ToBeFilledIn",
  Effect: "Allow",
  Action: ["sts:GetCallerIdentity"],
  Resource: "*",
};
