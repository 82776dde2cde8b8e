/** EC2's list of Regions, and how the services that are regional ask each of those that are on. */
import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";

import { isOn, type Region } from "../sections/regions";
import { atMost } from "./answers/pages";
import { mostRegions, regionName } from "./answers/regions";
import { putAnswer, type Task } from "./collector";
import { once } from "./once";
import { ask, type Session } from "./session";

/** The Regions of the partition, asked for once a session. */
export const regionsOf = once((session) =>
  ask<readonly Region[]>(session, "ec2:DescribeRegions", async (options) => {
    const { Regions } = await session
      .client(EC2Client, "ec2")
      .send(new DescribeRegionsCommand({ AllRegions: true }), options);
    return atMost(mostRegions, Regions ?? []).map(({ RegionName, OptInStatus }): Region => ({
      name: regionName(RegionName),
      optInStatus: OptInStatus ?? "opt-in-not-required",
    }));
  }),
);

/** Those that are on; where they are not known the session's alone: `acrossRegions` then says that the others are missing. */
export async function namesOfRegions(session: Session): Promise<readonly string[]> {
  const regions = await regionsOf(session);
  return regions.status === "ok" ? regions.data.filter(isOn).map(({ name }) => name) : [session.region];
}

/** Does the work in every Region that is on, all beside each other. */
export async function eachRegion(session: Session, work: (region: string) => Promise<void>): Promise<void> {
  await Promise.all((await namesOfRegions(session)).map(work));
}

export const tasks: readonly Task[] = [
  {
    sections: ["ec2/regions"],
    async run(session, put) {
      putAnswer(put, "ec2/regions", await regionsOf(session));
    },
  },
];
