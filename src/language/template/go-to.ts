/** Where the logical id at a place is declared, and what refers to it. */
import type { SourceDocument } from "../../analysis/source/document";
import { LineIndex, type Range, type Span, startOf } from "../../analysis/text";
import { type Declaration, type TemplateIds, templateIdsOf } from "./names";

export interface Target {
  /** What was asked about: `Role.Arn`. */
  readonly from: Range;
  /** All that is declared. */
  readonly range: Range;
  /** Its name. */
  readonly selection: Range;
}

/** Of the id at an offset; null where none stands there, or none of that name is declared once. */
export function declarationAt(document: SourceDocument, offset: number): Target | null {
  const ids = templateIdsOf(document);
  const at = ids && idAt(ids, offset);
  const declared = at && declarationOf(ids, at.id);
  if (!declared) return null;
  const lines = new LineIndex(document.text);
  return {
    from: lines.range(at.span),
    range: lines.range(declared.span),
    selection: lines.range(declared.name ?? startOf(declared.span)),
  };
}

/** Every place that refers to the id at an offset, in the order of the text; nothing where no declared id stands there. */
export function referencesAt(
  document: SourceDocument,
  offset: number,
  options: { readonly withDeclaration: boolean },
): readonly Range[] {
  const ids = templateIdsOf(document);
  const at = ids && idAt(ids, offset);
  const declared = at && declarationOf(ids, at.id);
  if (!declared) return [];
  const lines = new LineIndex(document.text);
  const found = ids.references.filter(({ id }) => id === at.id).map(({ name, span }) => name ?? span);
  const all = options.withDeclaration && declared.name ? [declared.name, ...found] : found;
  return [...all].sort((a, b) => a.start - b.start).map((span) => lines.range(span));
}

export interface IdAt {
  readonly id: string;
  /** What says it. */
  readonly span: Span;
  readonly name: Span | null;
}

/** The id that is declared or referred to at an offset. */
export function idAt({ declarations, references }: TemplateIds, offset: number): IdAt | null {
  const holds = ({ start, end }: Span): boolean => start <= offset && offset <= end;
  const declared = declarations.find(({ name }) => name && holds(name));
  if (declared) return { id: declared.id, name: declared.name, span: declared.name! };
  return references.find(({ span }) => holds(span)) ?? null;
}

/** Null where several are of that name: which is meant cannot be said. */
export function declarationOf({ declarations }: TemplateIds, id: string): Declaration | null {
  const [found, ...others] = declarations.filter((one) => one.id === id);
  return found && others.length === 0 ? found : null;
}
