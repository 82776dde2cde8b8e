import { readFileSync, statSync } from "node:fs";

/** As much as the analysis reads; more is not looked at. In bytes. */
const mostBytes = 2 * 1024 * 1024;

/** The text of a file; null where it is no text or too long. */
export function readFile(path: string): string | null {
  if (statSync(path).size > mostBytes) return null;
  const bytes = readFileSync(path);
  return bytes.includes(0) ? null : bytes.toString("utf8");
}
