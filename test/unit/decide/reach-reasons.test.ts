/** Why somebody may not do something: what is allowed to others is not said to be allowed to nobody. */
import assert from "node:assert/strict";

import type { PolicySets } from "../../../src/analysis/decide/decide";
import { allow, asked, grant, setsOf, type Shape } from "./tables";

const bucket = (...statements: Shape[]): PolicySets => setsOf(statements, "resource");
const toAll = (Condition?: object): Shape => ({ ...grant("*"), ...(Condition && { Condition }) });
const anyone = ["anyone"];
const account = "999988887777";
const actions = ["s3:GetObject"];

describe("the reason of a no", () => {
  const rows: readonly [title: string, sets: PolicySets, principals: readonly string[], reason: RegExp][] = [
    [
      "everybody through an endpoint",
      bucket(toAll({ StringEquals: { "aws:SourceVpce": "vpce-1" } })),
      anyone,
      /^Statement 1 lets in only whoever meets its condition \(StringEquals aws:SourceVpce vpce-1\)/,
    ],
    [
      "everybody from an address",
      bucket(toAll({ IpAddress: { "aws:SourceIp": "192.0.2.0/24" } })),
      anyone,
      /IpAddress aws:SourceIp 192\.0\.2\.0\/24/,
    ],
    [
      "everybody of an organization",
      bucket(toAll({ StringEquals: { "aws:PrincipalOrgID": "o-abc1234567" } })),
      anyone,
      /^Statement 1 lets in only/,
    ],
    ["an account", bucket(grant({ AWS: "111122223333" })), anyone, /^Statement 1 allows it, but not to anybody\.$/],
    [
      "another account",
      bucket(grant({ AWS: "111122223333" })),
      [account],
      new RegExp(`^Statement 1 allows it, but not to ${account}\\.$`),
    ],
    ["another action", bucket({ ...toAll(), Action: "s3:PutObject" }), anyone, /^No statement allows it\.$/],
    ["of a role", setsOf([allow("s3:PutObject")]), [], /^No statement allows it\.$/],
  ];
  for (const [title, sets, principals, reason] of rows)
    it(title, () => {
      const { verdict, because } = asked({ actions, principals }, sets);
      assert.equal(verdict, "no", because);
      assert.match(because, reason);
    });

  it("lets an account in through the endpoint", () => {
    const { verdict, witness } = asked(
      { actions, principals: [account] },
      bucket(toAll({ StringEquals: { "aws:SourceVpce": "vpce-1" } })),
    );
    assert.equal(verdict, "yes");
    assert.equal(witness!.context["aws:SourceVpce"], "vpce-1");
  });
});
