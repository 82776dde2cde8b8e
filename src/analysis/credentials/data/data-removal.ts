/** Takes keys out of JSON and YAML: their entries, and what is empty without them. */
import type { Change } from "../../locate/located";
import { unquoted } from "../../scan";
import { applyEdits, contains, type Span, type TextEdit } from "../../text";
import type { ArrayNode, ObjectNode, ValueNode } from "../../value";
import type { CredentialFix } from "../fix";
import { fixTitle, lineFixes } from "../shell/line-removal";
import { anchoredLineEdits } from "./anchored-lines";
import { type DataFile, pathTo, type Slot, slotsOf } from "./data-file";
import { type WorkloadRole } from "./role-fix";
import { referencesTo, type StoredEntry, storeOf } from "./secret-references";
import { isChart } from "./service-account-role";
import { mayLackRole, missingRole } from "./workload-role";

/** What every SDK and the AWS CLI read by themselves, and can do without. */
const standardName = /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|BEARER_TOKEN_BEDROCK)$/;

/** The removal of all parts of a key. Nothing where one of them is more than a value of its own. */
export function dataFixes(file: DataFile, parts: readonly Span[]): CredentialFix[] {
  const removal = new DataRemoval();
  const names: (string | null)[] = [];
  const stored: StoredEntry[] = [];
  const paths: (readonly Slot[])[] = [];
  const isStored = file.roots.some((root) => storeOf(root) !== null && parts.some((part) => contains(root.span, part)));
  for (const part of parts) {
    const path = pathTo(file, part);
    const target = path && targetOf(file.text, path, part);
    if (!target) {
      const [fix] = inScript(file.text, path, parts) ? lineFixes(file.text, parts, "shell") : [];
      if (!fix) return [];
      const role = missingRole(file, path!);
      const own = role && file.writer.edits(role.changes);
      if (role && own) return [withRole(role, [...fix.edits, ...own])];
      return [isStored || mayLackRole(path!) ? { ...fix, kind: "suggestion" } : fix];
    }
    names.push(target.name);
    const store = file.roots.map((root) => (contains(root.span, part) ? storeOf(root) : null)).find((one) => one);
    if (store && target.name !== null) stored.push({ store, key: target.name });
    removal.add(target.path);
    paths.push(target.path);
  }
  const read = referencesTo(file, stored);
  for (const path of read) removal.add(path);
  // Only what goes by the names of the SDKs is given up for a role.
  const isStandard = names.every((name) => name !== null && standardName.test(name));
  const role =
    isStandard || read.length > 0 || isChart(file.roots[0])
      ? ([...read, ...paths].map((path) => missingRole(file, path)).find((one) => one) ?? null)
      : null;
  const together = role && file.writer.edits([...removal.changes(), ...role.changes]);
  if (role && together && !losesAnchor(file.text, together)) return [withRole(role, together)];
  const edits = file.writer.edits(removal.changes());
  if (!edits || edits.length === 0 || losesAnchor(file.text, edits)) {
    const lines = anchoredLineEdits(file.text, parts);
    return lines && !losesAnchor(file.text, lines) ? [{ title: fixTitle, kind: "suggestion", edits: lines }] : [];
  }
  // Manifests in other files may read a Secret too.
  const isSafe = !isStored && isStandard && role === null && !paths.some(mayLackRole);
  return [{ title: fixTitle, kind: isSafe ? "safe" : "suggestion", edits }];
}

/** The fix by a role: what takes the key away, and what takes its place. */
export function withRole({ title, edits }: WorkloadRole, taken: readonly TextEdit[]): CredentialFix {
  return {
    title,
    kind: "suggestion",
    edits: [...taken, ...edits].sort((a, b) => a.span.start - b.span.start),
  };
}

/** Whether the edited text still names an anchor of YAML that went with the key. */
function losesAnchor(text: string, edits: readonly TextEdit[]): boolean {
  const rest = applyEdits(text, edits);
  const anchorsIn = (yaml: string) =>
    new Set([...yaml.matchAll(/(?<=[\s:-])&([\w-]{1,60})(?=\s)/g)].map(([, name]) => name));
  const [before, after] = [anchorsIn(text), anchorsIn(rest)];
  const aliases = rest.matchAll(/(?<=[\s:[,-])\*([\w-]{1,60})(?![\w-])/g);
  return [...aliases].some(([, name]) => before.has(name) && !after.has(name));
}

/** Whether all parts stand in one text of several lines, such as UserData or the commands of a job. */
function inScript(text: string, path: readonly Slot[] | null, parts: readonly Span[]): boolean {
  const { span } = path?.at(-1)?.value ?? {};
  if (!span || !parts.every((part) => contains(span, part))) return false;
  // A fold (`>`) joins the lines. Functions of CloudFormation may stand around the text.
  return /^(?:\s{0,40}(?:Fn::\w{1,20}:|!\w{1,20}))*[ \t]*\|[-+0-9]{0,2}[ \t]*(?:#.*)?\r?\n/.test(
    text.slice(span.start, span.start + 300),
  );
}

interface Target {
  /** The places that lead to what goes. */
  readonly path: readonly Slot[];
  readonly name: string | null;
}

/** `name: value`, `- NAME=value`, or `- { name: NAME, value: value }`. */
function targetOf(text: string, path: readonly Slot[], part: Span): Target | null {
  const slot = path.at(-1)!;
  const whole = unquoted(text.slice(slot.value.span.start, slot.value.span.end));
  const value = text.slice(part.start, part.end);
  if (!slot.entry) {
    // `- NAME=value` of an environment, `- export NAME=value` of a script.
    const [, shell, name] = /^(export +)?([A-Z_]+)=/.exec(whole) ?? [];
    return name !== undefined &&
      [`${name}=${value}`, `${name}="${value}"`, `${name}='${value}'`].includes(whole.slice((shell ?? "").length))
      ? { path, name }
      : null;
  }
  if (whole !== value) return null;
  const outer = path.at(-2);
  const given = /^value$/i.test(slot.entry.key) && outer?.entry === null ? nameIn(slot.container) : null;
  return given === null ? { path, name: slot.entry.key } : { path: path.slice(0, -1), name: given };
}

/** What `{ name: NAME, value: … }` names. */
export function nameIn(container: ObjectNode | ArrayNode): string | null {
  const name = slotsOf(container).find(({ entry }) => entry !== null && /^name$/i.test(entry.key))?.value;
  return name?.kind === "string" ? name.value : null;
}

/** What goes out of which container. */
export class DataRemoval {
  private readonly removed = new Map<
    ValueNode,
    { readonly slots: Map<ValueNode, Slot>; readonly path: readonly Slot[] }
  >();

  add(path: readonly Slot[]): void {
    const slot = path.at(-1)!;
    const of = this.removed.get(slot.container) ?? { slots: new Map<ValueNode, Slot>(), path: path.slice(0, -1) };
    this.removed.set(slot.container, of);
    of.slots.set(slot.value, slot);
    // A container that lost everything goes too, unless it is the document.
    if (of.path.length > 0 && slotsOf(slot.container).every(({ value }) => of.slots.has(value))) {
      this.removed.delete(slot.container);
      this.add(of.path);
    }
  }

  changes(): Change[] {
    return [...this.removed.values()].flatMap(({ slots }) =>
      [...slots.values()].map((slot): Change =>
        slot.entry
          ? { kind: "removeEntry", from: slot.container, entry: slot.entry }
          : { kind: "removeItem", from: slot.container, item: slot.value },
      ),
    );
  }
}
