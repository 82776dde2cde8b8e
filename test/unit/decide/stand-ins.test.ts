/** What stands for the values that a template leaves open, and the items that have some. */
import assert from "node:assert/strict";

import { anyArn, standInOf, withHoles } from "../../../src/analysis/decide/stand-ins";
import { readPolicy } from "../../../src/analysis/policy/read";
import { plainObject } from "../../../src/analysis/source/made-values";

const [one, twelve] = [standInOf(1), standInOf(12)];

const rows: readonly (readonly [resource: string, parts: readonly string[] | null])[] = [
  ["arn:aws:s3:::a", null],
  ["arn:aws:s3:::open-door", null],
  ["arn:aws:s3:::open-x-open", null],
  [one, ["‹open-1-open›"]],
  [`arn:aws:s3:::${one}`, ["arn:aws:s3:::", "‹open-1-open›"]],
  [`arn:aws:s3:::${twelve}/*`, ["arn:aws:s3:::", "‹open-12-open›", "/*"]],
  [`${one}${twelve}`, ["‹open-1-open›", "‹open-12-open›"]],
  [`${one}/${one}`, ["‹open-1-open›", "/", "‹open-1-open›"]],
  [`${anyArn}${one}/*`, ["‹open-1-open›", "/*"]],
  [`${anyArn}a/${one}`, [`${anyArn}a/`, "‹open-1-open›"]],
];

describe("what stands for open values", () => {
  it("reads as ARNs do", () => assert.equal(anyArn, "arn:aws:any:::"));

  for (const [resource, parts] of rows)
    it(`${resource}: ${parts ? "open" : "as it is written"}`, () => {
      const document = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: resource }] };
      const item = readPolicy(plainObject(document), { policyType: "identity" })!.statements[0]!.resource!.items[0]!;
      const found = withHoles(item);
      if (parts === null) assert.equal(found, item);
      else {
        assert.equal(found.value, null);
        assert.deepEqual(
          found.parts.map((part) => (typeof part === "string" ? part : `‹${part.name}›`)),
          parts,
        );
      }
    });
});
