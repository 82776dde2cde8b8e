/** The keys in the code of a notebook, followed over all of its cells. */
import type { StaticProvider } from "../../rules/credentials/credential-text";
import { editsInFile, type Notebook, spanInCode, spanInFile } from "../../source/notebook";
import type { Source } from "../../source/source";
import type { Span } from "../../text";
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
      const edits = editsInFile(this.text, this.notebook, fix.edits);
      return edits ? [{ ...fix, edits }] : [];
    });
  }
}
