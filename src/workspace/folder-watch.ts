/**
 * Says when something in some folders changes. Each folder is watched by itself, for `fs.watch` of a whole tree would follow what is ignored
 * too, such as `node_modules`, and is not on every system what it is on others.
 */
import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";

/** An editor writes a file in several steps, and a checkout many files. In milliseconds. */
const quiet = 100;

/** Of more changes than this nobody reads the names. */
const mostChanges = 1000;

/** Whoever writes without an end is not waited for. */
const mostSteps = 1000;

export class FolderWatch {
  private readonly watchers = new Map<string, FSWatcher>();
  private readonly changes = new Set<string>();
  private wake: (() => void) | null = null;
  /** How often, of the same file too, since it was last told. */
  private heard = 0;
  /** Folders of which no change is heard, and why. */
  readonly unwatched = new Map<string, string>();

  /** Watches these folders (absolute) and no others. True: one of them was not watched before, and what changed in it until now was not heard. */
  watch(folders: ReadonlySet<string>): boolean {
    for (const [folder, watcher] of this.watchers)
      if (!folders.has(folder)) {
        watcher.close();
        this.watchers.delete(folder);
      }
    const added = [...folders].filter((folder) => !this.watchers.has(folder) && !this.unwatched.has(folder));
    for (const folder of added) this.open(folder);
    return added.length > 0;
  }

  /** What has changed since the last time, by path, when something has, and nothing more follows at once. Empty where it is aborted. */
  async changed(signal: AbortSignal): Promise<readonly string[]> {
    while (!signal.aborted) {
      if (this.changes.size > 0) {
        for (let heard = -1; heard !== this.heard && heard < mostSteps; await this.next(signal, quiet))
          heard = this.heard;
        this.heard = 0;
        const changes = [...this.changes];
        this.changes.clear();
        return signal.aborted ? [] : changes;
      }
      await this.next(signal);
    }
    return [];
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close();
    this.watchers.clear();
  }

  private open(folder: string): void {
    const fail = (error: unknown) => {
      this.watchers.get(folder)?.close();
      this.watchers.delete(folder);
      this.unwatched.set(folder, error instanceof Error ? error.message : String(error));
      this.hear(folder);
    };
    try {
      const watcher = watch(folder, (_, name) => this.hear(name === null ? folder : join(folder, name)));
      watcher.on("error", fail);
      this.watchers.set(folder, watcher);
    } catch (error) {
      fail(error);
    }
  }

  private hear(path: string): void {
    this.heard++;
    if (this.changes.size < mostChanges) this.changes.add(path);
    this.wake?.();
  }

  /** Until something is heard, it is aborted, or so many milliseconds are over. */
  private next(signal: AbortSignal, milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", done);
        this.wake = null;
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds);
      signal.addEventListener("abort", done);
      this.wake = done;
    });
  }
}
