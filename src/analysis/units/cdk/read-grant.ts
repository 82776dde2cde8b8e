/** The grants of constructs of AWS CDK, as the policies that they make. */
import type { GrantMethod } from "../../knowledge/cdk-grants";
import type { SyntaxNode } from "../../source/syntax-tree";
import type { Constructs } from "./constructs";
import { valueOf } from "./holders";
import type { RolePolicies } from "./role-policies";

/** What a method of the construct `on`, such as `grantRead`, gives to the role that it is called with. */
export function readGrant(
  reader: RolePolicies,
  constructs: Constructs,
  on: SyntaxNode,
  method: string,
  call: SyntaxNode,
): void {
  const construct = constructs.at(on);
  const { kind } = construct ?? {};
  if (!construct || !kind) {
    if (/^grant(?:AllPutEvents|PutMetricData)$/.test(method))
      return reader.allowed([method === "grantAllPutEvents" ? "events:PutEvents" : "cloudwatch:PutMetricData"], call);
    return reader.isUnknown("a grant to it is not known");
  }
  const given = constructs.file.argumentsOf(call);
  if (method === "grant" && kind.grant) {
    const actions = given.slice(1).map((one) => constructs.textOf(one));
    if (actions.includes(null)) return reader.isUnknown("a grant to it is not known");
    return reader.granted(construct, [{ actions: actions as string[], on: kind.grant }], call);
  }
  const grants = kind.grants[method];
  if (!grants) return reader.isUnknown("a grant to it is not known");
  const keys = kind.arn === "bucketArn" ? given[1] : undefined;
  const pattern = keys && constructs.textOf(valueOf(keys));
  if (keys && pattern == null) return reader.isUnknown("a grant to it is for objects that are not known");
  const ofKeys = (one: GrantMethod): GrantMethod => ({
    ...one,
    on: one.on.map((behind) => (behind === "/*" ? `/${pattern}` : behind)),
  });
  reader.granted(construct, keys ? grants.map(ofKeys) : grants, call);
}
