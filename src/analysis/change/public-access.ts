/** Policies of buckets that let everybody in, where S3 keeps the public out of the bucket on one side of a change. */
import { resourcesOfPart } from "../locate/cloudformation";
import { addressOf, argumentOf, type Block, readBlocks } from "../locate/terraform/blocks";
import { addressIn } from "../locate/terraform/holders";
import { type ModuleBlocks, plannedBlocks } from "../locate/terraform/planned-blocks";
import { TerraformValues } from "../locate/terraform/values";
import { everybodyIn } from "../policy/elements";
import type { Statement } from "../policy/model";
import { conditionOfIf } from "../source/own-conditions";
import type { Source } from "../source/source";
import { entryOf, isTrue, valueAt, type ValueNode } from "../value";
import { statementText, writtenAlike } from "./canonical";
import type { Pair } from "./match";
import { countPrefix } from "./meanings";
import type { Meanings } from "./names";
import { type ReadPolicy, type Subject, textOf } from "./subject";

/**
 * The first refuses a policy that is public and new, the second makes void one that is there
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
 */
const inTemplates = ["BlockPublicPolicy", "RestrictPublicBuckets"] as const;
const inTerraform = ["block_public_policy", "restrict_public_buckets"] as const;

/** The buckets of a document, as the targets of policies are called. */
interface ClosedBuckets {
  /** Those out of which it keeps the public. */
  readonly closed: ReadonlySet<string>;
  /** Of these, those of which it makes void a policy that is there already. */
  readonly restricted: ReadonlySet<string>;
  /** Those of which nobody knows that, with what decides it. */
  readonly open: ReadonlyMap<string, readonly ValueNode[]>;
}

/** @param filled a value with the defaults that the change gives another value */
export function closedBuckets(source: Source, filled: (node: ValueNode) => ValueNode): ClosedBuckets {
  const { form, text } = source;
  const closed = new Set<string>();
  const restricted = new Set<string>();
  const open = new Map<string, readonly ValueNode[]>();
  if (text.includes("_public_access_block")) {
    const module = form === "hcl" ? moduleOf(source) : form === "json" ? plannedBlocks(source.json.root, text) : null;
    if (module)
      return {
        closed: closedInTerraform(module, inTerraform),
        restricted: closedInTerraform(module, [inTerraform[1]]),
        open,
      };
  }
  if (form === "hcl" || !text.includes("PublicAccessBlockConfiguration")) return { closed, restricted, open };
  const roots: readonly (ValueNode | null)[] =
    form === "json" ? [source.json.root] : form === "yaml" ? source.yaml.roots : [];
  for (const { id, type, properties } of roots.flatMap((root) => (root ? resourcesOfPart(root) : []))) {
    const written = type === "AWS::S3::Bucket" && entryOf(properties, "PublicAccessBlockConfiguration")?.value;
    if (!written) continue;
    const block = filled(written);
    const values = block.kind === "object" ? inTemplates.flatMap((name) => valueAt(block, name) ?? []) : [block];
    if (values.some(isTrue)) {
      closed.add(id);
      if (isTrue(valueAt(block, inTemplates[1]))) restricted.add(id);
    } else
      open.set(
        id,
        values.filter(({ kind }) => kind === "unknown" || kind === "template"),
      );
  }
  return { closed, restricted, open };
}

/** What decides whether a block is there that a template chooses, by what is chosen: another condition may do so as well. */
export function blockedBy({ span }: ValueNode, text: string, meanings: Meanings): Meanings {
  const written = text.slice(span.start, span.end);
  const condition = conditionOfIf(written);
  if (condition === null) return meanings;
  const said = [...meanings.values()].flatMap((names) => names.get(condition) ?? [])[0] ?? condition;
  const block = `block ${writtenAlike(written).replace(condition, "")}`;
  return new Map([...meanings, [block, new Map([[`${countPrefix}PublicAccessBlockConfiguration`, said]])]]);
}

function moduleOf(source: Source): ModuleBlocks | null {
  const tree = source.syntax("hcl");
  const blocks = tree && readBlocks(tree);
  return blocks && { blocks, values: new TerraformValues(tree, blocks) };
}

/** @param by the arguments of which one is enough */
function closedInTerraform({ blocks, values }: ModuleBlocks, by: readonly string[]): ReadonlySet<string> {
  const ofType = (type: string) => blocks.filter((one) => one.type === "resource" && one.labels[0] === type);
  const closes = (block: Block): boolean =>
    by.some((name) => {
      const value = argumentOf(block, name);
      return value !== null && isTrue(values.value(value));
    });
  const bucketOf = (block: Block): readonly string[] => {
    const bucket = argumentOf(block, "bucket");
    if (!bucket) return [];
    const named = values.value(bucket);
    const name = named.kind === "string" ? named.value : addressIn(values.reference(bucket));
    return name === null ? [] : [name];
  };
  const ofBuckets = ofType("aws_s3_bucket_public_access_block").filter(closes).flatMap(bucketOf);
  // S3 takes what is stricter, of the account and of the bucket.
  const isOfAccount = ofType("aws_s3_account_public_access_block").some((one) => isOfOneAccount(one) && closes(one));
  if (!isOfAccount) return new Set(ofBuckets);
  const policies = ofType("aws_s3_bucket_policy").filter(isOfOneAccount).flatMap(bucketOf);
  const buckets = ofType("aws_s3_bucket").filter(isOfOneAccount);
  return new Set([...ofBuckets, ...policies, ...buckets.map(addressOf)]);
}

/** Whether a resource is of the account that the folder is of: it names no other. */
function isOfOneAccount(block: Block): boolean {
  return ["provider", "account_id"].every((name) => argumentOf(block, name) === null);
}

/** A pair of which the side out of which S3 keeps the public lets nobody in who is not named, where the other does. */
export function withPublicAccess<Some extends Pair>(pair: Some): Some {
  const { before, after } = pair;
  if (!before || !after) return pair;
  if (isClosed(before) && isClosed(after)) {
    if (!isRestricted(before) || isRestricted(after)) return pair;
    // What is public and new is refused; what was there is void no more.
    const known = new Set(publicTexts(before));
    return { ...pair, before: withoutPublic(before), after: withoutPublic(after, known) };
  }
  if (!isClosed(before) && !isClosed(after)) return pair;
  return isClosed(before) ? { ...pair, before: withoutPublic(before) } : { ...pair, after: withoutPublic(after) };
}

function isClosed({ policies }: Subject): boolean {
  return policies.length > 0 && policies.every(({ isClosed = false }) => isClosed);
}

function isRestricted({ policies }: Subject): boolean {
  return policies.every(({ isRestricted = false }) => isRestricted);
}

function publicTexts({ policies }: Subject): readonly string[] {
  return policies.flatMap((one) =>
    one.policy.statements.filter(isPublic).map((each) => statementText(each, one.policy, textOf(one))),
  );
}

/** @param kept the texts of those that stay */
function withoutPublic(subject: Subject, kept: ReadonlySet<string> = new Set()): Subject {
  return {
    ...subject,
    policies: subject.policies.map((one): ReadPolicy => ({
      ...one,
      policy: {
        ...one.policy,
        statements: one.policy.statements.filter(
          (each) => !isPublic(each) || kept.has(statementText(each, one.policy, textOf(one))),
        ),
      },
    })),
  };
}

/** Whether a statement lets everybody in; what its condition limits is not asked. */
export function isPublic({ effect, principal, condition }: Statement): boolean {
  return effect === "Allow" && principal !== null && !condition && everybodyIn(principal) !== null;
}
