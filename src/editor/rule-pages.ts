/** The pages of rules and checks, rendered inside VS Code: they need no network. */
import * as vscode from "vscode";

import type { EngineLoader } from "./engine";
import { language } from "./locale";
import { knowledgeOf, openRuleCommand, pageScheme, ruleOf, rulePage } from "./rule-link";
import { pick, showError } from "./shown";

/** What a tree item or a link may hand to the command instead of an id. */
interface Documented {
  readonly ruleId: string;
}

export function registerRulePages(engine: EngineLoader): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(pageScheme, {
      async provideTextDocumentContent(page) {
        const { explain, understanding } = await engine();
        const knowledge = knowledgeOf(page);
        return (knowledge === null ? explain(ruleOf(page), language) : await understanding.page(knowledge)) ?? "";
      },
    }),
    vscode.commands.registerCommand(openRuleCommand, async (asked?: unknown) => {
      const id = idOf(asked) ?? (await pickRule(engine));
      if (id !== undefined) await openRule(id, engine);
    }),
  );
}

function idOf(asked: unknown): string | undefined {
  if (typeof asked === "string") return asked;
  return typeof asked === "object" && asked !== null && "ruleId" in asked ? (asked as Documented).ruleId : undefined;
}

async function openRule(id: string, engine: EngineLoader): Promise<void> {
  if ((await engine()).explain(id) === null) {
    void showError(vscode.l10n.t("Planeguard has no rule or check named {0}.", id));
    return;
  }
  const beside = vscode.window.activeTextEditor !== undefined;
  await vscode.commands.executeCommand(
    "vscode.open",
    rulePage(id),
    beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
  );
}

async function pickRule(engine: EngineLoader): Promise<string | undefined> {
  const items = engine().then(({ listRules }) =>
    listRules(language).map(({ id, title, severity }) => ({ label: id, description: severity, detail: title })),
  );
  const picked = await pick(items, {
    title: vscode.l10n.t("Documentation of a rule or check"),
    placeHolder: vscode.l10n.t("Which one?"),
    matchOnDetail: true,
  });
  return picked?.label;
}
