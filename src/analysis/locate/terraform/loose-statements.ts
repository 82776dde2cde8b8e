/** Statements that stand in no policy of a file of Terraform: modules make one of them, or other files. */
import { type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { ValueNode } from "../../value";
import { mayListActions } from "../gate";
import type { LocatedPolicy } from "../located";
import { addressOf, type Argument, argumentOf, type Block } from "./blocks";
import { actionListsIn, type Foreign, listedActions, mayHoldShape, reach, shapedPolicies, trustedBy } from "./shapes";
import type { TerraformValues } from "./values";

interface Searched {
  readonly tree: SyntaxTree;
  readonly values: TerraformValues;
  readonly blocks: readonly Block[];
  readonly outerArguments: readonly Argument[];
  /** The local modules that it calls are read as well. */
  readonly readsModules: boolean;
  /** What has been found already. */
  readonly policies: readonly LocatedPolicy[];
  readonly foreign: Foreign;
  readonly writer: LocatedPolicy["writer"];
}

export function looseStatements(searched: Searched): readonly LocatedPolicy[] {
  const { tree, values, blocks, outerArguments, readsModules, policies, foreign, writer } = searched;
  const mayHold = (text: string): boolean => mayHoldShape(text) || mayListActions(text);
  if (!mayHold(tree.text)) return [];
  const found: LocatedPolicy[] = [];
  const seen = new Set<ValueNode>();
  for (const { root } of policies) reach(root, seen);
  // What a local module makes of its arguments is told by the module itself.
  const take = (given: readonly Argument[], label: string | undefined, isModule: boolean, isCalled = false): void => {
    for (const { name, value } of given) {
      if (!mayHold(`${name} = ${textOf(tree, value)}`)) continue;
      const node = values.value(value);
      const listed = isCalled ? null : listedActions(name, node, foreign);
      if (listed && !seen.has(node)) found.push({ ...listed, place: { label }, writer });
      const trust = isModule ? trustedBy(name, node) : null;
      for (const { root, place } of trust ? [trust] : shapedPolicies(name, node, seen, foreign))
        found.push({ root, place: { ...place, label }, writer });
    }
  };
  const takeLists = (value: SyntaxNode): void => {
    if (!mayListActions(textOf(tree, value))) return;
    for (const list of actionListsIn(values.value(value))) {
      const listed = seen.has(list) ? null : listedActions("listed_actions", list, foreign);
      if (listed) found.push({ ...listed, place: {}, writer });
    }
  };
  take(outerArguments, undefined, false);
  // What a module is given tells more than a local of the same statements.
  for (const block of blocks)
    if (block.type === "module") take(block.arguments, addressOf(block), true, readsModules && isLocal(block, tree));
  for (const block of blocks)
    if (block.type === "locals") {
      for (const { value } of block.arguments) takeLists(value);
      take(block.arguments, addressOf(block), false);
    } else if (block.type === "variable")
      take(
        block.arguments.map((one) => (one.name === "default" ? { ...one, name: block.labels[0] ?? "" } : one)),
        addressOf(block),
        false,
      );
  return found;
}

/** Whether a module is called that lies in the same repository. */
function isLocal(block: Block, tree: SyntaxTree): boolean {
  const source = argumentOf(block, "source");
  return source !== null && source !== undefined && /^"\.{1,2}\//.test(textOf(tree, source));
}
