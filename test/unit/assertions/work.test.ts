/** A repository may have many roles: each is judged for itself, so that twice as many cost twice as much. */
import assert from "node:assert/strict";

import type { judge } from "../../../src/analysis/assertions/judge";
import type { Workspace } from "../../../src/analysis/assertions/workspace";
import { CountedProgram } from "../../support/work";
import { assertionsOf, options, stateOf } from "./workspace";

const statement = (Action: string, Resource: string): object => ({ Effect: "Allow", Action, Resource });
const trust = (Principal: object): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
});
const role = (trusted: object, ...statements: object[]): object => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: trust(trusted),
    Policies: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
  },
});
const lambda = { Service: "lambda.amazonaws.com" };

/** By what many roles are like: one of them. */
const kinds: Readonly<Record<string, (index: number) => object>> = {
  "reads an object": (index) => role(lambda, statement("s3:GetObject", `arn:aws:s3:::b${index}/*`)),
  "is trusted by an account": (index) =>
    role({ AWS: "arn:aws:iam::111122223333:root" }, statement("s3:GetObject", `arn:aws:s3:::b${index}/*`)),
  "takes over another": (index) =>
    role(lambda, statement("sts:AssumeRole", `arn:aws:iam::111122223333:role/r${index}`)),
  "is let in by another": (index) =>
    role({ AWS: { "Fn::GetAtt": [`R${index + 1}`, "Arn"] } }, statement("s3:GetObject", `arn:aws:s3:::b${index}/*`)),
  "hands roles on": (index) => role(lambda, statement("iam:PassRole", `arn:aws:iam::111122223333:role/r${index}`)),
};

const presets = ["no-new-administrators", "no-privilege-escalation"];

interface Assertions {
  readonly judge: typeof judge;
  readonly Workspace: typeof Workspace;
}

describe("the work of assertions", () => {
  let program: CountedProgram<Assertions>;
  before(async () => {
    program = await CountedProgram.load(`
      export { judge } from "./src/analysis/assertions/judge";
      export { Workspace } from "./src/analysis/assertions/workspace";`);
  });

  for (const preset of presets)
    for (const [kind, make] of Object.entries(kinds))
      it(`grows with the roles of which each ${kind}: ${preset}`, async () => {
        const steps = async (roles: number): Promise<number> => {
          const Resources = Object.fromEntries(Array.from({ length: roles }, (_, index) => [`R${index}`, make(index)]));
          const state = await stateOf({ "template.json": JSON.stringify({ Resources }) });
          const work = await program.workOf((its) =>
            its.judge(assertionsOf([{ preset }]), new its.Workspace(state), options()),
          );
          return [...work.values()].reduce((sum, count) => sum + count, 0);
        };
        const [few, most] = [await steps(8), await steps(32)];
        assert.ok(most < 6 * few, `${few} steps, then ${most} for four times as many roles`);
      });
});
