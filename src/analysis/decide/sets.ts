/** Policies sorted by what they do, so that they can act together. */
import type { Policy } from "../policy/model";
import type { PolicySets } from "./decision";
import { everything } from "./everything";

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
    ...(scp && { scps: [scpLevelOf(scp)] }),
    ...(rcp && { rcps: [rcp] }),
  };
}

/** Whether SCPs list what they allow, so that they take the place of `FullAWSAccess`; else they are attached beside it. */
export function replaceFullAccess(scps: readonly Policy[]): boolean {
  return scps.some(({ statements }) => statements.some(({ effect }) => effect === "Allow"));
}

/** SCPs that are attached together, with `FullAWSAccess` where it stands beside them. */
export function scpLevelOf(scps: readonly Policy[]): readonly Policy[] {
  if (replaceFullAccess(scps)) return scps;
  const isOpen = scps.some(({ complete, statements }) => !complete || statements.some(({ effect }) => effect === null));
  return [isOpen ? perhapsEverything : everything, ...scps];
}

/** Where it may be an Allow that is left open, nobody knows whether `FullAWSAccess` is there. */
const perhapsEverything: Policy = {
  ...everything,
  statements: everything.statements.map((one) => ({ ...one, conditional: true })),
};
