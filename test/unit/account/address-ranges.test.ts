import assert from "node:assert/strict";

import { openToStrangers } from "../../../src/account/checks/address-ranges";
import { isWide } from "../../../src/account/sections/security-groups";

describe("address ranges", () => {
  const open: readonly (readonly string[])[] = [
    ["0.0.0.0/0"],
    ["::/0"],
    ["0.0.0.0/1", "128.0.0.0/1"],
    ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"],
    ["203.0.113.0/24", "0.0.0.0/0"],
    Array.from({ length: 20 }, (_, index) => `${index + 20}.0.0.0/8`),
    ["2000::/3"],
    ["::/1"],
  ];
  const closed: readonly (readonly string[])[] = [
    [],
    ["203.0.113.0/24"],
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
    ["fd00::/8", "fc00::/7"],
    ["8000::/1"],
    ["17.0.0.0/8", "17.0.0.0/8", "17.0.0.0/9"],
    ["2001:db8::/32"],
    ["not a range", "0.0.0.0/99", ""],
  ];
  for (const ranges of open)
    it(`${ranges.slice(0, 4).join()} is everybody`, () => assert.ok(openToStrangers(ranges).length > 0));
  for (const ranges of closed)
    it(`${ranges.join() || "none"} is not`, () => assert.deepEqual(openToStrangers(ranges), []));

  it("leaves single networks out of what is kept", () => {
    assert.deepEqual(["0.0.0.0/1", "203.0.113.0/28", "17.0.0.0/8", "2001:db8::/32", "2000::/3"].filter(isWide), [
      "0.0.0.0/1",
      "17.0.0.0/8",
      "2000::/3",
    ]);
  });
});
