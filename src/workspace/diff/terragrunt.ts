/** Files of Terragrunt, each read as the call of a module that it makes. */
import type { Beside } from "../../analysis/change/beside";
import { documentOfPieces } from "../../analysis/change/pieces";
import type { ChangedDocument } from "../../analysis/change/subject";
import { asModuleCall, mayBeTerragrunt } from "../../analysis/change/terraform/terragrunt";
import type { SourceDocument } from "../../analysis/source/document";
import { Source } from "../../analysis/source/source";
import { loadParsers } from "../../data/grammars";
import { modulesOf } from "./modules";
import { folderOf } from "./tree";

type FilesIn = Parameters<typeof modulesOf>[2];

interface Unit {
  readonly path: string;
  readonly document: ChangedDocument;
  readonly source: SourceDocument;
  readonly beside?: Beside | undefined;
}

/** A file of Terragrunt with the modules of the repository that it calls; any other as it is. */
export async function withUnit<One extends Unit>(side: One, filesIn: FilesIn): Promise<One> {
  const { path, source, beside } = side;
  if (!mayBeTerragrunt(path, source.text)) return side;
  const tree = new Source(source, await loadParsers(["hcl"])).syntax("hcl");
  const pieces = tree && asModuleCall(tree, path);
  if (!pieces) return side;
  const document = documentOfPieces(side.document, pieces);
  const modules = await modulesOf(document.text, folderOf(path), filesIn);
  return {
    ...side,
    // Modules are found from the folder of the file.
    document: { ...document, scope: `${document.scope}/..` },
    source: { ...source, text: document.text, ...(modules.length > 0 && { modules }) },
    beside: { ...beside, modules },
  };
}
