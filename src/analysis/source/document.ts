/** A text to analyse. `name` is a path or URI: its ending tells the form where the language id does not. */
export interface SourceDocument {
  readonly name: string;
  readonly text: string;
  /** VS Code's language id, where the caller knows it. */
  readonly languageId?: string | undefined;
}
