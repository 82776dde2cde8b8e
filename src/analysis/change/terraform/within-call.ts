/** What a module says as it is called, named after the call. */
import type { ReadPolicy, State } from "../subject";
import { isCopy } from "./unrolled/given-blocks";

/** Before what calls a module, in the scope of the module as it is called. */
export const callMark = "#";

/** @param call `module.reader` */
export function withinCall<Some extends State>(state: Some, call: string): Some {
  const within = (name: string): string => `${call}.${name}`;
  const named = (one: ReadPolicy): ReadPolicy => {
    const { place } = one.policy;
    const { label, principal, throughGroup, byName } = place;
    return {
      ...one,
      policy: {
        ...one.policy,
        place: {
          ...place,
          ...(label !== undefined && { label: within(label) }),
          ...(principal !== undefined && { principal: byName ? principal : within(principal) }),
          ...(throughGroup !== undefined && { throughGroup: within(throughGroup) }),
        },
      },
    };
  };
  return {
    ...state,
    policies: state.policies.filter((one) => !isUnusedCopy(one)).map(named),
    others: state.others?.map(named),
    bounds: state.bounds.map((one) => ({
      ...one,
      holder: within(one.holder),
      boundary: one.boundary.replace(/^\$\{(?=(?:data\.)?aws_)/, `\${${call}.`),
    })),
    holders: state.holders?.map((one) => ({ ...one, name: within(one.name) })),
    bare: state.bare?.map((one) => ({ ...one, name: within(one.name) })),
    fates: state.fates?.map((one) => ({ ...one, name: within(one.name) })),
    roleUsers: state.roleUsers?.map((one) => ({
      ...one,
      id: within(one.id),
      name: within(one.name),
      role: one.role === null ? null : within(one.role),
    })),
  };
}

/** What the caller gives, and nobody in the module has. */
function isUnusedCopy({ policy: { place }, use }: ReadPolicy): boolean {
  const { label, principal = label } = place;
  return isCopy(label) && principal === label && !use?.namedBy.length;
}
