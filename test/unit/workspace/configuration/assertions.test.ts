import assert from "node:assert/strict";

import { readConfiguration } from "../../../../src/workspace/configuration/read";

function read(entry: unknown) {
  const { configuration, mistakes } = readConfiguration(JSON.stringify({ assertions: [entry] }));
  return { assertions: configuration.assertions, mistakes: mistakes.map(({ message }) => message) };
}

describe("assertions of a planeguard.json", () => {
  for (const [entry, sentence] of [
    [{ nobody: "anyone", may: "iam:PassRole" }, "Nobody may do `iam:PassRole`."],
    [{ nobody: "public", may: "*" }, "The public may not do anything."],
    [
      { nobody: { outside: "o-abc123" }, may: "s3:GetObject", on: "arn:aws:s3:::reports/*" },
      "Nobody outside of `o-abc123` may do `s3:GetObject` on `arn:aws:s3:::reports/*`.",
    ],
    [{ only: "role:deploy", may: "iam:PassRole" }, "Only `role:deploy` may do `iam:PassRole`."],
    [
      { role: "api", mayNot: "kms:*", except: ["kms:Decrypt", "role:x"] },
      "`role:api` may not do `kms:*`, except `role:x` and `kms:Decrypt`.",
    ],
    [
      { role: ["api", "web"], may: ["dynamodb:PutItem", "dynamodb:GetItem"], on: "table:Orders" },
      "`role:api` and `role:web` must be able to do `dynamodb:PutItem` and `dynamodb:GetItem` on `table:Orders`.",
    ],
    [{ preset: "no-privilege-escalation" }, "Nobody can get more permissions than they have."],
    [{ sentence: "As somebody says.", preset: "no-public-access" }, "As somebody says."],
  ] as const)
    it(`reads ${JSON.stringify(entry)}`, () => {
      const { assertions, mistakes } = read(entry);
      assert.deepEqual(mistakes, []);
      assert.equal(assertions[0]!.sentence, sentence);
    });

  for (const [entry, message] of [
    ["no-public-access", /must be an object/],
    [{ may: "s3:*" }, /says neither `nobody` nor `only`/],
    [{ nobody: "anyone" }, /says no `may`/],
    [{ role: "api" }, /neither `may` nor `mayNot`/],
    [{ role: "api", may: "s3:*", mayNot: "s3:*" }, /both `may` and `mayNot`/],
    [{ role: "api", user: "bob", may: "s3:*" }, /both `role` and `user`/],
    [{ nobody: "anyone", mayNot: "s3:*" }, /goes with `may`/],
    [{ role: "api", may: "s3:*", except: "s3:GetObject" }, /has `except`/],
    [{ role: "api", may: "GetObject" }, /is not an action/],
    [{ role: "api", may: "s3:GetObject, s3:PutObject" }, /is not an action/],
    [{ role: "api", may: "say s3:GetObject" }, /is not an action/],
    [{ role: "api", may: ["s3:*", "GetObject"] }, /^`assertions\[0\]\.may\[1\]`: `GetObject` is not an action/],
    [{ role: "api", may: ["s3:*", 1] }, /^`assertions\[0\]\.may\[1\]` must be an action/],
    [{ role: "api", may: [] }, /^`assertions\[0\]\.may` must have between 1 and 100 entries\.$/],
    [{ role: "api", may: "s3:*", on: "tables:Orders" }, /neither an ARN nor a resource/],
    [{ role: "api", mayNot: "s3:*", except: "Orders" }, /neither an action, an ARN, nor a holder/],
    [{ only: "deploy", may: "s3:*" }, /is not `role:`/],
    [{ nobody: { outside: "acme" }, may: "s3:*" }, /neither an organization nor an account/],
    [{ nobody: {}, may: "s3:*" }, /does not say outside of what/],
    [{ preset: "no-public-acces" }, /did you mean `"no-public-access"`/],
    [{ preset: "regions" }, /says no `regions`/],
    [{ preset: "no-public-access", may: "s3:*" }, /`may` beside its preset/],
    [{ nobody: "everyone", may: "s3:*" }, /^`assertions\[0\]\.nobody` must be `"anyone"` or `"public"`/],
    [{ nobody: { inside: "o-abc123" }, may: "s3:*" }, /no key `inside`/],
    [{ nobody: "anyone", may: "s3:*", regions: "eu-west-1" }, /`regions` without the preset/],
    [{ preset: "regions", regions: "Europe" }, /`Europe` is not a Region/],
    [{ rol: "api", mayNot: "s3:*" }, /no key `rol`/],
  ] as const)
    it(`leaves out ${JSON.stringify(entry)}`, () => {
      const { assertions, mistakes } = read(entry);
      assert.deepEqual(assertions, []);
      assert.equal(mistakes.length, 1, mistakes.join("\n"));
      assert.match(mistakes[0]!, message);
    });

  it("says what one lacks after a mistake elsewhere", () => {
    const { mistakes } = readConfiguration('{ "presett": 1, "assertions": [{ "nobody": {}, "may": "s3:*" }] }');
    assert.equal(mistakes.length, 2);
    assert.match(mistakes[1]!.message, /does not say outside of what/);
  });

  it("reads a hundred actions, and no more", () => {
    const of = (count: number) => read({ role: "api", may: Array.from({ length: count }, (_, at) => `s3:Get${at}`) });
    assert.deepEqual(of(100).mistakes, []);
    assert.equal(of(100).assertions.length, 1);
    assert.deepEqual(of(101), {
      assertions: [],
      mistakes: ["`assertions[0].may` must have between 1 and 100 entries."],
    });
  });
});
