/** The pages of rules, opened in the editor as files: the protocol has no documents of a server's own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Connection } from "vscode-languageserver/node";

import type { Analyses } from "./analyses";

export class RulePages {
  private folder: string | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly analyses: Analyses,
  ) {}

  async open(id: unknown): Promise<void> {
    const page = typeof id === "string" ? (await this.analyses.engine()).explain(id) : null;
    if (page === null) {
      this.connection.window.showErrorMessage(`Planeguard has no rule or check named ${String(id)}.`);
      return;
    }
    await this.show(String(id).replaceAll("/", "-"), page);
  }

  /** Markdown, as a file of this name. */
  async show(name: string, page: string): Promise<void> {
    const file = join(this.temporaryFolder(), `${name}.md`);
    writeFileSync(file, page);
    await this.connection.window.showDocument({ uri: pathToFileURL(file).href, takeFocus: true });
  }

  private temporaryFolder(): string {
    if (this.folder === undefined) {
      const folder = mkdtempSync(join(tmpdir(), "planeguard-docs-"));
      process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
      this.folder = folder;
    }
    return this.folder;
  }
}
