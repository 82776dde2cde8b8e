/** Files of keys that git must not keep: `.env` and the like. */
import type { TextEdit } from "../analysis/text";
import { IgnorePatterns } from "./ignore/patterns";

/** Whether a file of this name is one that people keep to themselves; templates such as `.env.example` are shared. */
export function isPrivateFile(name: string): boolean {
  const base = name.slice(name.lastIndexOf("/") + 1);
  return (
    (/^\.env(?:\.|$)/.test(base) && !/\.(?:example|sample|template|dist|defaults?)$/.test(base)) ||
    /(?:^|\/)\.aws\/credentials$/.test(name)
  );
}

/** The line that `.gitignore` needs for a file; null where it is ignored already. `path` is relative to the ignore file. */
export function ignoreEntry(ignoreFile: string, path: string): TextEdit | null {
  if (IgnorePatterns.ofFile(ignoreFile).ignores(path)) return null;
  const base = path.slice(path.lastIndexOf("/") + 1);
  const separator = ignoreFile === "" || ignoreFile.endsWith("\n") ? "" : "\n";
  return { span: { start: ignoreFile.length, end: ignoreFile.length }, newText: `${separator}${base}\n` };
}
