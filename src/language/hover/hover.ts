/** What an editor shows of the name or value under the cursor, as Markdown. */
import { effectNotes, elementNote, versionNotes } from "../../analysis/knowledge/policy-elements";
import { policyFormOf } from "../../analysis/locate/locate";
import type { SourceDocument } from "../../analysis/source/document";
import { LineIndex, type Range } from "../../analysis/text";
import { md, prose } from "../../escape/markdown";
import type { PageLink } from "../pages/page-name";
import { type Provided, readDocument, type Reading, wordingOf } from "../reading";
import { type Spot, spotsOf, writtenText } from "../spots";
import { windowAround } from "../window";
import { actionHover } from "./actions";
import { conditionKeyHover, conditionValueHover, operatorHover, variableHover } from "./conditions";
import type { HoverText } from "./hover-text";
import { managedPolicyHover } from "./managed-policies";
import { principalHover, principalTypeHover } from "./principals";
import { resourceHover } from "./resources";

export interface Hover {
  readonly range: Range;
  /** Markdown of one block each. */
  readonly sections: readonly string[];
  /** Pages with more, made on demand by `pageOf`. */
  readonly links: readonly PageLink[];
}

/** The same of a document that was not read since its last edit: only what encloses the place is read, where that is enough. */
export function hoverInPart(document: SourceDocument, offset: number, provided: Provided): Hover | null {
  const form = policyFormOf(document);
  const part = form === null ? null : windowAround(document.text, offset, form);
  if (part === null || part.text === document.text) return null;
  const { shift } = part;
  const hover = hoverAt(readDocument({ ...document, text: part.text }, provided), offset - shift);
  if (!hover) return null;
  const { start, end } = hover.range;
  return {
    ...hover,
    range: new LineIndex(document.text).range({ start: start.offset + shift, end: end.offset + shift }),
  };
}

/** What is known of the place; null where no policy stands there, or nothing is known. `offset` counts UTF-16 units from 0. */
export function hoverAt(reading: Reading, offset: number): Hover | null {
  const spot = spotAt(reading, offset);
  const note = (spot && tell(spot, offset, reading)) ?? managedPolicyHover(reading, offset);
  const span = note?.span ?? spot?.span;
  if (!note || !span) return null;
  return {
    range: reading.lines.range(span),
    sections: note.sections.map(({ text }) => text),
    links: note.links ?? [],
  };
}

function spotAt({ roots }: Pick<Reading, "roots">, offset: number): Spot | null {
  let found: Spot | null = null;
  for (const root of roots) {
    for (const spot of spotsOf(root)) {
      const { start, end } = spot.span;
      if (start <= offset && offset <= end && (!found || end - start < found.span.end - found.span.start)) found = spot;
    }
  }
  return found;
}

function tell(spot: Spot, offset: number, reading: Reading): HoverText | null {
  const text = writtenText(spot.parts);
  const { language } = reading;
  switch (spot.kind) {
    case "policy-element":
    case "statement-element":
      return elementHover(text, reading);
    case "version":
      return noted(text, versionNotes[text], reading);
    case "effect":
      return noted(text, effectNotes[text.toLowerCase()], reading);
    case "action":
      return actionHover(spot, offset, reading);
    case "resource":
      return variableHover(spot, offset, reading) ?? resourceHover(spot, reading);
    case "principal-type":
      return principalTypeHover(text, language);
    case "principal":
      return principalHover(spot, reading);
    case "operator":
      return operatorHover(text, language);
    case "condition-key":
      return conditionKeyHover(text, reading);
    case "condition-value":
      return variableHover(spot, offset, reading) ?? conditionValueHover(spot, reading);
    default:
      return null;
  }
}

function elementHover(name: string, reading: Reading): HoverText | null {
  const element = elementNote(name);
  return element && noted(element.name, element.note, reading);
}

function noted(name: string, note: string | undefined, reading: Reading): HoverText | null {
  return note === undefined ? null : { sections: [md`**${name}**`, prose(wordingOf(reading).of(note))] };
}
