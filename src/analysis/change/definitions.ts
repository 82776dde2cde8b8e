/** What the names stand for that open values refer to, as a document defines them: `var.bucket`, a mapping, a constant. */
import { addTo } from "../group-by";
import { argumentOf, type Block, readBlocks, readOuterArguments } from "../locate/terraform/blocks";
import { isCode } from "../source/forms";
import { parseJson } from "../source/json-tree";
import { type Source } from "../source/source";
import { type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import { valueAt, type ValueNode } from "../value";
import { valueText, writtenAlike } from "./canonical";
import { constantsOf } from "./constants";
import type { NamedText } from "./join";
import type { Definition, Definitions } from "./names";

/** Null where a form has no names. @param values variables files of Terraform */
export function definitionsOf(source: Source, values: readonly NamedText[] = []): Definitions | null {
  const { form } = source;
  if (form === "json") return inTemplates([source.json.root], source.text);
  if (form === "yaml") return inTemplates(source.yaml.roots, source.text);
  if (isCode(form)) return constantsOf(source);
  const tree = form === "hcl" ? source.syntax("hcl") : null;
  return tree && inTerraform(tree, values, source);
}

const templateNames =
  /(?:\bRef|\bFindInMap|\bIf|\bCondition)\W{1,80}(\w{1,255})|\$\{(\w{1,255})[.}]|\$\{(self:[\w.-]{1,255})/g;

function inTemplates(roots: readonly (ValueNode | null)[], text: string): Definitions {
  const definition = (node: ValueNode | undefined): Definition[] =>
    node
      ? [
          {
            text: node.kind === "object" ? written(node, text) : `${valueText(node, text)} ${written(node, text)}`,
            at: node.span.start,
          },
        ]
      : [];
  return {
    namesIn: (within) => [...within.matchAll(templateNames)].flatMap(([, name, sub, own]) => name ?? sub ?? own ?? []),
    of: (name) =>
      roots.flatMap((root) => {
        if (!root) return [];
        if (name.startsWith("self:")) return definition(deepest(root, name.slice("self:".length).split(".")));
        const parameter = valueAt(root, "Parameters", name);
        return [
          ...(parameter ? definition(valueAt(parameter, "Default")) : []),
          ...["Mappings", "Conditions"].flatMap((section) => definition(valueAt(root, section, name))),
        ];
      }),
    around: (at) => {
      for (const root of roots) {
        const resources = root && valueAt(root, "Resources");
        if (resources?.kind !== "object") continue;
        const own = resources.entries.find(({ value: { span } }) => span.start <= at && at < span.end);
        const condition = own && valueAt(own.value, "Condition");
        if (condition?.kind === "string") return `Condition: ${condition.value}`;
      }
      return "";
    },
  };
}

function written({ span }: ValueNode, text: string): string {
  return text.slice(span.start, span.end);
}

/** What stands at a path, or at the longest part of it that there is. */
function deepest(root: ValueNode, path: readonly string[]): ValueNode | undefined {
  let found: ValueNode | undefined;
  for (const step of path) {
    const next = valueAt(found ?? root, step);
    if (!next) break;
    found = next;
  }
  return found;
}

const terraformNames =
  /\b((?:var|local)\.[\w-]{1,200}|data\.[\w-]{1,200}\.[\w-]{1,200}|(?:each|count)(?=\.)|[a-z_][\w-]{0,100}(?=\.(?:key|value)\b))/g;
/** The reader looks into them. */
const isRead = /^data\.aws_iam_policy_document\./;

function inTerraform(tree: SyntaxTree, values: readonly NamedText[], source: Source): Definitions {
  const blocks = readBlocks(tree);
  const said = new Map<string, Definition[]>();
  const define = (name: string, node: SyntaxNode | null) => {
    if (node && textOf(tree, node) !== "null") addTo(said, name, { text: textOf(tree, node), at: node.start });
  };
  for (const block of blocks) {
    if (block.type === "variable") define(`var.${block.labels[0]}`, argumentOf(block, "default"));
    if (block.type === "data") define(`data.${block.labels.join(".")}`, block.node);
    if (block.type === "locals") for (const { name, value } of block.arguments) define(`local.${name}`, value);
  }
  for (const { name, text } of givenIn(values, source))
    said.set(`var.${name}`, [...(said.get(`var.${name}`) ?? []), { text, at: -1 }]);
  const loops = tree.nodes.filter(({ type }) => type === "for_tuple_expr" || type === "for_object_expr");
  const outerAt = (at: number) => blocks.find(({ node }) => node.start <= at && at < node.end);
  return {
    namesIn: (text, at) => {
      const over = loops.filter(({ start, end }) => start <= at && at < end).map((node) => textOf(tree, node));
      const names = [...[text, ...over].join("\n").matchAll(terraformNames)].map(([name]) => name);
      return names.filter((name) => !isRead.test(name));
    },
    of: (name, at) => {
      if (name.includes(".")) return said.get(name) ?? [];
      const outer = outerAt(at);
      const node =
        outer &&
        (name === "each"
          ? argumentOf(outer, "for_each")
          : name === "count"
            ? argumentOf(outer, "count")
            : iterated(tree, outer, name, at));
      return node ? [{ text: textOf(tree, node), at: node.start }] : [];
    },
    countAt: (at) => {
      const outer = outerAt(at);
      const count = outer ? argumentOf(outer, "count") : null;
      const text = count ? textOf(tree, count) : "";
      return /^\d{0,9}$/.test(text) ? "" : writtenAlike(text);
    },
    around: (at) => {
      const outer = outerAt(at);
      const deciding = outer ? [argumentOf(outer, "count"), argumentOf(outer, "for_each")] : [];
      return deciding
        .map((node) => (node ? textOf(tree, node) : ""))
        .join(" ")
        .trim();
    },
  };
}

/** What the dynamic block around a place goes over with an iterator of a name. */
function iterated(tree: SyntaxTree, { blocks }: Block, name: string, at: number): SyntaxNode | null {
  const around = blocks.find(({ node }) => node.start <= at && at < node.end);
  if (!around) return null;
  const iterator = argumentOf(around, "iterator");
  const own = iterator ? textOf(tree, iterator) : around.labels[0];
  return around.type === "dynamic" && own === name ? argumentOf(around, "for_each") : iterated(tree, around, name, at);
}

/** The variables that files of values give something, as it is written. */
function givenIn(files: readonly NamedText[], source: Source): readonly NamedText[] {
  return files.flatMap(({ name, text }) => {
    if (name.endsWith(".json")) {
      const { root } = parseJson(text);
      return root?.kind === "object"
        ? root.entries.map(({ key, value }) => ({ name: key, text: written(value, text) }))
        : [];
    }
    const tree = source.syntaxOf("hcl", text);
    return tree ? readOuterArguments(tree).map((one) => ({ name: one.name, text: textOf(tree, one.value) })) : [];
  });
}
