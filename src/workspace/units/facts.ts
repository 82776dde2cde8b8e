/** What the units of a workspace say about its files: calls that fail, and grants that nothing uses. */
import { basename, dirname, isAbsolute, join } from "node:path";

import { addTo } from "../../analysis/group-by";
import { type CallFact, type GrantFact, textOfFact, type UnitFact } from "../../analysis/source/facts";
import { LineIndex, type Span } from "../../analysis/text";
import type { NeedOfCall } from "../../analysis/units/needs";
import { configurationFile } from "../configuration/configuration";
import { isWithin } from "../within";
import { CodeFiles, type CodeText } from "./code-files";
import { filesOf, mayDeclare, projectAround } from "./find";
import { grantFixes } from "./grant-fixes";
import { mayDeclareUnits } from "./may-declare";
import { RoleNames } from "./named-roles";
import { unusedOf } from "./needs";
import { type ReadUnit, readUnit } from "./read-unit";
import { placeIn, placeOfCode } from "./unit";
import { unitsIn } from "./units";

/** In between others have their turn, such as the threads that check files in the meantime. */
const filesAtOnce = 20;

export interface FactsRequest {
  /** As findings name them: absolute, or relative to the folder. */
  readonly files: readonly string[];
  /** Those of them that may declare units, by their names, in whatever order they are found: where it is given, the others are not looked at for any. */
  readonly declaring?: AsyncIterable<string> | undefined;
  /** Absolute, or empty where all names are. */
  readonly folder: string;
  /** The paths that were asked about: where `folder` is empty, nothing outside of the first that has a file is read for it. */
  readonly paths: readonly string[];
  /** The files of folders that have just been walked, relative to them. */
  readonly walks?: ReadonlyMap<string, readonly string[]> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** No planeguard.json of the files counts. */
  readonly untrusted?: boolean | undefined;
  /** Calls that fail carry what would allow them. */
  readonly fixes?: boolean | undefined;
  /** In place of the disk, with all documents that may declare units. */
  readonly texts?: ReadonlyMap<string, string> | undefined;
}

/** By the names of the files that something is known of. */
export async function factsOf({
  files,
  declaring,
  folder,
  paths,
  walks,
  signal,
  untrusted,
  fixes,
  texts,
}: FactsRequest): Promise<ReadonlyMap<string, readonly UnitFact[]>> {
  const pathOf = (name: string) => (isAbsolute(name) ? name : join(folder, name));
  const names = new Map(files.map((name) => [pathOf(name), name]));
  const found = new Map<string, UnitFact[]>();
  const projects = new Map<string, CodeFiles>();
  /** All files of a project, as far as they are asked for. */
  const listed = new Map<string, readonly string[]>();
  const own = (path: string) => texts?.get(path) ?? null;
  const any = new CodeFiles(null, own);
  const roleNames = new Map<string, RoleNames>();
  const add = (path: string, fact: UnitFact): void => {
    const name = names.get(path);
    if (name === undefined) return;
    addTo(found, name, fact);
  };
  const read: { readonly path: string; readonly code: CodeFiles; readonly units: readonly ReadUnit[] }[] = [];
  let looked = 0;
  for await (const one of declaring ?? texts?.keys() ?? names.keys()) {
    const path = pathOf(one);
    if (looked++ % filesAtOnce === 0) await new Promise((done) => setImmediate(done));
    if (signal?.aborted) return found;
    const document = mayDeclare(path) ? any.look(path) : null;
    if (!document || !mayDeclareUnits(document) || (untrusted && basename(path) === configurationFile)) continue;
    const around = folder === "" ? paths.find((one) => isWithin(one, path)) : folder;
    const project = await projectAround(path, around ?? dirname(path));
    let code = projects.get(project);
    if (!code) projects.set(project, (code = new CodeFiles(project, own)));
    let roles = roleNames.get(project);
    if (!roles) roleNames.set(project, (roles = new RoleNames(() => texts?.keys() ?? listed.get(project) ?? [], any)));
    const units: ReadUnit[] = [];
    const allPaths = async () => {
      if (!texts && !listed.has(project))
        listed.set(
          project,
          walks?.get(project)?.map((file) => join(project, file)) ?? (await filesOf(project, signal)),
        );
      return texts?.keys() ?? listed.get(project)!;
    };
    for (const unit of await unitsIn(document, code, allPaths)) {
      if (unit.declared.role?.writtenName !== undefined) await allPaths();
      units.push({ ...(await readUnit(unit)), isNamedElsewhere: roles.elsewhere(unit) });
      await new Promise((done) => setImmediate(done));
    }
    if (units.length > 0) read.push({ path, code, units });
  }
  if (declaring) inOrderOf([...names.keys()], read);
  for (const { code, units } of read) {
    if (signal?.aborted) return found;
    const ofProject = read.flatMap((other) => (other.code === code ? other.units : []));
    for (const { path, fact } of factsOfUnits(units, ofProject, (one) => names.get(one) ?? one, fixes ?? false))
      add(path, fact);
    await new Promise((done) => setImmediate(done));
  }
  return found;
}

/** Sorts by the place of their paths in a list. */
function inOrderOf(paths: readonly string[], some: { readonly path: string }[]): void {
  const places = new Map(paths.map((path, index) => [path, index]));
  some.sort((a, b) => places.get(a.path)! - places.get(b.path)!);
}

export interface FactOfFile {
  /** Absolute. */
  readonly path: string;
  readonly fact: UnitFact;
}

