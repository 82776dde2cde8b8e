/** What a limit takes from a principal of what its policies allow. */
import assert from "node:assert/strict";

import { lossesOf } from "../../../src/analysis/decide/losses";
import type { PolicyType } from "../../../src/analysis/policy/model";
import { builtCatalog } from "../../support/catalog";
import { allow, deny, grant, setsOf, type Shape } from "./tables";

const api = "arn:aws:iam::111122223333:role/api";
const when = (arn: string): object => ({ ArnNotEquals: { "aws:PrincipalArn": arn } });
const policies = [allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::data/*"), allow("sqs:SendMessage")];

/** `actions on resources`, of what is lost. */
const rows: readonly (readonly [title: string, type: PolicyType, limit: readonly Shape[], lost: readonly string[]])[] =
  [
    ["a boundary that allows all", "boundary", [allow("*")], []],
    ["a boundary that allows some", "boundary", [allow("s3:*")], ["sqs:SendMessage on *"]],
    [
      "a boundary that allows a folder",
      "boundary",
      [allow("s3:GetObject", "arn:aws:s3:::data/a/*"), allow(["s3:PutObject", "sqs:*"])],
      ["s3:GetObject on arn:aws:s3:::data/*"],
    ],
    ["an SCP that denies", "scp", [allow("*"), deny("s3:Put*")], ["s3:PutObject on arn:aws:s3:::data/*"]],
    ["an SCP that denies others", "scp", [allow("*"), deny("*", "*", when(api))], []],
    [
      "an SCP that denies this one too",
      "scp",
      [allow("*"), deny("sqs:*", "*", when(`${api}-2`))],
      ["sqs:SendMessage on *"],
    ],
    ["an SCP that denies what is not allowed", "scp", [allow("*"), deny("iam:*")], []],
  ];

describe("what a limit takes", () => {
  for (const [title, type, limit, lost] of rows)
    it(title, () => {
      const given = setsOf(policies);
      const found = lossesOf(given, { ...given, ...setsOf(limit, type) }, api, { catalog: builtCatalog() });
      assert.deepEqual(
        found.lost.map(({ actions, resources }) => `${actions.join()} on ${resources.join()}`),
        lost,
      );
      for (const { witness } of found.lost) assert.equal(witness.principal, api);
      assert.ok(!found.isOpen);
    });

  it("may be more where a limit is left open", () => {
    const given = setsOf(policies);
    const limit = setsOf([{ ...allow("*"), Condition: { StringSortOf: { "aws:userid": "a" } } }], "boundary");
    const { lost, isOpen } = lossesOf(given, { ...given, ...limit }, api, { catalog: builtCatalog() });
    assert.deepEqual([lost, isOpen], [[], true]);
  });

  it("is nothing of what the policy of a bucket gives the principal itself", () => {
    const given = {
      ...setsOf([]),
      ...setsOf([grant({ AWS: "arn:aws:sts::111122223333:assumed-role/api/one" })], "resource"),
    };
    const limited = { ...given, ...setsOf([allow("sqs:*")], "boundary") };
    const session = "arn:aws:sts::111122223333:assumed-role/api/one";
    assert.deepEqual(lossesOf(given, limited, session, { catalog: builtCatalog() }).lost, []);
  });
});
