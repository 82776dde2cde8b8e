/** The units of the projects of open files, kept between edits: what was read is read again only where it is another text. */
import { dirname, resolve } from "node:path";

import { textOfFact } from "../../analysis/source/facts";
import { LineIndex } from "../../analysis/text";
import { type CallNote, type HandlerNote, noNotes, type UnitNotes } from "../../analysis/units/notes";
import type { NotesRequest } from "../open-notes";
import { uriPath } from "../uri-path";
import { isWithin } from "../within";
import { CodeFiles } from "./code-files";
import { factsOfUnits, failingCalls, shownResource } from "./facts";
import { filesOf, mayDeclare, projectAround } from "./find";
import { mayDeclareUnits } from "./may-declare";
import { RoleNames } from "./named-roles";
import { knowsUnused, unusedOf } from "./needs";
import { forgetPrograms, programOf } from "./program";
import { type ReadUnit, readUnit } from "./read-unit";
import { pathOfCode, placeIn, placeOfCode, type Unit } from "./unit";
import { unitsIn } from "./units";

const mostProjects = 4;
const mostFiles = 20_000;
const mostDocuments = 300;
const mostNear = 50;
/** A file that more units share is told of by the first of them. */
const mostUnitsOfFile = 30;

export class LiveUnits {
  private readonly projects = new Map<string, LiveProject>();

  /** What is known of a file of the workspace. Rejects where nothing of its project can be read. */
  async notesOf(request: NotesRequest): Promise<UnitNotes> {
    const path = resolve(request.asked.path);
    const folder = resolve(request.folder);
    const at = await projectAround(path, folder);
    // A repository around the folder has more than was opened.
    const project = isWithin(folder, at) ? at : folder;
    let known = this.projects.get(project);
    this.projects.delete(project);
    known ??= new LiveProject(project);
    this.projects.set(project, known);
    if (this.projects.size > mostProjects) this.projects.delete(this.projects.keys().next().value!);
    return known.notesOf(path, request);
  }
}

class LiveProject {
  private open: ReadonlyMap<string, string> = new Map();
  private readonly code: CodeFiles;
  private written = -1;
  private listed = -1;
  /** Documents that declare units, each with these. */
  private readonly declared = new Map<string, readonly Unit[]>();
  /** Those beyond the bound, which are read only for what lies below them. */
  private unread = new Set<string>();
  /** All files that may declare something. */
  private candidates: ReadonlySet<string> = new Set();
  private reads = new WeakMap<Unit, ReadUnit>();

  constructor(private readonly folder: string) {
    this.code = new CodeFiles(folder, (path) => this.open.get(path) ?? null);
  }

  async notesOf(path: string, request: NotesRequest): Promise<UnitNotes> {
    await this.renew(path, request);
    const { signal } = request;
    const nameOf = (one: string) => (one === path ? request.asked.path : uriPath(one));
    const facts: UnitNotes["facts"][number][] = [];
    const calls: CallNote[] = [];
    const handlers: HandlerNote[] = [];
    const concerning: { readonly units: readonly ReadUnit[]; readonly isDeclaredHere: boolean }[] = [];
    for (const units of this.declared.values()) {
      const isDeclaredHere = units.some((one) => filesDeclaring(one).includes(path));
      const running = units.filter(({ program }) => program?.files.some((file) => file.path === path));
      if (!isDeclaredHere && running.length === 0) continue;
      const roles = new Set(running.map(({ declared }) => declared.role?.name));
      const concerned = isDeclaredHere
        ? units
        : units.filter((one) => running.includes(one) || (one.declared.role && roles.has(one.declared.role.name)));
      const read: ReadUnit[] = [];
      for (const unit of concerned) {
        if (signal?.aborted) return noNotes;
        read.push(await this.read(unit));
      }
      concerning.push({ units: read, isDeclaredHere });
    }
    const all = concerning.flatMap(({ units }) => units);
    for (const { units, isDeclaredHere } of concerning) {
      const ofFile = units
        .filter((one) => one.program?.files.some((file) => pathOfCode(one, file) === path))
        .slice(0, mostUnitsOfFile);
      const found = isDeclaredHere
        ? factsOfUnits(units, all, nameOf, true)
        : ofFile.flatMap((unit) => failingCalls(unit, all, nameOf, true));
      facts.push(...found.flatMap((one) => (one.path === path ? one.fact : [])));
      for (const unit of ofFile) {
        calls.push(...callNotes(unit, path));
        handlers.push(...handlerNotes(unit, path, units, nameOf));
      }
    }
    return { facts, calls, handlers };
  }

  private async read(unit: Unit): Promise<ReadUnit> {
    let known = this.reads.get(unit);
    if (!known) {
      const others = () => [...this.declared.keys(), ...this.unread];
      // Read anew each time: others are edited while the unit stays.
      const isNamedElsewhere = () => new RoleNames(others, this.code).elsewhere(unit)();
      this.reads.set(unit, (known = { ...(await readUnit(unit)), isNamedElsewhere }));
      await new Promise((done) => setImmediate(done)); // lets a cancel come through
    }
    return known;
  }

