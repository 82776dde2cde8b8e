/** Whether anything stands in the networks of a Region: AWS makes a VPC in every Region of an account, and most stay empty. */
import { DescribeNetworkInterfacesCommand, EC2Client } from "@aws-sdk/client-ec2";

import { homeRegion, partitionOfRegion } from "../partitions";
import type { NetworkSections } from "../sections/network";
import { onceInRegion } from "./once";
import { type Answer, ask } from "./session";

type Interfaces = Answer<NetworkSections["ec2/network-interfaces"]>;

/** The fewest that EC2 gives: one is enough. */
const fewest = 5;

/**
 * Whatever stands in a VPC has an interface there, also an instance that is stopped
 * (docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html). null: not asked, for the first Region of a partition counts
 * always: a new account is told there what it lacks.
 */
export const anyInterfaceIn = onceInRegion(async (session, region): Promise<Interfaces | null> => {
  if (region === homeRegion(partitionOfRegion(region))) return null;
  return ask(session, "ec2:DescribeNetworkInterfaces", async (options) => {
    const { NetworkInterfaces = [] } = await session
      .client(EC2Client, "ec2", region)
      .send(new DescribeNetworkInterfacesCommand({ MaxResults: fewest }), options);
    return { any: NetworkInterfaces.length > 0 };
  });
});

/** Where that is not known, all is asked as if there was one. */
export function hasInterfaces(interfaces: Interfaces | null): boolean {
  return interfaces?.status !== "ok" || interfaces.data.any;
}
