/** What the rest of a workspace says of the files that are open in an editor: no edit waits for what it does not need. */
import type { SourceDocument } from "../analysis/source/document";
import { pathOf } from "../language/document-uri";
import { readContent } from "./files";
import { type Cancellation, urgently } from "./thread/cancellation";

/** A text in the place of that on the disk. */
export interface OpenText {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

export interface NotesRequest {
  readonly asked: OpenText;
  /** All others that differ from the disk. */
  readonly open: readonly OpenText[];
  /** Nothing outside of it is read, or of the repository of the file; absolute. */
  readonly folder: string;
  /** Counts what was written to the disk. */
  readonly written: number;
  /** Counts what may have brought files, taken some away, or declared units in others. */
  readonly listed: number;
  readonly signal?: AbortSignal | undefined;
}

/** What an editor provides. */
export interface NotesOfEditor<Notes> {
  ask(request: Omit<NotesRequest, "signal">, cancellation?: Cancellation): Promise<Notes>;
  /** The folder that was opened and has the file; null where nothing but the file was opened. Absolute. */
  folderOf(path: string): string | null;
  /** What is not yet saved. */
  unsaved(): readonly OpenText[];
  /** What is known of an open file is another now. */
  changed(name: string): void;
}

/** A kind of notes. */
export interface NotesKind<Notes> {
  readonly none: Notes;
  /** Whether anything may be known of a document. */
  isConcerned(document: SourceDocument): boolean | Promise<boolean>;
  /** Whether an edit waits for its notes, with those that are known. */
  isWaitedFor(document: SourceDocument, known: Notes): boolean;
  /** Whether there is more to come: it is asked again, and until then the notes from before stay. */
  isPartial?(notes: Notes): boolean;
  /** What is left of notes after an edit that does not wait; as they are where it is not said. */
  carried?(notes: Notes, before: string, after: string): Notes;
}

interface Known<Notes> {
  /** The text of which somebody asked last. */
  document: SourceDocument;
  readonly folder: string;
  /** Of that text, or of one before it. */
  notes: Notes;
  /** What they were made of may have changed. */
  isStale: boolean;
  isAsking: boolean;
  /** What is to be said of an edit that somebody waits for. */
  edit: Promise<Notes> | null;
}

const mostKnown = 20;
const mostUnsaved = 20;
const mostFailures = 2;

export class OpenNotes<Notes> {
  private readonly known = new Map<string, Known<Notes>>();
  private written = 0;
  private listed = 0;
  /** With which listing a folder has answered. */
  private readonly answered = new Map<string, number>();

  /** How often a folder has not answered since it last did: each time may have taken as long as anything is waited for. */
  private readonly failures = new Map<string, number>();

  constructor(
    private readonly editor: NotesOfEditor<Notes>,
    private readonly kind: NotesKind<Notes>,
  ) {}

  /**
   * What is known of a document. While its project is read, and after something else of it has changed, that is what was
   * known before: the editor is told when there is more. Never rejects.
   */
  async notesOf(document: SourceDocument): Promise<Notes> {
    const { name } = document;
    const { kind } = this;
    const folder = (await kind.isConcerned(document)) ? this.editor.folderOf(pathOf(name)) : null;
    if (!folder) {
      this.known.delete(name);
      return kind.none;
    }
    let known = this.known.get(name);
    if (known?.folder !== folder) {
      known = { document, folder, notes: kind.none, isStale: true, isAsking: false, edit: null };
      this.known.set(name, known);
      if (this.known.size > mostKnown) this.known.delete(this.known.keys().next().value!);
    }
    if (this.isGivenUp(folder)) {
      Object.assign(known, { document, notes: kind.none, isStale: true, edit: null } satisfies Partial<typeof known>);
      return kind.none;
    }
    const isEdited = known.document.text !== document.text;
    // Another object of the same text is no edit.
    if (!isEdited) {
      if (known.isStale) void this.askAgain(known);
      return known.edit ?? known.notes;
    }
    const before = known.document.text;
    known.document = document;
    known.edit = null;
    // Nobody waits while files are listed.
    if (this.answered.get(folder) !== this.listed || !kind.isWaitedFor(document, known.notes)) {
      known.notes = kind.carried?.(known.notes, before, document.text) ?? known.notes;
      void this.askAgain(known);
      if (kind.carried) this.askOthers(name);
      return known.notes;
    }
    return (known.edit = this.edited(known));
  }

