/** What can be written in the assertions of a planeguard.json: holders and resources of the workspace, and actions. */
import { getLocation } from "jsonc-parser";

import { holderKinds } from "../../analysis/assertions/assertion";
import type { NamedInWorkspace } from "../../analysis/assertions/notes";
import { maskKeys } from "../../analysis/credentials/mask";
import type { SourceDocument } from "../../analysis/source/document";
import { LineIndex } from "../../analysis/text";
import type { Catalog } from "../../catalog/catalog";
import type { CompletionItem, Completions } from "./items";

interface Offered {
  readonly kind: CompletionItem["kind"];
  readonly text: string;
  readonly detail: string;
  /** Something follows behind it. */
  readonly again?: boolean;
}

const isHolder = (kind: string): boolean => (holderKinds as readonly string[]).includes(kind);

/** Null where no value of an assertion stands. `offset` counts UTF-16 units from 0. */
export function assertionCompletionsAt(
  { text }: SourceDocument,
  offset: number,
  named: readonly NamedInWorkspace[],
  catalog: Catalog,
): Completions | null {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const [list, index, key] = path;
  if (list !== "assertions" || typeof index !== "number" || typeof key !== "string" || isAtPropertyKey) return null;
  const node = previousNode?.type === "string" && previousNode.offset < offset ? previousNode : null;
  const isWithin = node && offset <= node.offset + node.length;
  // Behind a value, with nothing between, no other can stand.
  if (node && !isWithin && text.slice(node.offset + node.length, offset).trim() === "") return null;
  const span = isWithin ? { start: node.offset, end: node.offset + node.length } : { start: offset, end: offset };
  const lines = new LineIndex(text);
  const replace = lines.range(span);
  if (replace.start.line !== replace.end.line) return null;
  const written = isWithin ? String(node.value) : "";
  const offered = offersOf(key, written, named, catalog);
  if (!offered) return null;
  return {
    replace,
    incomplete: offered.some(({ again }) => again),
    items: offered.map((one, at) => itemOf(one, at)),
  };
}

function itemOf({ kind, text, detail, again }: Offered, at: number): CompletionItem {
  const quoted = JSON.stringify(maskKeys(text));
  return {
    kind,
    label: maskKeys(text),
    detail: maskKeys(detail),
    newText: again ? `${quoted.slice(0, -1).replace(/[$}\\]/g, "\\$&")}$0"` : quoted,
    isSnippet: again === true,
    filterText: quoted,
    sortText: String(at).padStart(5, "0"),
    again: again === true,
    topic: null,
  };
}

function offersOf(
  key: string,
  written: string,
  named: readonly NamedInWorkspace[],
  catalog: Catalog,
): readonly Offered[] | null {
  const holders = named.filter(({ kind }) => isHolder(kind));
  const resources = named.filter(({ kind }) => !isHolder(kind));
  switch (key) {
    case "role":
    case "user":
    case "group":
      return holders.filter(({ kind }) => kind === key).map((one) => offerOf(one, one.name));
    case "only":
      return holders.map((one) => offerOf(one));
    case "on":
      return resources.map((one) => offerOf(one));
    case "may":
    case "mayNot":
      return actions(written, catalog);
    case "except":
      return [...named.map((one) => offerOf(one)), ...actions(written, catalog)];
    default:
      return null;
  }
}

function offerOf({ kind, name, file }: NamedInWorkspace, text = `${kind}:${name}`): Offered {
  return { kind: isHolder(kind) ? "principal" : "resource", text, detail: file.slice(file.lastIndexOf("/") + 1) };
}

/** Of the service that stands there, else the services. */
function actions(written: string, catalog: Catalog): readonly Offered[] {
  const colon = written.indexOf(":");
  const service = colon < 0 ? undefined : catalog.service(written.slice(0, colon));
  if (service) {
    const all = service.actions.map(({ name, accessLevels }): Offered => ({
      kind: "action",
      text: `${service.prefix}:${name}`,
      detail: accessLevels.join(", "),
    }));
    return [{ kind: "wildcard", text: `${service.prefix}:*`, detail: service.name }, ...all];
  }
  if (colon >= 0) return [];
  return catalog.prefixes.map((prefix) => ({
    kind: "service",
    text: `${prefix}:`,
    detail: catalog.service(prefix)!.name,
    again: true,
  }));
}
