/** Account Management outside of the commercial partition: where it does not answer, a person is asked. */
import type { Evaluation } from "../posture";
import type { Section, Snapshot } from "../snapshot";
import { asked } from "./evaluation";

/** null: AWS has answered, or would if the profile were allowed to ask. `what` ends the question: `the billing contact set`. */
export function askedElsewhere(
  { account: { partition } }: Snapshot,
  section: Section | undefined,
  what: string,
): Evaluation | null {
  if (partition === "aws" || section?.status === "ok" || section?.status === "denied") return null;
  return asked(`Contacts of accounts in the partition ${partition} could not be read. Is ${what}?`, [
    { call: "sts:GetCallerIdentity", field: "partition of Arn", value: partition, region: null },
  ]);
}
