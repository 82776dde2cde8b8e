/** What lets somebody in without a policy: ACLs, grants of KMS, URLs of functions, and templates that are included from elsewhere. */
import { entryOf, type ObjectNode, textAt, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { permissionPolicy } from "../permission";
import { addressOf, argumentOf, type Block } from "../terraform/blocks";
import type { TerraformValues } from "../terraform/values";
import { leavesOf } from "./leaves";

export interface Door {
  readonly label: string;
  /** The CloudFormation type of what it stands in. */
  readonly resourceType: string;
  readonly policyType: "resource" | "identity";
  /** What opens it. */
  readonly node: ValueNode;
  /** The policy that allows as much; null: nobody knows here what is allowed. */
  readonly root: ObjectNode | null;
}

/** Whether a text may have one; the test is cheap. */
export function mayHaveDoor(text: string): boolean {
  return /\bAccessControl\b|\bFunctionUrlConfig\b|\bAWS::Include\b|\baws_(?:kms_grant|lambda_function_url|s3_bucket_acl)\b|\bacl\s{0,20}=/.test(
    text,
  );
}

/** ACLs with which others than the account come in, in the words of both forms. */
const open = /^(?:public-?read(?:-?write)?|authenticated-?read)$/i;

/** What an ACL allows depends on the objects, and on what the account blocks. */
function ofAcl(label: string, value: ValueNode | undefined): Door[] {
  return leavesOf(value).flatMap(({ node }) =>
    node.kind === "string" && !open.test(node.value)
      ? []
      : [{ label, resourceType: "AWS::S3::Bucket", policyType: "resource", node, root: null } as const],
  );
}

/** AWS lets everybody call a function by a URL without authentication. */
function ofUrl(label: string, node: ValueNode | undefined): Door[] {
  if (node?.kind !== "string" || node.value !== "NONE") return [];
  const at = { start: node.span.start, end: node.span.start };
  const text = (value: string): ValueNode => ({ kind: "string", span: at, value });
  const root = permitted(text("*"), text("lambda:InvokeFunctionUrl"), node, false);
  return [{ label, resourceType: "AWS::Lambda::Function", policyType: "resource", node, root }];
}

function permitted(principal: ValueNode, action: ValueNode, { span }: ValueNode, hasOther: boolean): ObjectNode | null {
  const none = { sourceArn: undefined, sourceAccount: undefined, organization: undefined, condition: undefined };
  return permissionPolicy({ ...none, action, principal, hasOther }, span);
}

/** @param root the whole template */
export function doorsInTemplate(resources: readonly TemplateResource[], root: ValueNode): readonly Door[] {
  const included = [root, valueAt(root, "Resources")].flatMap((node) => {
    const transform =
      valueAt(node ?? root, "Fn::Transform") ?? (node === root ? valueAt(root, "Transform") : undefined);
    return leavesOf(transform).flatMap((leaf) =>
      leaf.node.kind === "object" && textAt(leaf.node, "Name") === "AWS::Include" ? [leaf.node] : [],
    );
  });
  return [
    ...resources.flatMap(({ id, type, properties }): readonly Door[] => {
      if (type === "AWS::S3::Bucket") return ofAcl(id, entryOf(properties, "AccessControl")?.value);
      if (type !== "AWS::Serverless::Function") return [];
      return ofUrl(id, valueAt(properties, "FunctionUrlConfig", "AuthType"));
    }),
    ...included.map((node): Door => ({
      label: "AWS::Include",
      resourceType: "AWS::Include",
      policyType: "identity",
      node,
      root: null,
    })),
  ];
}

export function doorsInTerraform(blocks: readonly Block[], values: TerraformValues): readonly Door[] {
  return blocks.flatMap((block): readonly Door[] => {
    const [type = ""] = block.type === "resource" ? block.labels : [];
    const label = addressOf(block);
    const at = (name: string): ValueNode | undefined => {
      const expression = argumentOf(block, name);
      return expression ? values.value(expression) : undefined;
    };
    if (type === "aws_s3_bucket" || type === "aws_s3_bucket_acl") return ofAcl(label, at("acl"));
    if (type === "aws_lambda_function_url") return ofUrl(label, at("authorization_type"));
    if (type !== "aws_kms_grant") return [];
    const [principal, operations] = [at("grantee_principal"), at("operations")];
    if (!principal || operations?.kind !== "array") return [];
    const items = operations.items.flatMap((item): ValueNode[] =>
      item.kind === "string" ? [{ ...item, value: `kms:${item.value}` }] : [],
    );
    const isKnown = items.length === operations.items.length && block.blocks.length === 0;
    const root = isKnown ? permitted(principal, { ...operations, items }, principal, false) : null;
    return [{ label, resourceType: "AWS::KMS::Key", policyType: "resource", node: principal, root }];
  });
}
