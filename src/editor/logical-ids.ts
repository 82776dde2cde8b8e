/** The logical ids of templates: where they are declared, what refers to them, another name for them. */
import * as vscode from "vscode";

import type { Target } from "../language/template/go-to";
import { selectorOf, sourceOf, toRange } from "./documents";
import type { EngineLoader } from "./engine";

/** The languages of templates. Terraform's have extensions with definitions of their own. */
const templates = selectorOf(["json", "jsonc", "yaml"]);
/** None of them leads from a role to its policies. */
const withRoles = selectorOf(["json", "jsonc", "yaml", "terraform", "hcl"]);

export function registerLogicalIds(engine: EngineLoader): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(templates, {
      async provideDefinition(document, position) {
        const { understanding } = await engine();
        const found = await understanding.declarationAt(sourceOf(document), document.offsetAt(position));
        return found && [linkTo(found, document.uri)];
      },
    }),
    vscode.languages.registerImplementationProvider(withRoles, {
      async provideImplementation(document, position) {
        const { understanding } = await engine();
        const found = await understanding.policiesAt(sourceOf(document), document.offsetAt(position));
        return found.map((one) => linkTo(one, document.uri));
      },
    }),
    vscode.languages.registerReferenceProvider(templates, {
      async provideReferences(document, position, { includeDeclaration }) {
        const { understanding } = await engine();
        const offset = document.offsetAt(position);
        const found = await understanding.referencesAt(sourceOf(document), offset, includeDeclaration);
        return found.map((range) => new vscode.Location(document.uri, toRange(range)));
      },
    }),
    vscode.languages.registerRenameProvider(templates, {
      async prepareRename(document, position) {
        const { understanding } = await engine();
        const found = await understanding.renamableAt(sourceOf(document), document.offsetAt(position));
        // VS Code shows what a rejection says.
        if ("refused" in found) throw new Error(found.refused);
        return { range: toRange(found.range), placeholder: found.id };
      },
      async provideRenameEdits(document, position, newName) {
        const { understanding } = await engine();
        const found = await understanding.rename(sourceOf(document), document.offsetAt(position), newName);
        if ("refused" in found) throw new Error(found.refused);
        const edit = new vscode.WorkspaceEdit();
        for (const { range, newText } of found.edits) edit.replace(document.uri, toRange(range), newText);
        return edit;
      },
    }),
  );
}

function linkTo({ from, range, selection }: Target, uri: vscode.Uri): vscode.LocationLink {
  return {
    originSelectionRange: toRange(from),
    targetUri: uri,
    targetRange: toRange(range),
    targetSelectionRange: toRange(selection),
  };
}
