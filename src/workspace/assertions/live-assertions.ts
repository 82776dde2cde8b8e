/** What assertions say of open files, kept between edits: what was read and judged is so again only where it is another text. */
import { dirname, join, relative, resolve } from "node:path";

import { judge } from "../../analysis/assertions/judge";
import { type AssertionNotes, noAssertionNotes } from "../../analysis/assertions/notes";
import { Workspace } from "../../analysis/assertions/workspace";
import { loadCatalog } from "../../data/catalog-file";
import { Configurations, type FileConfiguration, type PlacedAssertion } from "../configuration/find";
import { mayMatter, readSide, type SideDocument } from "../diff/documents";
import type { Tree } from "../diff/tree";
import type { FileContent } from "../files";
import type { NotesRequest } from "../open-notes";
import { projectAround } from "../units/find";
import { uriPath } from "../uri-path";
import { walk } from "../walk";
import { isWithin } from "../within";
import { factsByFile } from "./fact";
import { GovernedTexts } from "./governed-texts";
import { Judgements } from "./judgements";
import { notesOfAssertions, tooMuch } from "./notes";
import { type DocumentState, managedBoundaries, readDocument, stateFrom } from "./state";

const mostProjects = 4;
/** Of more files nothing is said while somebody types: a check says it. */
const mostFiles = 20_000;
const mostGoverned = 5_000;

export class LiveAssertions {
  private readonly projects = new Map<string, LiveProject>();

  /** What is known of a file of the workspace. */
  async notesOf(request: NotesRequest): Promise<AssertionNotes> {
    const path = resolve(request.asked.path);
    const folder = resolve(request.folder);
    const at = await projectAround(path, folder);
    // A planeguard.json of the repository may govern what was opened of it.
    const project = isWithin(folder, at) || isWithin(at, folder) ? at : folder;
    let known = this.projects.get(project);
    this.projects.delete(project);
    known ??= new LiveProject(project);
    this.projects.set(project, known);
    if (this.projects.size > mostProjects) this.projects.delete(this.projects.keys().next().value!);
    return known.notesOf(path, request);
  }
}

class LiveProject {
  private readonly texts: GovernedTexts;
  private configurations: Configurations;
  private paths: readonly string[] = [];
  private written = -1;
  private listed = -1;
  /** What governs, as it was when files were last asked about. */
  private readonly governed = new Map<readonly PlacedAssertion[], readonly string[]>();
  private readonly states = new Map<string, { readonly text: string; readonly state: DocumentState | null }>();
  private readonly judgements = new Judgements();

  constructor(private readonly folder: string) {
    this.texts = new GovernedTexts(folder);
    this.configurations = this.configured();
  }

  async notesOf(path: string, request: NotesRequest): Promise<AssertionNotes> {
    const { signal } = request;
    await this.renew(path, request);
    const configuration = await this.configurations.configurationFor(path);
    const { assertions, source, options } = configuration;
    if (assertions.length === 0 || source === null || signal?.aborted) return noAssertionNotes;
    const root = isWithin(this.folder, dirname(source)) ? dirname(source) : this.folder;
    const governed = await this.governedBy(assertions, root, path);
    if (governed === null) return tooMuch(path, assertions);
    const side = await readSide(this.treeOf(root, governed), governed, (one) => join(root, one), signal);
    const state = stateFrom(await this.read(side.documents, signal));
    const workspace = new Workspace(state);
    const { outcomes, idle, held } = judge(assertions, workspace, {
      catalog: await loadCatalog(),
      managed: await managedBoundaries(state),
      trustedAccounts: options.control?.trustedAccounts ?? [],
      known: this.judgements.of(state, workspace, configuration),
      signal,
    });
    if (signal?.aborted) return noAssertionNotes;
    const facts = (factsByFile(outcomes, assertions).get(path) ?? []).map((fact) => ({
      ...fact,
      asserted: { ...fact.asserted, file: uriPath(fact.asserted.file) },
    }));
    const own = assertions.filter(({ file }) => file === path);
    return { facts, ...notesOfAssertions(own, { outcomes, idle, held }, workspace, this.texts.read(path) ?? "") };
  }

  private configured(): Configurations {
    // What is open stands in the place of the disk; of the rest the disk tells.
    return new Configurations({ read: async (path) => this.texts.own(path) ?? undefined });
  }

  private async renew(asked: string, { asked: { text }, open, written, listed, signal }: NotesRequest): Promise<void> {
    const isListedAnew = this.listed !== listed;
    const isWrittenAnew = isListedAnew || this.written !== written;
    const now = new Map(open.map((one) => [resolve(one.path), one.text]));
    now.set(asked, text);
    const edited = this.texts.renew(now, isWrittenAnew);
    if (isWrittenAnew || edited.some(isConfiguration)) {
      this.configurations = this.configured();
      this.governed.clear();
    }
    if (isListedAnew) {
      const found = await walk(this.folder, { onUnreadable: () => undefined }, { signal });
      if (signal?.aborted) return;
      this.paths = found.map((path) => path.replaceAll("\\", "/")).filter(mayMatter);
      this.governed.clear();
    }
    this.written = written;
    this.listed = listed;
  }

  /** Relative to `root`, with slashes; null: too many. */
  private async governedBy(
    assertions: readonly PlacedAssertion[],
    root: string,
    asked: string,
  ): Promise<readonly string[] | null> {
    if (this.paths.length > mostFiles) return null;
    let known = this.governed.get(assertions);
    if (!known) {
      const within: string[] = [];
      for (const path of this.paths) {
        const absolute = join(this.folder, path);
        if (isWithin(root, absolute) && (await this.isGoverned(absolute, assertions))) within.push(absolute);
      }
      this.governed.set(assertions, (known = within));
    }
    // A new file is not listed before it is saved.
    const isNew = !known.includes(asked) && mayMatter(asked) && (await this.isGoverned(asked, assertions));
    const all = isNew ? [...known, asked] : known;
    return all.length > mostGoverned ? null : all.map((path) => relative(root, path).replaceAll("\\", "/"));
  }

  private async isGoverned(path: string, assertions: readonly PlacedAssertion[]): Promise<boolean> {
    const own: FileConfiguration = await this.configurations.configurationFor(path);
    return !own.excluded && own.assertions === assertions;
  }

  private treeOf(root: string, paths: readonly string[]): Tree {
    const known = new Set(paths);
    return {
      paths,
      has: (path) => known.has(path),
      isSame: async () => false,
      read: async (path): Promise<FileContent> => {
        const text = this.texts.read(join(root, path)) ?? "";
        return { text, bytes: text.length, damage: null };
      },
      end: () => undefined,
    };
  }

  private async read(sides: readonly SideDocument[], signal?: AbortSignal): Promise<readonly DocumentState[]> {
    const found: DocumentState[] = [];
    for (const side of sides) {
      if (signal?.aborted) break;
      const { scope, text } = side.document;
      let known = this.states.get(scope);
      if (known?.text !== text) {
        known = { text, state: await readDocument(side) };
        this.states.set(scope, known);
        await new Promise((done) => setImmediate(done)); // lets a cancel come through
      }
      if (known.state) found.push(known.state);
    }
    return found;
  }
}

function isConfiguration(path: string): boolean {
  return /[\\/]planeguard[^\\/]*\.json$/.test(path);
}
