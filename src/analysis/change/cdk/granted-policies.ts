/** Grants of AWS CDK to a policy: whoever has the policy may do what is granted to it. */
import type { Source } from "../../source/source";
import { childOf, nodeAt } from "../../source/syntax-tree";
import type { ReadPolicy } from "../subject";
import { held } from "./attached";
import { Attaching } from "./attaching";
import { cdkFileOf, constructsOf } from "./program";

/** The grants, with one for each of those who have the policy that it is given to. */
export function grantsOfPolicies(source: Source, grants: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const file = grants.length > 0 && /\bPolicy\(|ManagedPolicy\(/.test(source.text) ? cdkFileOf(source) : null;
  if (!file) return grants;
  const constructs = constructsOf(file, source);
  const attaching = new Attaching(file, constructs);
  return grants.flatMap((grant) => {
    const [first] = file.argumentsOf(nodeAt(file.tree, grant.at) ?? file.tree.root);
    const to = first && ((first.type === "keyword_argument" && childOf(first, "value")) || first);
    const made = to ? (constructs.at(to)?.made ?? null) : null;
    if (!made || !/^iam\.(?:Managed)?Policy$/.test(constructs.classOf(made) ?? "")) return [grant];
    const holdings = attaching.holdingsOfPolicy(made, null).filter(({ isBoundary }) => !isBoundary);
    const { policy } = grant;
    const named = { ...grant, policy: { ...policy, place: { ...policy.place, label: undefined } } };
    return holdings.length === 0 ? [grant] : holdings.map((one) => held(named, one));
  });
}
