/** What the names of Terraform stand for: variables, locals, data, iterators, files, what modules give. */
import { addTo } from "../../group-by";
import { lazily } from "../../lazily";
import { addressOf, argumentOf, type Block, readBlocks, readOuterArguments } from "../../locate/terraform/blocks";
import { joinedFolder } from "../../locate/terraform/called-modules";
import { filledIn, unwrapped } from "../../locate/terraform/written";
import { parseJson } from "../../source/json-tree";
import type { Source } from "../../source/source";
import { childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { type Beside, fileDefinition, filesInTerraform, stepsIn } from "../beside";
import type { Definition, Definitions } from "../names";
import { reachedFrom } from "../reached";
import { choicesAround, loopsAround } from "./around";
import { withLocals } from "./counts";
import type { NamedText } from "./join";

const terraformNames =
  /\b((?:var|local|module\.[\w-]{1,200})\.[\w-]{1,200}|data\.[\w-]{1,200}\.[\w-]{1,200}|(?:each|count)(?=\.)|[a-z_][\w-]{0,100}(?=\.(?:key|value)\b))/g;
/** The reader looks into them. */
const isRead = /^data\.aws_iam_policy_document\./;

/** @param values variables files @param folder of the files that the tree is of, relative to that of the document */
export function terraformDefinitions(
  tree: SyntaxTree,
  values: readonly NamedText[],
  source: Source,
  beside: Beside,
  folder = "",
): Definitions {
  const blocks = readBlocks(tree);
  const said = new Map<string, Definition[]>();
  const define = (name: string, node: SyntaxNode | null) => {
    const text = node ? saidBy(tree, node) : "null";
    if (node && text !== "null") addTo(said, name, { text, at: node.start });
  };
  for (const block of blocks) {
    if (block.type === "variable") define(`var.${block.labels[0]}`, argumentOf(block, "default"));
    if (block.type === "output") {
      const value = argumentOf(block, "value");
      define(`output.${block.labels[0]}`, value);
      for (const [key, node] of value ? entriesIn(tree, value) : []) define(`output.${block.labels[0]}.${key}`, node);
    }
    if (block.type === "data") define(`data.${block.labels.join(".")}`, block.node);
    if (block.type === "locals") for (const { name, value } of block.arguments) define(`local.${name}`, value);
  }
  for (const { name, text } of givenIn(values, source)) addTo(said, `var.${name}`, { text, at: -1 });
  /** Of a local that is a file, what is taken of it. */
  const partOfFile = (name: string, text: string, at: number): string | null => {
    const [only, ...others] = name.startsWith("local.") ? (said.get(name) ?? []) : [];
    if (!only || others.length > 0) return null;
    const [file, ...more] = /^(?:json|yaml)decode\(\s{0,50}file\(\s{0,50}"[^"\n]{1,300}"\s{0,50}\)\s{0,50}\)$/.test(
      only.text,
    )
      ? filesInTerraform(only.text)
      : [];
    const steps = stepsIn(
      /^(?:\.[A-Za-z_][\w-]{0,100}|\["[^"\n]{1,100}"\]){1,10}/.exec(text.slice(at + name.length))?.[0] ?? "",
    );
    return file && more.length === 0 && steps.length > 0 ? `${file}:${steps.join(".")}` : null;
  };
  const outputs = new ModuleOutputs(tree, blocks, source, beside, folder);
  const outerAt = (at: number) => blocks.find(({ node }) => node.start <= at && at < node.end);
  const takers = lazily(() => takersOfDocuments(tree, blocks));
  /** Where a document stands, the resources that take it. */
  const takersAt = (at: number): readonly Block[] => {
    const outer = outerAt(at);
    return outer?.type === "data" ? (takers().get(outer.labels.join(".")) ?? []) : [];
  };
  /** What decides whether something is there: of a document that resources surely take, these alone. */
  const decidersAt = (at: number, by?: string): readonly (Block | undefined)[] => {
    const all = takersAt(at);
    const outer = outerAt(at);
    const document = outer?.labels[1] ?? "";
    const texts = all.map((one) => textOf(tree, one.node));
    const isTaken =
      texts.length > 0 &&
      texts.every((text) => takesSurely(text, document)) &&
      // Nobody else takes it.
      mentionsOf(texts.join("\n"), document).length === mentionsOf(tree.text, document).length;
    const own = all.filter((one) => addressOf(one) === by);
    return isTaken ? (own.length > 0 ? own : all) : [outer, ...all];
  };
  return {
    namesIn: (text, at) => {
      const deciding = [...loopsAround(tree, at), ...choicesAround(tree, at)].map((node) => textOf(tree, node));
      const all = [text, ...deciding].join("\n");
      const names = [...all.matchAll(terraformNames)].map(
        ({ 0: name, index }) =>
          partOfFile(name, all, index) ??
          outputs.entry(name, all.slice(index + name.length, index + name.length + longestKey)) ??
          name,
      );
      return [...names.filter((name) => !isRead.test(name)), ...filesInTerraform(all)];
    },
    of: (name, at) => {
      const elsewhere = fileDefinition(name, { files: filesIn(beside, folder) }) ?? outputs.definition(name);
      if (elsewhere) return elsewhere;
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
    chosenBy: (at) =>
      choicesAround(tree, at)
        .map((node) => textOf(tree, filledIn(unwrapped(node))))
        .join("\n"),
    namesBeside: true,
    countAt: (at, by) => {
      const counts = decidersAt(at, by).map((block) => {
        const count = block ? argumentOf(block, "count") : null;
        const text = count ? textOf(tree, filledIn(unwrapped(count))) : "";
        return /^\d{0,9}$/.test(text) ? "" : withLocals(text, (name) => said.get(name)?.[0]?.text);
      });
      return [...new Set(counts)]
        .filter((text) => text !== "")
        .sort()
        .join(" ");
    },
    around: (at, by) => {
      const deciding = decidersAt(at, by).flatMap((block) =>
        block ? [argumentOf(block, "count"), argumentOf(block, "for_each")] : [],
      );
      return deciding
        .map((node) => (node ? textOf(tree, node) : ""))
        .join(" ")
        .trim();
    },
  };
}

/** An expression as it is written; `"${x}"` is `x`. */
function saidBy(tree: SyntaxTree, node: SyntaxNode): string {
  const inner = unwrapped(node);
  return textOf(tree, inner.type === "quoted_template" ? filledIn(inner) : node);
}

/** The entries of an object that is written out, by their keys. */
function entriesIn(tree: SyntaxTree, node: SyntaxNode): readonly (readonly [key: string, value: SyntaxNode])[] {
  const object = unwrapped(node);
  return (object.type === "object" ? partsOf(object) : []).flatMap((element) => {
    const [key, value] = [childOf(element, "key"), childOf(element, "val")];
    const name = key ? /^(?:"([\w-]{1,100})"|([\w-]{1,100}))$/.exec(textOf(tree, key).trim()) : null;
    return name && value ? [[name[1] ?? name[2]!, value] as const] : [];
  });
}

/** With what stands around it. */
const longestKey = 110;

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
        ? root.entries.map(({ key, value }) => ({ name: key, text: text.slice(value.span.start, value.span.end) }))
        : [];
    }
    const tree = source.syntaxOf("hcl", text);
    return tree ? readOuterArguments(tree).map((one) => ({ name: one.name, text: textOf(tree, one.value) })) : [];
  });
}

