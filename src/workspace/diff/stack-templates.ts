/** Templates of CloudFormation that a folder of Terraform deploys and has in place, each as a document of its own. */
import { documentOfPieces, edited } from "../../analysis/change/pieces";
import type { ChangedDocument } from "../../analysis/change/subject";
import { mayHaveStackTemplate, stackTemplates } from "../../analysis/change/terraform/stack-templates";
import { callMark } from "../../analysis/change/terraform/within-call";
import type { SourceDocument } from "../../analysis/source/document";
import { Source } from "../../analysis/source/source";
import { loadParsers } from "../../data/grammars";

interface Folder {
  readonly path: string;
  readonly document: ChangedDocument;
  readonly source: SourceDocument;
  readonly isDependant?: boolean;
}

type Template = Folder & { readonly call: string };

/** A folder without the templates that it has in place, and these. */
export async function withStackTemplates<One extends Folder>(side: One): Promise<readonly (One | Template)[]> {
  const { source, document, path, isDependant = false } = side;
  if (!mayHaveStackTemplate(source.text)) return [side];
  const tree = new Source(source, await loadParsers(["hcl"])).syntax("hcl");
  const templates = tree ? stackTemplates(tree) : [];
  if (templates.length === 0) return [side];
  const rest = documentOfPieces(
    document,
    edited(
      source.text,
      templates.map(({ at }) => ({ ...at, text: '""' })),
    ),
  );
  return [
    { ...side, document: rest, source: { ...source, text: rest.text } },
    ...templates.map(({ stack, pieces }): Template => {
      const own = documentOfPieces(document, pieces);
      const isJson = own.text.trimStart().startsWith("{");
      return {
        path,
        isDependant,
        call: stack,
        document: { ...own, scope: `${document.scope}${callMark}${stack}` },
        source: { name: `${source.name}.template.${isJson ? "json" : "yaml"}`, text: own.text },
      };
    }),
  ];
}
