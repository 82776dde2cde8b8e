/** No rule may find a mistake in an ARN that AWS documents. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { builtCatalog } from "../../support/catalog";
import { documentedArns } from "../../support/documented-arns";

const engine = createEngine();
const catalog = builtCatalog();

const segments = ["", "aws", "", "eu-central-1", "111122223333"];
/** A name that is none of a service, but for the service segment of what may be of any. */
const filledIn = (form: string): string =>
  form
    .split(":")
    .map((segment, at) => segment.replace(/\$\{[^{}]*\}/g, segments[at] || (at === 2 ? "sqs" : "x1")))
    .join(":");

/** The forms of the reference with names in them, but for services that have ended and for forms of several kinds. */
const ofReference = catalog.prefixes
  .flatMap((prefix) => catalog.service(prefix)!.resourceTypes.flatMap(({ arns }) => arns))
  .map(filledIn)
  .filter((arn) => !arn.includes("*") && !catalog.retiredService(arn.split(":")[2]!));

/** Findings about the form of an ARN; `arns` that get one are named. */
async function mistaken(arns: readonly string[]): Promise<readonly string[]> {
  const statement = { Effect: "Deny", Action: "*", Resource: arns };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 1);
  const { findings } = await engine.analyze({ name: "policy.json", text }, { policyType: "identity" });
  return findings
    .filter(({ ruleId }) => /-arn-|-arn$|invalid-(arn|partition|service)|resource-form|unmet-resource/.test(ruleId))
    .map(({ ruleId, range }) => `${ruleId} ${text.slice(range.start.offset, range.end.offset)}`);
}

describe("an ARN that AWS documents", () => {
  it("in the service reference is no mistake", async () => assert.deepEqual(await mistaken(ofReference), []));
  it("elsewhere is none either", async () => assert.deepEqual(await mistaken(documentedArns), []));
  it("is told from one of no form", async () =>
    assert.equal((await mistaken(["arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5"])).length, 1));
});
