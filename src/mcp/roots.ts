/** The folders whose files a client may have looked at: those that it names, else the one that the server was started in. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import type { Folder } from "../workspace/meant-file";

/** As the protocol names one. */
export interface Root {
  readonly uri: string;
  readonly name?: string | undefined;
}

/** How a client says its roots; null where it knows none of that. Rejects where it does not answer. */
export type AskForRoots = () => Promise<readonly Root[]> | null;

export class Roots {
  private known: Promise<readonly Folder[]> | undefined;

  constructor(
    private readonly ask: AskForRoots,
    private readonly current: string,
  ) {}

  /** Throws a sentence for the model where the client does not say them. */
  folders(): Promise<readonly Folder[]> {
    return (this.known ??= this.load().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    }));
  }

  /** The client has others now. */
  forget(): void {
    this.known = undefined;
  }

  private async load(): Promise<readonly Folder[]> {
    const given = await this.askClient();
    if (given.length > 0) return given.flatMap(folderOf);
    // Some clients start their servers at the top of the disk: that is no folder that anybody has opened.
    return dirname(this.current) === this.current ? [] : [{ name: "", path: this.current }];
  }

  private async askClient(): Promise<readonly Root[]> {
    try {
      return (await this.ask()) ?? [];
    } catch {
      throw new Error('The client did not say which folders may be read, so no file is. Give the "text" instead.');
    }
  }
}

/** None for what is not on this machine. */
function folderOf({ uri, name = "" }: Root): Folder[] {
  try {
    return [{ name, path: fileURLToPath(uri) }];
  } catch {
    return [];
  }
}
