/** The tree of the posture view. */
import * as vscode from "vscode";

import type { Posture } from "../../../account/posture";
import { plainRow } from "../../shown";
import type { AttestationFiles } from "./attestation-files";
import { badness } from "./nodes/account";
import { childrenOf, type PostureNode, type Shown, treeItem } from "./nodes/node";
import { failureNodes, remedyNodes } from "./nodes/offer";
import { recommendationNodes } from "./nodes/recommendation";
import type { PostureSession } from "./session";
import { accountsOf, type AccountState, failuresOf } from "./state";

export class PostureTree implements vscode.TreeDataProvider<PostureNode> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  shown: Shown = { failingOnly: false };

  constructor(
    private readonly session: PostureSession,
    private readonly attestations: AttestationFiles,
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

  /** What is wrong in the files of attestations: a row that leads there. */
  private mistakeNodes(): PostureNode[] {
    return this.attestations.mistakes.map((mistake) => ({
      kind: "offer",
      command: "planeguard.openAttestations",
      icon: "warning",
      given: [mistake],
      label: `${vscode.workspace.asRelativePath(mistake.file)}${mistake.range === null ? "" : `:${mistake.range.start.line}:${mistake.range.start.column}`}: ${mistake.message}`,
    }));
  }
}
