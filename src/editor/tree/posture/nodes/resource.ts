/** Resources: what a check says of each of several things. */
import * as vscode from "vscode";

import { isInForce } from "../../../../account/posture";
import { acceptedWords } from "../../../../report/open-failures";
import { markdownString } from "../../../shown";
import type { PostureNode } from "./node";
import { checkIdOf } from "./row-id";
import { paragraphs, verdictItem } from "./verdicts";

export function resourceItem({
  check,
  resource: { id, region, verdict, reason, accepted },
  posture,
}: PostureNode & { kind: "resource" }): vscode.TreeItem {
  const item = verdictItem(
    id.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, ""),
    verdict,
    vscode.TreeItemCollapsibleState.None,
  );
  item.id = checkIdOf(posture, check, id, region);
  const inForce = isInForce(accepted);
  item.contextValue = [
    "resource",
    ...(id.startsWith("arn:") ? ["arn"] : []),
    ...(verdict === "fail" && !inForce ? ["acceptable"] : []),
  ].join(" ");
  const said = inForce ? vscode.l10n.t("accepted until {0}", accepted!.until) : reason;
  item.description = region === null ? said : `${region} · ${said}`;
  item.tooltip = markdownString(paragraphs(id, region, reason, accepted && acceptedWords(accepted)));
  return item;
}
