/** The tree of the posture view. */
import * as vscode from "vscode";

import type { Posture } from "../../../account/posture";
import { plainRow } from "../../shown";
import { badness } from "./nodes/account";
import { childrenOf, type PostureNode, type Shown, treeItem } from "./nodes/node";
import { failureNodes, remedyNodes } from "./nodes/offer";
import { recommendationNodes } from "./nodes/recommendation";
import type { PostureSession } from "./session";
import { accountsOf, type AccountState, failuresOf } from "./state";
import { openPlaceCommand, placed, type WrittenMistake } from "./written-files";

export class PostureTree implements vscode.TreeDataProvider<PostureNode> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  shown: Shown = { failingOnly: false };

  constructor(
    private readonly session: PostureSession,
    /** What is wrong in the files that people write. */
    private readonly mistakes: () => readonly WrittenMistake[],
    private readonly attested: (posture: Posture) => Posture,
  ) {}

  refresh(): void {
    this.changed.fire();
  }

  getTreeItem(node: PostureNode): vscode.TreeItem {
    return plainRow(treeItem(node));
  }

  getChildren(node?: PostureNode): PostureNode[] {
    if (node) return childrenOf(node);
    const { state } = this.session;
    if (state.kind === "failed") return failureNodes(state.failure);
    const accounts = accountsOf(state).map((account) => ({
      account,
      posture: account.posture && this.attested(account.posture),
    }));
    const several = accounts.length > 1 || accounts.some(({ account }) => account.title !== null);
    const rows = several
      ? accounts
          .sort((a, b) => badness(b.posture) - badness(a.posture))
          .map((one): PostureNode => ({ kind: "account", ...one, shown: this.shownOf(one.account) }))
      : accounts.flatMap(({ account, posture }) =>
          posture ? recommendationNodes(posture, this.shownOf(account)) : [],
        );
    return rows.length === 0 ? rows : [...remedyNodes(failuresOf(state)), ...this.mistakeNodes(), ...rows];
  }

  private shownOf({ status, kept }: AccountState): Shown {
    return { ...this.shown, isPartial: status === "collecting" && !kept };
  }

  /** A row for each, that leads there. */
  private mistakeNodes(): PostureNode[] {
    return this.mistakes().map((mistake) => ({
      kind: "offer",
      command: openPlaceCommand,
      icon: "warning",
      given: [mistake],
      label: `${placed(vscode.workspace.asRelativePath(mistake.file), mistake.range)}: ${mistake.message}`,
    }));
  }
}
