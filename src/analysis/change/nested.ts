/** The templates that a template of CloudFormation nests, and what it gives their parameters. */
import type { SourceDocument } from "../source/document";
import { Source } from "../source/source";
import { objectAt, valueAt, type ValueNode } from "../value";
import { whetherThere } from "./beside";
import { valueText } from "./canonical";
import { definitionsOf } from "./definitions";
import { reachedFrom } from "./reached";

export interface Nested {
  /** The file or address of the template, as it is written. */
  readonly child: string;
  /** What its parameters are given, with what that stands for, and where it is there at all (`whetherThere`). */
  readonly given: ReadonlyMap<string, string>;
}

const mayNest = /AWS::(?:CloudFormation::Stack|Serverless::Application)\b/;

/** None where the text nests nothing, or is no template. */
export function nestedIn(document: SourceDocument): readonly Nested[] {
  if (!mayNest.test(document.text)) return [];
  const source = new Source(document, null);
  const roots: readonly (ValueNode | null)[] =
    source.form === "json" ? [source.json.root] : source.form === "yaml" ? source.yaml.roots : [];
  const definitions = definitionsOf(source);
  return roots.flatMap((root) => {
    const resources = root && objectAt(root, "Resources");
    return (resources?.entries ?? []).flatMap(({ value }): Nested[] => {
      const type = valueAt(value, "Type");
      const properties = valueAt(value, "Properties");
      const address = properties && (valueAt(properties, "TemplateURL") ?? valueAt(properties, "Location"));
      if (type?.kind !== "string" || !mayNest.test(type.value) || !properties || !address) return [];
      const child = lastTextOf(address);
      if (child === null) return [];
      const given = objectAt(properties, "Parameters")?.entries ?? [];
      const condition = definitions?.countAt?.(value.span.start) ?? "";
      const there = condition === "" ? [] : [[whetherThere, condition] as const];
      return [{ child, given: new Map([...given.map((one) => [one.key, stands(one.value)] as const), ...there]) }];
    });
  });

  function stands(value: ValueNode): string {
    const { start, end } = value.span;
    const said = document.text.slice(start, end);
    const reached = definitions ? [...reachedFrom(said, start, definitions)] : [];
    return [
      valueText(value, document.text),
      ...reached.map(([name, all]) => `${name} ${all.map(({ text }) => text).join("\n")}`).sort(),
    ].join("\n");
  }
}

/** The end of an address that is known: `/t.yaml` of `https://${Bucket}.s3.amazonaws.com/t.yaml`. */
function lastTextOf(node: ValueNode): string | null {
  if (node.kind === "string") return node.value;
  const last = node.kind === "template" ? node.parts.at(-1) : undefined;
  return typeof last === "string" && /\/[^/]+$/.test(last) ? last : null;
}
