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

export interface Spelling {
  value(node: ValueNode): ValueNode;
  parts(parts: readonly TextPart[]): readonly TextPart[];
}

const asWritten: Spelling = { value: (node) => node, parts: (parts) => parts };

/**
 * How a document is read.
 * @param isCompared whether it is held against another, so that resources have one spelling
 * @param byText logical ids of those that stand for the names that they are given
 */
export function spellingOf(source: Source, isCompared: boolean, byText: ReadonlySet<string> = new Set()): Spelling {
  const { form } = source;
  const roots: readonly (ValueNode | null)[] =
    form === "json" ? [source.json.root] : form === "yaml" ? source.yaml.roots : [];
  const resources = isCompared ? roots.flatMap((root) => (root ? resourcesOfPart(root) : [])) : [];
  const service = roots.find((root) => root && valueAt(root, "service") && valueAt(root, "provider"));
  if (resources.length === 0 && !service) return asWritten;
  const names = new DeclaredNames(resources, (id) => !byText.has(id));
  const parts = (all: readonly TextPart[]): readonly TextPart[] =>
    all.flatMap((part) =>
      typeof part === "string" || part.name === "AWS::Partition" ? [part] : names.resolve([part]),
    );
  const filled = (node: ValueNode): ValueNode => (service ? filledFromSelf(node, service) : node);
  const named = (node: ValueNode): ValueNode => spelled(filled(node), parts);
  // The names that resources are given may have variables, too.
  return { parts, value: byText.size > 0 ? (node) => filled(named(node)) : named };
}

function spelled(node: ValueNode, parts: Spelling["parts"]): ValueNode {
  if (node.kind !== "template") return withParts(node, (one) => spelled(one, parts));
  const made = textNode(node.span, parts(node.parts));
  return made.kind === "template" ? { ...node, parts: made.parts } : made;
}
