/** The Regions of an account, as EC2 tells them. */
import type { SectionActions } from "./section";

export interface Region {
  readonly name: string;
  /** `not-opted-in`: switched off; nothing can run there, and no call is answered. */
  readonly optInStatus: "opt-in-not-required" | "opted-in" | "not-opted-in" | (string & {});
}

export interface RegionSections {
  /** Every Region of the partition, switched on or off. */
  "ec2/regions": readonly Region[];
}

export const regionActions: SectionActions<RegionSections> = {
  "ec2/regions": ["ec2:DescribeRegions"],
};

export function isOn({ optInStatus }: Region): boolean {
  return optInStatus !== "not-opted-in";
}
