/** What lets somebody in without a policy: ACLs, grants of KMS, URLs of functions, assignments of Identity Center, access to clusters of EKS, and templates that are included from elsewhere. */
import { unknown } from "../../source/intrinsics";
import { stringNode } from "../../source/made-values";
import { spanOf } from "../../text";
import { entryOf, textAt, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { addressOf, argumentOf, type Block } from "../terraform/blocks";
import type { BlockValues } from "../terraform/values";
import { apiDoors, mayHaveMethod } from "./api-access";
import { askingInTemplate, mayAsk } from "./asking";
import { askingDoors } from "./asking-parts";
import { aclOfBucket, bucketAcls, mayHaveAcl } from "./bucket-acls";
import { type Door, permitted, publicRoot } from "./door";
import { givenInTemplate, mayGiveAccess } from "./given-access";
import { givenInTerraform, mayGiveAccessInTerraform } from "./given-in-terraform";
import { holeOf, leavesOf } from "./leaves";
import { constructsOfLift, mayHaveLift } from "./lift";
import { isLeftOut } from "./named-blocks";
import { mayHaveStateMachines, stateMachinesOfPlugin } from "./plugin-state-machines";
import { apiPoliciesOfSam, mayListCallers } from "./sam-api-policies";
import { layersInServerless, urlsInServerless } from "./serverless-grants";
import { mayShare, sharedInTemplate, sharedInTerraform } from "./shared-with";
import { askingInTerraform, mayAskInTerraform } from "./terraform-asking";
import { mayHaveTerraformMethod, methodDoor } from "./terraform-methods";

/** Whether a text may have one; the test is cheap. */
export function mayHaveDoor(text: string): boolean {
  return (
    mayListCallers(text) ||
    mayHaveLift(text) ||
    mayHaveStateMachines(text) ||
    mayHaveMethod(text) ||
    mayAsk(text) ||
    mayHaveTerraformMethod(text) ||
    mayAskInTerraform(text) ||
    mayShare(text) ||
    mayGiveAccess(text) ||
    mayGiveAccessInTerraform(text) ||
    mayHaveAcl(text) ||
    /\ballowedAccounts\b|\bFunctionUrlConfig\b|Fn::Transform|!Transform|\bTransform["']?\s{0,20}:|\bAWS::(?:Cognito::IdentityPool|EKS::AccessEntry|Include|Lambda::Url|SSO::Assignment)\b|\baws_(?:cognito_identity_pool|eks_access_\w{1,40}|kms_grant|lambda_function_url|ssoadmin_account_assignment)\b/.test(
      text,
    )
  );
}

/** AWS lets everybody call a function by a URL without authentication; where that is left open, nobody knows. */
function ofUrl(label: string, value: ValueNode | undefined): Door[] {
  return leavesOf(value).flatMap(({ node, conditional }): Door[] => {
    if (node.kind === "string" && node.value !== "NONE") return [];
    const root = node.kind === "string" ? publicRoot(node, ["lambda:InvokeFunctionUrl"]) : null;
    return [{ label, resourceType: "AWS::Lambda::Function", policyType: "resource", node, root, conditional }];
  });
}

/** A pool of identities that admits those who have not signed in gives credentials to everybody. */
function ofPool(label: string, value: ValueNode | undefined): Door[] {
  return leavesOf(value).flatMap(({ node, conditional }): Door[] => {
    const said = node.kind === "boolean" ? node.value : node.kind === "string" ? node.value === "true" : null;
    if (said === false) return [];
    const root = said ? publicRoot(node, ["cognito-identity:GetCredentialsForIdentity"]) : null;
    return [{ label, resourceType: "AWS::Cognito::IdentityPool", policyType: "resource", node, root, conditional }];
  });
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
      if (type === "AWS::S3::Bucket") return aclOfBucket(id, properties);
      if (type === "AWS::Lambda::Url") return ofUrl(id, entryOf(properties, "AuthType")?.value);
      if (type === "AWS::Cognito::IdentityPool")
        return ofPool(id, entryOf(properties, "AllowUnauthenticatedIdentities")?.value);
      if (type === "AWS::SSO::Assignment") return [assignment(id, properties)];
      if (type === "AWS::EKS::AccessEntry") return [ofCluster(id, properties)];
      if (type !== "AWS::Serverless::Function") return [];
      const ofAll = valueAt(root, "Globals", "Function", "FunctionUrlConfig", "AuthType");
      return ofUrl(id, valueAt(properties, "FunctionUrlConfig", "AuthType") ?? ofAll);
    }),
    ...apiPoliciesOfSam(resources, root),
    ...apiDoors(resources, root),
    ...askingDoors(askingInTemplate(resources)),
    ...constructsOfLift(root).map(({ name, node }): Door => ({
      label: name,
      resourceType: "serverless-lift",
      policyType: "identity",
      node,
      root: null,
    })),
    ...stateMachinesOfPlugin(root).map(({ name, node, isFollowed }): Door => ({
      label: name,
      isFollowed,
      resourceType: "serverless-step-functions",
      policyType: "identity",
      node,
      root: null,
    })),
    ...urlsInServerless(root).flatMap(({ name, asks }) => ofUrl(name, asks)),
    ...layersInServerless(root).map(({ name, account }) => ofLayer(name, account)),
    ...included.map((node) => expanded("AWS::Include", node)),
    ...macrosOf(root).map(({ name, node }) => expanded(name, node)),
    ...resources.flatMap(sharedInTemplate),
    ...resources.flatMap(givenInTemplate),
    ...resources.flatMap(unreadIn),
  ];
}

