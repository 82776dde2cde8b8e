/** In which order the files of a folder of Terraform are read as one. */
import type { NamedText } from "../../analysis/change/terraform/join";
import { isMistake } from "../../analysis/locate/terraform/written";
import { sizeLimit } from "../../analysis/needs";
import { Source } from "../../analysis/source/source";
import { loadParsers } from "../../data/grammars";

/** A mistake may end what is read of a text: the files with one come last. */
export async function readableFirst(files: readonly NamedText[]): Promise<readonly NamedText[]> {
  const parsers = await loadParsers(["hcl"]);
  const readable = files.filter((file) => isReadable(new Source(file, parsers)));
  return [...readable, ...files.filter((file) => !readable.includes(file))];
}

/** Whether Terraform has no mistake for the parser; of what is too long to be compared nothing is asked. */
export function isReadable(source: Source): boolean {
  const tree = source.text.length > sizeLimit ? null : source.syntax("hcl");
  return tree === null || !tree.nodes.some((node) => isMistake(node, tree));
}
