import { visible } from "./visible";

/**
 * The text of a SARIF message, on one line. In plain text `[words](target)` is a link (SARIF 2.1.0, section 3.11.6); a backslash before a bracket
 * makes it a bracket, and one before such a backslash makes that a backslash.
 */
export function sarifText(text: string): string {
  return visible(text).replace(/\\+[[\]]?|[[\]]/g, (run) => {
    const bracket = /[[\]]$/.exec(run)?.[0];
    if (bracket === undefined) return run;
    const slashes = run.slice(0, -1);
    return `${slashes}${slashes}\\${bracket}`;
  });
}
