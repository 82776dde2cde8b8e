/** What units say of the files that are open in an editor: no edit waits for what it does not need. */
import { namesSdk } from "../../analysis/calls/gate";
import type { SourceDocument } from "../../analysis/source/document";
import { formOf, isCode } from "../../analysis/source/forms";
import { noNotes, type UnitNotes } from "../../analysis/units/notes";
import { pathOf } from "../../language/document-uri";
import { readContent } from "../files";
import { type Cancellation, urgently } from "../thread/cancellation";
import { mayDeclare } from "./find";
import type { NotesRequest, OpenText } from "./live-units";
import { mayDeclareUnits } from "./units";

/** What an editor lends. */
export interface UnitsOfEditor {
  ask(request: Omit<NotesRequest, "signal">, cancellation?: Cancellation): Promise<UnitNotes>;
  /** The folder that was opened and has the file; null where nothing but the file was opened. Absolute. */
  folderOf(path: string): string | null;
  /** What is not yet saved. */
  unsaved(): readonly OpenText[];
  /** What is known of an open file is another now. */
  changed(name: string): void;
}

interface Known {
  /** The text of which somebody asked last. */
  document: SourceDocument;
  readonly folder: string;
  /** Of that text, or of one before it. */
  notes: UnitNotes;
  /** What they were made of may have changed. */
  isStale: boolean;
  isAsking: boolean;
  /** What is to be said of an edit that somebody waits for. */
  edit: Promise<UnitNotes> | null;
}

const mostKnown = 20;
const mostUnsaved = 20;
const mostFailures = 2;

/** Of code that makes its clients elsewhere. */
const mayBeHandler = /handler|lambda/i;
const hasRoles = /\baws_(?:lambda_function|iam_\w{1,40})\b/;

export class OpenUnits {
  private readonly known = new Map<string, Known>();
  private written = 0;
  private listed = 0;
  /** With which listing a folder has answered. */
  private readonly answered = new Map<string, number>();

  /** How often a folder has not answered: each time may have taken as long as anything is waited for. */
  private readonly failures = new Map<string, number>();

  constructor(private readonly editor: UnitsOfEditor) {}

  /**
   * What is known of a document. While its project is read, and after something else of it has changed, that is what was
   * known before: the editor is told when there is more. Never rejects.
   */
  async notesOf(document: SourceDocument): Promise<UnitNotes> {
    const { name } = document;
    const interest = interestIn(document);
    const folder = interest && this.editor.folderOf(pathOf(name));
    if (!folder || (this.failures.get(folder) ?? 0) >= mostFailures) {
      this.known.delete(name);
      return noNotes;
    }
    let known = this.known.get(name);
    if (known?.folder !== folder) {
      known = { document, folder, notes: noNotes, isStale: true, isAsking: false, edit: null };
      this.known.set(name, known);
      if (this.known.size > mostKnown) this.known.delete(this.known.keys().next().value!);
    }
    const isEdited = known.document.text !== document.text;
    // Another object of the same text is no edit.
    if (!isEdited) {
      if (known.isStale) void this.askAgain(known);
      return known.edit ?? known.notes;
    }
    known.document = document;
    known.edit = null;
    // Nobody waits while files are listed, nor for what makes no client and of which nothing was said before.
    if (this.answered.get(folder) !== this.listed || (interest === "little" && isEmpty(known.notes))) {
      void this.askAgain(known);
      return known.notes;
    }
    return (known.edit = this.edited(known));
  }

  /** What findings of a file go by that is no longer open. None where it cannot be read. */
  async factsOfSaved(path: string): Promise<UnitNotes["facts"]> {
    try {
      const content = readContent(path);
      if ("unread" in content) return [];
      const document = { name: path, text: content.text };
      const folder = interestIn(document) && this.editor.folderOf(path);
      return folder ? ((await this.answer({ document, folder }))?.facts ?? []) : [];
    } catch {
      return [];
    }
  }

  /** Files have other texts. */
  saved(): void {
    this.written++;
    this.askOthers(null);
  }

  /** Files have come or gone. */
  moved(): void {
    this.listed++;
    this.askOthers(null);
  }

  forget(name: string): void {
    this.known.delete(name);
  }

  /** What is known of a document after an edit; of others it may be another. */
  private async edited(known: Known): Promise<UnitNotes> {
    const { document } = known;
    const notes = await this.answer(known, urgently(undefined));
    if (notes && known.document === document) {
      known.notes = notes;
      known.edit = null;
      this.askOthers(document.name);
    }
    return notes ?? known.notes;
  }

  private askOthers(but: string | null): void {
    for (const [name, known] of this.known) if (name !== but) void this.askAgain(known);
  }

  /** One question about a document at a time; what changes meanwhile is asked afterwards. */
  private async askAgain(known: Known): Promise<void> {
    known.isStale = true;
    if (known.isAsking) return;
    known.isAsking = true;
    while (known.isStale) {
      known.isStale = false;
      const { document } = known;
      const notes = await this.answer(known);
      if (this.known.get(document.name) !== known) break;
      if (notes === null || known.document !== document) continue;
      const isNew = JSON.stringify(known.notes) !== JSON.stringify(notes);
      known.notes = notes;
      if (isNew) this.editor.changed(document.name);
    }
    known.isAsking = false;
  }

  /** Null where nothing can be said, or nobody wants to know any more. */
  private async answer(
    { document: { name, text }, folder }: Pick<Known, "document" | "folder">,
    cancellation?: Cancellation,
  ): Promise<UnitNotes | null> {
    const { written, listed } = this;
    const asked = { path: pathOf(name), text };
    const open = this.editor
      .unsaved()
      .filter(({ path }) => path !== asked.path)
      .slice(0, mostUnsaved);
    try {
      const notes = await this.editor.ask({ asked, open, folder, written, listed }, cancellation);
      this.answered.set(folder, listed);
      return notes;
    } catch {
      this.failures.set(folder, (this.failures.get(folder) ?? 0) + 1);
      return null;
    }
  }
}

/** Whether units may say something of a document: it declares some, it names an SDK, or it may be part of one. */
function interestIn(document: SourceDocument): "declares" | "calls" | "little" | null {
  const { name, text } = document;
  const form = formOf(document);
  if (isCode(form) && namesSdk(text)) return "calls";
  const path = pathOf(name);
  if (
    mayDeclare(path) &&
    (mayDeclareUnits({ path, text, form, modules: [] }) || (form === "hcl" && hasRoles.test(text)))
  )
    return "declares";
  return isCode(form) && mayBeHandler.test(text) ? "little" : null;
}

function isEmpty({ facts, calls, handlers }: UnitNotes): boolean {
  return facts.length + calls.length + handlers.length === 0;
}
