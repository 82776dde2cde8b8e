import * as vscode from 'vscode';

export const openRuleCommand = 'planeguard.openRule';

/** A link that opens the page of a rule or check inside VS Code, without a network. */
export function ruleLink(id: string): vscode.Uri {
  return vscode.Uri.parse(`command:${openRuleCommand}?${encodeURIComponent(JSON.stringify([id]))}`);
}
