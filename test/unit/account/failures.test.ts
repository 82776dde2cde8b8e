import assert from "node:assert/strict";

import { failuresOf } from "../../../src/account/failures";
import type { AnySection } from "../../../src/account/snapshot";
import { section } from "./support";

const regions = ["eu-central-1", "eu-north-1", "eu-west-1", "us-east-1", "us-west-2"];

function denied(region: string | null, message: string): AnySection {
  return { ...section("ec2/security-groups", undefined), region, message } as AnySection;
}

const inEach = (all: readonly string[]) =>
  all.map((region) =>
    denied(region, `ec2:DescribeSecurityGroups was denied: no policy allows it (request ${region}).`),
  );

describe("the calls that did not answer", () => {
  const cases: Readonly<
    Record<string, { readonly sections: readonly AnySection[]; readonly lines: readonly string[] }>
  > = {
    "none where all did": { sections: [section("ec2/regions", [])], lines: [] },
    "once, as it was said": {
      sections: [denied("eu-west-1", "ec2:DescribeSecurityGroups was denied: no.")],
      lines: ["ec2:DescribeSecurityGroups was denied: no."],
    },
    "once for three Regions, which are named": {
      sections: inEach(regions.slice(0, 3)),
      lines: [
        "ec2:DescribeSecurityGroups was denied: no policy allows it (request eu-central-1). (in 3 Regions: eu-central-1, eu-north-1, eu-west-1)",
      ],
    },
    "once for more, of which some are named": {
      sections: inEach(regions),
      lines: [
        "ec2:DescribeSecurityGroups was denied: no policy allows it (request eu-central-1). (in 5 Regions: eu-central-1, eu-north-1, eu-west-1 and 2 more)",
      ],
    },
    "once for several things of one Region": {
      sections: [denied(null, "s3:GetBucketAcl was denied: a"), denied(null, "s3:GetBucketAcl was denied: b")],
      lines: ["s3:GetBucketAcl was denied: a (2 times)"],
    },
    "once for each thing that befell it": {
      sections: [
        denied("eu-west-1", "ec2:DescribeSecurityGroups was denied: no."),
        denied("us-east-1", "ec2:DescribeSecurityGroups failed (HTTP 500): no."),
      ],
      lines: ["ec2:DescribeSecurityGroups was denied: no.", "ec2:DescribeSecurityGroups failed (HTTP 500): no."],
    },
    "not for what was not asked": {
      sections: [{ ...denied("eu-west-1", "not asked"), status: "skipped" } as AnySection],
      lines: [],
    },
  };
  for (const [name, { sections, lines }] of Object.entries(cases))
    it(`are said ${name}`, () => assert.deepEqual(failuresOf(sections), lines));
});