/** What all units of one document say, of those of its project; `nameOf` is how findings name a file, by its path. */
export function factsOfUnits(
  units: readonly ReadUnit[],
  all: readonly ReadUnit[],
  nameOf: (path: string) => string,
  withFixes: boolean,
): readonly FactOfFile[] {
  return [...units.flatMap((unit) => failingCalls(unit, all, nameOf, withFixes)), ...unusedGrantsOf(units)];
}

/** What a unit calls and its role does not allow. `all` are the units of its project. */
export function failingCalls(
  unit: ReadUnit,
  all: readonly ReadUnit[],
  nameOf: (path: string) => string,
  withFixes: boolean,
): readonly FactOfFile[] {
  const fixesOf = (need: NeedOfCall) => (withFixes ? grantFixes(need, unit, nameOf) : []);
  const others = all.filter((other) => isSameHandler(other, unit));
  return unit.needs.calls.flatMap((need) => {
    if (need.granted !== "denied" && isForOthers(need, others)) return [];
    const place = placeOfCode(unit, need.file, need.call.nameSpan);
    const fact = callFact(need, unit, place, nameOf, fixesOf);
    return fact ? [{ path: place.file.path, fact }] : [];
  });
}

/** Whether two units run the same handler, as different roles. */
function isSameHandler(other: ReadUnit, unit: ReadUnit): boolean {
  return (
    other.program?.entry === unit.program?.entry &&
    other.declared.code?.handler === unit.declared.code?.handler &&
    (other.document !== unit.document || other.declared.role?.name !== unit.declared.role?.name)
  );
}

/** Whether one of the units that run the same handler may make the call: what it is asked for tells which of its parts runs. */
function isForOthers({ call, file }: NeedOfCall, others: readonly ReadUnit[]): boolean {
  return others.some(({ needs }) =>
    needs.calls.some(
      (one) =>
        one.file === file &&
        one.call.span.start === call.span.start &&
        one.call.operation === call.operation &&
        one.granted !== "no",
    ),
  );
}

function unusedGrantsOf(units: readonly ReadUnit[]): readonly FactOfFile[] {
  const told = new Set<string>();
  return units.flatMap((unit) => {
    const { role } = unit.declared;
    if (!role || told.has(role.name)) return [];
    told.add(role.name);
    return unusedOf(unit, units).map(({ item }) => {
      const { file, span } = placeIn(unit, item.node.span);
      const fact: GrantFact = {
        kind: "unused",
        at: span,
        text: textOfFact(file.text, span),
        action: item.value!,
        role: role.name,
        units: units.filter((one) => one.declared.role?.name === role.name).map((one) => one.declared.name),
      };
      return { path: file.path, fact };
    });
  });
}

/** Null where it is not certain that the call fails. */
function callFact(
  need: NeedOfCall,
  unit: ReadUnit,
  place: { readonly file: CodeText; readonly span: Span },
  nameOf: (path: string) => string,
  fixesOf: (need: NeedOfCall) => CallFact["fixes"],
): CallFact | null {
  const { file, call, wants, granted } = need;
  const { role } = unit.declared;
  const kind = granted === "no" ? "not-granted" : granted === "denied" || granted === "unmet" ? granted : null;
  if (
    !role ||
    kind === null ||
    call.certainty !== "certain" ||
    !unit.isReached(file, call.nameSpan) ||
    lacksVariable(call, unit)
  )
    return null;
  // Of a role with policies that are not known an Allow may be there; a Deny stays.
  if (kind !== "denied" && role.doubt !== null) return null;
  const failing = wants.filter(({ verdict }) => verdict?.granted === granted);
  const resources = new Set(failing.map(({ written }) => written));
  const [resource = null] = resources;
  const refusing = failing[0]?.verdict?.refusedBy;
  const isRefused = failing.every(({ verdict }) => verdict?.refusedBy);
  const statement = failing
    .flatMap(({ verdict }) => verdict?.statements ?? [])
    .find(
      ({ policy }) => policy.type === "resource" || role.policies.some((one) => one.policy === policy && one.located),
    );
  return {
    kind,
    at: place.span,
    text: textOfFact(place.file.text, place.span),
    actions: [...new Set(failing.map(({ wanted }) => wanted.action))],
    resource: resources.size === 1 && resource !== "*" && resource !== null ? shownResource(resource, unit) : null,
    unit: unit.declared.name,
    role: role.name,
    decided: decidedBy(unit, (isRefused ? refusing?.node : statement?.statement.node)?.span ?? role.at, nameOf),
    fixes: kind === "not-granted" && !isRefused ? fixesOf(need) : [],
    ...(kind === "not-granted" && isRefused && { isRefusedByKey: true }),
  };
}

/** Whether a variable that names what is called on is not there: such code fails before it calls. */
function lacksVariable({ grants }: NeedOfCall["call"], { declared: { kind, environment } }: ReadUnit): boolean {
  return (
    kind === "lambda" &&
    grants.some(({ resources }) =>
      resources.some(({ variables }) =>
        variables.some(({ name }) => !environment.has(name) && !/^(?:AWS|LAMBDA)_/.test(name)),
      ),
    )
  );
}

/** Of code that no template declares, the account and the Region have no names. */
export function shownResource(resource: string, { declared }: ReadUnit): string {
  return declared.kind === "script" ? resource.replace(/\$\{[^{}]*\}/g, "*") : resource;
}

function decidedBy(unit: ReadUnit, at: Span, nameOf: (path: string) => string): CallFact["decided"] {
  const { file, span } = placeIn(unit, at);
  return { file: nameOf(file.path), range: new LineIndex(file.text).range(span) };
}
