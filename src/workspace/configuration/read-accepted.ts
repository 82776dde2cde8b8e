/** The `accepted` of a planeguard.json: checks and resources of an account that somebody lets fail. */
import type { AcceptedEntry } from "../../account/attestations/accepted";
import { checkIds } from "../../account/checks/generated/ids";
import { anyOf, closest } from "../../analysis/rules/support/closest";
import type { ValueNode } from "../../analysis/value";
import { accountMistake, type EntriesReader, type Path, quoted, shortened } from "./entries-reader";

const acceptedTexts: Readonly<Record<keyof AcceptedEntry, string>> = {
  check: 'the id of a check such as `"root/mfa"`',
  resource: "the name of a resource",
  account: 'an account id such as `"111122223333"`',
  by: "the name of whoever accepts it",
  reason: "a text that says why",
  until: 'a day such as `"2027-01-31"`',
};
const acceptedKeys = Object.keys(acceptedTexts);

function isAcceptedKey(key: string): key is keyof AcceptedEntry {
  return acceptedKeys.includes(key);
}

/** What is wrong with the id of a check, a sentence; null: nothing. */
function checkMistake(text: string): string | null {
  if (checkIds.includes(text)) return null;
  const meant = closest(text, checkIds);
  const hint = meant.length > 0 ? `did you mean ${anyOf(meant)}?` : "`planeguard rules` lists them all.";
  return `There is no check \`${shortened(text)}\`; ${hint} The entry accepts nothing.`;
}

export function readAccepted(reader: EntriesReader, node: ValueNode, path: Path): AcceptedEntry[] {
  return reader.each(node, path, (item, at) => acceptedEntry(reader, item, at));
}

/** Null where what it needs is missing or wrong: half of it would accept more than was meant. */
function acceptedEntry(reader: EntriesReader, node: ValueNode, path: Path): AcceptedEntry | null {
  const before = reader.mistakes.length;
  const read: Partial<Record<keyof AcceptedEntry, string>> = {};
  for (const { key, keySpan, value } of reader.entries(node, path)) {
    const at = [...path, key];
    if (!isAcceptedKey(key)) reader.unknownKey(at, keySpan, key, acceptedKeys);
    else {
      const text = key === "until" ? reader.day(value, at) : reader.text(value, at, acceptedTexts[key]);
      const wrong =
        text === undefined
          ? null
          : key === "account"
            ? accountMistake(text)
            : key === "check"
              ? checkMistake(text)
              : null;
      if (wrong !== null) reader.mistake(at, value.span, wrong);
      if (text !== undefined) read[key] = text;
    }
  }
  if (reader.mistakes.length > before) return null;
  const { by, reason, until, ...what } = read;
  if (by !== undefined && reason !== undefined && until !== undefined && (what.check ?? what.resource) !== undefined)
    return { ...what, by, reason, until };
  const missing = (["by", "reason", "until"] as const).filter((key) => read[key] === undefined);
  reader.mistake(
    path,
    node.span,
    missing.length > 0
      ? `${quoted(path)} says no ${missing.map((key) => `\`${key}\``).join(" and no ")}, and so accepts nothing.`
      : `${quoted(path)} names neither a \`check\` nor a \`resource\`, and so accepts nothing.`,
  );
  return null;
}
