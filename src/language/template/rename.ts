/** Gives a resource or parameter of a template another logical id, wherever the template says it. */
import type { SourceDocument } from "../../analysis/source/document";
import { applyEdits, LineIndex, type Range, type TextEdit } from "../../analysis/text";
import { isSame } from "../../analysis/value-parts";
import { declarationOf, idAt } from "./go-to";
import { type TemplateIds, templateIdsOf } from "./names";

export interface Renamable {
  readonly range: Range;
  readonly id: string;
}

export interface Renamed {
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** Why an id keeps its name: a sentence for a person. */
export interface Refused {
  readonly refused: string;
}

/** The id at an offset, if it can get another name. */
export function renamableAt(document: SourceDocument, offset: number): Renamable | Refused {
  const found = idToRename(document, offset);
  if ("refused" in found) return found;
  return { range: new LineIndex(document.text).range(found.name), id: found.id };
}

/** All edits that give it the name; they are kept only where the changed template, read again, differs in nothing but this id. */
export function rename(document: SourceDocument, offset: number, newId: string): Renamed | Refused {
  const found = idToRename(document, offset);
  if ("refused" in found) return found;
  const { id, ids } = found;
  if (!/^[A-Za-z0-9]{1,255}$/.test(newId))
    return { refused: "A logical id has 1 to 255 letters and digits, and nothing else." };
  if (ids.declarations.some((one) => one.id === newId) || ids.references.some((one) => one.id === newId))
    return { refused: `The template uses the logical id ${newId} already.` };
  const places = [...ids.declarations, ...ids.references].filter((one) => one.id === id);
  const spans = places.flatMap(({ name }) => name ?? []);
  if (spans.length < places.length) return { refused: unread(id) };
  const edits = spans.map((span): TextEdit => ({ span, newText: newId }));
  const again = templateIdsOf({ ...document, text: applyEdits(document.text, edits) });
  if (!again || !isSameBut(ids, again, id, newId)) return { refused: unread(id) };
  const lines = new LineIndex(document.text);
  return { edits: edits.map(({ span, newText }) => ({ range: lines.range(span), newText })) };
}

function idToRename(
  document: SourceDocument,
  offset: number,
): { readonly id: string; readonly name: { start: number; end: number }; readonly ids: TemplateIds } | Refused {
  const ids = templateIdsOf(document);
  const at = ids && idAt(ids, offset);
  if (!at) return { refused: "No logical id of a template stands here." };
  const { id, name } = at;
  const declared = declarationOf(ids, id);
  if (!declared) return { refused: `This template does not declare ${id}, or declares it more than once.` };
  if (!ids.isAlone) return { refused: `Other files of the Serverless Framework may refer to ${id}.` };
  if (!name || !declared.name) return { refused: unread(id) };
  const [open] = ids.open;
  if (open) {
    const { line } = new LineIndex(document.text).position(open.start);
    return { refused: `What line ${line} refers to is known only when the template is deployed: it may be ${id}.` };
  }
  const declaredIds = new Set(ids.declarations.map((one) => one.id));
  const made = ids.references.find((one) => one.id.startsWith(id) && !declaredIds.has(one.id));
  if (made) return { refused: `${made.id} may be what a transform makes of ${id}, and would be called otherwise.` };
  if ([...ids.texts, ...ids.substituted].some((text) => mayCall(text, id)))
    return { refused: `A command in this template may call ${id} by its name.` };
  return { id, name, ids };
}

function unread(id: string): string {
  return `A place that refers to ${id} is not written in a way that can be changed safely.`;
}

/** Whether a text, such as a script of an instance, says the id where the tools of CloudFormation take one. */
function mayCall(text: string, id: string): boolean {
  return (
    /\bcfn-|\bResources\b|\bstack-resource|--(?:logical-)?resource/.test(text) &&
    text.split(/[^A-Za-z0-9]+/).includes(id)
  );
}

/** Whether two readings say the same of the same places, but for an id that has another name. */
function isSameBut(before: TemplateIds, after: TemplateIds, id: string, newId: string): boolean {
  const renamed = (one: string): string => (one === id ? newId : one);
  const same = <One extends { readonly id: string }>(from: readonly One[], to: readonly One[]): boolean =>
    from.length === to.length && from.every((one, index) => renamed(one.id) === to[index]!.id);
  return (
    same(before.declarations, after.declarations) &&
    same(before.references, after.references) &&
    before.open.length === after.open.length &&
    isSame(before.texts, after.texts) &&
    isSame(before.substituted, after.substituted)
  );
}
