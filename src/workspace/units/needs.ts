/** `planeguard needs`: what the code of paths calls, and what its role grants. */
import { statSync } from "node:fs";
import { relative, resolve } from "node:path";

import type { Call } from "../../analysis/calls/call";
import type { Problem } from "../../analysis/finding";
import { LineIndex, type Span } from "../../analysis/text";
import type { Granted } from "../../analysis/units/granted";
import { sentByLambda, unusedGrants } from "../../analysis/units/unused";
import { leastStatements } from "../../analysis/units/written-policy";
import type { NeedsReport, ReportedCall, ReportedUnit } from "../../report/needs-report";
import { reasonOf } from "../reason";
import { isWithin } from "../within";
import { CodeFiles, type CodeText } from "./code-files";
import { isCompiled, runsInPart } from "./compiled-code";
import { programAt } from "./configured-units";
import { filesOf, mayDeclare, projectAround } from "./find";
import { RoleNames } from "./named-roles";
import { besideInFile, ownNeeds } from "./own-needs";
import { type ReadUnit, readUnit } from "./read-unit";
import { pathOfCode, placeIn, placeOfCode, type Unit } from "./unit";
import { unitsIn } from "./units";

export interface NeedsRequest {
  readonly paths: readonly string[];
  /** Absolute; relative paths are relative to it, and files are named so. */
  readonly folder: string;
  /** Only the unit of this name. */
  readonly unit?: string | undefined;
  /** Nothing outside of this folder is read; absolute. Else the repository of each path is. */
  readonly project?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What cannot be read is a problem of the report. Stops early, with what it has, when aborted. */
export async function needsOfPaths(request: NeedsRequest): Promise<NeedsReport> {
  const started = performance.now();
  const { folder, signal } = request;
  const problems: Problem[] = [];
  const units: ReadUnit[] = [];
  const siblings = new Set<ReadUnit>();
  const projects = new Map<string, Promise<Project>>();
  for (const given of request.paths) {
    const path = resolve(folder, given);
    try {
      const stats = statSync(path);
      const at = request.project ?? (await projectAround(path, folder));
      let project = projects.get(at);
      if (!project) projects.set(at, (project = Project.at(at, signal)));
      const found = (await project).unitsAt(path);
      const chosen = found.length > 0 ? found : [await (await project).ownUnit(given, path, stats.isDirectory())];
      for (const unit of chosen) {
        if (signal?.aborted) break;
        if (request.unit !== undefined && unit.declared.name !== request.unit) continue;
        if (units.some(({ declared }) => declared === unit.declared)) continue;
        for (const one of (await project).sharingRole(unit)) {
          const read = await (await project).read(one);
          siblings.add(read);
          if (one === unit) units.push({ ...read, needs: await (await project).ownNeeds(read) });
        }
        await new Promise((done) => setImmediate(done));
      }
    } catch (error) {
      problems.push({ file: given, message: `Could not read it: ${reasonOf(error)}.`, range: null });
    }
  }
  if (request.unit !== undefined && units.length === 0 && !signal?.aborted)
    problems.push({ file: request.paths[0] ?? ".", message: `There is no unit "${request.unit}".`, range: null });
  const namer = new Namer(folder, request.paths);
  const files = new Set(units.flatMap(({ program }) => program?.files ?? []));
  return {
    units: units.map((unit) => reported(unit, [...siblings], namer)),
    problems,
    stats: { files: files.size, units: units.length, durationMs: Math.round(performance.now() - started) },
  };
}

class Project {
  private readonly roleNames: RoleNames;

  private constructor(
    private readonly code: CodeFiles,
    private readonly units: readonly Unit[],
    files: readonly string[],
  ) {
    this.roleNames = new RoleNames(() => files, code);
  }

  static async at(folder: string, signal?: AbortSignal): Promise<Project> {
    const files = await filesOf(folder, signal);
    const code = new CodeFiles(folder);
    const units: Unit[] = [];
    for (const path of files) {
      if (signal?.aborted) break;
      const document = mayDeclare(path) ? code.read(path) : null;
      if (document) units.push(...(await unitsIn(document, code, () => files)));
    }
    return new Project(code, units, files);
  }

  async read(unit: Unit): Promise<ReadUnit> {
    return { ...(await readUnit(unit)), isNamedElsewhere: this.roleNames.elsewhere(unit) };
  }

  /** What a unit needs, without what other handlers of its file alone reach. */
  async ownNeeds(unit: ReadUnit): Promise<ReadUnit["needs"]> {
    const beside: ReadUnit[] = [];
    for (const one of besideInFile<Unit>(unit, this.units)) beside.push(await this.read(one));
    return ownNeeds(unit, beside);
  }

  /** Those that a path declares or holds, or whose program has it. */
  unitsAt(path: string): readonly Unit[] {
    return this.units.filter(
      ({ document, program, parts }) =>
        isWithin(path, document.path) ||
        (parts?.some(({ file }) => file.path === path) ?? false) ||
        (program !== null && (isWithin(path, program.entry.path) || program.files.some((file) => file.path === path))),
    );
  }

  /** The unit and all others of its document with the same role. */
  sharingRole(unit: Unit): readonly Unit[] {
    const { role } = unit.declared;
    const others = role
      ? this.units.filter((one) => one.document === unit.document && one.declared.role?.name === role.name)
      : [];
    return others.includes(unit) ? others : [unit];
  }

