/** What the project asserts: a group for each planeguard.json that does. */
import * as vscode from "vscode";

import type { CheckResult, Posture } from "../../../../account/posture";
import { openPlaceCommand, placed } from "../written-files";
import { failingOf, groupItem, isShown } from "./group";
import type { PostureNode, Shown } from "./node";
import { idOf } from "./row-id";

/** Of a few that fail a person sees at once which. */
const mostOpen = 5;

export function assertionsNodes(posture: Posture, shown: Shown): PostureNode[] {
  const files = new Set(posture.checks.flatMap(({ asserted }) => asserted?.file ?? []));
  return [...files].flatMap((file) => {
    const checks = posture.checks.filter(({ asserted }) => asserted?.file === file);
    if (!isShown(checks, shown)) return [];
    const failing = failingOf(checks);
    const isOpen = failing > 0 && failing <= mostOpen;
    return [{ kind: "assertions", file, isOneOfSeveral: files.size > 1, isOpen, checks, posture, shown } as const];
  });
}

export function assertionsItem({
  file,
  isOneOfSeveral,
  ...group
}: PostureNode & { kind: "assertions" }): vscode.TreeItem {
  const { t } = vscode.l10n;
  const name = vscode.workspace.asRelativePath(vscode.Uri.parse(file));
  const label = isOneOfSeveral ? t("What {0} asserts", name) : t("What the project asserts");
  const about = t("The account's policies, held to the same assertions as the project's files");
  const item = groupItem(label, label, `${name}: ${about}`, group);
  item.id = idOf(group.posture, "assertions", file);
  item.contextValue = "assertions";
  return item;
}

/** A row that leads to the assertion. */
export function assertionPlaceNode({ file: written, range }: NonNullable<CheckResult["asserted"]>): PostureNode {
  const file = vscode.Uri.parse(written);
  return {
    kind: "offer",
    command: openPlaceCommand,
    icon: "go-to-file",
    given: [{ file, range }],
    label: placed(vscode.workspace.asRelativePath(file), range),
  };
}
