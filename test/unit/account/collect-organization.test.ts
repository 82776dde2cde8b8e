import assert from "node:assert/strict";

import { type AccountDescription, demoDescription } from "../../../src/account/demo/server";
import { collectPart } from "./part";
import { fewRegions } from "./support";

type Organization = NonNullable<AccountDescription["organization"]>;
const organization = demoDescription.organization!;
const [policy] = organization.policies as [Organization["policies"][0]];
const attachedTo = (targets: readonly string[], more: Partial<Organization> = {}): AccountDescription => ({
  ...fewRegions,
  users: [],
  roles: [],
  organization: { ...organization, policies: [{ ...policy, targets }], ...more },
});
const production = "222233334444";
const emptyUnits = [{ id: "ou-demo-empty", units: [{ id: "ou-demo-inner" }] }];
const fullUnits = [{ id: "ou-demo-work", units: [{ id: "ou-demo-inner", accounts: [production] }] }];
const allowing = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };

describe("the service control policies of an organization", () => {
  const cases: readonly [string, AccountDescription, string][] = [
    ["attached to the root", attachedTo(["r-demo"]), "pass"],
    ["attached to nothing", attachedTo([]), "fail"],
    ["attached to a unit whose units have no accounts", attachedTo(["ou-demo-empty"], { units: emptyUnits }), "fail"],
    ["attached to a unit whose unit has an account", attachedTo(["ou-demo-work"], { units: fullUnits }), "pass"],
    ["attached to the management account", attachedTo([demoDescription.id]), "fail"],
    ["attached to a member", attachedTo([production]), "pass"],
    [
      "that allow some actions beside FullAWSAccess",
      attachedTo([], { policies: [{ ...policy, document: allowing, targets: [production] }] }),
      "fail",
    ],
    [
      "that allow some actions in place of FullAWSAccess",
      attachedTo([], {
        policies: [{ ...policy, document: allowing, targets: [production] }],
        fullAccess: ["r-demo"],
      }),
      "pass",
    ],
  ];
  for (const [name, description, verdict] of cases)
    it(`${name}: ${verdict}`, async () => {
      const { posture } = await collectPart(["organizations"], { description });
      const check = posture.checks.find(({ id }) => id === "organizations/service-control-policies")!;
      assert.equal(check.verdict, verdict, check.reason);
    });
});

describe("the other policies of an organization", () => {
  it("are read as what they are, and looked for where they are attached", async () => {
    const policies: Organization["policies"] = [
      {
        id: "p-perimeter",
        type: "RESOURCE_CONTROL_POLICY",
        name: "perimeter",
        document: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }],
        },
        targets: ["ou-demo-empty"],
      },
      {
        id: "p-tags",
        type: "TAG_POLICY",
        name: "tags",
        document: { tags: { team: { enforced_for: { "@@assign": ["ec2:instance"] } } } },
        targets: [production],
      },
    ];
    const description = attachedTo([], { policies, units: emptyUnits });
    const { posture } = await collectPart(["organizations"], { description });
    assert.deepEqual(posture.failures, []);
    const verdicts = Object.fromEntries(posture.checks.map(({ id, verdict }) => [id, verdict]));
    assert.deepEqual(
      ["service-control-policies", "resource-control-policies", "tag-policies"].map(
        (name) => verdicts[`organizations/${name}`],
      ),
      ["fail", "fail", "pass"],
    );
  });
});
