/** The policies of a project with the texts of an editor, kept: what was read is read again only where it is another text. */
import { join, resolve } from "node:path";

import { Workspace, type WorkspaceState } from "../../analysis/assertions/workspace";
import { Configurations } from "../configuration/find";
import { mayMatter, readSide, type SideDocument } from "../diff/documents";
import type { Tree } from "../diff/tree";
import type { FileContent } from "../files";
import type { NotesRequest } from "../open-notes";
import { projectAround } from "../units/find";
import { walk } from "../walk";
import { isWithin } from "../within";
import { GovernedTexts } from "./governed-texts";
import { isConfiguration } from "./open-assertions";
import { type DocumentState, readDocument, stateFrom } from "./state";

const mostProjects = 4;
/** Of more files nothing is said while somebody types: a check says it. */
const mostFiles = 20_000;
const mostRead = 5_000;
/** In characters: others wait for the thread. */
const mostAtOnce = 500_000;

/** The projects of open files. */
export class LiveWorkspaces {
  private readonly projects = new Map<string, LiveWorkspace>();

  /** As the editor has it now. */
  async around(path: string, request: NotesRequest): Promise<LiveWorkspace> {
    const folder = resolve(request.folder);
    const at = await projectAround(path, folder);
    // A planeguard.json of the repository may govern what was opened of it.
    const project = isWithin(folder, at) || isWithin(at, folder) ? at : folder;
    let known = this.projects.get(project);
    this.projects.delete(project);
    known ??= new LiveWorkspace(project);
    this.projects.set(project, known);
    if (this.projects.size > mostProjects) this.projects.delete(this.projects.keys().next().value!);
    await known.renew(path, request);
    return known;
  }
}

export interface LiveState {
  readonly state: WorkspaceState;
  readonly workspace: Workspace;
}

export class LiveWorkspace {
  readonly texts: GovernedTexts;
  /** What is open stands in the place of the disk; of the rest the disk tells. Another object where something may have changed. */
  configurations: Configurations;
  /** Absolute; null: too many. */
  paths: readonly string[] | null = [];
  private written = -1;
  private listed = -1;
  private readonly states = new Map<string, { readonly text: string; readonly state: DocumentState | null }>();

  constructor(readonly folder: string) {
    this.texts = new GovernedTexts(folder);
    this.configurations = this.configured();
  }

  async renew(asked: string, { asked: { text }, open, written, listed, signal }: NotesRequest): Promise<void> {
    const isListedAnew = this.listed !== listed;
    const isWrittenAnew = isListedAnew || this.written !== written;
    const now = new Map(open.map((one) => [resolve(one.path), one.text]));
    now.set(asked, text);
    const edited = this.texts.renew(now, isWrittenAnew);
    if (isWrittenAnew || edited.some(isConfiguration)) this.configurations = this.configured();
    if (isListedAnew) {
      const found = await walk(this.folder, { onUnreadable: () => undefined }, { signal });
      if (signal?.aborted) return;
      const paths = found
        .filter((path) => mayMatter(path.replaceAll("\\", "/")))
        .map((path) => join(this.folder, path));
      this.paths = paths.length > mostFiles ? null : paths;
      for (const scope of this.states.keys())
        if (!paths.some((path) => path.startsWith(scope))) this.states.delete(scope);
    }
    this.written = written;
    this.listed = listed;
  }

  /** The policies of files, absolute; null: too many. A call reads so much, and the next one goes on. */
  async read(paths: readonly string[], signal?: AbortSignal): Promise<LiveState | "partial" | null> {
    if (paths.length > mostRead) return null;
    const { documents } = await readSide(this.treeOf(paths), paths, (one) => one, signal);
    const states = await this.statesOf(documents, signal);
    if (states === null) return "partial";
    const state = stateFrom(states);
    return { state, workspace: new Workspace(state) };
  }

  private configured(): Configurations {
    return new Configurations({ read: async (path) => this.texts.own(path) ?? undefined });
  }

  private treeOf(paths: readonly string[]): Tree {
    const known = new Set(paths);
    return {
      paths,
      has: (path) => known.has(path),
      isSame: async () => false,
      read: async (path): Promise<FileContent> => {
        const text = this.texts.read(path) ?? "";
        return { text, bytes: text.length, damage: null };
      },
      end: () => undefined,
    };
  }

  private async statesOf(
    sides: readonly SideDocument[],
    signal?: AbortSignal,
  ): Promise<readonly DocumentState[] | null> {
    let left = mostAtOnce;
    const found: DocumentState[] = [];
    for (const side of sides) {
      if (signal?.aborted) break;
      const { scope, text } = side.document;
      let known = this.states.get(scope);
      if (known?.text !== text) {
        if (left < 0) return null;
        left -= text.length;
        known = { text, state: await readDocument(side) };
        this.states.set(scope, known);
        await new Promise((done) => setImmediate(done)); // lets a cancel come through
      }
      if (known.state) found.push(known.state);
    }
    return found;
  }
}
