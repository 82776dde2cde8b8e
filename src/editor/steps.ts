/** A form of several questions, one after the other: each says which of how many it is, and leads back to the one before. */
import * as vscode from "vscode";

import { shownInput, shownPicker } from "./shown";

/** `value` is what was typed or marked, also where the person went back or gave up: nothing of it is lost. */
export interface StepAnswer<Value> {
  readonly kind: "next" | "back" | "cancel";
  readonly value: Value;
}

interface StepOptions {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}

export interface TextStep extends StepOptions {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  /** What is wrong with a text; undefined where it can be taken. */
  readonly mistake?: (text: string) => string | undefined;
}

export interface PickStep<Item> extends StepOptions {
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** The one that is marked at first. */
  readonly active: Item | undefined;
}

export async function askTextStep({ mistake, value, ...texts }: TextStep): Promise<StepAnswer<string>> {
  const input = shownInput(texts);
  input.value = value;
  const check = () => {
    const found = mistake?.(input.value);
    input.validationMessage = found;
    return found === undefined;
  };
  return await answerOf(
    input,
    () => input.value,
    (accept) => [input.onDidChangeValue(check), input.onDidAccept(() => check() && accept())],
  );
}

/** Makes steps that each ask for one text of a draft, and write it down there. */
export function draftSteps<Name extends string>(title: string, draft: Record<Name, string>) {
  return (name: Name, texts: Pick<TextStep, "prompt" | "placeholder" | "mistake">) =>
    async (place: Pick<TextStep, "step" | "totalSteps">) => {
      const { kind, value } = await askTextStep({ title, ...place, ...texts, value: draft[name] });
      draft[name] = value;
      return kind;
    };
}

export async function askPickStep<Item extends vscode.QuickPickItem>({
  items,
  active,
  ...texts
}: PickStep<Item>): Promise<StepAnswer<Item | undefined>> {
  const picker = shownPicker(texts, items);
  if (active !== undefined) picker.activeItems = picker.items.filter(({ item }) => item === active);
  return await answerOf(
    picker,
    () => picker.activeItems[0]?.item,
    (accept) => [picker.onDidAccept(accept)],
  );
}

function answerOf<Value>(
  input: vscode.QuickInput & { buttons: readonly vscode.QuickInputButton[] } & Pick<
      vscode.InputBox,
      "onDidTriggerButton"
    >,
  value: () => Value,
  listen: (accept: () => void) => readonly vscode.Disposable[],
): Promise<StepAnswer<Value>> {
  input.ignoreFocusOut = true;
  input.buttons = (input.step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    const end = (kind: StepAnswer<Value>["kind"]) => {
      resolve({ kind, value: value() });
      disposables.forEach((one) => one.dispose());
    };
    const disposables: vscode.Disposable[] = [
      ...listen(() => end("next")),
      input.onDidTriggerButton(() => end("back")),
      input.onDidHide(() => end("cancel")),
      input,
    ];
    input.show();
  });
}

/** Asks one question after the other, and the one before again where the person goes back. False where they gave up. */
export async function fillForm(
  questions: readonly ((place: {
    readonly step: number;
    readonly totalSteps: number;
  }) => Promise<StepAnswer<unknown>["kind"]>)[],
): Promise<boolean> {
  const totalSteps = questions.length;
  for (let at = 0; at < totalSteps;) {
    const kind = await questions[at]!({ step: at + 1, totalSteps });
    if (kind === "cancel") return false;
    at = Math.max(0, kind === "next" ? at + 1 : at - 1);
  }
  return true;
}
