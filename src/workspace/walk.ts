/** The files of a folder that git would keep. */
import { type Dirent, readdirSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { repositoryAbove } from "./git/place";
import { type IgnoreSettings, ignoreSettings, type TrackedFiles, trackedFiles } from "./git/repository";
import { type IgnoreFile, readIgnoreFile } from "./ignore/ignore-file";
import { MatchingTime } from "./ignore/patterns";
import { isWithin } from "./within";

export interface WalkEvents {
  /** A folder, relative to that of the walk, could not be read. */
  onUnreadable(folder: string, error: unknown): void;
  /** What could be read only by waiting for somebody is left out: a pipe, a socket or a device, relative to the folder. */
  onSpecial?(path: string): void;
  /** A link is left out, relative to the folder; not one that git ignores. */
  onLink?(path: string): void;
  /** A folder was read: absolute, without links. */
  onFolder?(folder: string): void;
  /** So many files have been found until now. */
  onFound?(count: number): void;
  /** Something about all files that a person should know. */
  onNote?(note: string): void;
}

export interface WalkRequest {
  /** Only what these paths name, and what is in the folders that they name; absolute. */
  readonly only?: readonly string[] | undefined;
  /** No ignore file counts. */
  readonly untrusted?: boolean | undefined;
  /** Nobody waits for this thread: it may stand still while the disk answers. */
  readonly blocking?: boolean | undefined;
  /** Aborted, it stops with what it has. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Every regular file below `folder` (absolute) that git tracks or that no ignore file names, without `.git` and
 * `node_modules`; links are not followed. Paths are relative to the folder, in a stable order.
 */
export async function walk(folder: string, events: WalkEvents, request: WalkRequest = {}): Promise<string[]> {
  const walked = new Walk(folder, events, request);
  return await walked.files();
}

/** So many folders are read before others have their turn, such as whoever aborts. */
const foldersAtOnce = 50;

/** Of a workspace with more repositories, git is not asked about the others. */
const mostRepositories = 200;

/** Of more ignore files than these nobody reads why they are not heeded. */
const mostNotes = 5;

/** A repository, or the folder of the walk where that is in none. */
interface Tree {
  /** Null for no repository. */
  readonly top: string | null;
  readonly settings: IgnoreSettings;
  /** Asked when something is ignored; null where that cannot be told. */
  tracked(): Promise<TrackedFiles | null>;
}

/** A folder on the way, and what is known there. */
interface Place {
  /** As it is read. */
  readonly path: string;
  /** Relative to the folder of the walk, with what separates it from a name; "" for that folder. */
  readonly prefix: string;
  /** Relative to the root of its tree, with slashes. */
  readonly inTree: string;
  readonly tree: Tree;
  readonly ignoreFiles: readonly IgnoreFile[];
  /** It is ignored: only what git tracks is looked for. */
  readonly ignored: boolean;
}

class Walk {
  private readonly found: string[] = [];
  private readonly time = new MatchingTime();
  private readonly ignoreFiles: IgnoreFile[] = [];
  private repositories = 0;
  private read = 0;
  /** The repositories of which git could not tell, and why. */
  private readonly untold = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly events: WalkEvents,
    private readonly request: WalkRequest,
  ) {}

  async files(): Promise<string[]> {
    await this.visit(await this.start());
    this.noteWhatIsNotHeeded();
    return this.found.sort();
  }

  private async start(): Promise<Place> {
    const real = await realpath(this.folder);
    const top = await repositoryAbove(real);
    const tree = await this.treeOf(top);
    const inTree = top === null ? "" : relative(top, real).split(sep).join("/");
    // Those of the folders above; its own is read when it is visited.
    const steps = inTree === "" ? [] : inTree.split("/");
    let ignoreFiles: readonly IgnoreFile[] = tree.settings.files;
    for (let depth = 0; depth < steps.length; depth++) {
      const above = steps.slice(0, depth).join("/");
      ignoreFiles = await this.withIgnoreFile({ path: join(top!, above), inTree: above, tree, ignoreFiles });
    }
    // Who asks for a folder that is ignored wants it all the same.
    const isAskedAnyway = inTree !== "" && isIgnored(inTree, true, ignoreFiles);
    return {
      path: this.folder,
      prefix: "",
      inTree,
      tree,
      ignoreFiles: isAskedAnyway ? [] : ignoreFiles,
      ignored: false,
    };
  }

  private async visit(place: Place): Promise<void> {
    if (this.request.signal?.aborted) return;
    let entries;
    try {
      entries = await this.entriesOf(place.path);
    } catch (error) {
      return this.events.onUnreadable(relative(this.folder, place.path), error);
    }
    this.events.onFolder?.(place.path);
    const here = await this.entered(place, entries);
    const folders: Place[] = [];
    const { only } = this.request;
    for (const entry of entries) {
      const { name } = entry;
      const isFolder = entry.isDirectory();
      // Where a link leads to is checked where it is.
      if (
        (entry.isSymbolicLink() && !this.events.onLink) ||
        (only && !isAskedFor(only, join(here.path, name), isFolder))
      )
        continue;
      const inTree = here.inTree === "" ? name : `${here.inTree}/${name}`;
      const fate = this.fateByName(name, inTree, isFolder, here) ?? (await this.fateByGit(inTree, isFolder, here));
      if (fate === "left out") continue;
      const inFolder = here.prefix + name;
      if (entry.isSymbolicLink()) this.events.onLink?.(inFolder);
      else if (isFolder)
        folders.push({
          ...here,
          path: join(here.path, name),
          prefix: inFolder + sep,
          inTree,
          ignored: fate === "ignored",
        });
      else if (entry.isFile()) this.found.push(inFolder);
      else this.events.onSpecial?.(inFolder);
    }
    this.events.onFound?.(this.found.length);
    await Promise.all(folders.map((folder) => this.visit(folder)));
  }

  private async entriesOf(path: string): Promise<readonly Dirent[]> {
    if (!this.request.blocking) return readdir(path, { withFileTypes: true });
    if (++this.read % foldersAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
    return readdirSync(path, { withFileTypes: true });
  }

  /** With the folder's own ignore file. A repository within another begins anew, as with git. */
  private async entered(place: Place, entries: readonly Dirent[]): Promise<Place> {
    if (place.ignored) return place;
    const has = (name: string) => entries.some((entry) => entry.name === name);
    const isRoot = place.inTree === "" && place.tree.top !== null;
    let here = place;
    if (!isRoot && has(".git")) {
      const tree = await this.treeOf(place.path);
      here = { ...place, tree, inTree: "", ignoreFiles: tree.settings.files };
    }
    if (!has(".gitignore")) return here;
    return { ...here, ignoreFiles: await this.withIgnoreFile(here) };
  }

  /** Null where git has to say what it tracks. */
  private fateByName(
    name: string,
    inTree: string,
    isFolder: boolean,
    { ignored, ignoreFiles }: Place,
  ): "checked" | "left out" | null {
    if (name === ".git") return "left out";
    const isModules = name === "node_modules";
    if (isModules && !this.request.untrusted) return "left out";
    return ignored || isModules || isIgnored(inTree, isFolder, ignoreFiles) ? null : "checked";
  }

  private async fateByGit(
    inTree: string,
    isFolder: boolean,
    { tree }: Place,
  ): Promise<"checked" | "ignored" | "left out"> {
    const tracked = await tree.tracked();
    // Of a submodule git tracks the folder itself.
    if (tracked?.has(inTree)) return "checked";
    return isFolder && tracked?.hasBelow(inTree) ? "ignored" : "left out";
  }

  private async treeOf(top: string | null): Promise<Tree> {
    const known = this.repositories++ < mostRepositories;
    const settings =
      top === null || this.request.untrusted || !known
        ? { fold: false, files: [] }
        : await ignoreSettings(top, this.time);
    this.ignoreFiles.push(...settings.files);
    let tracked: Promise<TrackedFiles | null> | undefined;
    const ask = async () => {
      if (top === null) return null;
      try {
        if (!known) throw new Error(`there are more than ${mostRepositories} repositories`);
        return await trackedFiles(top);
      } catch (error) {
        this.untold.set(top, error instanceof Error ? error.message : String(error));
        return null;
      }
    };
    return { top, settings, tracked: () => (tracked ??= ask()) };
  }

  /** The ignore files that count in a folder: those above, and its own. */
  private async withIgnoreFile({
    path,
    inTree,
    tree,
    ignoreFiles,
  }: Omit<Place, "ignored" | "prefix">): Promise<readonly IgnoreFile[]> {
    if (this.request.untrusted) return ignoreFiles;
    const { fold } = tree.settings;
    const file = await readIgnoreFile(join(path, ".gitignore"), { folder: inTree, fold, time: this.time });
    if (file === null) return ignoreFiles;
    this.ignoreFiles.push(file);
    return [...ignoreFiles, file];
  }

  private noteWhatIsNotHeeded(): void {
    const nameOf = (path: string) => (isWithin(this.folder, path) ? relative(this.folder, path) || "." : path);
    const unheeded = this.ignoreFiles.flatMap(({ path, unheeded: why }) =>
      why === null ? [] : `${nameOf(path)} is not heeded: it ${why}`,
    );
    const untold = [...this.untold].map(
      ([top, why]) => `what is ignored in ${nameOf(top)} was left out, even where git tracks it: ${why}`,
    );
    for (const notes of [unheeded, untold]) {
      for (const note of notes.slice(0, mostNotes)) this.events.onNote?.(note);
      if (notes.length > mostNotes) this.events.onNote?.(`and so it is with ${notes.length - mostNotes} more`);
    }
  }
}

function isAskedFor(only: readonly string[], path: string, isFolder: boolean): boolean {
  return only.some((one) => isWithin(one, path) || (isFolder && isWithin(path, one)));
}

/** As git decides: the ignore file nearest to the path that has a pattern for it. */
function isIgnored(inTree: string, isFolder: boolean, ignoreFiles: readonly IgnoreFile[]): boolean {
  for (let index = ignoreFiles.length - 1; index >= 0; index--) {
    const verdict = ignoreFiles[index]!.verdictOn(inTree, isFolder);
    if (verdict !== null) return verdict === "ignored";
  }
  return false;
}
