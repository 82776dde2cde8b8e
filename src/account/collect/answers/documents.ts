/** The documents that stand in an answer as text: the models of the services say nothing of what they are. */
import { parse } from "csv-parse/sync";

import { UnusableAnswer } from "./unusable";

/** The text of a policy, unchanged. Throws an UnusableAnswer where it is none. */
export function policyText(text: string | undefined): string {
  const { Statement: statements } = jsonObject(text, "the policy");
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  if (list.length === 0 || !list.every(isStatement)) throw new UnusableAnswer("the policy has no statement", 200);
  return text!;
}

function isStatement(value: unknown): boolean {
  const { Effect: effect } = (value ?? {}) as { readonly Effect?: unknown };
  return effect === "Allow" || effect === "Deny";
}

/** Throws an UnusableAnswer where the text is no JSON object. @param what it is, for the message: "the policy" */
export function jsonObject(text: string | undefined, what: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "");
  } catch {
    throw new UnusableAnswer(`${what} is no JSON`, 200);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UnusableAnswer(`${what} is not a JSON object`, 200);
  return value as Record<string, unknown>;
}

/** What the checks cannot be without; AWS has added columns before. */
const columns = ["user", "arn", "password_enabled", "mfa_active", "access_key_1_active", "access_key_2_active"];

/** The rows of a credential report by the names of its header. Throws an UnusableAnswer where it is none. */
export function reportRows(content: Uint8Array): Record<string, string>[] {
  let header: readonly string[] = [];
  let rows: Record<string, string>[];
  try {
    rows = parse(Buffer.from(content), {
      columns: (names: string[]) => (header = names),
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as Record<string, string>[];
  } catch {
    throw new UnusableAnswer("the credential report is no CSV", 200);
  }
  const absent = columns.find((name) => !header.includes(name));
  if (absent !== undefined) throw new UnusableAnswer(`the credential report has no column ${absent}`, 200);
  return rows;
}
