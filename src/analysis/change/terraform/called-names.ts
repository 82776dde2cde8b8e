/** The names in the account of roles, users and groups of local modules, where the only call gives them as texts. */
import { readBlocks } from "../../locate/terraform/blocks";
import { callingBlocks, joinedFolder } from "../../locate/terraform/called-modules";
import { TerraformValues } from "../../locate/terraform/values";
import type { Source } from "../../source/source";
import type { Holder } from "../subject";

/** Whether a document may call a module; the test is cheap. */
export function mayCallModules(text: string): boolean {
  return /\bmodule\s{1,20}"/.test(text);
}

export interface CallingDocument {
  readonly scope: string;
  readonly source: Source;
}

const variable = /\$\{\s{0,10}var\.([\w-]{1,200})\s{0,10}\}/g;

/** The holders of one side, with what the calls of that side give their names. */
export function withCalledNames(holders: readonly Holder[], documents: readonly CallingDocument[]): readonly Holder[] {
  if (documents.length === 0) return holders;
  const given = new Map<string, ReadonlyMap<string, string>>();
  for (const { scope, source } of documents) {
    const tree = source.form === "hcl" ? source.syntax("hcl") : null;
    const blocks = tree ? readBlocks(tree) : [];
    for (const { folder, values } of tree ? callingBlocks(blocks, new TerraformValues(tree, blocks)) : []) {
      const path = joinedFolder(scope, folder);
      const texts = new Map(
        [...values].flatMap(([name, value]) => (value.kind === "string" ? [[name, value.value] as const] : [])),
      );
      const isRepeated = given.has(path) || values.has("count") || values.has("for_each");
      given.set(path, isRepeated ? new Map() : texts);
    }
  }
  return holders.map((one) => {
    const texts = given.get(joinedFolder("", one.document.scope));
    const name = one.identity?.name;
    if (!texts || typeof name !== "string") return one;
    const filled = name.replace(variable, (whole, key: string) => texts.get(key) ?? whole);
    return filled === name ? one : { ...one, identity: { ...one.identity!, name: filled } };
  });
}
