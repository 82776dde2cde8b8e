/** Terraform in its JSON syntax: what attaches policies, and documents, of which a diff tells no more than that nobody knows what they allow. */
import { entryOf, type ObjectNode, valueAt, type ValueNode } from "../../value";
import { attachedIn, type AttachedPolicy } from "../attached/attached";
import type { Door } from "../attached/door";
import { type Links, noLinks } from "../attached/links";
import { attachingArguments } from "../attached/terraform";

export function isTerraformJson(name: string): boolean {
  return /\.(?:tf|tofu)\.json$/i.test(name);
}

interface JsonBlock {
  readonly type: string;
  readonly address: string;
  readonly body: ObjectNode;
}

/** One object, or several in a list (developer.hashicorp.com: "JSON Configuration Syntax"). */
function objectsIn(node: ValueNode | undefined): readonly ObjectNode[] {
  const all = node?.kind === "array" ? node.items : node ? [node] : [];
  return all.flatMap((one) => (one.kind === "object" ? [one] : []));
}

function blocksIn(root: ValueNode): readonly JsonBlock[] {
  return (["resource", "data"] as const).flatMap((kind) =>
    objectsIn(root)
      .flatMap((one) => objectsIn(valueAt(one, kind)))
      .flatMap(({ entries }) => entries)
      .flatMap(({ key: type, value }) =>
        objectsIn(value)
          .flatMap(({ entries }) => entries)
          .flatMap(({ key, value: of }) => {
            const address = `${kind === "data" ? "data." : ""}${type}.${key}`;
            return objectsIn(of).map((body): JsonBlock => ({ type, address, body }));
          }),
      ),
  );
}

const ofAws = /^arn:[\w-]{1,20}:iam::aws:policy\//;
const documents = "aws_iam_policy_document";
const attaching =
  /^aws_(?:iam_(?:\w{1,12}_)?policy_attachment|iam_\w{1,12}_policy_attachments_exclusive|ssoadmin_\w{1,40}_attachment)$/;

/** The managed policies of AWS that are attached. */
export function attachedInJson(root: ValueNode): readonly AttachedPolicy[] {
  return blocksIn(root).flatMap(({ type, address, body }) =>
    isRepeated(body)
      ? []
      : policiesOf(type, body).flatMap((node) =>
          isOfAws(node) ? attachedIn(node, "arn", { to: holderOf(type, address, body) }) : [],
        ),
  );
}

function policiesOf(type: string, body: ObjectNode): readonly ValueNode[] {
  return (attachingArguments[type] ?? []).flatMap((name) => {
    const value = entryOf(body, name)?.value;
    return value?.kind === "array" ? value.items : value ? [value] : [];
  });
}

function isOfAws(node: ValueNode): boolean {
  return node.kind === "string" && ofAws.test(node.value);
}

function isRepeated(body: ObjectNode): boolean {
  return ["count", "for_each"].some((name) => entryOf(body, name));
}

/** Whom an attachment names; what has the policies itself goes by its address. */
function holderOf(type: string, address: string, body: ObjectNode): string {
  if (!attaching.test(type)) return address;
  const named = ["role", "role_name", "user", "user_name", "group", "group_name"].flatMap(
    (name) => entryOf(body, name)?.value ?? [],
  );
  const [only] = named.flatMap((one) => (one.kind === "string" ? [one.value] : []));
  return /^\$\{([\w.-]{1,200}?)(?:\.(?:name|id))?\}$/.exec(only ?? "")?.[1] ?? only ?? address;
}

/** What is attached and stands elsewhere, or is there several times, documents, and policies that are only named. */
export function linksInJson(root: ValueNode): Links {
  const doors = blocksIn(root).flatMap(({ type, address, body }): readonly Door[] => {
    const open = policiesOf(type, body).some((one) => isRepeated(body) || !isOfAws(one));
    if (type === documents || open) return [unread(address, body)];
    const named = ["policy", "assume_role_policy"].flatMap((name) => entryOf(body, name)?.value ?? []);
    return named.flatMap((node) =>
      node.kind === "string" && node.value.startsWith("${") ? [unread(address, node)] : [],
    );
  });
  return { ...noLinks, doors };
}

function unread(label: string, node: ValueNode): Door {
  return { label, resourceType: documents, policyType: "identity", node, root: null };
}
