/** Policies for tests of the decision, as short as they can be written. */
import { decide, type Decision, type PolicySets, policySetsOf } from "../../../src/analysis/decide/decide";
import { type Question, type Reach, reaches } from "../../../src/analysis/decide/reaches";
import type { PolicyType } from "../../../src/analysis/policy/model";
import { builtCatalog } from "../../support/catalog";
import { policyOf } from "../policy/oracle";

export type Shape = Readonly<Record<string, unknown>>;

export function allow(Action: string | string[], Resource: string | string[] = "*", Condition?: object): Shape {
  return { Effect: "Allow", Action, Resource, ...(Condition && { Condition }) };
}

export function deny(Action: string | string[], Resource: string | string[] = "*", Condition?: object): Shape {
  return { ...allow(Action, Resource, Condition), Effect: "Deny" };
}

/** `Principal` and a condition, as policies of resources have them. */
export function grant(Principal: unknown, Condition?: object, Action: string | string[] = "s3:GetObject"): Shape {
  return { ...allow(Action, "arn:aws:s3:::data/*", Condition), Principal };
}

export function trust(Principal: unknown, Condition?: object, Action: string | string[] = "sts:AssumeRole"): Shape {
  return { Effect: "Allow", Principal, Action, ...(Condition && { Condition }) };
}

export function setsOf(statements: readonly Shape[], type: PolicyType = "identity"): PolicySets {
  return policySetsOf([policyOf({ Version: "2012-10-17", Statement: statements }, type)]);
}

export function decided(before: PolicySets, after: PolicySets): Decision {
  return decide(before, after, { catalog: builtCatalog() });
}

export function asked(question: Partial<Question>, sets: PolicySets): Reach {
  return reaches({ principals: [], actions: ["*"], resources: [], ...question }, sets, { catalog: builtCatalog() });
}
