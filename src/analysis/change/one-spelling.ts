/**
 * Values as they are compared: a resource of a template is the same one by its name in an ARN and by its ARN, and variables of the
 * Serverless Framework are what the file has in their place.
 */
import { resourcesOfPart } from "../locate/cloudformation";
import { filledFromSelf } from "../locate/serverless-variables";
import { textNode } from "../source/intrinsics";
import type { Source } from "../source/source";
import { DeclaredNames } from "../units/declared-names";
import { type TextPart, valueAt, type ValueNode } from "../value";
import { withParts } from "../value-parts";
import { type Spelling, throughTexts } from "./terraform/texts-of-names";

const asWritten: Spelling = { value: (node) => node, parts: (parts) => parts };

/**
 * How a document is read.
 * @param isCompared whether it is held against another, so that resources have one spelling
 * @param byText logical ids of those that stand for the names that they are given
 */
export function spellingOf(source: Source, isCompared: boolean, byText: ReadonlySet<string> = new Set()): Spelling {
  const { form } = source;
  if (form === "hcl") return isCompared ? throughTexts(source) : asWritten;
  const roots: readonly (ValueNode | null)[] =
    form === "json" ? [source.json.root] : form === "yaml" ? source.yaml.roots : [];
  const resources = isCompared ? roots.flatMap((root) => (root ? resourcesOfPart(root) : [])) : [];
  const service = roots.find((root) => root && valueAt(root, "service") && valueAt(root, "provider"));
  if (resources.length === 0 && !service) return asWritten;
  const filled = (node: ValueNode): ValueNode => (service ? filledFromSelf(node, service) : node);
  const given = new DeclaredNames(resources, (id) => !byText.has(id));
  // A name of which something is left open says less than that of the resource in the template.
  const open = new Set([...byText].filter((id) => isOpen(given.declared(id)?.name ?? [], filled)));
  const names = open.size === 0 ? given : new DeclaredNames(resources, (id) => !byText.has(id) || open.has(id));
  const byArn = arnsOf([...open], given, names);
  const parts = (all: readonly TextPart[]): readonly TextPart[] =>
    byResource(
      all.flatMap((part) =>
        typeof part === "string" || part.name === "AWS::Partition" ? [part] : names.resolve([part]),
      ),
      byArn,
    );
  const named = (node: ValueNode): ValueNode => spelled(filled(node), parts);
  // The names that resources are given may have variables, too.
  return { parts, value: byText.size > 0 ? (node) => filled(named(node)) : named };
}

function isOpen(name: readonly TextPart[], filled: (node: ValueNode) => ValueNode): boolean {
  return filled(textNode({ start: 0, end: 0 }, name)).kind !== "string";
}

/** ARNs with the names that resources are given, and with their names in the template. */
type ArnsByText = readonly (readonly [text: string, id: string])[];

function arnsOf(ids: readonly string[], given: DeclaredNames, names: DeclaredNames): ArnsByText {
  return ids.flatMap((id) => {
    const [text, own] = [given, names].map((one) => one.declared(id)?.arn);
    return text && own ? [[inOneText(text), inOneText(own)] as const] : [];
  });
}

/** An ARN with the name of a resource of the template in place of the text that it is given as a name. */
function byResource(parts: readonly TextPart[], arns: ArnsByText): readonly TextPart[] {
  // What only its place tells stays as it is.
  if (arns.length === 0 || parts.some((part) => typeof part !== "string" && part.name === "")) return parts;
  const text = inOneText(parts);
  let made = text;
  for (const [said, own] of arns)
    for (let at = made.indexOf(said); at >= 0; at = made.indexOf(said, at + 1))
      if (!/[\w\-\uE000]/.test(made[at + said.length] ?? ""))
        made = made.slice(0, at) + own + made.slice(at + said.length);
  return made === text
    ? parts
    : made.split(/\uE000([^\uE001]{0,600})\uE001/).map((one, at) => (at % 2 === 0 ? one : { name: one }));
}

/** With marks around what is left open, and the partition that all are in. */
function inOneText(parts: readonly TextPart[]): string {
  return parts
    .map((part) =>
      typeof part === "string" ? part : part.name === "AWS::Partition" ? "aws" : `\uE000${part.name}\uE001`,
    )
    .join("");
}

function spelled(node: ValueNode, parts: Spelling["parts"]): ValueNode {
  if (node.kind !== "template") return withParts(node, (one) => spelled(one, parts));
  const said = parts(node.parts);
  if (said === node.parts) return node;
  const made = textNode(node.span, said);
  return made.kind === "template" ? { ...node, parts: made.parts } : made;
}
