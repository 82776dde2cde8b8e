/** One file from the disk: what it holds, or why it was not checked. */
import type { AnalyzeOptions } from "../analysis/analysis";
import type { KeyPlace } from "../analysis/credentials/key-place";
import type { Finding, Problem, SuppressedFinding } from "../analysis/finding";
import { holdsWords } from "../analysis/needs";
import type { UnitFact } from "../analysis/source/facts";
import { formOf } from "../analysis/source/forms";
import { isGenerated, isGeneratedName } from "../analysis/source/generated";
import { LineIndex } from "../analysis/text";
import type { FolderSettings } from "./configuration/find";
import { absolute, type FileContent, readContent, readSizeLimit, readWhatMatters, walkSizeLimit } from "./files";
import type { Project } from "./project";
import { reasonOf } from "./reason";
import { type Cancellation, isCanceled } from "./thread/cancellation";
import { mayDeclare } from "./units/find";
import { mayDeclareUnits } from "./units/may-declare";

export interface FileToCheck {
  /** As findings name it: absolute, or relative to the folder of the check. */
  readonly name: string;
  /** Found by a walk, which leaves out what is binary or large; else somebody asked for this very file. */
  readonly walked: boolean;
  /** What the other files of the workspace say about it. */
  readonly facts?: readonly UnitFact[] | undefined;
}

export interface CheckOptions extends Pick<AnalyzeOptions, "policyType"> {
  readonly fixes?: boolean | undefined;
  /** A planeguard.json for all files, absolute; else the one found upwards from each. */
  readonly config?: string | undefined;
  /** The baseline of all files, absolute; null: none. Else those that the configurations name. */
  readonly baseline?: string | null | undefined;
  /** The checked trees, absolute and without links, where nothing in them is to say what is found. */
  readonly untrusted?: readonly string[] | undefined;
  /** What an editor has in place of a planeguard.json. */
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
  /** It may declare units, which say something of other files. */
  readonly mayDeclareUnits: boolean;
  /** In a tree that is not trusted: by its name or its long lines made by a machine, which is not searched as others are. */
  readonly generated: boolean;
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
  mayDeclareUnits: false,
  generated: false,
};

/** Reads a file of at most `limit` bytes. Rejects with why that cannot be done. */
export type ReadContent = (path: string, limit: number) => FileContent | Promise<FileContent>;

export interface FileCheck {
  /** In place of the disk. */
  readonly read?: ReadContent | undefined;
  readonly cancellation?: Cancellation | undefined;
}

/** Rejects where it is cancelled alone: what cannot be read is a problem of the file. */
export async function checkFile(
  file: FileToCheck,
  folder: string,
  project: Project,
  options: CheckOptions,
  { read, cancellation }: FileCheck = {},
): Promise<CheckedFile> {
  try {
    const path = absolute(file.name, folder);
    const limit = file.walked ? walkSizeLimit : readSizeLimit;
    const content = read
      ? await read(path, limit)
      : (await isUpToItsWords(file, path, project, options))
        ? readWhatMatters(path, limit, holdsWords)
        : readContent(path, limit);
    if ("passedOver" in content) return clean(file.name, content.bytes);
    return await checkContent(file, content, path, project, options, cancellation);
  } catch (error) {
    if (isCanceled(error)) throw error;
    return unreadable(file.name, error);
  }
}

/** Whether nothing can be said of a file whose text has none of the words that are looked for. */
async function isUpToItsWords(
  { walked, facts }: FileToCheck,
  path: string,
  { configurations }: Project,
  { untrusted }: CheckOptions,
): Promise<boolean> {
  // Of Terraform other files may be read with it.
  if (!walked || facts || untrusted || /\.(?:tf|tofu)$/i.test(path) || configurations.isConfiguration(path))
    return false;
  const { baseline, options } = await configurations.configurationFor(path);
  return baseline === null && !options.control?.suppressions?.length;
}

/** The same for what was read already. `path` is where it is, or would be. */
export async function checkContent(
  { name: file, walked, facts }: FileToCheck,
  content: FileContent,
  path: string,
  project: Project,
  options: CheckOptions,
  cancellation?: Cancellation,
): Promise<CheckedFile> {
  if ("unread" in content) {
    if (content.unread === "large") {
      // Else a stranger would hide what a pull request brings behind two megabytes of blanks.
      const isHidden = options.untrusted && content.begins === "text" && !isGeneratedName(file);
      return walked && !isHidden
        ? { ...nothing, file, skipped: "large" }
        : failed(file, tooLargeMessage(content.bytes));
    }
    return meantAsText.test(file) || code.test(file) || (!walked && options.policyType !== undefined)
      ? failed(file, "It was not checked: it should be a text, and is a binary file.")
      : { ...nothing, file, skipped: "binary" };
  }
  const { text, bytes, damage } = content;
  // Of what was asked for by its name; a walk comes across other files too.
  const mustHoldPolicy = !walked && options.policyType !== undefined;
  const document = { name: file, text, mustHoldPolicy, facts };
  const {
    findings,
    problems,
    suppressed,
    stale,
    policies,
    keys,
    unproven = 0,
  } = await project.analyze(document, options, path, cancellation);
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
    findings: findings.map(withoutBlanks),
    problems: [...damaged, ...problems],
    suppressed,
    stale,
    unproven,
    bytes,
    policies,
    keys,
    mayDeclareUnits: mayDeclare(path) && mayDeclareUnits({ path, text, form: formOf(document) }),
    generated: options.untrusted !== undefined && isGenerated(document, formOf(document)),
  };
}

/** Where policies and keys stand, and never anything but text: a zero byte in it is to hide something, or damage. */
export const meantAsText = /\.(?:json[5cl]?|ya?ml|tf|tfvars|tofu|hcl|sh)$|(?:^|[\\/])[^\\/]*\.env(?:\.[^\\/]*)?$/i;
const code = /\.(?:[cm]?[jt]sx?|py|go|java|cs|php|rb|rs|kts?|ps1|bat|cmd|properties|toml|ini|cfg|conf|ipynb)$/i;

export function unreadable(file: string, error: unknown): CheckedFile {
  return failed(file, `Could not read it: ${reasonOf(error)}.`);
}

export function tooLargeMessage(bytes: number): string {
  return `It was not checked: it is too large (${(bytes / 1024 / 1024).toFixed(1)} MB, and the limit is 2 million characters).`;
}

/** A file in which there is nothing to tell of. */
export function clean(file: string, bytes: number): CheckedFile {
  return { ...nothing, file, bytes };
}

export function isClean(file: CheckedFile): boolean {
  const { findings, problems, suppressed, stale, keys, policies, skipped, mayDeclareUnits, generated } = file;
  return (
    skipped === null &&
    !mayDeclareUnits &&
    !generated &&
    stale + findings.length + problems.length + suppressed.length + keys.length + policies === 0
  );
}

/** A file that could not be checked, and why. */
export function failed(file: string, message: string): CheckedFile {
  return { ...nothing, file, problems: [{ file, message, range: null }] };
}

/** Nobody fills in what a report offers, and what it offers is applied as it is. */
function withoutBlanks(finding: Finding): Finding {
  return finding.fixes.some(({ blanks }) => blanks)
    ? { ...finding, fixes: finding.fixes.filter(({ blanks }) => !blanks) }
    : finding;
}
