import * as vscode from "vscode";

export const openRuleCommand = "planeguard.openRule";

/** Documents of this scheme are pages of rules and checks; the manifest has them shown rendered. */
export const pageScheme = "planeguard-docs";

/**
 * The page of a rule or check, which opens inside VS Code and needs no network. It names a document because the links
 * of hovers open documents but run no commands.
 */
export function rulePage(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: pageScheme, path: `/${id}.md` });
}

const knowledge = "knowledge/";

/** A page of what AWS has, made on demand: the actions behind a wildcard, a service. */
export function knowledgePage(name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: pageScheme, path: `/${knowledge}${name}.md` });
}

/** The name that `knowledgePage` was given; null for the page of a rule or check. */
export function knowledgeOf(page: vscode.Uri): string | null {
  const name = ruleOf(page);
  return name.startsWith(knowledge) ? name.slice(knowledge.length) : null;
}

/** The id of the rule or check that a page is about. */
export function ruleOf(page: vscode.Uri): string {
  return page.path.replace(/^\/|\.md$/g, "");
}
