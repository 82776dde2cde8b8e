/** Code actions: fixes of the findings at a place, the page of their rules, and every safe fix at once. */
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { Finding } from "../analysis/finding";
import type { PermissionDelta } from "../analysis/finding";
import { actionsAt, findingsAt, type FixAction } from "../language/actions";
import { fixAll, lineEdits } from "../language/fix-all";
import type { Analyses } from "./analyses";
import type { Client } from "./client";
import { source } from "./diagnostics";
import { nearestManifest } from "./manifest";
import { isSameRange, openDocument, sourceOf, toRange, toSpan, uriOf } from "./places";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.planeguard`;
export const openRuleCommand = "planeguard.openRule";

export class CodeActions {
  constructor(
    private readonly analyses: Analyses,
    private readonly client: () => Client,
    private readonly folders: () => readonly string[],
  ) {}

  async at(
    document: TextDocument,
    { range, context }: CodeActionParams,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const { only } = context;
    return [
      ...(!only || takes(only, CodeActionKind.QuickFix)
        ? await this.quickFixes(document, toSpan(document, range), context.diagnostics, token)
        : []),
      // Only where it was asked for by kind, as on saving: it is no answer to a single finding.
      ...(only && takes(only, fixAllKind) && !token.isCancellationRequested ? await this.fixAll(document, token) : []),
    ];
  }

  private async quickFixes(
    document: TextDocument,
    span: { start: number; end: number },
    diagnostics: readonly Diagnostic[],
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    const found = findingsAt(await this.analyses.of(openDocument(document), token), span);
    if (found.length === 0) return [];
    const { analyze } = await this.analyses.engine();
    const analysis = await analyze(sourceOf(document), { fixes: { touching: span } }, token);
    // Where the client opens no documents there is nowhere to show a page.
    const actions = actionsAt(analysis, span).filter(({ kind }) => kind === "fix" || this.client().opensDocuments);
    return Promise.all(
      actions.map(async (action): Promise<CodeAction> => {
        const made = action.kind === "fix" ? await this.fix(action, document) : explain(action.ruleId);
        return { ...made, diagnostics: diagnostics.filter((diagnostic) => shows(diagnostic, action.finding)) };
      }),
    );
  }

  private async fix(action: FixAction, document: TextDocument): Promise<CodeAction> {
    const told = action.delta && changes(action.delta);
    const edits = new EditsByFile();
    for (const { file, range, newText } of action.edits)
      edits.add(uriOf(file, document.uri), { range: toRange(range), newText });
    if (action.dependency !== null) await this.addDependency(edits, document.uri, action.dependency);
    return {
      title: told === null ? action.title : `${action.title} (${told})`,
      kind: CodeActionKind.QuickFix,
      isPreferred: action.preferred,
      edit: edits.toWorkspaceEdit(
        this.client(),
        document,
        action.confirm ? { label: action.title, description: told ?? action.finding.ruleId } : null,
      ),
    };
  }

  private async addDependency(edits: EditsByFile, uri: string, name: string): Promise<void> {
    const manifest = await nearestManifest(uri, this.folders());
    if (!manifest) return;
    const after = (await this.analyses.engine()).withDependency(manifest.text, name);
    if (after === null) return;
    const before = TextDocument.create(manifest.uri, "json", 0, manifest.text);
    for (const edit of textEdits(before, after)) edits.add(manifest.uri, edit);
  }

  private async fixAll(document: TextDocument, token: CancellationToken): Promise<CodeAction[]> {
    const { findings } = await this.analyses.of(openDocument(document), token);
    if (findings.length === 0) return [];
    const { analyze } = await this.analyses.engine();
    const { text, applied } = await fixAll(sourceOf(document), (source, options) => analyze(source, options, token));
    if (applied === 0) return [];
    const edits = new EditsByFile();
    for (const edit of textEdits(document, text)) edits.add(document.uri, edit);
    return [
      {
        title: "Fix all safe Planeguard findings",
        kind: fixAllKind,
        edit: edits.toWorkspaceEdit(this.client(), document, null),
      },
    ];
  }
}

/** Whether one of the kinds asked for is this one, or one above it. */
function takes(only: readonly string[], kind: string): boolean {
  return only.some((asked) => asked === "" || asked === kind || kind.startsWith(`${asked}.`));
}

function shows(diagnostic: Diagnostic, finding: Finding): boolean {
  return (
    diagnostic.source === source &&
    diagnostic.code === finding.ruleId &&
    isSameRange(diagnostic.range, toRange(finding.range))
  );
}

/** What a person agrees to. */
function changes({ newlyAllowed, noLongerAllowed }: PermissionDelta): string {
  const parts = [
    ...(newlyAllowed.length > 0 ? [`newly allows ${newlyAllowed.join("; ")}`] : []),
    ...(noLongerAllowed.length > 0 ? [`no longer allows ${noLongerAllowed.join("; ")}`] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : "allows the same as before, as far as can be told";
}

function explain(ruleId: string): CodeAction {
  const title = `Show the documentation of ${ruleId}`;
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: openRuleCommand, arguments: [ruleId] } };
}

function textEdits(before: TextDocument, after: string): TextEdit[] {
  return lineEdits(before.getText(), after).map(({ span, newText }) => ({
    range: { start: before.positionAt(span.start), end: before.positionAt(span.end) },
    newText,
  }));
}

class EditsByFile {
  private readonly byUri = new Map<string, TextEdit[]>();

  add(uri: string, edit: TextEdit): void {
    const edits = this.byUri.get(uri);
    if (edits) edits.push(edit);
    else this.byUri.set(uri, [edit]);
  }

  toWorkspaceEdit(
    { takesVersions, confirmsEdits }: Client,
    { uri, version }: TextDocument,
    confirmation: { label: string; description: string } | null,
  ): WorkspaceEdit {
    if (!takesVersions) return { changes: Object.fromEntries(this.byUri) };
    const confirm = confirmsEdits && confirmation !== null;
    return {
      documentChanges: [...this.byUri].map(([file, edits]) => ({
        textDocument: { uri: file, version: file === uri ? version : null },
        edits: confirm ? edits.map((edit) => ({ ...edit, annotationId: "permissions" })) : edits,
      })),
      ...(confirm ? { changeAnnotations: { permissions: { ...confirmation, needsConfirmation: true } } } : {}),
    };
  }
}