  private async renew(asked: string, { asked: { text }, open, written, listed, signal }: NotesRequest): Promise<void> {
    const before = this.open;
    const now = new Map(open.map((one) => [resolve(one.path), one.text]));
    now.set(asked, text);
    this.open = now;
    const other = [...before.keys(), ...now.keys()].filter((path) => before.get(path) !== now.get(path));
    const isListedAnew = this.listed !== listed;
    const isWrittenAnew = isListedAnew || this.written !== written;
    const changed = this.code.renew(other, isWrittenAnew);
    // A file that is gone or new may be what another means; editors tell of a new one as of one that has changed, too.
    forgetPrograms(
      this.code,
      (program) => isListedAnew || (program?.files.some(({ path }) => changed.has(path)) ?? isWrittenAnew),
    );
    await this.redeclare(
      ({ declared: { code }, program, ...one }) =>
        isListedAnew ||
        filesDeclaring(one).some((path) => changed.has(path)) ||
        // What a configuration names is found again with what it is made of.
        (code === null && (program?.files.some(({ path }) => changed.has(path)) ?? false)),
    );
    if (isListedAnew) {
      const candidates = new Set((await filesOf(this.folder, signal)).slice(0, mostFiles).filter(mayDeclare));
      this.candidates = candidates;
      for (const path of this.declared.keys()) if (!candidates.has(path)) this.declared.delete(path);
      const unread = new Set<string>();
      for (const path of candidates) {
        if (signal?.aborted) return;
        if (this.declared.has(path)) continue;
        if (this.declared.size < mostDocuments) await this.declare(path);
        else unread.add(path);
      }
      this.unread = unread;
    }
    const near = [...this.unread].filter((path) => isWithin(dirname(path), asked)).slice(0, mostNear);
    for (const path of mayDeclare(asked) ? [...near, asked] : near) {
      this.unread.delete(path);
      if (!this.declared.has(path)) await this.declare(path);
    }
    this.written = written;
    this.listed = listed;
  }

  /** Units of documents that are others now are declared anew; of the rest only the programs may be. */
  private async redeclare(isAnother: (unit: Unit) => boolean): Promise<void> {
    for (const [path, units] of [...this.declared]) {
      const programs = units.map(({ declared, document, program }) =>
        declared.code ? programOf(declared.code, document, this.code) : program,
      );
      if (units.some(isAnother)) {
        this.declared.delete(path);
        await this.declare(path);
      } else if (programs.some((program, index) => program !== units[index]!.program))
        this.declared.set(
          path,
          units.map((unit, index) =>
            programs[index] === unit.program ? unit : { ...unit, program: programs[index]! },
          ),
        );
    }
  }

  private async declare(path: string): Promise<void> {
    // What declares nothing is not kept.
    const gate = new CodeFiles(this.folder, (one) => this.open.get(one) ?? null).read(path);
    const document = gate && mayDeclareUnits(gate) ? this.code.read(path) : null;
    if (!document) return;
    const units = await unitsIn(document, this.code, () => this.candidates);
    if (units.length > 0) this.declared.set(path, units);
  }
}

function filesDeclaring({ document, parts }: Pick<Unit, "document" | "parts">): readonly string[] {
  return parts?.map(({ file }) => file.path) ?? [document.path];
}

function callNotes(unit: ReadUnit, path: string): readonly CallNote[] {
  const { role, name } = unit.declared;
  return unit.needs.calls.flatMap(({ file: own, call, wants, granted }) => {
    const { file, span } = placeOfCode(unit, own, call.nameSpan);
    if (file.path !== path) return [];
    const note: CallNote = {
      at: span,
      text: textOfFact(file.text, span),
      unit: name,
      role: role?.name ?? null,
      operation: call.operation,
      because: call.because,
      wants: wants.map(({ wanted, written, verdict }) => ({
        action: wanted.action,
        resource: shownResource(written, unit),
        granted: verdict?.granted ?? null,
      })),
      granted,
      doubt: role?.doubt ?? null,
    };
    return [note];
  });
}

/** None where the function that is called is not found, or is in another file. */
function handlerNotes(
  unit: ReadUnit,
  path: string,
  all: readonly ReadUnit[],
  nameOf: (path: string) => string,
): readonly HandlerNote[] {
  const { declared, program, handler, needs } = unit;
  const place = program && handler && placeOfCode(unit, program.entry.path, handler);
  if (place?.file.path !== path) return [];
  const { role } = declared;
  const { file, span } = placeIn(unit, role && role.at.end > 0 ? role.at : declared.at);
  return [
    {
      at: place.span,
      text: textOfFact(place.file.text, place.span),
      unit: declared.name,
      role: role?.name ?? null,
      calls: needs.calls.length,
      allowed: needs.calls.filter(({ granted }) => granted === "yes").length,
      refused: needs.calls.filter(
        ({ call, file, granted }) =>
          call.certainty === "certain" &&
          unit.isReached(file, call.nameSpan) &&
          (granted === "no" || granted === "denied" || granted === "unmet"),
      ).length,
      hasMore: program?.more !== null || needs.unknown.length > 0,
      unused: knowsUnused(unit, all) ? unusedOf(unit, all).length : null,
      declared: { file: nameOf(file.path), range: new LineIndex(file.text).range(span) },
    },
  ];
}
