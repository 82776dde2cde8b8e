/** What is known of files since they were last checked: a check that is made again and again reads what has changed alone. */
import { statSync } from "node:fs";
import { basename } from "node:path";

import type { CheckedFile, FileToCheck } from "./check-file";
import { configurationFile } from "./configuration/configuration";
import { today } from "./day";
import { absolute } from "./files";

/** They are judged by other files as well, of which this does not know whether they have changed. */
const dependsOnOthers = /\.(?:tf|tofu)$/i;

interface Known {
  readonly state: string;
  readonly checked: CheckedFile;
}

/** For checks with the same options. It is to be cleared when what governs files changes: configurations, baselines, ignore files. */
export class CheckMemory {
  private readonly known = new Map<string, Known>();

  constructor(private readonly folder: string) {}

  /** What was found in the file as it still is; null: it is to be checked. */
  recall(file: FileToCheck): CheckedFile | null {
    const known = this.known.get(file.name);
    return known !== undefined && known.state === this.stateOf(file) ? known.checked : null;
  }

  /** To be called before the file is read: what is written meanwhile has another state. */
  expect(file: FileToCheck): (checked: CheckedFile) => void {
    const state = this.stateOf(file);
    return (checked) => {
      if (state === null) this.known.delete(file.name);
      else this.known.set(file.name, { state, checked });
    };
  }

  clear(): void {
    this.known.clear();
  }

  /** Null where it cannot be told by the file itself. */
  private stateOf({ name, walked, facts }: FileToCheck): string | null {
    if (dependsOnOthers.test(name) || basename(name) === configurationFile) return null;
    const stats = statSync(absolute(name, this.folder), { bigint: true, throwIfNoEntry: false });
    if (!stats) return null;
    const { mtimeNs, ctimeNs, size, ino } = stats;
    return JSON.stringify([...[mtimeNs, ctimeNs, size, ino].map(String), walked, today(), facts ?? null]);
  }
}
