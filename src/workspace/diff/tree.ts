/** The two sides of a change: a commit, or what stands in the folder. */
import { existsSync } from "node:fs";
import { readlink } from "node:fs/promises";
import { join } from "node:path";

import { contentOf, type FileContent, readContent, tooLarge, walkSizeLimit } from "../files";
import { Blobs } from "../git/blobs";
import { hasId } from "../git/changed";
import { entriesOf } from "../git/commits";
import { GitError, type GitPlace } from "../git/git";
import { walk, type WalkEvents } from "../walk";
import { linkedFiles, mayLinkFile } from "./linked";

/** Bytes of contents that are kept of a commit. */
const mostKept = 32_000_000;
const longestLink = 4096;
/** Files that are read before anything else has its turn, which takes some milliseconds. */
const filesAtOnce = 100;

/** Files by their paths within the repository, with slashes. */
export interface Tree {
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Whether a file has the content of an id of git's. */
  isSame(path: string, id: string): Promise<boolean>;
  /** Its content, of at most `limit` bytes. Rejects with why it cannot be read. */
  read(path: string, limit: number): Promise<FileContent>;
  end(): void;
}

/** Of what somebody else asks for, and whom it is no problem that it cannot be read. */
export async function textIn(tree: Tree, path: string, limit = walkSizeLimit): Promise<string | null> {
  const content = await tree.read(path, limit).catch(() => null);
  return content && !("unread" in content) ? content.text : null;
}

/** What git has of a commit: as it is kept, no filter runs. */
export class CommitTree implements Tree {
  private readonly blobs: Blobs;
  /** What was read, for whoever reads it again: by path, as long as there is room. */
  private readonly kept = new Map<string, FileContent>();
  private room = mostKept;

  private constructor(
    place: GitPlace,
    private readonly files: ReadonlyMap<string, string>,
  ) {
    this.blobs = new Blobs(place);
  }

  /** Rejects with a `GitError`. */
  static async of(place: GitPlace, commit: string): Promise<CommitTree> {
    const { files, links } = await entriesOf(place, commit);
    const tree = new CommitTree(place, files);
    const leads = new Map<string, string>();
    for (const [path, id] of links) {
      const said = mayLinkFile(path) ? await tree.blobs.read(id, longestLink).catch(() => null) : null;
      if (said && "bytes" in said) leads.set(path, String(said.bytes));
    }
    for (const [path, file] of linkedFiles(leads, (one) => files.has(one) && !leads.has(one)))
      files.set(path, files.get(file)!);
    return tree;
  }

  get paths(): readonly string[] {
    return [...this.files.keys()];
  }

  has(path: string): boolean {
    return this.files.has(path);
  }

  idOf(path: string): string | undefined {
    return this.files.get(path);
  }

  async isSame(path: string, id: string): Promise<boolean> {
    return this.files.get(path) === id;
  }

  async read(path: string, limit: number): Promise<FileContent> {
    const id = this.files.get(path);
    if (id === undefined) throw new GitError("the commit does not have it");
    const known = this.kept.get(path);
    if (known) return known;
    const blob = await this.blobs.read(id, limit);
    if (!("bytes" in blob)) return tooLarge(blob.size, new Uint8Array());
    const content = contentOf(blob.bytes);
    this.room -= blob.bytes.length;
    if (this.room > 0 && blob.bytes.length <= walkSizeLimit) this.kept.set(path, content);
    return content;
  }

  end(): void {
    this.blobs.end();
  }
}

/** What stands in the folder of a repository: what git tracks, and what no ignore file names. */
export class WorkingTree implements Tree {
  private readonly known: ReadonlySet<string>;

  private constructor(
    private readonly top: string,
    readonly paths: readonly string[],
    private readonly linked: ReadonlyMap<string, string>,
  ) {
    this.known = new Set(paths);
  }

  static async of(top: string, events: WalkEvents, signal: AbortSignal | undefined): Promise<WorkingTree> {
    const inTree = (path: string) => path.replaceAll("\\", "/");
    const links: string[] = [];
    const onLink = (path: string) => void (mayLinkFile(path) && links.push(inTree(path)));
    const found = withoutOthers((await walk(top, { ...events, onLink }, { signal })).map(inTree), top);
    const leads = new Map<string, string>();
    for (const path of withoutOthers(links, top)) {
      const said = await readlink(join(top, path)).catch(() => null);
      if (said !== null) leads.set(path, inTree(said));
    }
    const files = new Set(found);
    const linked = linkedFiles(leads, (one) => files.has(one));
    return new WorkingTree(top, [...found, ...linked.keys()], linked);
  }

  has(path: string): boolean {
    return this.known.has(path);
  }

  async isSame(path: string, id: string): Promise<boolean> {
    return hasId(this.fileOf(path), id);
  }

  async read(path: string, limit: number): Promise<FileContent> {
    return readContent(this.fileOf(path), limit);
  }

  end(): void {}

  private fileOf(path: string): string {
    return join(this.top, this.linked.get(path) ?? path);
  }
}

/** What other repositories within this one have, such as its submodules, is theirs: a commit has none of it either. */
function withoutOthers(paths: readonly string[], top: string): readonly string[] {
  const known = new Map<string, boolean>();
  const isOthers = (folder: string): boolean => {
    if (folder === "") return false;
    let found = known.get(folder);
    if (found === undefined) {
      found = existsSync(join(top, folder, ".git")) || isOthers(folderOf(folder));
      known.set(folder, found);
    }
    return found;
  };
  return paths.filter((path) => !isOthers(folderOf(path)));
}

/** The folder of a path in a repository; empty for its top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The paths that are not the same on both sides, in order. Packages that somebody keeps are left out, as a walk does. */
export async function changedPaths(before: CommitTree, after: Tree, signal?: AbortSignal): Promise<string[]> {
  const all = [...new Set([...before.paths, ...after.paths])].filter((path) => !/(?:^|\/)node_modules\//.test(path));
  const isChanged = async (path: string): Promise<boolean> => {
    const id = before.idOf(path);
    return id === undefined || !after.has(path) || !(await after.isSame(path, id));
  };
  const changed: string[] = [];
  for (const [at, path] of all.sort().entries()) {
    if (signal?.aborted) break;
    if (await isChanged(path)) changed.push(path);
    if (at % filesAtOnce === filesAtOnce - 1) await new Promise((resolve) => setImmediate(resolve)); // lets a stop come through
  }
  return changed;
}
