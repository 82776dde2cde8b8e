/**
 * On which types of resources AWS authorises one call at once. Sources: the resource types of AWS's Service Authorization Reference, where
 * some services list alternatives as required and others what is always asked for as optional, and "Example policies" of the Amazon EC2 and
 * AWS Systems Manager user guides; November 2026.
 */
import { servicePrefixOf } from "../policy/action-name";
import { tableOf } from "../table";

/** Services that ask for all types that they list as required; those of others may be alternatives (Amazon Bedrock's models). */
const asksForAll: ReadonlySet<string> = new Set(["ec2", "rds", "glue", "kms", "batch"]);

/** Types that are asked for, though the reference lists them as optional; behind `?` only where that parameter is given. */
const further: { readonly [action: string]: string | undefined } = tableOf({
  "ec2:AssociateAddress": "elastic-ip instance network-interface",
  "ec2:CreateNetworkInterface": "security-group",
  "ec2:RunInstances": "volume key-pair?LaunchTemplate",
  "ec2:CreateVpcEndpoint": "route-table?RouteTableIds security-group subnet?SubnetIds",
  "ssm:SendCommand": "instance managed-instance?Targets",
});

/** Whether a call that names some of an action's resources is authorised on one of this type, too. */
export function isAskedToo(
  action: string,
  { name, required }: { readonly name: string; readonly required: boolean },
  isGiven: (parameter: string) => boolean,
): boolean {
  if (required && asksForAll.has(servicePrefixOf(action))) return true;
  return (further[action] ?? "").split(" ").some((one) => {
    const [type, parameter] = one.split("?");
    return type === name && (parameter === undefined || isGiven(parameter));
  });
}
