import type * as vscode from "vscode";

import { plain } from "../../language/diagnostics";
import type { EngineLoader } from "../engine";
import { Answer } from "./answer";
import { registerTool } from "./tool";

/** The page of a rule or check, as Markdown. */
export function registerExplainFinding(engine: EngineLoader): vscode.Disposable {
  return registerTool<{ rule: string }>("explainFinding", "Reading Planeguard's documentation", async ({ rule }) => {
    const { explain, listRules } = await engine();
    const page = explain(rule);
    if (page !== null) return Answer.pages([page], "pages");
    const near = listRules()
      .filter(({ id }) => id.split("/")[1] === String(rule).split("/").at(-1))
      .map(({ id }) => id);
    throw new Error(
      `Planeguard has no rule or check named "${plain(String(rule))}".${near.length > 0 ? ` Is ${near.join(" or ")} meant?` : " Findings name theirs, such as policy/invalid-action."}`,
    );
  });
}
