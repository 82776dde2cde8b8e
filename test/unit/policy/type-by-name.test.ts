/** The names of files and folders that say of which type a policy is, and those that do not. */
import assert from "node:assert/strict";

import { locatePolicies } from "../../../src/analysis/locate/locate";
import { endpointType } from "../../../src/analysis/policy/model";
import { readPolicy } from "../../../src/analysis/policy/read";
import { Source } from "../../../src/analysis/source/source";

const allow = { Effect: "Allow", Action: "ec2:*", Resource: "*" };
const everybody = { ...allow, Principal: "*", Action: "s3:GetObject" };

function kindOf(name: string, statement: object, option?: "identity"): string {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const [located] = locatePolicies(new Source({ name, text }, null)).policies;
  const { type, place } = readPolicy(located!.root, located!.place, option)!;
  return place.resourceType === endpointType ? "endpoint" : type;
}

describe("the type of a policy in a file of its own", () => {
  for (const [name, statement, type] of [
    ["policies/service-control-policies/allow-ec2-only.json", allow, "scp"],
    ["C:\\work\\SCPs\\regions.json", allow, "scp"],
    ["org/scp_regions.json", allow, "scp"],
    ["iam/permissions-boundary.json", allow, "boundary"],
    ["iam-policies/boundary-policy.json", allow, "boundary"],
    ["vpc-endpoint-policies/s3.json", everybody, "endpoint"],
    ["endpoint_policy.json", everybody, "endpoint"],
    ["resource-control-policies/identities.json", { ...everybody, Effect: "Deny" }, "rcp"],
    // What the policy says contradicts the name.
    ["scp/bucket.json", everybody, "resource"],
    ["endpoint-policies/role.json", allow, "identity"],
    // The name of the project, or another word.
    ["scp-tools/policies/iam/developer.json", allow, "identity"],
    ["policies/describe-scpolicies.json", allow, "identity"],
    ["policies/any-boundary.json", allow, "identity"],
    ["policies/attach-scps.json", allow, "identity"],
    ["policies/endpoints.json", everybody, "resource"],
  ] as const)
    it(`is ${type}: ${name}`, () => {
      assert.equal(kindOf(name, statement), type);
    });

  it("is what somebody says, whatever the name", () => {
    assert.equal(kindOf("scp/developer.json", allow, "identity"), "identity");
  });
});
