/**
 * How texts come before a person's eyes in VS Code, beside those of the language features: the only file that calls its notifications,
 * lists and prompts, and makes its Markdown. What others wrote is escaped here, each as its place reads it.
 */
import * as vscode from "vscode";

import { label, notice, plainText } from "../escape/label";
import type { Markdown } from "../escape/markdown";

export function showInformation<Action extends string>(
  message: string,
  ...actions: Action[]
): Thenable<Action | undefined> {
  return vscode.window.showInformationMessage(notice(message), ...actions);
}

export function showError<Action extends string>(message: string, ...actions: Action[]): Thenable<Action | undefined> {
  return vscode.window.showErrorMessage(notice(message), ...actions);
}

/** A question that keeps the window until it is answered. */
export function askModally<Action extends string>(
  message: string,
  detail: string,
  ...actions: Action[]
): Thenable<Action | undefined> {
  return vscode.window.showWarningMessage(notice(message), { modal: true, detail: notice(detail) }, ...actions);
}

/** In the status bar, for some seconds. */
export function showOutcome(message: string): void {
  vscode.window.setStatusBarMessage(label(message), 8000);
}

type PickOptions = Omit<vscode.QuickPickOptions, "canPickMany">;

/** The one of the items that a person picks. */
export async function pick<Item extends vscode.QuickPickItem>(
  items: readonly Item[] | Thenable<readonly Item[]>,
  options: PickOptions = {},
): Promise<Item | undefined> {
  return (await vscode.window.showQuickPick(shownItems(items), shownOptions(options)))?.item;
}

/** Those of the items that a person ticks. */
export async function pickSeveral<Item extends vscode.QuickPickItem>(
  items: readonly Item[] | Thenable<readonly Item[]>,
  options: PickOptions = {},
): Promise<readonly Item[] | undefined> {
  const picked = await vscode.window.showQuickPick(shownItems(items), { ...shownOptions(options), canPickMany: true });
  return picked?.map(({ item }) => item);
}

type ShownItem<Item> = vscode.QuickPickItem & { readonly item: Item };

async function shownItems<Item extends vscode.QuickPickItem>(items: readonly Item[] | Thenable<readonly Item[]>) {
  return (await items).map(shownItem);
}

function shownItem<Item extends vscode.QuickPickItem>(item: Item): ShownItem<Item> {
  return {
    ...item,
    label: label(item.label),
    ...(item.description === undefined ? {} : { description: label(item.description) }),
    ...(item.detail === undefined ? {} : { detail: label(item.detail) }),
    item,
  };
}

function shownOptions(options: PickOptions): PickOptions {
  return {
    ...options,
    ...(options.title === undefined ? {} : { title: plainText(options.title) }),
    ...(options.placeHolder === undefined ? {} : { placeHolder: plainText(options.placeHolder) }),
  };
}

/** What a person types; undefined where they rather do not. */
export function askText(options: vscode.InputBoxOptions): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...options,
    ...(options.title === undefined ? {} : { title: plainText(options.title) }),
    ...(options.prompt === undefined ? {} : { prompt: notice(options.prompt) }),
  });
}

export interface FormTexts {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** A question of a form; it shows itself when it is asked to. */
export function shownInput({
  title,
  step,
  totalSteps,
  prompt,
  placeholder,
}: FormTexts & { readonly prompt: string; readonly placeholder?: string }): vscode.InputBox {
  const input = vscode.window.createInputBox();
  Object.assign(input, { title: plainText(title), step, totalSteps, prompt: notice(prompt) });
  if (placeholder !== undefined) input.placeholder = plainText(placeholder);
  return input;
}

/** The same with items to pick one from. */
export function shownPicker<Item extends vscode.QuickPickItem>(
  { title, step, totalSteps, placeholder }: FormTexts & { readonly placeholder: string },
  items: readonly Item[],
): vscode.QuickPick<ShownItem<Item>> {
  const picker = vscode.window.createQuickPick<ShownItem<Item>>();
  Object.assign(picker, { title: plainText(title), step, totalSteps, placeholder: plainText(placeholder) });
  picker.items = items.map(shownItem);
  return picker;
}

/** Neither HTML nor links that run commands: VS Code's own default, which nothing here changes. */
export function markdownString({ text }: Markdown): vscode.MarkdownString {
  return new vscode.MarkdownString(text);
}

/** A row of a tree, whose texts are no markup. */
export function plainRow(item: vscode.TreeItem): vscode.TreeItem {
  const { label: name, description, tooltip, accessibilityInformation } = item;
  if (typeof name === "string") item.label = plainText(name);
  if (typeof description === "string") item.description = plainText(description);
  if (typeof tooltip === "string") item.tooltip = plainText(tooltip);
  if (accessibilityInformation)
    item.accessibilityInformation = { ...accessibilityInformation, label: plainText(accessibilityInformation.label) };
  return item;
}

/** Above the rows of a tree, where `[words](address)` is a link, and a button in a line of its own. */
export function viewMessage(message: string): string {
  return notice(message);
}
