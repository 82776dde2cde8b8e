/** How a Region gets a recorder of every type that delivers: the same for all that may be missing of it. */
import type { Remedies } from "../posture";
import cloudformation from "./recorder-remediation.cfn.yaml";
import commands from "./recorder-remediation.sh";
import terraform from "./recorder-remediation.tf";

export const recorderRemediation: Remedies = {
  console:
    "AWS Config (in the Region) > Settings > Edit: Recording is on, All resource types with customizable overrides, the service-linked role, and an S3 bucket for delivery. Global (IAM) types in one Region only. For all Regions at once: Systems Manager > Quick Setup > Config Recording.",
  cli: commands,
  cloudformation,
  terraform,
};
