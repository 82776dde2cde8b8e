/** Units of Terragrunt as the calls of modules that they are (terragrunt.gruntwork.io/docs: "Units", "Configuration blocks and attributes"). */
import { argumentOf, type Block, readBlocks, readOuterArguments } from "../../locate/terraform/blocks";
import { localsIn, throughLocals, unwrapped } from "../../locate/terraform/written";
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { type Span, spanOf } from "../../text";
import { instead, kept, type Piece } from "../pieces";
import { heredocIn, saidByHeredoc } from "./heredocs";

const ofTerragrunt = /\.hcl$/i;
const ofOthers = /\.(?:lock|pkr|pkrvars|nomad)\.hcl$/i;
const mark = /^[ \t]{0,8}(?:inputs\s{0,40}=|terraform\s{0,40}\{|(?:generate|unit|stack)\s{1,40}")/m;

/** Whether a file may configure Terragrunt; the test is cheap. */
export function mayBeTerragrunt(path: string, text: string): boolean {
  return ofTerragrunt.test(path) && !ofOthers.test(path) && mark.test(text);
}

/** Arguments of a call that are none of the module's, and that Terraform lets no variable be called. */
const reserved = /^(?:source|version|providers|count|for_each|depends_on|lifecycle|locals)$/;
/** Where nobody knows which module it is: one of elsewhere. */
const elsewhere = "elsewhere";

/**
 * The file with a call of its module in place of `terraform` and `inputs`, and with what it generates; null where it has none of them.
 * @param path of the file, within the repository
 */
export function asModuleCall(tree: SyntaxTree, path: string): readonly Piece[] | null {
  const blocks = readBlocks(tree);
  const terraform = blocks.find(({ type }) => type === "terraform");
  const inputs = readOuterArguments(tree).find(({ name }) => name === "inputs");
  const generated = blocks.flatMap((block) => generatedBy(block, tree) ?? []);
  const at = inputs ? spanOf(inputs.head) : terraform ? spanOf(terraform.head) : null;
  const units = blocks.filter(({ type, labels }) => /^(?:unit|stack)$/.test(type) && labels.length === 1);
  if (!at && generated.length === 0 && units.length === 0) return null;
  const taken = [
    ...units.map(({ node }) => spanOf(node)),
    ...(terraform ? [spanOf(terraform.node)] : []),
    ...(inputs ? [{ start: inputs.head.start, end: inputs.value.end }] : []),
    ...generated.map(({ block }) => block),
  ];
  const call = at ? callOf(tree, path, { at, of: terraform, inputs: inputs?.value, blocks }) : [];
  const calls = units.flatMap((of) =>
    callOf(tree, path, { at: spanOf(of.head), of, inputs: argumentOf(of, "values") ?? undefined, blocks }),
  );
  return [...besides(tree, taken), ...call, ...calls, ...generated.flatMap(({ text }) => saidByHeredoc(tree, text))];
}

interface Unit {
  readonly at: Span;
  /** What says where the module is: `terraform`, or the unit of a stack, which has a name. */
  readonly of: Block | undefined;
  readonly inputs: SyntaxNode | undefined;
  readonly blocks: readonly Block[];
}

function callOf(tree: SyntaxTree, path: string, { at, of, inputs, blocks }: Unit): readonly Piece[] {
  const given = of ? argumentOf(of, "source") : null;
  const source = given ? sourceIn(textOf(tree, given), path) : elsewhere;
  const label = (of?.labels[0] ?? foldersOf(path).at(-1) ?? "unit").replace(/[^\w-]/g, "_");
  const locals = localsIn(blocks);
  const seen = new Set<string>();
  // What stands last counts, as in `merge`.
  const entries = (inputs ? entriesIn(inputs, tree, (one) => locals.get(one)) : []).toReversed().filter(({ key }) => {
    const isFirst = !reserved.test(key) && !seen.has(key);
    seen.add(key);
    return isFirst;
  });
  return [
    instead(at, `\nmodule "${label}" {\n  source = "${source}"\n`),
    ...entries
      .toReversed()
      .flatMap(({ key, value }) => [
        instead(spanOf(value), `  ${key} = `),
        kept(tree, value.start, value.end),
        instead({ start: value.end, end: value.end }, "\n"),
      ]),
    instead(at, "}\n"),
  ];
}

interface Entry {
  readonly key: string;
  readonly value: SyntaxNode;
}

const deepest = 5;

/** The inputs by their names: of an object, of what `merge` puts together, and of a local that is one. */
function entriesIn(
  expression: SyntaxNode,
  tree: SyntaxTree,
  local: (name: string) => SyntaxNode | undefined,
  depth = deepest,
): readonly Entry[] {
  const node = unwrapped(throughLocals(expression, tree, local));
  if (node.type === "function_call" && depth > 0) {
    const [called, list] = partsOf(node);
    if (!called || !list || textOf(tree, called) !== "merge") return [{ key: "inputs", value: expression }];
    const given = partsOf(list).filter(({ type }) => type === "expression");
    return given.flatMap((one) => entriesIn(one, tree, local, depth - 1));
  }
  if (node.type !== "object") return [{ key: "inputs", value: expression }];
  return partsOf(node).flatMap((element): Entry[] => {
    const [key, value] = element.type === "object_elem" ? partsOf(element) : [];
    const name = key ? textOf(tree, key).replaceAll('"', "") : "";
    return value && /^[A-Za-z_][\w-]{0,200}$/.test(name) ? [{ key: name, value }] : [];
  });
}

/** Where a module is: relative to the file, where it is one of the repository. */
function sourceIn(written: string, path: string): string {
  const above = [".", ...foldersOf(path).map(() => "..")].join("/");
  const plain = written
    .trim()
    .replace(/^"|"$/g, "")
    .replace(/^\$\{\s{0,10}get_terragrunt_dir\(\)\s{0,10}\}/, ".")
    .replace(/^\$\{\s{0,10}get_repo_root\(\)\s{0,10}\}/, above);
  return /^[^"\\$%\n]{1,500}$/.test(plain) ? plain.replace(/^(\.[^?]*)\?.*$/, "$1") : elsewhere;
}

/** The folders that a file of the repository stands in, from its top. */
function foldersOf(path: string): readonly string[] {
  return path.split("/").slice(0, -1);
}

interface Generated {
  readonly block: Span;
  /** What is written to a file of the module. */
  readonly text: Span;
}

/** What a unit writes beside the files of its module, where that declares something of AWS. */
function generatedBy(block: Block, tree: SyntaxTree): Generated | null {
  const contents = block.type === "generate" ? argumentOf(block, "contents") : null;
  if (!contents) return null;
  const text = heredocIn(tree, contents);
  if (!text) return null;
  const isOfAws = /^[ \t]{0,40}(?:resource|data|module)\s{1,40}"/m.test(tree.text.slice(text.start, text.end));
  return isOfAws ? { block: spanOf(block.node), text } : null;
}

/** All but some stretches. */
function besides(tree: SyntaxTree, taken: readonly Span[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let read = 0;
  for (const { start, end } of [...taken].sort((one, other) => one.start - other.start)) {
    pieces.push(kept(tree, read, start));
    read = end;
  }
  return [...pieces, kept(tree, read, tree.text.length)];
}
