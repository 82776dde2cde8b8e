/** Roles of AWS CDK that another role may assume, which is named as it is: `assumedBy: Role.fromRoleArn(…)`. */
import { readPolicy } from "../../policy/read";
import { textNode } from "../../source/intrinsics";
import { objectOf, stringNode } from "../../source/made-values";
import type { SyntaxNode } from "../../source/syntax-tree";
import { contains, spanOf } from "../../text";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";

const nothing = /^(?:undefined|null|None)$/;
const ofPrincipal = /[!?]?\.(?:grant_?[pP]rincipal|role)[!?]?$/;

/** The trust policy of a role whose principal nobody has read. @param read what has been read @param name `iam.Role` */
export function trustOf(
  reading: CdkReading,
  node: SyntaxNode,
  name: string,
  read: readonly ReadPolicy[],
): readonly ReadPolicy[] {
  const value = name === "iam.Role" ? reading.constructs.propertiesOf(node).of.get("assumedBy") : undefined;
  if (!value || nothing.test(reading.file.text(value))) return [];
  const { base } = reading.file.resolve(value);
  const itself = reading.constructs.at(value);
  // What a role's own policy says is not about whom it assumes.
  const own = itself?.made ? [spanOf(value)] : [spanOf(value), spanOf(base)];
  const isRead = read.some(({ policy, at }) => policy.type === "trust" && own.some((one) => contains(one, at)));
  if (isRead) return [];
  const label = reading.constructs.idOf(node) ?? reading.madeName(node);
  const plain = ofPrincipal.test(reading.file.text(value))
    ? reading.file.language.member(reading.file.tree, value)
    : null;
  const construct = itself ?? (plain && reading.constructs.at(plain.object));
  const isKnown = construct !== null && (construct.kind?.name === "roleName" || plain !== null);
  if (!isKnown) return [reading.unread(value, { policyType: "trust", label })];
  const at = spanOf(value);
  const who = plain
    ? textNode(at, [{ name: reading.file.shortName(value, longestName) }])
    : textNode(at, reading.arnOf(value));
  const statement = objectOf(at, {
    Effect: stringNode(at, "Allow"),
    Principal: objectOf(at, { AWS: who }),
    Action: stringNode(at, "sts:AssumeRole"),
  });
  const root = objectOf(at, { Version: stringNode(at, "2012-10-17"), Statement: statement });
  const policy = readPolicy(root, { policyType: "trust", label, isAdded: true });
  return policy ? [{ policy, document: reading.document, at }] : [];
}

const longestName = 100;
