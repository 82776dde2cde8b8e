/**
 * Compares `evaluate` with an implementation that others wrote. What the cases leave out, because the two differ on
 * purpose, where AWS's documentation is on our side or silent (each has its own test in evaluate.test.ts):
 * - A session's own ARN, a federated user's ARN or `*` in a resource policy is not limited by session policies.
 * - The root user needs no identity policy; service principals are not subject to SCPs.
 * - What is not given does not limit: without a key policy the identity policies of the account decide about a key.
 * - A federated user does not stand for the IAM user of the same name.
 * - In version 2008-10-17 a variable is plain text.
 * - A NotResource with a variable that has no value does not match where only that value could tell.
 * - ForAnyValue with IfExists holds where the key is missing.
 * - Epoch seconds and ISO dates compare with each other; `0.0.0.0/0` holds every address; `${*}` in StringEquals is a star.
 * - A `*` in a resource may reach over a colon; a resource is compared as one text.
 * - Several values for a key without ForAnyValue or ForAllValues, and values that are no number, date, range or ARN, give `unknown`.
 */
import assert from "node:assert/strict";

import fc from "fast-check";

import { evaluate } from "../../../src/analysis/policy/evaluate";
import type { Request } from "../../../src/analysis/policy/request";
import {
  account,
  awsNames,
  context,
  effects,
  federatedUser,
  oftenOpen,
  otherAccount,
  policy,
  principalElement,
  provider,
  role,
  session,
  target,
  user,
} from "./cases";
import { askOracle, type Documents, policiesOf } from "./oracle";

interface Case {
  readonly request: Request;
  readonly documents: Documents;
}

const own = oftenOpen(policy({ effect: effects }));
const perhaps = <T>(arbitrary: fc.Arbitrary<T>, freq = 1): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq });

const always = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => arbitrary;

const cases: fc.Arbitrary<Case> = fc
  .record({
    principal: fc.oneof(
      { weight: 4, arbitrary: fc.constant(user) },
      { weight: 4, arbitrary: fc.constant(session) },
      { weight: 3, arbitrary: fc.constantFrom(role, federatedUser, "ec2.amazonaws.com", provider, "*") },
    ),
    target,
    context,
    resourceAccount: fc.constantFrom(account, account, otherAccount),
    hasSession: fc.boolean(),
  })
  .chain(({ principal, target: { action, resource }, context: values, resourceAccount, hasSession }) => {
    const member = principal.includes(`::${account}:`) && principal !== provider;
    const withSession = hasSession && (principal === session || principal === federatedUser);
    const names = withSession ? awsNames : [...awsNames, session, federatedUser];
    const none = fc.constant(undefined);
    return fc
      .record({
        identity: member ? perhaps(fc.array(own, { minLength: 1, maxLength: 2 }), 3) : none,
        boundary: member ? perhaps(own.map((one) => [one])) : none,
        session: withSession ? own.map((one) => [one]) : none,
        resource: (action.startsWith("kms:") ? always : perhaps)(
          policy({ effect: effects, principal: principalElement(names, !withSession) }).map((one) => [one]),
          3,
        ),
        scps: member
          ? perhaps(
              fc.array(
                own.map((one) => [one]),
                { minLength: 1, maxLength: 2 },
              ),
            )
          : none,
        rcps: perhaps(
          fc.array(
            policy({ effect: fc.constant("Deny"), principal: fc.constant({ Principal: "*" }) }).map((one) => [one]),
            { minLength: 1, maxLength: 2 },
          ),
        ),
      })
      .map((all) => ({
        request: { principal, action, resource, resourceAccount, context: values },
        documents: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Documents,
      }));
  });

describe("evaluate and iam-simulate", () => {
  const count = 1_000;

  it("agree over thousands of generated cases", async function () {
    this.timeout(240_000);
    const decisions = { allowed: 0, "explicitly-denied": 0, "implicitly-denied": 0, unknown: 0 };
    for (const one of fc.sample(cases, { seed: 20240607, numRuns: count })) {
      const theirs = await askOracle(one.request, one.documents);
      const ours = evaluate(one.request, policiesOf(one.documents)).decision;
      decisions[ours]++;
      assert.equal(ours, theirs, JSON.stringify(one, null, 1));
    }
    // The cases are worth something only where each outcome is common.
    assert.ok(
      decisions.allowed > count / 20 &&
        decisions["explicitly-denied"] > count / 20 &&
        decisions["implicitly-denied"] > count / 20,
      JSON.stringify(decisions),
    );
  });
});
