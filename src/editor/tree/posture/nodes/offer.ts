/** What a person can do where the account could not be read, or not be read anew. */
import * as vscode from "vscode";

import type { PostureFailure } from "../../../../account/posture";
import type { PostureNode } from "./node";

/** The reason stands above them. Where there is no account at all the welcome text offers the same. */
export function failureNodes(failure: PostureFailure): PostureNode[] {
  if (failure.kind !== "error") return [];
  const { t } = vscode.l10n;
  return [
    ...remedyNodes([failure]),
    ...(failure.signIn === undefined && failure.asks === undefined
      ? [{ kind: "offer", command: "planeguard.refreshPosture", label: t("Try Again"), icon: "refresh" } as const]
      : []),
    { kind: "offer", command: "planeguard.switchProfile", label: t("Switch Profile…"), icon: "account" },
    { kind: "offer", command: "planeguard.useDemoAccount", label: t("Use the Demo Account"), icon: "beaker" },
    { kind: "offer", command: "planeguard.showLog", label: t("Show the Log"), icon: "output" },
  ];
}

/** What would let the accounts be read, each once: a sign-in, or a question that only the person can answer. */
export function remedyNodes(failures: readonly PostureFailure[]): PostureNode[] {
  const { t } = vscode.l10n;
  const errors = failures.filter((failure) => failure.kind === "error");
  const signIns = [...new Set(errors.flatMap(({ signIn }) => signIn ?? []))];
  const asks = new Set(errors.flatMap((failure) => failure.asks ?? []));
  return [
    ...signIns.map((command): PostureNode => ({
      kind: "offer",
      command: "planeguard.signIn",
      label: t("Sign In: {0}", command),
      icon: "sign-in",
      given: [command],
    })),
    ...(asks.has("mfa")
      ? [{ kind: "offer", command: "planeguard.refreshPosture", label: t("Enter an MFA Code…"), icon: "key" } as const]
      : []),
    ...(asks.has("process")
      ? [
          {
            kind: "offer",
            command: "planeguard.refreshPosture",
            label: t("Look at the Command…"),
            icon: "terminal",
          } as const,
        ]
      : []),
  ];
}

export function offerItem({ command, label, icon, given = [] }: PostureNode & { kind: "offer" }): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.command = { command, title: label, arguments: [...given] };
  return item;
}
