/** Resources of a call that stand for more than one, or may be either of two. */
import assert from "node:assert/strict";

import { joined, writtenParts } from "../../../src/analysis/units/declared-names";
import { resourceVariants } from "../../../src/analysis/units/resource-variants";

const model = (id: string): string => `arn:aws:bedrock:\${AWS::Region}::foundation-model/${id}`;
const profile = (id: string): string => `arn:aws:bedrock:\${AWS::Region}:\${AWS::AccountId}:inference-profile/${id}`;
const document = (name: string, account = "${AWS::AccountId}"): string =>
  `arn:aws:ssm:\${AWS::Region}:${account}:document/${name}`;

const rows: Readonly<Record<string, readonly [resource: string, ...variants: string[]]>> = {
  "a model": [model("anthropic.claude-3"), model("anthropic.claude-3")],
  "a profile of a continent": [
    model("us.anthropic.claude-3"),
    profile("us.anthropic.claude-3"),
    model("anthropic.claude-3"),
  ],
  "a profile of a client in a Region": [
    "arn:aws:bedrock:us-east-1::foundation-model/us.anthropic.claude-3",
    "arn:aws:bedrock:us-east-1:${AWS::AccountId}:inference-profile/us.anthropic.claude-3",
    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3",
  ],
  "a profile of the world": [
    model("global.amazon.nova-lite"),
    profile("global.amazon.nova-lite"),
    model("amazon.nova-lite"),
  ],
  "a model that is not known": [model("*"), model("*"), profile("*")],
  "a model of a variable of the template": [model("${Model}"), model("${Model}"), profile("${Model}")],
  "a document of AWS": [
    document("AWS-RunShellScript"),
    document("AWS-RunShellScript"),
    document("AWS-RunShellScript", ""),
  ],
  "a document of the account": [document("Restart"), document("Restart")],
  "another resource": ["arn:aws:s3:::a/foundation-model/*", "arn:aws:s3:::a/foundation-model/*"],
};

describe("the resources of a call", () => {
  for (const [title, [resource, ...variants]] of Object.entries(rows))
    it(`are those of ${title}`, () => {
      const parts = resource
        .split(/(\$\{[\w:]+\})/)
        .map((part) => (part.startsWith("${") ? { name: part.slice(2, -1) } : part));
      assert.deepEqual(resourceVariants(joined(parts)).map(writtenParts), variants);
    });
});
