/**
 * What is wrong in `~/.aws/config` and `~/.aws/credentials`, with the line. The SDK skips what it cannot read, so that the keys
 * after a broken header silently belong to the profile before it.
 */
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

export interface ConfigProblem {
  readonly file: string;
  /** From 1; null where the file as a whole cannot be read. */
  readonly line: number | null;
  /** Without the position and without any value of the file. */
  readonly message: string;
  /** The sections whose keys cannot be trusted because of it, as they are written; null: any. */
  readonly sections: readonly string[] | null;
}

export function configFile(): string {
  return process.env.AWS_CONFIG_FILE || join(home(), ".aws", "config");
}

export function credentialsFile(): string {
  return process.env.AWS_SHARED_CREDENTIALS_FILE || join(home(), ".aws", "credentials");
}

function home(): string {
  return process.env.HOME || process.env.USERPROFILE || homedir();
}

/** `~/.aws/config line 7: …` */
export function describeProblem({ file, line, message }: ConfigProblem): string {
  return `${file}${line === null ? "" : ` line ${line}`}: ${message}`;
}

export async function findConfigProblems(): Promise<ConfigProblem[]> {
  const found = await Promise.all([problemsOf(configFile(), "config"), problemsOf(credentialsFile(), "credentials")]);
  return found.flat();
}

async function problemsOf(file: string, kind: "config" | "credentials"): Promise<ConfigProblem[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT"
      ? []
      : [{ file, line: null, message: `it cannot be read (${code ?? "unknown error"}).`, sections: null }];
  }
  try {
    return checkLines(new TextDecoder("utf-8", { fatal: true }).decode(bytes), file, kind);
  } catch {
    return [{ file, line: null, message: "it is not UTF-8 text.", sections: null }];
  }
}

/** Exported for the tests. */
export function checkLines(text: string, file: string, kind: "config" | "credentials"): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  let section: string | null = null;
  text.split(/\r?\n/).forEach((raw, index) => {
    const report = (message: string, sections: readonly string[]) =>
      problems.push({ file, line: index + 1, message, sections });
    // The SDK's own idea of a comment.
    const line = raw.split(/(^|\s)[;#]/)[0]!.trim();
    if (line === "") return;
    if (line.startsWith("[")) {
      const before = section;
      section = sectionName(line.replace(/^\[|\]$/g, ""));
      if (!line.endsWith("]")) {
        report(
          `the section header ${shown(line)} has no closing bracket, so what follows it would count for ${before === null ? "nothing" : `[${before}]`}. Close it with ].`,
          [before, section].filter((name) => name !== null),
        );
      } else if (section === "") {
        report("the section header is empty. Name the profile, as in [profile dev].", before === null ? [] : [before]);
      } else if (kind === "config" && isBareProfile(section)) {
        report(`[${section}] names no profile here: in this file it must be [profile ${section}].`, []);
      }
    } else if (section === null) {
      report("this line stands before any [section].", []);
    } else if (line.indexOf("=") <= 0) {
      report("this line is neither a [section] nor key = value.", [section]);
    }
  });
  return problems;
}

function sectionName(text: string): string {
  return text.trim().replace(/\s+/g, " ").replace(/["']/g, "");
}

/** AWS reads only `default` without a word before it; the others are sections of the tools. */
function isBareProfile(section: string): boolean {
  return !section.includes(" ") && !["default", "preview", "plugins", "toplevel"].includes(section);
}

/** A header is no secret, but a long one may be something else. */
function shown(line: string): string {
  return line.length > 60 ? `${line.slice(0, 40)}…` : line;
}
