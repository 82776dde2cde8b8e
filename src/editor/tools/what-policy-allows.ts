import type * as vscode from "vscode";

import type { EngineLoader } from "../engine";
import { Answer } from "./answer";
import { type DocumentInput, documentOf, registerTool } from "./tool";

/** The page behind the line above each policy, as Markdown. */
export function registerWhatPolicyAllows(engine: EngineLoader): vscode.Disposable {
  return registerTool<DocumentInput>("whatPolicyAllows", "Summing up what the policy allows", async (input) => {
    const document = await documentOf(input);
    const { understanding } = await engine();
    const lenses = await understanding.lensesOf(document);
    if (lenses.length === 0) return Answer.text("There is no IAM policy in it that Planeguard can read.");
    const pages = await Promise.all(
      lenses.map(
        async ({ offset, range }) =>
          `Line ${range.start.line}:\n\n${(await understanding.policyPage(document, offset)) ?? ""}`,
      ),
    );
    return Answer.pages(pages, "policies");
  });
}
