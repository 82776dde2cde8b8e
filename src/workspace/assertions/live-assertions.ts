/** What assertions say of open files, kept between edits: what was judged is judged again only where something of it is another. */
import { dirname, resolve } from "node:path";

import { judge } from "../../analysis/assertions/judge";
import { type AssertionNotes, noAssertionNotes } from "../../analysis/assertions/notes";
import { loadCatalog } from "../../data/catalog-file";
import type { Configurations } from "../configuration/find";
import type { PlacedAssertion } from "../configuration/loaded";
import { today } from "../day";
import { mayMatter } from "../diff/documents";
import type { NotesRequest } from "../open-notes";
import { uriPath } from "../uri-path";
import { isWithin } from "../within";
import { factsByFile } from "./fact";
import { Judgements } from "./judgements";
import type { LiveWorkspace, LiveWorkspaces } from "./live-workspace";
import { namedIn, notesOfAssertions, tooMuch } from "./notes";
import { isConfiguration } from "./open-assertions";
import { managedBoundaries } from "./state";

export class LiveAssertions {
  private readonly judgements = new Judgements();
  private readonly governed = new WeakMap<Configurations, Map<readonly PlacedAssertion[], readonly string[]>>();

  constructor(private readonly workspaces: LiveWorkspaces) {}

  /** What is known of a file of the workspace. */
  async notesOf(request: NotesRequest): Promise<AssertionNotes> {
    const path = resolve(request.asked.path);
    const { signal } = request;
    const live = await this.workspaces.around(path, request);
    const configuration = await live.configurations.configurationFor(path);
    const { assertions, source, options } = configuration;
    const isWritten = assertions.length > 0 || isConfiguration(path);
    if (!isWritten || source === null || signal?.aborted) return noAssertionNotes;
    const governed = await this.governedBy(assertions, source, path, live);
    const read = governed && (await live.read(governed, signal));
    if (read === "partial") return { ...noAssertionNotes, isPartial: true };
    if (!read) return tooMuch(path, assertions, live.texts.read(path) ?? "");
    const { state, workspace } = read;
    const judgement = judge(assertions, workspace, {
      catalog: await loadCatalog(),
      today: today(),
      managed: await managedBoundaries(state),
      trustedAccounts: options.control?.trustedAccounts ?? [],
      known: this.judgements.of(state, workspace, configuration),
      signal,
    });
    if (signal?.aborted) return noAssertionNotes;
    if (this.judgements.left < 0) return { ...noAssertionNotes, isPartial: true };
    const facts = (factsByFile(judgement.outcomes, assertions).get(path) ?? []).map((fact) => ({
      ...fact,
      asserted: { ...fact.asserted, file: uriPath(fact.asserted.file) },
    }));
    const own = assertions.filter(({ file }) => file === path);
    return {
      facts,
      assertions: notesOfAssertions(own, judgement, workspace, live.texts.own(path) ?? ""),
      // For whoever writes the first one, too.
      named: isConfiguration(path) ? namedIn(workspace) : [],
    };
  }

  /** Absolute; null: too many. */
  private async governedBy(
    assertions: readonly PlacedAssertion[],
    source: string,
    asked: string,
    { configurations, paths, folder }: LiveWorkspace,
  ): Promise<readonly string[] | null> {
    if (paths === null) return null;
    const isGoverned = async (path: string): Promise<boolean> => {
      const own = await configurations.configurationFor(path);
      return !own.excluded && own.assertions === assertions;
    };
    const root = isWithin(folder, dirname(source)) ? dirname(source) : folder;
    const byAssertions = this.governed.get(configurations) ?? new Map<readonly PlacedAssertion[], readonly string[]>();
    this.governed.set(configurations, byAssertions);
    let known = byAssertions.get(assertions);
    if (!known) {
      const within: string[] = [];
      for (const path of paths) if (isWithin(root, path) && (await isGoverned(path))) within.push(path);
      byAssertions.set(assertions, (known = within));
    }
    // A new file is not listed before it is saved.
    const isNew = !known.includes(asked) && mayMatter(asked) && (await isGoverned(asked));
    return isNew ? [...known, asked] : known;
  }
}
