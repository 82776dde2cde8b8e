/** What units say of the files that are open in an editor. */
import { namesSdk } from "../../analysis/calls/gate";
import type { SourceDocument } from "../../analysis/source/document";
import { formOf, isCode } from "../../analysis/source/forms";
import { noNotes, type UnitNotes } from "../../analysis/units/notes";
import { pathOf } from "../../language/document-uri";
import { type NotesKind, type NotesOfEditor, OpenNotes } from "../open-notes";
import { mayDeclare } from "./find";
import { mayDeclareUnits } from "./may-declare";

export class OpenUnits extends OpenNotes<UnitNotes> {
  constructor(editor: NotesOfEditor<UnitNotes>) {
    super(editor, kind);
  }
}

const kind: NotesKind<UnitNotes> = {
  // When it is asked for: calls.js is not loaded before.
  get none() {
    return noNotes;
  },
  isConcerned: (document) => interestIn(document) !== null,
  // Nobody waits for what makes no client and of which nothing was said before.
  isWaitedFor: (document, known) => interestIn(document) !== "little" || !isEmpty(known),
};

/** Of code that makes its clients elsewhere. */
const mayBeHandler = /handler|lambda/i;
const hasRoles = /\baws_(?:lambda_function|iam_\w{1,40})\b/;

/** Whether units may say something of a document: it declares some, it names an SDK, or it may be part of one. */
function interestIn(document: SourceDocument): "declares" | "calls" | "little" | null {
  const { name, text } = document;
  const form = formOf(document);
  if (isCode(form) && namesSdk(text)) return "calls";
  const path = pathOf(name);
  if (mayDeclare(path) && (mayDeclareUnits({ path, text, form }) || (form === "hcl" && hasRoles.test(text))))
    return "declares";
  return isCode(form) && mayBeHandler.test(text) ? "little" : null;
}

function isEmpty({ facts, calls, handlers }: UnitNotes): boolean {
  return facts.length + calls.length + handlers.length === 0;
}
