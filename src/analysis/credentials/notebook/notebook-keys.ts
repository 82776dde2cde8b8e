/** The keys in the code of a notebook, followed over all of its cells. */
import type { StaticProvider } from "../../rules/credentials/credential-text";
import { type Cell, type Notebook, spanInCode, spanInFile } from "../../source/notebook";
import type { Source } from "../../source/source";
import type { Span, TextEdit } from "../../text";
import { type CodeKeys, readCodeKeys } from "../code/code-keys";
import type { CredentialFix } from "../fix";
import type { CodeHints, KeyGroup } from "../key-group";
import { magicFixes } from "./magic-keys";

export class NotebookKeys {
  private constructor(
    private readonly text: string,
    private readonly notebook: Notebook,
    private readonly code: CodeKeys,
  ) {}

  /** Null where there is no code to follow. */
  static read(source: Source): NotebookKeys | null {
    const { text, notebook } = source;
    const code = notebook.code === "" ? null : readCodeKeys(source, "python");
    return code && new NotebookKeys(text, notebook, code);
  }

  hints(): CodeHints {
    const { together, forAws, forOthers } = this.code.hints();
    const offset = (at: number): number => this.notebook.offsets[at]!;
    return {
      together: together.map(({ id, secret, token }) => ({
        id: id === null ? null : offset(id),
        secret: secret && spanInFile(this.notebook, secret),
        token: token === null ? null : offset(token),
      })),
      forAws: new Set([...forAws].map(offset)),
      forOthers: new Set([...forOthers].map(offset)),
    };
  }

  staticProviders(): StaticProvider[] {
    return this.code.staticProviders().map((provider) => ({
      ...provider,
      at: spanInFile(this.notebook, provider.at),
      fixes: () => this.inFile(provider.fixes()),
    }));
  }

  /** Outputs have no code that could go: they are cleared by running the notebook again. */
  fixes(group: KeyGroup): readonly CredentialFix[] {
    const inCode = <T extends { readonly span: Span }>(part: T | null): T | null => {
      const span = part && spanInCode(this.notebook, part.span);
      return part && span ? { ...part, span } : null;
    };
    const moved: KeyGroup = { id: inCode(group.id), secret: inCode(group.secret), token: inCode(group.token) };
    const isWhole = (["id", "secret", "token"] as const).every(
      (part) => (group[part] === null) === (moved[part] === null),
    );
    if (!isWhole) return [];
    const parts = [moved.id, moved.secret, moved.token].flatMap((part) => (part ? [part.span] : []));
    const fixes = this.code.fixes(moved);
    return this.inFile(fixes.length > 0 ? fixes : magicFixes(this.notebook.cells, parts));
  }

  private inFile(fixes: readonly CredentialFix[]): CredentialFix[] {
    return fixes.flatMap((fix) => {
      const edits = this.notebook.cells.map((cell) => this.cellEdit(cell, fix.edits));
      const length = (cell: Cell): number => cell.lines.join("").length;
      const isInCells = fix.edits.every(({ span }) =>
        this.notebook.cells.some((cell) => cell.start <= span.start && span.end <= cell.start + length(cell)),
      );
      const own = edits.filter((edit) => edit !== null);
      return isInCells && own.length > 0 ? [{ ...fix, edits: own }] : [];
    });
  }

  /** The source of a cell without what goes; the lines that stay are as they were written. Null where nothing goes. */
  private cellEdit({ source, start, lines }: Cell, edits: readonly TextEdit[]): TextEdit | null {
    const code = lines.join("");
    const own = edits
      .filter(({ span }) => span.start >= start && span.end <= start + code.length)
      .sort((a, b) => b.span.start - a.span.start);
    if (own.length === 0) return null;
    let changed = code;
    for (const { span, newText } of own)
      changed = changed.slice(0, span.start - start) + newText + changed.slice(span.end - start);
    // A text without its last lines ends without a break, as the list does.
    if (source.kind !== "array") return { span: source.span, newText: JSON.stringify(changed.trimEnd()) };
    const written = new Map(
      lines.map((line, index) => [
        line,
        this.text.slice(source.items[index]!.span.start, source.items[index]!.span.end),
      ]),
    );
    const left = changed
      .trimEnd()
      .split(/(?<=\n)/)
      .filter((line) => line !== "")
      .map((line) => written.get(line) ?? JSON.stringify(line));
    const inner = this.text.slice(source.span.start + 1, source.items[0]!.span.start);
    const outer = this.text.slice(source.items.at(-1)!.span.end, source.span.end - 1);
    const between =
      source.items.length > 1 ? this.text.slice(source.items[0]!.span.end, source.items[1]!.span.start) : `,${inner}`;
    return { span: source.span, newText: left.length === 0 ? "[]" : `[${inner}${left.join(between)}${outer}]` };
  }
}
