/** The policy that allows everything: what stands beside policies that only limit, or only let in. */
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { plainObject } from "../source/made-values";

export const everything: Policy = readPolicy(
  plainObject({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
  { policyType: "identity" },
)!;
