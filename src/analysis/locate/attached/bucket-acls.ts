/** What the ACLs of buckets let others than their account do: canned ones, and those with grants to groups. */
import { isTrue, type ObjectNode, valueAt, type ValueNode } from "../../value";
import { addressOf, argumentOf, type Block, blocksOf } from "../terraform/blocks";
import { addressIn } from "../terraform/holders";
import type { BlockValues } from "../terraform/values";
import { type Door, publicRoot } from "./door";
import { leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayHaveAcl(text: string): boolean {
  return /\bAccessControl\b|\baws_s3_bucket_acl\b|\bacl\s{0,20}=|\bgrant"?\s{0,20}\{/.test(text);
}

/** ACLs with which others than the account come in, in the words of both forms. */
const open = /^(?:public-?read(?:-?write)?|authenticated-?read)$/i;

/** What the ACL of a bucket allows on the bucket (docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html: canned ACLs, ACL permissions). */
const ofReaders = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"];
const ofWriters = ["s3:PutObject"];

/** By the permission that a grant names. */
const ofPermissions: Readonly<Record<string, readonly string[]>> = {
  READ: ofReaders,
  WRITE: ofWriters,
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
  FULL_CONTROL: [...ofReaders, ...ofWriters, "s3:GetBucketAcl", "s3:PutBucketAcl"],
};

/** @param isBlocked the document blocks public ACLs, or may */
function ofAcl(label: string, value: ValueNode | undefined, isBlocked: boolean): Door[] {
  return leavesOf(value).flatMap(({ node, conditional }): Door[] => {
    if (node.kind === "string" && !open.test(node.value)) return [];
    const acl = node.kind === "string" && /^public/i.test(node.value) && !isBlocked ? node.value : null;
    const root = acl === null ? null : publicRoot(node, /write$/i.test(acl) ? [...ofReaders, ...ofWriters] : ofReaders);
    return [{ label, resourceType: "AWS::S3::Bucket", policyType: "resource", node, root, conditional }];
  });
}

/** Groups whom a grant names by their addresses. */
const groups = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

/** @param isBlocked the document blocks public ACLs, or may */
function ofGrant(
  label: string,
  uri: ValueNode | undefined,
  permissions: ValueNode | undefined,
  isBlocked: boolean,
): Door[] {
  return leavesOf(uri).flatMap(({ node, conditional }): Door[] => {
    const [, group] = node.kind === "string" ? (groups.exec(node.value) ?? []) : [];
    if (node.kind === "string" && group === undefined) return [];
    const actions = leavesOf(permissions).map((one) =>
      one.node.kind === "string" && !one.conditional ? (ofPermissions[one.node.value] ?? null) : null,
    );
    const isKnown = group === "AllUsers" && !conditional && !isBlocked && actions.every((one) => one !== null);
    const root = isKnown ? publicRoot(node, [...new Set(actions.flatMap((one) => one ?? []))]) : null;
    return [{ label, resourceType: "AWS::S3::Bucket", policyType: "resource", node, root }];
  });
}

/** The ACL that a template gives a bucket. */
export function aclOfBucket(id: string, properties: ObjectNode): Door[] {
  const block = valueAt(properties, "PublicAccessBlockConfiguration");
  if (block && isTrue(valueAt(block, "IgnorePublicAcls"))) return [];
  return ofAcl(id, valueAt(properties, "AccessControl"), block !== undefined && !isUnblocked(properties));
}

/** A bucket of Terraform, or what gives one its ACL. */
export function bucketAcls(blocks: readonly Block[], values: BlockValues): (label: string, block: Block) => Door[] {
  const becomes = aclsIn(blocks, values);
  return (label, block) => {
    const fate = becomes(block);
    if (fate === "ignored") return [];
    const isBlocked = fate !== null;
    const at = (from: Block | undefined, name: string): ValueNode | undefined => {
      const given = from && argumentOf(from, name);
      return given ? values.value(given) : undefined;
    };
    const grantsIn = (from: Block) => blocksOf(from, "grant").map(({ made }) => made);
    const listed = blocksOf(block, "access_control_policy").flatMap(({ made }) => grantsIn(made));
    return [
      ...ofAcl(label, at(block, "acl"), isBlocked),
      ...grantsIn(block).flatMap((one) => ofGrant(label, at(one, "uri"), at(one, "permissions"), isBlocked)),
      ...listed.flatMap((one) => {
        const grantee = blocksOf(one, "grantee")[0]?.made;
        return ofGrant(label, at(grantee, "uri"), at(one, "permission"), isBlocked);
      }),
    ];
  };
}

/** Whether it says that public ACLs count. */
function isUnblocked(properties: ObjectNode): boolean {
  return ["BlockPublicAcls", "IgnorePublicAcls"].every((name) => {
    const value = valueAt(properties, "PublicAccessBlockConfiguration", name);
    return value === undefined || (value.kind === "boolean" && !value.value);
  });
}

/**
 * By what has an ACL, what becomes of a public one of its bucket: S3 ignores it; somebody blocks public ACLs of some bucket, which is often
 * computed, or of what AWS is given anew alone; null: it counts.
 */
function aclsIn(blocks: readonly Block[], values: BlockValues): (block: Block) => "ignored" | "blocked" | null {
  const bucketOf = (block: Block): string | null => {
    const given = argumentOf(block, "bucket");
    const value = given && values.value(given);
    if (value?.kind === "string") return value.value;
    return given && addressIn(values.reference(given));
  };
  const valueOf = (block: Block, name: string): boolean | null => {
    const given = argumentOf(block, name);
    const value = given ? values.value(given) : undefined;
    return value ? (value.kind === "boolean" ? value.value : null) : false;
  };
  const all = blocks.filter(({ labels }) => /^aws_s3_(?:bucket|account)_public_access_block$/.test(labels[0] ?? ""));
  return (block) => {
    const names = [bucketOf(block), addressOf(block)];
    const own = all.find((one) => names.includes(bucketOf(one) ?? ""));
    if (own && valueOf(own, "ignore_public_acls") === true && isAlways(own)) return "ignored";
    const blocks = all.some(
      (one) => valueOf(one, "ignore_public_acls") !== false || valueOf(one, "block_public_acls") !== false,
    );
    return blocks ? "blocked" : null;
  };
}

/** Whether there is one whatever is deployed. */
function isAlways(block: Block): boolean {
  return ["count", "for_each"].every((name) => argumentOf(block, name) === null);
}
