/** Every check is tried on an account in which it passes, and on one in which it fails. */
import "./checks-added.test";
import "./checks-administrators.test";
import "./checks-billing.test";
import "./checks-cloudtrail.test";
import "./checks-management-events.test";
import "./checks-monitoring.test";
import "./checks-organization.test";
import "./checks-policies.test";
import "./checks-regional.test";
import "./checks-roles.test";
import "./checks-trail-buckets.test";
import "./checks.test";

import assert from "node:assert/strict";

import { checks } from "../../../src/account/checks/generated/index";
import { snapshotOf, verdictOf, wantedVerdicts } from "./support";

/** What is not found may be elsewhere, where the account cannot look: a person is asked in the place of a fail. */
const asked = ["config/aggregator", "logs/trail-feed"];

describe("the tables of every check", () => {
  for (const { id } of checks) {
    const isAttestation = verdictOf(id, snapshotOf({})).verdict === "attest";
    const wanted = isAttestation ? ["attest"] : ["pass", asked.includes(id) ? "attest" : "fail"];
    it(`${id}: ${wanted.join(" and ")}`, () => {
      const verdicts = wantedVerdicts.get(id);
      for (const verdict of wanted) assert.ok(verdicts?.has(verdict as "pass"), verdict);
    });
  }
});
