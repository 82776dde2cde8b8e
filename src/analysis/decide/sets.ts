/** Policies sorted by what they do, so that they can act together. */
import type { Policy } from "../policy/model";
import type { PolicySets } from "./decision";

/** The sets that policies of one subject make: each policy of an SCP or RCP is one of the same level. */
export function policySetsOf(policies: readonly Policy[]): PolicySets {
  const of = (...types: Policy["type"][]): readonly Policy[] | undefined => {
    const found = policies.filter(({ type }) => types.includes(type));
    return found.length > 0 ? found : undefined;
  };
  const [identity, boundary, resource] = [of("identity"), of("boundary"), of("resource", "trust")];
  const [scp, rcp] = [of("scp"), of("rcp")];
  return {
    ...(identity && { identity }),
    ...(boundary && { boundary }),
    ...(resource && { resource }),
    ...(scp && { scps: [scp] }),
    ...(rcp && { rcps: [rcp] }),
  };
}
