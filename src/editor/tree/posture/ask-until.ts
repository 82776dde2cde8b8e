/** The step of a form that asks until when something holds. */
import * as vscode from "vscode";

import { dayOf } from "../../../account/attestations/apply";
import { isDay } from "../../../analysis/control/dates";
import { askPickStep, askTextStep, type TextStep } from "../../steps";

export interface UntilDraft {
  /** The marked item of how long it holds, and the day of it. */
  period: string;
  until: string;
}

export type FormPlace = Pick<TextStep, "title" | "step" | "totalSteps">;

/** Asks for the last day on which something holds, and keeps the answer in the draft. */
export async function askUntil(
  { placeholder, ...place }: FormPlace & { readonly placeholder: string },
  draft: UntilDraft,
): Promise<"next" | "back" | "cancel"> {
  const { t } = vscode.l10n;
  const inMonths = (months: number) => {
    const day = new Date();
    day.setMonth(day.getMonth() + months);
    return dayOf(day);
  };
  const periods = [
    [t("For a year"), 12],
    [t("For six months"), 6],
    [t("For three months"), 3],
  ] as const;
  const other = { label: t("Until another day…"), description: "" };
  const items = [...periods.map(([label, months]) => ({ label, description: inMonths(months) })), other];
  for (;;) {
    const { kind, value: picked } = await askPickStep({
      ...place,
      placeholder,
      items,
      active: items.find(({ label }) => label === draft.period),
    });
    draft.period = picked?.label ?? "";
    if (kind !== "next" || !picked) return kind;
    if (picked !== other) {
      draft.until = picked.description;
      return "next";
    }
    const today = dayOf(new Date());
    const day = await askTextStep({
      ...place,
      prompt: t("The last day on which it holds"),
      value: draft.until === "" ? inMonths(12) : draft.until,
      mistake: (value) => (isDay(value) && value >= today ? undefined : t("A day to come, such as {0}", inMonths(12))),
    });
    draft.until = day.value;
    if (day.kind !== "back") return day.kind;
  }
}
