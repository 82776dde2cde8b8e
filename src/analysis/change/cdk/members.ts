/** Users whom a program of AWS CDK puts into groups: they may do what the groups may. */
import { camelCase } from "../../locate/code/letter-case";
import type { Source } from "../../source/source";
import { childOf } from "../../source/syntax-tree";
import { inSomeDeployments } from "../canonical";
import type { ReadPolicy } from "../subject";
import { Attaching } from "./attaching";
import { isInBranch } from "./open-policies";
import { cdkFileOf, constructsOf } from "./program";

interface Member {
  readonly user: string;
  readonly group: string;
  /** In some deployments alone. */
  readonly mayBeMissing: boolean;
}

const words = /\b(?:add_?[tT]o_?[gG]roup|add_?[uU]ser|groups)\b/;

/** The policies, with those of groups once more for each of their users. */
export function withMembers(source: Source, policies: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const file = words.test(source.text) ? cdkFileOf(source) : null;
  const members = file ? membersIn(new Attaching(file, constructsOf(file, source))) : [];
  return [
    ...policies,
    ...members.flatMap(({ user, group, mayBeMissing }) =>
      policies
        .filter(({ policy: { type, place } }) => type === "identity" && (place.principal ?? place.label) === group)
        .map((one): ReadPolicy => {
          const policy = mayBeMissing ? inSomeDeployments(one.policy) : one.policy;
          const label = one.managed || one.isUnread ? user : one.policy.place.label;
          return {
            ...one,
            policy: { ...policy, place: { ...policy.place, label, principal: user, constructId: undefined } },
          };
        }),
    ),
  ];
}

function membersIn(attaching: Attaching): readonly Member[] {
  const { file, constructs } = attaching;
  return file.tree.nodes.flatMap((node): Member[] => {
    if (!/^(?:new_expression|call_expression|call)$/.test(node.type)) return [];
    const mayBeMissing = isInBranch(node);
    if (constructs.classOf(node) === "iam.User") {
      const [user, groups] = [attaching.madeName(node), constructs.propertiesOf(node).of.get("groups")];
      if (user === null || !groups) return [];
      return attaching
        .itemsOf(groups)
        .map((one) => ({ user, group: attaching.nameOf(one, null), mayBeMissing: mayBeMissing || isInBranch(one) }));
    }
    const method = attaching.methodOf(node);
    const [given] = file.argumentsOf(node);
    if (!method || !given || !/^add(?:ToGroup|User)$/.test(camelCase(method.name))) return [];
    const [of, to] = [method.object, (given.type === "keyword_argument" && childOf(given, "value")) || given].map(
      (one) => attaching.nameOf(one, null),
    );
    return [
      method.name === "addUser" ? { user: to!, group: of!, mayBeMissing } : { user: of!, group: to!, mayBeMissing },
    ];
  });
}
