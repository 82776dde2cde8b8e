/** What can be written at a place, as plain data for VS Code and the language server alike. */
import type { Range } from "../../analysis/text";

export type CompletionKind =
  | "element"
  | "value"
  | "service"
  | "action"
  | "wildcard"
  | "resource"
  | "operator"
  | "condition-key"
  | "principal"
  | "reference"
  | "policy";

export interface CompletionItem {
  readonly kind: CompletionKind;
  readonly label: string;
  /** A few words behind the label. */
  readonly detail: string;
  /** What takes the place of `Completions.replace`: with its quotes where the form wants some that are not there yet. */
  readonly newText: string;
  /** `newText` has places to fill in, as a snippet of the language server protocol: `${1:Name}`. */
  readonly isSnippet: boolean;
  /** What is typed is compared with this. */
  readonly filterText: string;
  /** Orders the items, the likely ones first. */
  readonly sortText: string;
  /** Something is to be completed behind it: ask again once it is written. */
  readonly again: boolean;
  /** What `documentationOf` takes; null where there is nothing to tell. */
  readonly topic: string | null;
}

export interface Completions {
  /** The whole name or value around the cursor, on one line. */
  readonly replace: Range;
  readonly items: readonly CompletionItem[];
  /** More is typed, more can be offered: ask again then. */
  readonly incomplete: boolean;
}
