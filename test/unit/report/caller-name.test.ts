import assert from "node:assert/strict";

import { callerName } from "../../../src/report/caller-name";

const sts = "arn:aws:sts::111122223333:";
const iam = "arn:aws:iam::111122223333:";
const cases: readonly [string, string][] = [
  [`${sts}assumed-role/AWSReservedSSO_SecurityAudit_0a1b2c3d4e5f6071/ines.marques`, "ines.marques (SecurityAudit)"],
  [`${sts}assumed-role/AWSReservedSSO_of_our_own/ines`, "ines (AWSReservedSSO_of_our_own)"],
  [`${sts}assumed-role/deploy/i-0123456789abcdef0`, "i-0123456789abcdef0 (deploy)"],
  [`${sts}assumed-role/payments-production-deployment-role-of-the-platform-team/s`, "s (payments-…e-platform-team)"],
  [`${sts}federated-user/bob`, "bob"],
  [`${iam}user/team/alice`, "alice"],
  [`${iam}root`, "root"],
  ["arn:aws-us-gov:iam::111122223333:user/gov", "gov"],
  ["nobody", "nobody"],
  ["", ""],
];

describe("the name of who asks", () => {
  for (const [arn, name] of cases) it(name, () => assert.equal(callerName(arn), name));
});
