/** Adds an entry to a list of a planeguard.json; comments and all else stay as they are. */
import { applyEdits, findNodeAtLocation, modify, parseTree } from "jsonc-parser";

import type { AcceptedEntry } from "../../account/attestations/accepted";
import { lineEndOf } from "../../analysis/text";

/** The text with an entry more at the end of a list; '' is the text of a new file. Null where the text cannot be read that far. */
export function withEntry(text: string, key: "suppressions" | "accepted" | "assertions", entry: object): string | null {
  const given = text.trim() === "" ? "{}\n" : text;
  const root = parseTree(given);
  const list = root && findNodeAtLocation(root, [key]);
  if (root?.type !== "object" || (list && list.type !== "array")) return null;
  const indentation = /\n([ \t]+)"/.exec(given)?.[1] ?? "  ";
  const formattingOptions = {
    tabSize: indentation.length,
    insertSpaces: !indentation.includes("\t"),
    eol: lineEndOf(given),
  };
  const value: unknown = JSON.parse(JSON.stringify(entry));
  return applyEdits(
    given,
    list
      ? modify(given, [key, list.children?.length ?? 0], value, { formattingOptions, isArrayInsertion: true })
      : modify(given, [key], [value], { formattingOptions }),
  );
}

/** The text with what somebody accepts of an account. */
export function withAcceptedEntry(text: string, entry: AcceptedEntry): string | null {
  const { check, resource, account, by, reason, until } = entry;
  return withEntry(text, "accepted", { check, resource, account, by, reason, until });
}
