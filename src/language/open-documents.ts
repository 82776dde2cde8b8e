/** What is shown of open documents: that of their last check, with the places elsewhere that have the same keys. */
import type { KeyPlace } from "../analysis/credentials/key-place";
import { KnownKeys } from "../analysis/credentials/known-keys";
import { isCanceled } from "./cancellation";
import type { FoundInFile } from "./diagnostics";

/** What was found in a document, and where its keys stand. */
export interface CheckedText extends FoundInFile {
  readonly keys: readonly KeyPlace[];
}

/** What is checked: an open document in its version, or a file as it is on the disk. */
export interface Checked {
  readonly uri: string;
  /** Null for what is on the disk. */
  readonly version: number | null;
}

/** What an editor lends. */
export interface Display {
  show(checked: Checked, found: CheckedText): void;
  hide(uri: string): void;
  /** A check could not be made. Where it was superseded before, nobody is told. */
  failed(uri: string, error: unknown): void;
  /** Does something after so many milliseconds, unless the function that it returns is called before. */
  after(milliseconds: number, act: () => void): () => void;
  /** In milliseconds, of a clock that never goes back. */
  now(): number;
}

/** A check this quick, in milliseconds, needs no pause before it: nobody sees it work. */
const quick = 15;
/** In milliseconds. */
const longestPause = 500;
/** How many of its last checks tell how long the next one takes: one may have waited for something else. */
const remembered = 3;

/** How long to wait for another edit, by how long checks have lasted: what is large is not checked at every key. In milliseconds. */
const pauseAfter = (lasted: number): number => Math.min(longestPause, Math.max(0, lasted - quick) * 4);

interface Entry {
  readonly generation: number;
  /** Calls off the check that is to come. */
  readonly callOff?: () => void;
  /** What is shown. Other documents may change what is told of it. */
  readonly shown: { readonly checked: Checked; readonly found: CheckedText } | null;
}

export class OpenDocuments {
  private readonly entries = new Map<string, Entry>();
  private readonly keys = new KnownKeys();
  /** How long the last checks of each document took, in milliseconds. */
  private readonly lasted = new Map<string, readonly number[]>();
  private generation = 0;

  constructor(private readonly display: Display) {}

  /** Whether the document was checked, or is to be. */
  has(uri: string): boolean {
    return this.entries.has(uri);
  }

  /** Shows what `find` finds. Null where the document was checked anew, edited or closed before, and where it could not be checked. */
  async check<Found extends CheckedText>(checked: Checked, find: () => Promise<Found>): Promise<Found | null> {
    const { uri } = checked;
    const generation = this.next(uri);
    const started = this.display.now();
    try {
      const found = await find();
      if (this.entries.get(uri)?.generation !== generation) return null;
      this.lasted.set(uri, [this.display.now() - started, ...(this.lasted.get(uri) ?? [])].slice(0, remembered));
      this.entries.set(uri, { generation, shown: { checked, found } });
      const shown = this.tell(uri, found);
      this.display.show(checked, shown);
      return shown;
    } catch (error) {
      if (this.entries.get(uri)?.generation === generation && !isCanceled(error)) this.display.failed(uri, error);
      return null;
    }
  }

  /** Checks after an edit: at once what is checked quickly, else after a pause that grows with the time that a check takes; at the earliest after so many milliseconds. */
  checkSoon(uri: string, atLeast: number, check: () => void): void {
    const pause = Math.max(atLeast, pauseAfter(Math.min(...(this.lasted.get(uri) ?? [0]))));
    if (pause > 0) this.next(uri, this.display.after(pause, check));
    else check();
  }

  /** Takes up where the keys of a document stand; its findings tell where else the same keys do. */
  tell<Found extends CheckedText>(uri: string, found: Found): Found {
    this.remember(uri, found.keys);
    return this.withOtherPlaces(uri, found);
  }

  /** Where the keys of a document stand. Others that have the same ones tell of it at once. */
  remember(uri: string, keys: readonly KeyPlace[]): void {
    const before = this.keys.of(uri);
    const after = keys.map((key) => ({ ...key, file: uri }));
    this.keys.set(uri, after);
    for (const other of this.keys.filesWith([...before, ...after])) {
      if (other === uri) continue;
      const shown = this.entries.get(other)?.shown;
      if (shown) this.display.show(shown.checked, this.withOtherPlaces(other, shown.found));
    }
  }

  /** `saved` finds what the disk has of it: its keys are known from then on. Null where it has no file. */
  close(uri: string, saved: (() => Promise<CheckedText>) | null): void {
    this.entries.get(uri)?.callOff?.();
    this.entries.delete(uri);
    this.lasted.delete(uri);
    this.display.hide(uri);
    if (!this.keys.has(uri)) return;
    if (saved === null) return this.remember(uri, []);
    saved().then(
      ({ keys }) => this.has(uri) || this.remember(uri, keys),
      () => this.has(uri) || this.remember(uri, []),
    );
  }

  dispose(): void {
    for (const { callOff } of this.entries.values()) callOff?.();
    this.entries.clear();
  }

  private withOtherPlaces<Found extends CheckedText>(uri: string, found: Found): Found {
    return { ...found, findings: this.keys.tell(uri, found.findings) };
  }

  /** A check that began under an earlier generation shows nothing. */
  private next(uri: string, callOff?: () => void): number {
    const before = this.entries.get(uri);
    before?.callOff?.();
    const generation = ++this.generation;
    this.entries.set(uri, { generation, shown: before?.shown ?? null, ...(callOff && { callOff }) });
    return generation;
  }
}
