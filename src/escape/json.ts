import { escapedForJson } from "./visible";

/** What JSON lets stand in strings (RFC 8259, section 7) and a terminal or an editor would not show as it is; and what a log obeys. */
const unseen = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=#)#(?=(?:vso)?\[)/gu;

/** JSON, indented by two, in which nothing is hidden. Whoever parses it has the very same values. */
export function json(value: unknown): string {
  return shown(JSON.stringify(value, null, 2));
}

/** The same on one line. */
export function jsonLine(value: unknown): string {
  return shown(JSON.stringify(value));
}

function shown(written: string): string {
  return written.replace(unseen, escapedForJson);
}
