/** What modules of elsewhere are given that they may allow somebody: policies, and where they are told what to allow also ARNs and actions. */
import type { ValueNode } from "../../value";
import { argumentOf, type Block } from "../terraform/blocks";
import type { TerraformValues } from "../terraform/values";
import { holeOf, leavesOf } from "./leaves";

const ofPolicy = /^(?:data\.aws_iam_policy(?:_document)?|aws_iam_policy)\.[\w-]/;
/** What such a module calls that which it allows. */
const ofAccess = /(?:^|_)(?:actions?|permissions?|polic(?:y|ies)|principals?|statements?)(?:_|$)/;
/** What only limits, or says who may assume a role. */
const otherwise = /boundar|assume|trust/;
const arn = /^arn:[\w-]{1,30}:[\w-]{1,60}:/;
const action = /^[a-z][a-z0-9-]{1,60}:[A-Z*][A-Za-z0-9*?]{0,100}$/;

/** Whether a module stands neither in the folder nor beside it. */
export function isForeign(block: Block, values: TerraformValues): boolean {
  const source = argumentOf(block, "source");
  const said = source && values.value(source);
  return block.type === "module" && said?.kind === "string" && !/^\.{1,2}(?:\/|$)/.test(said.value);
}

export function givenToForeign(block: Block, values: TerraformValues): readonly ValueNode[] {
  const given = block.arguments.filter(({ name }) => !otherwise.test(name));
  const isAboutAccess = given.some(({ name }) => ofAccess.test(name));
  return given.flatMap(({ name, value }) => {
    if (name === "source" || name === "version") return [];
    return textsIn(values.value(value)).filter((node) => {
      const hole = holeOf(node);
      if (hole !== null) return ofPolicy.test(hole) || (isAboutAccess && /\.arn$/.test(hole));
      const first = node.kind === "string" ? node.value : node.kind === "template" ? node.parts[0] : null;
      return (
        isAboutAccess &&
        typeof first === "string" &&
        (arn.test(first) || (node.kind === "string" && action.test(first)))
      );
    });
  });
}

/** All leaves of a value, also those in objects. */
function textsIn(node: ValueNode, depth = 4): readonly ValueNode[] {
  return leavesOf(node).flatMap(({ node: one }) =>
    one.kind === "object" && depth > 0 ? one.entries.flatMap(({ value }) => textsIn(value, depth - 1)) : [one],
  );
}