  /** What is known of a file that is no longer open. Nothing where it cannot be read. */
  async notesOfSaved(path: string): Promise<Notes> {
    const { kind } = this;
    try {
      const content = readContent(path);
      if ("unread" in content) return kind.none;
      const document = { name: path, text: content.text };
      const folder = (await kind.isConcerned(document)) ? this.editor.folderOf(path) : null;
      return (folder ? await this.answer({ document, folder }) : null) ?? kind.none;
    } catch {
      return kind.none;
    }
  }

  /** What is asked of the workspace around a document, as both are now; null where no opened folder has it. */
  requestAbout({ name, text }: SourceDocument): Omit<NotesRequest, "signal"> | null {
    const folder = this.editor.folderOf(pathOf(name));
    return folder === null ? null : this.request(name, text, folder);
  }

  /** Files have other texts. */
  saved(): void {
    this.written++;
    this.tryAgain();
    this.askOthers(null);
  }

  /** Files have come or gone. */
  moved(): void {
    this.listed++;
    this.tryAgain();
    this.askOthers(null);
  }

  forget(name: string): void {
    this.known.delete(name);
  }

  /** What is known of a document after an edit; of others it may be another. */
  private async edited(known: Known<Notes>): Promise<Notes> {
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

  private isGivenUp(folder: string): boolean {
    return (this.failures.get(folder) ?? 0) >= mostFailures;
  }

  /** What took too long may be quicker now, on a machine that has less to do: each folder is asked once more. */
  private tryAgain(): void {
    for (const folder of this.failures.keys()) this.failures.set(folder, mostFailures - 1);
  }

  /** Whether nothing more is asked of a folder for now: it was given up, or it has failed and is being asked about another document. */
  private isHeldBack({ folder }: Known<Notes>): boolean {
    return (
      this.isGivenUp(folder) ||
      (this.failures.has(folder) && [...this.known.values()].some((one) => one.isAsking && one.folder === folder))
    );
  }

  /** One question about a document at a time; what changes meanwhile is asked afterwards. */
  private async askAgain(known: Known<Notes>): Promise<void> {
    known.isStale = true;
    if (known.isAsking || this.isHeldBack(known)) return;
    known.isAsking = true;
    while (known.isStale && !this.isGivenUp(known.folder)) {
      known.isStale = false;
      const { document } = known;
      const notes = await this.answer(known);
      if (this.known.get(document.name) !== known) break;
      if (notes === null || known.document !== document) continue;
      if (this.kind.isPartial?.(notes)) {
        known.isStale = true;
        continue;
      }
      const isNew = JSON.stringify(known.notes) !== JSON.stringify(notes);
      known.notes = notes;
      if (isNew) this.editor.changed(document.name);
    }
    known.isAsking = false;
  }

  private request(name: string, text: string, folder: string): Omit<NotesRequest, "signal"> {
    const { written, listed } = this;
    const asked = { path: pathOf(name), text };
    const open = this.editor
      .unsaved()
      .filter(({ path }) => path !== asked.path)
      .slice(0, mostUnsaved);
    return { asked, open, folder, written, listed };
  }

  /** Null where nothing can be said, or nobody wants to know any more. */
  private async answer(
    { document: { name, text }, folder }: Pick<Known<Notes>, "document" | "folder">,
    cancellation?: Cancellation,
  ): Promise<Notes | null> {
    const request = this.request(name, text, folder);
    const { listed } = request;
    try {
      const notes = await this.editor.ask(request, cancellation);
      this.answered.set(folder, listed);
      if (this.failures.delete(folder)) this.askOthers(name);
      return notes;
    } catch {
      this.failures.set(folder, (this.failures.get(folder) ?? 0) + 1);
      return null;
    }
  }
}
