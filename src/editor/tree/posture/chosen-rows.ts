/** What a command of the view is about: the row that it is given, what is selected, or what the person picks. */
import * as vscode from "vscode";

import type { CheckResult, Posture } from "../../../account/posture";
import { pick, showInformation } from "../../shown";
import type { AttestedRow } from "./attest";
import { type CheckUse, usesOf } from "./nodes/check";
import type { PostureNode } from "./nodes/node";
import { verdictWords, worstFirst } from "./nodes/verdicts";
import { accountsOf, type PostureState } from "./state";

export class ChosenRows {
  constructor(
    private readonly state: () => PostureState,
    private readonly selected: () => PostureNode | undefined,
    /** A posture as it is shown. */
    private readonly attested: (posture: Posture) => Posture,
  ) {}

  /** Of a row; of the only account; else the person picks one of several. */
  async postureOf(given: unknown): Promise<Posture | undefined> {
    const { posture } = (given ?? {}) as { posture?: Posture | null };
    if (posture) return posture;
    const postures = accountsOf(this.state()).flatMap((account) =>
      account.posture
        ? [{ label: account.title ?? account.posture.account.id, posture: this.attested(account.posture) }]
        : [],
    );
    if (postures.length <= 1) return postures[0]?.posture;
    return (await pick(postures, { title: vscode.l10n.t("Which account?") }))?.posture;
  }

  /**
   * Of a row, or of what stands below one; from the palette or a key binding: of the row that is selected. Else the person
   * picks one of those that can be used so, the gravest first.
   */
  async checkOf(given: unknown, use: CheckUse): Promise<AttestedRow | undefined> {
    const row = given ?? this.selected();
    const { check, posture: shown } = (row ?? {}) as { check?: CheckResult; posture?: Posture };
    if (check && shown && (given !== undefined || usesOf(check).includes(use))) return { check, posture: shown };
    const posture = await this.postureOf(undefined);
    if (!posture) return undefined;
    const id = (given as { ruleId?: unknown } | undefined)?.ruleId;
    const named = posture.checks.find((one) => one.id === id);
    if (named) return { check: named, posture };
    const fitting = posture.checks.filter((one) => usesOf(one).includes(use)).sort(worstFirst);
    if (fitting.length === 0) {
      void showInformation(vscode.l10n.t("There is no check to which this applies."));
      return undefined;
    }
    const items = fitting.map((one) => ({
      label: one.title,
      description: verdictWords(one.verdict),
      detail: one.reason,
      check: one,
    }));
    const picked = await pick(items, {
      title: vscode.l10n.t("Which check?"),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked && { check: picked.check, posture };
  }
}
