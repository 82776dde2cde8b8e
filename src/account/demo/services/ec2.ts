/** EC2 of the demo account. */
import { ec2Query } from "../protocols/query";
import { describeInstances } from "./instances";
import { networkOperations } from "./network";
import { securityGroupOperations } from "./security-groups";
import type { DemoService } from "./service";

export const ec2: DemoService = {
  protocol: ec2Query,
  operations: {
    DescribeRegions: ({ description: { regions } }, { parameters }) => ({
      regionInfo: regions
        .filter((one) => parameters.AllRegions === "true" || one.optInStatus !== "not-opted-in")
        .map(({ name, optInStatus }) => ({
          regionName: name,
          regionEndpoint: `ec2.${name}.amazonaws.com`,
          optInStatus,
        })),
    }),
    DescribeInstances: describeInstances,
    ...securityGroupOperations,
    ...networkOperations,
  },
};