const documents = /\bdata\.(aws_iam_policy_document\.[\w-]{1,200})/g;

/** The resources that are written with a document, by its type and name. */
function takersOfDocuments(tree: SyntaxTree, blocks: readonly Block[]): ReadonlyMap<string, readonly Block[]> {
  const found = new Map<string, Block[]>();
  for (const block of blocks)
    if (block.type === "resource")
      for (const name of new Set([...textOf(tree, block.node).matchAll(documents)].map(([, one]) => one!)))
        addTo(found, name, block);
  return found;
}

/** Whether a resource takes a document, and nothing where that is not there. */
function takesSurely(resource: string, document: string): boolean {
  return (
    !/\b(?:try|can|one|concat|join|element)\(/.test(resource) &&
    mentionsOf(resource, document).every((behind) => /^(?:\[0\])?\.json\s{0,5}\}?"?\s{0,20}$/.test(behind))
  );
}

/** Where a text names a document, what stands behind that in its line. */
function mentionsOf(text: string, document: string): readonly string[] {
  return [...text.matchAll(taking)].filter(([, name]) => name === document).map(([, , behind]) => behind!);
}

const taking = /\bdata\.aws_iam_policy_document\.([\w-]{1,200})([^\n]{0,100})/g;

function filesIn({ files }: Beside, folder: string): readonly NamedText[] {
  if (folder === "") return files;
  return files.flatMap(({ name, text }) =>
    name.startsWith(`${folder}/`) ? { name: name.slice(folder.length + 1), text } : [],
  );
}

const ofHolder = /\b(aws_iam_(?:group|role|user)\.[\w-]{1,200}(?:\[[^[\]]{0,100}\]|\.\*)?)\.(?:arn|id|name)\b/g;

/** Whichever attribute is named of a role, user or group, it is the same one. */
function withoutAttribute(text: string): string {
  return text.replace(ofHolder, "$1");
}

/** What the local modules that a document calls give it. */
class ModuleOutputs {
  private readonly known = new Map<string, readonly Definition[]>();

  constructor(
    private readonly tree: SyntaxTree,
    private readonly blocks: readonly Block[],
    private readonly source: Source,
    private readonly beside: Beside,
    private readonly folder: string,
  ) {}

  /** `module.reader.arn`: what decides it in the module, and what the call gives for that. Null for what is no output of a module that is known. */
  definition(name: string): readonly Definition[] | null {
    const [type, call, output, key, ...others] = name.split(".");
    if (type !== "module" || call === undefined || output === undefined || others.length > 0) return null;
    let found = this.known.get(name);
    // A module that calls itself would have no end.
    if (!found) {
      this.known.set(name, []);
      this.known.set(name, (found = this.read(call, key === undefined ? output : `${output}.${key}`)));
    }
    return found;
  }

  /** `module.reader.roles.ops` of `module.reader.roles`, where an output is an object that is written out; null for any other. @param behind what stands behind the name */
  entry(name: string, behind: string): string | null {
    const [, step, index] = /^(?:\.([A-Za-z_][\w-]{0,100})|\["([\w-]{1,100})"\])/.exec(behind) ?? [];
    const key = step ?? index;
    const whole = key === undefined ? name : `${name}.${key}`;
    return whole !== name && this.definition(whole)?.length ? whole : null;
  }

  private read(call: string, output: string): readonly Definition[] {
    const block = this.blocks.find(({ type, labels }) => type === "module" && labels[0] === call);
    const called = block && argumentOf(block, "source");
    const path = called ? textOf(this.tree, called).replaceAll('"', "") : "";
    const folder = /^\.\.?(?:\/|$)/.test(path) ? joinedFolder(this.folder, path) : null;
    const module = this.beside.modules?.find((one) => one.folder === folder);
    const inner = module && this.source.syntaxOf("hcl", module.files.map(({ text }) => text).join("\n"));
    if (!block || !inner || folder === null) return [];
    const own = terraformDefinitions(inner, [], this.source, this.beside, folder);
    const given = (name: string) => (name.startsWith("var.") ? argumentOf(block, name.slice("var.".length)) : null);
    const [value] = own.of(`output.${output}`, 0);
    if (!value) return [];
    const reached = reachedFrom(value.text, value.at, {
      namesIn: (text, at) => own.namesIn(text, at),
      of: (name, at) => {
        const node = given(name);
        return node ? [{ text: saidBy(this.tree, node), at: -1, isWhole: true }] : own.of(name, at);
      },
    });
    const args = [...reached.keys()].flatMap((name) => given(name) ?? []);
    const inside = [...reached].filter(([name]) => !given(name)).flatMap(([, all]) => all.map(({ text }) => text));
    return [
      { text: [value.text, ...inside.sort()].map(withoutAttribute).join("\n"), at: -1, isWhole: true },
      ...args.map((node): Definition => ({ text: saidBy(this.tree, node), at: node.start })),
    ];
  }
}