/** What a macro puts there nobody knows. */
function expanded(label: string, node: ValueNode): Door {
  return { label, resourceType: "AWS::Include", policyType: "identity", node, root: null };
}

/** The macros of the account that see the whole template. */
function macrosOf(root: ValueNode): readonly { readonly name: string; readonly node: ValueNode }[] {
  if (!valueAt(root, "Resources")) return [];
  return leavesOf(valueAt(root, "Transform")).flatMap(({ node }) => {
    const name = node.kind === "string" ? node.value : textAt(node, "Name");
    return name === null || name.startsWith("AWS::") ? [] : [{ name, node }];
  });
}

/** What a resource is given by a macro, and the documents of policies that are no text of the template: nobody reads them here. */
function unreadIn({ id, type, body, properties }: TemplateResource): readonly Door[] {
  const documents: ValueNode[] = [];
  const visit = (node: ValueNode, depth: number): void => {
    for (const { key, value } of node.kind === "object" ? node.entries : [])
      if (/^(?:\w{0,40}PolicyDocument|PolicyText|KeyPolicy|InlinePolicy)$/.test(key)) documents.push(value);
      else if (depth > 0) for (const one of value.kind === "array" ? value.items : [value]) visit(one, depth - 1);
  };
  visit(properties, 2);
  // Beside statements it is a part of the policy, which is read with it.
  const bare = documents.filter((one) => !valueAt(one, "Statement"));
  const transforms = [body, properties, ...bare].flatMap((node) => valueAt(node, "Fn::Transform") ?? []);
  // Of those in a role or user the links tell.
  const isTold = /^AWS::IAM::(?:Role|User|Group)$|^AWS::Serverless::/.test(type);
  const open = documents.filter(
    (one) => (one.kind === "unknown" && one.alternatives.length === 0) || holeOf(one) !== null,
  );
  const policyType = /^AWS::(?:IAM|SSO)::/.test(type) ? "identity" : "resource";
  return [
    ...transforms.map((node) => expanded(id, node)),
    ...(isTold ? [] : open).map((node): Door => ({ label: id, resourceType: type, policyType, node, root: null })),
  ];
}

/** Whoever may use a layer may read it. */
function ofLayer(label: string, account: ValueNode): Door {
  const action = stringNode(account.span, "lambda:GetLayerVersion");
  const isKnown = account.kind === "string" || account.kind === "number";
  const principal: ValueNode = account.kind === "number" ? stringNode(account.span, String(account.value)) : account;
  return {
    label,
    resourceType: "AWS::Lambda::LayerVersion",
    policyType: "resource",
    node: account,
    root: isKnown ? permitted(principal, action, account, false) : null,
  };
}

/** Whoever is assigned a set of permissions of Identity Center has a role with them in an account. */
function assignment(label: string, node: ValueNode): Door {
  return { label, resourceType: "AWS::SSO::Assignment", policyType: "identity", node, root: null };
}

/** What somebody may do in a cluster of EKS is said by policies of Kubernetes, which nobody reads here. */
function ofCluster(label: string, node: ValueNode): Door {
  return { label, resourceType: "AWS::EKS::AccessEntry", policyType: "identity", node, root: null };
}

export function doorsInTerraform(blocks: readonly Block[], values: BlockValues): readonly Door[] {
  const aclsOf = bucketAcls(blocks, values);
  return blocks.flatMap((block): readonly Door[] => {
    const [type = ""] = block.type === "resource" ? block.labels : [];
    if (type === "" || isLeftOut(block, values)) return [];
    const label = addressOf(block);
    const at = (name: string): ValueNode | undefined => {
      const expression = argumentOf(block, name);
      return expression ? values.value(expression) : undefined;
    };
    const method = methodDoor(block, values);
    if (method) return [method];
    const asking = askingDoors(askingInTerraform(block, values));
    if (asking.length > 0) return asking;
    const given = givenInTerraform(block, values);
    if (given.length > 0) return given;
    if (type === "aws_s3_bucket" || type === "aws_s3_bucket_acl") return aclsOf(label, block);
    if (type === "aws_ssoadmin_account_assignment") return [assignment(label, unknown(spanOf(block.node)))];
    if (type === "aws_eks_access_policy_association" || type === "aws_eks_access_entry")
      return [ofCluster(label, unknown(spanOf(block.node)))];
    if (type === "aws_lambda_function_url") return ofUrl(label, at("authorization_type"));
    if (type === "aws_cognito_identity_pool") return ofPool(label, at("allow_unauthenticated_identities"));
    if (type !== "aws_kms_grant") return sharedInTerraform(label, type, unknown(spanOf(block.node)), at);
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
