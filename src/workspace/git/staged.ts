/** What is staged: the files that the next commit changes, as it would have them, whatever stands in the folder. */
import { realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { contentOf, type FileContent, tooLarge } from "../files";
import { Blobs } from "./blobs";
import { git, GitError, type GitPlace } from "./git";
import { committedPlace } from "./place";
import { names } from "./repository";

/** Files, of which links and submodules are none. */
const fileModes = new Set(["100644", "100755"]);

export class StagedFiles {
  private readonly blobs: Blobs;

  private constructor(
    place: GitPlace,
    /** Absolute, in the order of git. */
    readonly paths: readonly string[],
    /** The content of every file of the index, by its path within the repository. */
    private readonly index: ReadonlyMap<string, { readonly mode: string; readonly id: string }>,
    private readonly folder: { readonly given: string; readonly real: string },
  ) {
    this.blobs = new Blobs(place);
    this.top = place.top;
  }

  private readonly top: string;

  /** Those of the repository that `folder` lies in. Rejects with a `GitError`. */
  static async of(folder: string): Promise<StagedFiles> {
    const real = await realpath(folder);
    const place = await committedPlace(real);
    if (!place) throw new GitError("there is no repository here, and so nothing is staged");
    const changes = ["--cached", "--name-only", "--no-relative", "--no-renames", "--diff-filter=ACMT", "-z"];
    const [changed, listed] = await Promise.all([
      git(place, ["diff", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", ...changes]),
      git(place, ["ls-files", "--stage", "-z"]),
    ]);
    const index = new Map(
      names(listed).flatMap((entry) => {
        const [, mode, id, stage, path] = /^(\d+) ([\da-f]+) (\d)\t([^]*)$/.exec(entry) ?? [];
        if (path === undefined) return [];
        if (stage !== "0")
          throw new GitError(`${JSON.stringify(path)} is in a merge conflict, so no commit can be made yet`);
        return [[path, { mode: mode!, id: id! }] as const];
      }),
    );
    const paths = names(changed).filter((path) => fileModes.has(index.get(path)?.mode ?? ""));
    return new StagedFiles(
      place,
      paths.map((path) => join(folder, relative(real, join(place.top, path)))),
      index,
      { given: folder, real },
    );
  }

  /** The content of a staged file of at most `limit` bytes. Rejects with why it cannot be read. */
  async content(path: string, limit: number): Promise<FileContent> {
    const entry = this.index.get(this.inRepository(path));
    if (!entry) throw new GitError("it is not in the index");
    const blob = await this.blobs.read(entry.id, limit);
    return "bytes" in blob ? contentOf(blob.bytes) : tooLarge(blob.size, new Uint8Array());
  }

  /** What the index says of a path; null where that is for the disk to tell: outside of the repository, and of links. */
  has(path: string): boolean | null {
    const inRepository = this.inRepository(path);
    if (inRepository.startsWith("../")) return null;
    const entry = this.index.get(inRepository);
    return entry === undefined ? false : fileModes.has(entry.mode) || null;
  }

  /** The files of the index, staged or not, absolute. */
  get indexed(): readonly string[] {
    const { given, real } = this.folder;
    return [...this.index].flatMap(([path, { mode }]) =>
      fileModes.has(mode) ? [join(given, relative(real, join(this.top, path)))] : [],
    );
  }

  end(): void {
    this.blobs.end();
  }

  private inRepository(path: string): string {
    return relative(this.top, join(this.folder.real, relative(this.folder.given, path)))
      .split(sep)
      .join("/");
  }
}
