import { escapedForJson, visible } from "./visible";

/**
 * A record of CSV (RFC 4180), with the end of its line. Every field is quoted and stands on one line. Spreadsheets run what
 * begins with `=`, `+`, `-` or `@`, some of them in full width, too: an apostrophe before it makes it the text that it is. Logs of pipelines obey `##[`.
 */
export function csvRecord(fields: readonly string[]): string {
  const quoted = fields.map((field) => `"${asText(onOneLine(field)).replaceAll('"', '""')}"`);
  return `${quoted.join(",")}\r\n`;
}

function onOneLine(field: string): string {
  const lines = field.split("\n").map((line) => line.trim());
  return visible(lines.length > 1 ? lines.join(" ") : field).replace(/(?<=#)#(?=(?:vso)?\[)/g, escapedForJson);
}

function asText(field: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(field) ? `'${field}` : field;
}