  /** A path that belongs to no unit is a unit of its own, named after it. */
  async ownUnit(given: string, path: string, isFolder: boolean): Promise<Unit> {
    const declared = {
      name: given,
      kind: "script",
      at: { start: 0, end: 0 },
      code: null,
      environment: new Map(),
      role: null,
    } as const;
    const program = await programAt(path, this.code);
    if (!program && !isFolder) throw new Error("it is not a text that can be read");
    const document = program?.entry ?? { path, text: "", form: "text" as const, modules: [] };
    return { declared, document, program };
  }
}

/** Names files as they were asked for: relative to the folder, or absolute where only absolute paths were given. */
class Namer {
  private readonly lines = new Map<string, LineIndex>();
  private readonly isAbsolute: boolean;

  constructor(
    private readonly folder: string,
    paths: readonly string[],
  ) {
    this.isAbsolute = paths.length > 0 && paths.every((path) => path === resolve(path));
  }

  name(path: string): string {
    return this.isAbsolute ? path : relative(this.folder, path);
  }

  range({ path, text }: Pick<CodeText, "path" | "text">, span: Span) {
    let index = this.lines.get(path);
    if (!index) this.lines.set(path, (index = new LineIndex(text)));
    return index.range(span);
  }
}

function reported(unit: ReadUnit, all: readonly ReadUnit[], namer: Namer): ReportedUnit {
  const { declared, program, needs } = unit;
  const isOwn = declared.kind === "script";
  const files = new Set((program?.files ?? []).map((file) => pathOfCode(unit, file)));
  const ofDocument = (span: Span) => {
    const { file, span: own } = placeIn(unit, span);
    return { file: namer.name(file.path), range: namer.range(file, own) };
  };
  // A package has what other functions call, too.
  const isMine = (file: string, { nameSpan }: Call): boolean =>
    !program || !(isCompiled(program.entry) || runsInPart(program.entry)) || unit.isReached(file, nameSpan);
  const at = (path: string, span: Span) => {
    const { file, span: own } = placeOfCode(unit, path, span);
    return { file: namer.name(file.path), range: namer.range(file, own) };
  };
  return {
    name: declared.name,
    kind: declared.kind,
    form: formOfUnit(unit),
    entry: program && namer.name(pathOfCode(unit, program.entry)),
    files: Array.from(files, (path) => namer.name(path)),
    role: declared.role && { name: declared.role.name, ...ofDocument(declared.role.at) },
    doubt: declared.role?.doubt ?? null,
    more: program?.more ?? null,
    calls: needs.calls.map(({ file, call, wants, granted }): ReportedCall => ({
      operation: call.operation,
      actions: [...new Set([...call.actions, ...wants.map(({ wanted }) => wanted.action)])],
      resources: [...new Set(wants.map(({ written }) => (isOwn ? open(written) : written)))],
      ...at(file, call.span),
      certainty: call.certainty,
      because: call.because,
      granted: granted === null || granted === "yes" || isOwn || isMine(file, call) ? shownGrant(granted) : "unknown",
    })),
    unknownCalls: needs.unknown.map(({ file, call }) => ({ ...at(file, call.span), reason: call.reason })),
    unused: unusedOf(unit, all).map(({ item }) => ({
      action: item.value!,
      ...ofDocument(item.node.span),
    })),
    statements: leastStatements(
      needs.calls.flatMap(({ wants }) =>
        wants.map(({ wanted, written }) => ({ action: wanted.action, resource: isOwn ? open(written) : written })),
      ),
    ),
  };
}

function shownGrant(granted: Granted | null): ReportedCall["granted"] {
  return granted === "denied" ? "no" : granted === "unmet" ? "conditional" : granted;
}

function formOfUnit({ declared, document }: ReadUnit): ReportedUnit["form"] {
  if (declared.kind === "script") return "policy";
  if (document.form === "hcl") return "terraform";
  return document.form === "yaml" || document.form === "json" ? "cloudformation" : "cdk";
}

/** Where no template says what stands there, everything may. */
function open(written: string): string {
  return written.replace(/\$\{[^{}]*\}/g, "*");
}

const sendsOnFailure = /dead_?letter|destination|EventInvokeConfig|on_?failure|on_?success/i;

/** Empty where not all that runs as the role is known. */
export function unusedOf(unit: ReadUnit, all: readonly ReadUnit[]) {
  const { role } = unit.declared;
  if (!role || !knowsUnused(unit, all)) return [];
  const called = sharingRole(unit, all).flatMap(({ needs }) =>
    needs.calls.flatMap(({ call }) => [...call.actions, ...call.possible]),
  );
  const exempt = sendsOnFailure.test(unit.document.text) ? sentByLambda : [];
  const unused = unusedGrants(role.policies, called, exempt, unit.catalog).filter(
    ({ item }) => !isNamedInCode(item.value!, unit, all),
  );
  return unused.length > 0 && unit.isNamedElsewhere?.() ? [] : unused;
}

/** Whether code of Go or Java names an operation, in whatever way: what it is called on may be lost between interfaces. */
function isNamedInCode(action: string, unit: ReadUnit, all: readonly ReadUnit[]): boolean {
  const name = action.slice(action.indexOf(":") + 1).toLowerCase();
  return sharingRole(unit, all).some(({ program }) =>
    program?.files.some((file) => isCompiled(file) && file.text.toLowerCase().includes(name)),
  );
}

/** Whether all that runs as the role of a unit is known, and all that it calls. */
export function knowsUnused(unit: ReadUnit, all: readonly ReadUnit[]): boolean {
  const { role } = unit.declared;
  if (!role || role.hasOtherUsers || role.doubt !== null) return false;
  return sharingRole(unit, all).every(({ program, needs }) => program?.more === null && needs.unknown.length === 0);
}

function sharingRole({ document, declared: { role } }: ReadUnit, all: readonly ReadUnit[]): readonly ReadUnit[] {
  return all.filter((one) => one.document === document && one.declared.role?.name === role?.name);
}
