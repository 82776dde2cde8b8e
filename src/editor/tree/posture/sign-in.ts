/** How a profile is signed in to: by its own command, in a terminal that the person sees. */
import * as vscode from "vscode";

export function signInByTerminal(command: string | undefined): void {
  if (command === undefined) return;
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t("AWS sign-in"),
    message: vscode.l10n.t("The posture view reads the account again once you have signed in."),
  });
  terminal.show();
  terminal.sendText(command);
}
