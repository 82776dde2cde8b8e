/** What can be written in policies, offered while they are typed. */
import * as vscode from "vscode";

import { ownMarkdown } from "../escape/markdown";
import type { CompletionItem, CompletionKind } from "../language/completion/items";
import { selector, sourceOf, toRange } from "./documents";
import type { EngineLoader } from "./engine";
import { isEnabled } from "./settings";
import { markdownString } from "./shown";

const kinds: Record<CompletionKind, vscode.CompletionItemKind> = {
  element: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.EnumMember,
  service: vscode.CompletionItemKind.Module,
  action: vscode.CompletionItemKind.Method,
  wildcard: vscode.CompletionItemKind.Interface,
  resource: vscode.CompletionItemKind.Struct,
  operator: vscode.CompletionItemKind.Operator,
  "condition-key": vscode.CompletionItemKind.Field,
  principal: vscode.CompletionItemKind.User,
  reference: vscode.CompletionItemKind.Reference,
  policy: vscode.CompletionItemKind.Snippet,
};

/** Begins a string, and separates a service from its actions. */
const triggers = ['"', "'", ":"];

class Offered extends vscode.CompletionItem {
  constructor(
    { label, detail, kind, newText, isSnippet, filterText, sortText, again, topic }: CompletionItem,
    range: vscode.Range,
  ) {
    super({ label, description: detail }, kinds[kind]);
    this.range = range;
    this.insertText = isSnippet ? new vscode.SnippetString(newText) : newText;
    this.filterText = filterText;
    this.sortText = sortText;
    this.topic = topic;
    if (again) this.command = { command: "editor.action.triggerSuggest", title: "" };
  }

  readonly topic: string | null;
}

export function registerCompletion(engine: EngineLoader): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    selector,
    {
      async provideCompletionItems(document, position, token) {
        if (!isEnabled("completion", document)) return null;
        const { assertionCompletionsAt, understanding } = await engine();
        const [source, offset] = [sourceOf(document), document.offsetAt(position)];
        const found =
          (await understanding.completionsAt(source, offset)) ?? (await assertionCompletionsAt(source, offset));
        if (!found || token.isCancellationRequested) return null;
        const range = toRange(found.replace);
        return new vscode.CompletionList(
          found.items.map((item) => new Offered(item, range)),
          found.incomplete,
        );
      },
      async resolveCompletionItem(item) {
        if (!(item instanceof Offered) || item.topic === null) return item;
        const { understanding } = await engine();
        const text = await understanding.documentationOf(item.topic);
        if (text !== null) item.documentation = markdownString(ownMarkdown(text));
        return item;
      },
    },
    ...triggers,
  );
}
