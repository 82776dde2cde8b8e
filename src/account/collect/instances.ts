/** EC2's instances, Region by Region: which of them have a role. */
import { EC2Client, type Instance as SdkInstance, paginateDescribeInstances } from "@aws-sdk/client-ec2";

import type { Instance } from "../sections/instances";
import { pagesOf } from "./answers/pages";
import { putAnswer, type Task } from "./collector";
import { anyInterfaceIn, hasInterfaces } from "./networks-in-use";
import { onceInRegion } from "./once";
import { eachRegion } from "./regions";
import { groupsOf } from "./security-groups";
import { type Answer, ask } from "./session";

/** EC2 gives up to a thousand, whose elements take much memory. */
const pageSize = 100;
/** Those that are being ended need no role any more. */
const lasting = { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] };

/**
 * An instance stands in a VPC, and a VPC has a default security group that nobody can delete: where a Region has no group there is
 * nothing to ask (docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html), nor where nothing stands in a VPC. The
 * session's own Region is asked always.
 */
export const instancesOf = onceInRegion(async (session, region): Promise<Answer<readonly Instance[]>> => {
  const groups = region === session.region ? null : await groupsOf(session, region);
  if (groups?.status === "ok" && groups.data.count === 0) return { status: "ok", data: [] };
  if (groups !== null && !hasInterfaces(await anyInterfaceIn(session, region))) return { status: "ok", data: [] };
  return ask(session, "ec2:DescribeInstances", async (options) => {
    const found: Instance[] = [];
    for await (const { Reservations = [] } of pagesOf(
      paginateDescribeInstances(
        { client: session.client(EC2Client, "ec2", region), pageSize },
        { Filters: [lasting] },
        options,
      ),
    )) {
      found.push(...Reservations.flatMap(({ Instances = [] }) => Instances.map(toInstance)));
    }
    return found;
  });
});

function toInstance({
  InstanceId = "",
  Tags = [],
  IamInstanceProfile,
  MetadataOptions,
  Operator,
  State,
}: SdkInstance): Instance {
  const { HttpTokens, HttpEndpoint } = MetadataOptions ?? {};
  return {
    id: InstanceId,
    name: Tags.find(({ Key }) => Key === "Name")?.Value || null,
    profile: IamInstanceProfile?.Arn ?? null,
    tokensRequired: HttpTokens === undefined || HttpEndpoint === "disabled" ? null : HttpTokens === "required",
    running: State?.Name === "running",
    managedBy: Operator?.Managed ? (Operator.Principal ?? "AWS") : null,
  };
}

export const tasks: readonly Task[] = [
  {
    sections: ["ec2/instances"],
    run: (session, put) =>
      eachRegion(session, async (region) =>
        putAnswer(put, "ec2/instances", await instancesOf(session, region), { region }),
      ),
  },
];
