/** The files of snippets/, as `npm run generate` writes them: a file a form. */
import { asCloudFormation, asJson, asTerraform, snippetBody } from "./forms";
import { policySnippets } from "./policies";
import { resourceSnippets } from "./resources";

type Snippets = Readonly<
  Record<string, { readonly prefix: string; readonly description: string; readonly body: readonly string[] }>
>;

interface Offered {
  readonly title: string;
  readonly prefix: string;
  readonly description: string;
  readonly text: string;
}

/** File name -> VS Code's snippets. */
export function snippetFiles(): Readonly<Record<string, Snippets>> {
  return {
    "json.json": collected(policySnippets.map((one) => ({ ...one, text: asJson(one) }))),
    "cloudformation.json": collected([
      ...policySnippets.map((one) => ({ ...one, text: asCloudFormation(one) })),
      ...resourceSnippets.map((one) => ({ ...one, text: one.cloudformation })),
    ]),
    "terraform.json": collected([
      ...policySnippets.map((one) => ({ ...one, text: asTerraform(one) })),
      ...resourceSnippets.map((one) => ({ ...one, text: one.terraform })),
    ]),
  };
}

function collected(offered: readonly Offered[]): Snippets {
  return Object.fromEntries(
    offered.map(({ title, prefix, description, text }) => [
      `Planeguard: ${title}`,
      { prefix, description, body: snippetBody(text) },
    ]),
  );
}
