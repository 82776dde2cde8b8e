/** Reads an attestations.json: never throws, says each mistake once with its place, and keeps every entry that is right. */
import { isDay } from "../../analysis/control/dates";
import { closest } from "../../analysis/rules/support/closest";
import { parseJson } from "../../analysis/source/json-tree";
import { stringNode } from "../../analysis/source/made-values";
import { LineIndex, type Range, type Span } from "../../analysis/text";
import { entryOf, type ObjectNode, type ValueNode } from "../../analysis/value";
import { checks } from "../checks/generated/index";
import type { AttestationEntry } from "./attestation";

export interface AttestationProblem {
  readonly message: string;
  readonly range: Range;
}

export interface ReadAttestations {
  readonly entries: readonly AttestationEntry[];
  /** For each entry, where it stands in the list of the file. */
  readonly indexes: readonly number[];
  readonly problems: readonly AttestationProblem[];
  /** The text is JSON with a list of attestations: entries can be added and taken away without losing anything. */
  readonly editable: boolean;
}

const shape = '{ "schema": 1, "attestations": [ … ] }';

export function readAttestations(text: string): ReadAttestations {
  const lines = new LineIndex(text);
  const problems: AttestationProblem[] = [];
  const problem = (span: Span, message: string) => void problems.push({ message, range: lines.range(span) });
  const { root, problems: mistakes, cut } = parseJson(text, { string: stringNode });
  for (const { message, span } of mistakes) problem(span, message);
  const list = root?.kind === "object" ? entryOf(root, "attestations")?.value : undefined;
  if (list?.kind !== "array") {
    if (mistakes.length === 0) problem(root?.span ?? { start: 0, end: 0 }, `The file must be ${shape}.`);
    return { entries: [], indexes: [], problems, editable: false };
  }
  const schema = entryOf(root as ObjectNode, "schema")?.value;
  if (schema?.kind !== "number" || schema.value !== 1) {
    problem(
      schema?.span ?? root!.span,
      `"schema" must be 1: another one is of another version of Planeguard. Nothing of the file is used.`,
    );
    return { entries: [], indexes: [], problems, editable: false };
  }
  const read = list.items.map((item) => readEntry(item, problem));
  const indexes = read.flatMap((entry, index) => (entry === null ? [] : [index]));
  return { entries: indexes.map((index) => read[index]!), indexes, problems, editable: mistakes.length === 0 && !cut };
}

/** null where something in it is wrong: half an attestation says nothing. */
function readEntry(node: ValueNode, problem: (span: Span, message: string) => void): AttestationEntry | null {
  if (node.kind !== "object") {
    problem(node.span, "An attestation must be an object.");
    return null;
  }
  let right = true;
  const wrong = (span: Span, message: string) => {
    right = false;
    problem(span, message);
  };
  const field = (name: string, what: string, isRight: (text: string) => boolean, needed = true): string => {
    const value = entryOf(node, name)?.value;
    if (value === undefined && !needed) return "";
    if (value === undefined) wrong(node.span, `The attestation has no "${name}": ${what}.`);
    else if (value.kind !== "string" || !isRight(value.value)) wrong(value.span, `"${name}" must be ${what}.`);
    return value?.kind === "string" ? value.value : "";
  };
  const check = field("check", 'the id of a check, such as "root/custody"', (text) => text !== "");
  const id = entryOf(node, "check")?.value;
  if (check !== "" && !checks.some((one) => one.id === check)) {
    const meant = closest(
      check,
      checks.map((one) => one.id),
    )[0];
    wrong(id!.span, `There is no check of that name${meant === undefined ? "" : `; did you mean "${meant}"?`}`);
  }
  const entry = {
    check,
    account: field("account", "the account id of twelve digits, in quotes", (text) => /^\d{12}$/.test(text)),
    by: field("by", "who says so", (text) => text.trim() !== ""),
    at: field("at", 'a day such as "2026-06-30"', isDay),
    until: field("until", 'the last day on which it holds, such as "2027-06-30"', isDay),
  };
  const link = field("link", "an address that begins with https://", isLink, false);
  const note = field("note", "a text", () => true, false);
  return right ? { ...entry, ...(link === "" ? {} : { link }), ...(note === "" ? {} : { note }) } : null;
}

/** Without a user or password in it. */
export function isLink(text: string): boolean {
  return /^https?:\/\/[^\s/@]+(?:\/\S*)?$/.test(text);
}
