/** What an SCP or RCP that is open would take away from the roles of its workspace. */
import { relative, resolve } from "node:path";

import type { WorkspaceState } from "../../analysis/assertions/workspace";
import { replacesFullAccess } from "../../analysis/rehearsal/control-policy";
import { losses } from "../../analysis/rehearsal/losses";
import type { RehearsalReport } from "../../analysis/rehearsal/report";
import { loadCatalog } from "../../data/catalog-file";
import { today } from "../day";
import type { NotesRequest } from "../open-notes";
import { controlPolicyIn } from "../rehearse";
import type { LiveWorkspaces } from "./live-workspace";
import { managedBoundaries } from "./state";

/** With more roles and users nothing is said while somebody types: `planeguard rehearse` says it. */
const mostHolders = 500;

export class LiveRehearsals {
  /** The last ones, as lenses ask again about the same text. */
  private last: {
    readonly day: string;
    readonly text: string;
    readonly state: WorkspaceState;
    readonly report: RehearsalReport;
  } | null = null;

  constructor(private readonly workspaces: LiveWorkspaces) {}

  /** Null where it is no such policy, and where there is more than is read while somebody types. */
  async rehearsalOf(request: NotesRequest): Promise<RehearsalReport | null> {
    const path = resolve(request.asked.path);
    const { text } = request.asked;
    const { signal } = request;
    const control = await controlPolicyIn({ name: path, text }, undefined);
    if (typeof control === "string") return null;
    const live = await this.workspaces.around(path, request);
    const paths: string[] = [];
    for (const one of live.paths ?? [])
      if (!(await live.configurations.configurationFor(one)).excluded) paths.push(one);
    const read = live.paths && (await live.read(paths, signal));
    // The line comes with the next question.
    if (!read || read === "partial" || signal?.aborted) return null;
    const { state, workspace } = read;
    const day = today();
    if (this.last?.text === text && this.last.day === day && isSame(this.last.state, state)) return this.last.report;
    const subjects = workspace.subjects.filter(({ kind }) => kind === "identity");
    if (subjects.length > mostHolders) return null;
    const managed = await managedBoundaries(state);
    const catalog = await loadCatalog();
    const losing = losses(control, workspace, { catalog, today: day, managed }).map((one) => ({
      ...one,
      place: { ...one.place, file: relative(resolve(request.folder), one.place.file) },
    }));
    const report: RehearsalReport = {
      file: path,
      policyType: control.type,
      replacesFullAccess: replacesFullAccess(control),
      of: "workspace",
      holders: { count: subjects.length, losing },
      calls: null,
      problems: [],
    };
    this.last = { day, text, state, report };
    return report;
  }
}

/** A document that is read anew has new names. */
function isSame({ documents }: WorkspaceState, other: WorkspaceState): boolean {
  return documents.length === other.documents.length && documents.every((one, at) => one === other.documents[at]);
}
