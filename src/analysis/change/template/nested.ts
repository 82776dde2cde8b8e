/** The templates that a template of CloudFormation nests, and what it gives their parameters. */
import type { SourceDocument } from "../../source/document";
import { Source } from "../../source/source";
import type { Span } from "../../text";
import { objectAt, type ObjectNode, textAt, valueAt, type ValueNode } from "../../value";
import { type Beside, nothingBeside, whetherThere } from "../beside";
import { valueText } from "../canonical";
import { definitionsOf } from "../definitions";
import { spellingOf } from "../one-spelling";
import { reachedFrom } from "../reached";

export interface Nested {
  /** What takes it in: a logical id, or the section of a service. */
  readonly by: string;
  /** The file or address of the template, as it is written; null: it is computed, or none of a file. */
  readonly child: string | null;
  /** All that is said of where it is, with what that stands for. */
  readonly said: string;
  readonly span: Span;
  /** What its parameters are given, with what that stands for, and where it is there at all (`whetherThere`). */
  readonly given: ReadonlyMap<string, string>;
  /** Another tool than CloudFormation makes the stack. */
  readonly isByTool?: boolean;
}

const mayNest = /AWS::(?:CloudFormation::Stack|Serverless::Application)\b/;
/** Tools that make stacks of templates: tasks of org-formation, and the configuration of a stack of Sceptre. */
const mayMakeStacks = /\bType["']?\s{0,20}:\s{0,20}["']?update-stacks\b|^["']?template(?:_path)?["']?\s{0,20}:/m;

/** None where the text nests nothing, or is no template. @param beside what its own parameters are given */
export function nestedIn(document: SourceDocument, beside: Beside = nothingBeside): readonly Nested[] {
  if (!mayNest.test(document.text) && !mayMakeStacks.test(document.text)) return [];
  const source = new Source(document, null);
  const roots: readonly (ValueNode | null)[] =
    source.form === "json" ? [source.json.root] : source.form === "yaml" ? source.yaml.roots : [];
  const definitions = definitionsOf(source, [], beside);
  const spelling = spellingOf(source, true);
  return roots.flatMap((root) => {
    const made = root ? stacksOfTools(root) : [];
    if (made.length > 0)
      return made.map(({ given, ...one }): Nested => ({
        ...one,
        said: "",
        given: new Map(given.map(({ key, value }) => [key, stands(value)])),
        isByTool: true,
      }));
    const resources = root && objectAt(root, "Resources");
    return (resources?.entries ?? []).flatMap(({ key: by, value }): Nested[] => {
      const type = valueAt(value, "Type");
      const properties = valueAt(value, "Properties");
      const address = properties && (valueAt(properties, "TemplateURL") ?? valueAt(properties, "Location"));
      if (type?.kind !== "string" || !mayNest.test(type.value) || !properties || !address) return [];
      const asset = valueAt(value, "Metadata", "aws:asset:path");
      const child = asset?.kind === "string" ? asset.value : lastTextOf(address);
      const given = objectAt(properties, "Parameters")?.entries ?? [];
      const there = [whetherThere, definitions?.countAt?.(value.span.start) ?? ""] as const;
      const place = { by, child, said: stands(address), span: address.span };
      return [{ ...place, given: new Map([...given.map((one) => [one.key, stands(one.value)] as const), there]) }];
    });
  });

  function stands(value: ValueNode): string {
    const { start, end } = value.span;
    const said = document.text.slice(start, end);
    const reached = definitions ? [...reachedFrom(said, start, definitions)] : [];
    return [
      valueText(spelling.value(value), document.text),
      ...reached.map(([name, all]) => `${name} ${all.map(({ text }) => text).join("\n")}`).sort(),
    ].join("\n");
  }
}

interface MadeStack extends Pick<Nested, "by" | "child" | "span"> {
  readonly given: ObjectNode["entries"];
}

function stacksOfTools(root: ValueNode): readonly MadeStack[] {
  if (root.kind !== "object" || objectAt(root, "Resources")) return [];
  const path = textAt(root, "template_path") ?? textAt(valueAt(root, "template") ?? root, "path");
  if (path !== null)
    return [{ by: "template", child: path, span: root.span, given: objectAt(root, "parameters")?.entries ?? [] }];
  return root.entries.flatMap(({ key: by, value }): MadeStack[] => {
    const child = textAt(value, "Type") === "update-stacks" ? textAt(value, "Template") : null;
    return child === null ? [] : [{ by, child, span: value.span, given: objectAt(value, "Parameters")?.entries ?? [] }];
  });
}

const aFile = /\$\{file\(\s{0,20}([^(){}$\s]{1,300})\s{0,20}\)/g;

/** The files that a service of the Serverless Framework takes its resources and functions from. */
export function resourcesTakenIn(document: SourceDocument): readonly Nested[] {
  if (!document.text.includes("${file(")) return [];
  const source = new Source(document, null);
  const roots = source.form === "yaml" ? source.yaml.roots : source.form === "json" ? [source.json.root] : [];
  return roots.flatMap((root) =>
    root && valueAt(root, "service") ? ["resources", "functions"].flatMap((by) => filesIn(by, valueAt(root, by))) : [],
  );

  function filesIn(by: string, section: ValueNode | undefined): readonly Nested[] {
    const { start, end } = section?.span ?? { start: 0, end: 0 };
    return [...document.text.slice(start, end).matchAll(aFile)].map((found): Nested => {
      const at = start + found.index;
      return {
        by,
        child: found[1]!,
        said: found[1]!,
        span: { start: at, end: at + found[0].length },
        given: new Map(),
      };
    });
  }
}

/** What all resources of a template are taken from by AWS::Include, a macro that CloudFormation brings (docs.aws.amazon.com: "AWS::Include transform"). */
export function includedIn(document: SourceDocument): readonly Nested[] {
  if (!document.text.includes("AWS::Include")) return [];
  const source = new Source(document, null);
  const roots = source.form === "yaml" ? source.yaml.roots : source.form === "json" ? [source.json.root] : [];
  return roots.flatMap((root): readonly Nested[] => {
    const resources = root ? valueAt(root, "Resources") : undefined;
    if (!resources || resources.kind === "object") return [];
    const text = document.text.slice(resources.span.start, resources.span.end);
    const said = text.includes("AWS::Include") ? location.exec(text)?.[1] : undefined;
    return said === undefined
      ? []
      : [{ by: "AWS::Include", child: null, said, span: resources.span, given: new Map() }];
  });
}

const location = /\bLocation["']?\s{0,40}:\s{0,80}([^\n]{1,300}?)[\s}\]]{0,80}(?:\n|$)/;

/** The end of an address that is known: `/t.yaml` of `https://${Bucket}.s3.amazonaws.com/t.yaml`. */
function lastTextOf(node: ValueNode): string | null {
  if (node.kind === "string") return node.value;
  const last = node.kind === "template" ? node.parts.at(-1) : undefined;
  return typeof last === "string" && /\/[^/]+$/.test(last) ? last : null;
}
