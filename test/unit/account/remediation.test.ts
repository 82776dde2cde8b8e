import assert from "node:assert/strict";

import { isMap, parseDocument } from "yaml";

import { checks } from "../../../src/account/checks/generated/index";
import { loadParsers } from "../../../src/data/grammars";

const texts = (kind: string) =>
  checks.flatMap(({ id, remediation }) =>
    remediation.filter((one) => one.kind === kind).map(({ text }) => ({ id, text })),
  );

describe("how to put it right", () => {
  for (const { id, text } of texts("cloudformation")) {
    it(`${id}: the CloudFormation has resources`, () => {
      const document = parseDocument(text);
      assert.deepEqual(document.errors, []);
      const resources = document.get("Resources");
      const all = isMap(resources) ? resources.items.map(({ value }) => value) : [];
      assert.ok(all.length > 0);
      for (const one of all) assert.match(String(isMap(one) ? one.get("Type") : one), /^AWS::\w+::\w+/);
    });
  }
  it("the Terraform can be read", async () => {
    const parsers = await loadParsers(["hcl"]);
    for (const { id, text } of texts("terraform")) {
      const tree = parsers.parse("hcl", text);
      assert.equal(tree?.rootNode.hasError, false, `${id}:\n${text}`);
    }
  });
});
