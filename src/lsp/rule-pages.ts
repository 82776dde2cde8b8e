/** The pages of rules, opened in the editor as files: the protocol has no documents of a server's own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver/node";

import type { Analyses } from "./analyses";

const longestName = 80;

export class RulePages {
  private folder: string | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly analyses: Analyses,
  ) {}

  async open(id: unknown): Promise<void> {
    const name = typeof id === "string" ? id : "";
    const page = (await this.analyses.engine()).explain(name, this.analyses.language);
    if (page === null) {
      await this.connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Error,
        message: `Planeguard has no rule or check named ${name.slice(0, longestName)}.`,
      });
      return;
    }
    await this.show(name.replaceAll("/", "-"), page);
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
