/** One file from the disk: what it holds, or why it was not checked. */
import type { AnalyzeOptions } from "../analysis/analyze";
import type { KeyPlace } from "../analysis/credentials/key-place";
import type { Finding, Problem, SuppressedFinding } from "../analysis/finding";
import { LineIndex } from "../analysis/text";
import type { FolderSettings } from "./configuration/find";
import { absolute, readContent, walkSizeLimit } from "./files";
import type { Project } from "./project";

export interface FileToCheck {
  /** As findings name it: absolute, or relative to the folder of the check. */
  readonly name: string;
  /** Found by a walk, which leaves out what is binary or large; else somebody asked for this very file. */
  readonly walked: boolean;
}

export interface CheckOptions extends Pick<AnalyzeOptions, "policyType"> {
  readonly fixes?: boolean | undefined;
  /** A planeguard.json for all files, absolute; else the one found upwards from each. */
  readonly config?: string | undefined;
  /** The baseline of all files, absolute; null: none. Else those that the configurations name. */
  readonly baseline?: string | null | undefined;
  /** What an editor has in the place of a planeguard.json. */
  readonly settings?: readonly FolderSettings[] | undefined;
}

export interface CheckedFile {
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly suppressed: readonly SuppressedFinding[];
  /** How many findings of the baseline are not found any more. */
  readonly stale: number;
  /** How many findings got no fix because the budget for proofs was spent. */
  readonly unproven: number;
  readonly bytes: number;
  readonly policies: number;
  readonly keys: readonly KeyPlace[];
  /** Why a walk leaves it out. */
  readonly skipped: "binary" | "large" | null;
}

const nothing = {
  findings: [],
  problems: [],
  suppressed: [],
  stale: 0,
  unproven: 0,
  bytes: 0,
  policies: 0,
  keys: [],
  skipped: null,
};

/** Never rejects: what cannot be read is a problem of the file. */
export async function checkFile(
  { name: file, walked }: FileToCheck,
  folder: string,
  project: Project,
  options: CheckOptions,
): Promise<CheckedFile> {
  try {
    const path = absolute(file, folder);
    const content = readContent(path, walked ? walkSizeLimit : undefined);
    if ("unread" in content) {
      if (walked) return { ...nothing, file, skipped: content.unread };
      return failed(
        file,
        content.unread === "binary"
          ? "It was not checked: it is a binary file."
          : `It was not checked: it has ${(content.bytes / 1024 / 1024).toFixed(0)} MB, and the limit is 2 million characters.`,
      );
    }
    const { text, bytes, damage } = content;
    const {
      findings,
      problems,
      suppressed,
      stale,
      policies,
      keys,
      unproven = 0,
    } = await project.analyze({ name: file, text }, options, path);
    const damaged = damage
      ? [
          {
            file,
            message: damage.message,
            range: new LineIndex(text).range({ start: damage.offset, end: damage.offset }),
          },
        ]
      : [];
    return {
      ...nothing,
      file,
      findings,
      problems: [...damaged, ...problems],
      suppressed,
      stale,
      unproven,
      bytes,
      policies,
      keys,
    };
  } catch (error) {
    return unreadable(file, error);
  }
}

const reasons: Record<string, string> = {
  ENOENT: "there is no such file or folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ELOOP: "its links lead in a circle",
  EAGAIN: "it is a pipe or a device",
  ENXIO: "it is a pipe or a device",
  ESPIPE: "it is a pipe or a device",
};

export function unreadable(file: string, error: unknown): CheckedFile {
  const code = (error as NodeJS.ErrnoException).code;
  const reason = (code && reasons[code]) || (error instanceof Error ? error.message : String(error));
  return failed(file, `Could not read it: ${reason}.`);
}

/** A file in which there is nothing to tell of. */
export function clean(file: string, bytes: number): CheckedFile {
  return { ...nothing, file, bytes };
}

export function isClean({ findings, problems, suppressed, stale, keys, policies, skipped }: CheckedFile): boolean {
  return (
    skipped === null && stale + findings.length + problems.length + suppressed.length + keys.length + policies === 0
  );
}

/** A file that could not be checked, and why. */
export function failed(file: string, message: string): CheckedFile {
  return { ...nothing, file, problems: [{ file, message, range: null }] };
}
