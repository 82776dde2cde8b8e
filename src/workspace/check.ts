/** Checking files and folders: what `planeguard check` and "Check the Workspace" both do. */
import { existsSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";

import type { KeyPlace } from "../analysis/credentials/key-place";
import { KnownKeys } from "../analysis/credentials/known-keys";
import type { Finding, Problem, SuppressedFinding } from "../analysis/finding";
import type { UnitFact } from "../analysis/units/facts";
import { brokenElsewhere, findingsElsewhere } from "./assertions/elsewhere";
import { assertionFacts, noAssertions } from "./assertions/facts";
import type { Baseline } from "./baseline";
import { checkAtOnce, type FactsByName } from "./check-at-once";
import {
  type CheckedFile,
  checkFile,
  type CheckOptions,
  type FileToCheck,
  type ReadContent,
  unreadable,
} from "./check-file";
import type { CheckMemory } from "./check-memory";
import { Configurations } from "./configuration/find";
import { createEngine, type Engine } from "./create-engine";
import { absolute, isFolder, walkSizeLimit } from "./files";
import { fingerprintKey } from "./fingerprint";
import { changedSince, type Changes } from "./git/changed";
import { leadTo, type ListedRepository } from "./git/listing";
import { Project } from "./project";
import { type StagedCheck, stagedCheck } from "./staged-check";
import { cancellationOf, isCanceled } from "./thread/cancellation";
import { factsOf } from "./units/facts";
import { leadsElsewhere } from "./untrusted";
import { walk } from "./walk";
import { WorkerPool } from "./worker-pool";

export interface CheckRequest extends CheckOptions {
  /** Files and folders; findings name files as they were given here. */
  readonly paths: readonly string[];
  /** What relative paths are relative to. */
  readonly folder: string;
  /** Of what a walk of `paths` would find, only these files and what is in these folders; absolute. */
  readonly only?: readonly string[] | undefined;
  /** Only what is staged in the repository of `folder`, as it is staged. */
  readonly staged?: boolean | undefined;
  /** Only files that differ from this commit; null: from where the work of the branch began. */
  readonly changedSince?: string | null | undefined;
  /** The same of the whole repository, where somebody has begun to ask git; null where nobody has, or it takes a walk. */
  readonly listedChanges?: (() => Promise<ListedRepository | null>) | undefined;
  readonly engine?: Engine | undefined;
  /** Files beyond so many are not checked. */
  readonly maximumFiles?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What units and assertions say of the files, by their names; else the paths say what can be known. */
  readonly facts?: ReadonlyMap<string, readonly UnitFact[]> | undefined;
  /** Of earlier checks with the same options. */
  readonly memory?: CheckMemory | undefined;
}

export interface CheckEvents {
  /** A file has been checked: `done` of `total` files. Again where more is known of it; what it was told to have is no more. */
  onFile?(file: string, findings: readonly Finding[], problems: readonly Problem[], done: number, total: number): void;
  /** A folder has been looked through: absolute, without links. */
  onFolder?(folder: string): void;
  /** Something that the report does not hold but a person should know: a file is not looked at, or something about all. */
  onNote?(note: string, about: "file" | "run"): void;
}

export interface CheckSummary {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly stats: CheckStats;
  /** Where keys stand, to compare with those of other documents. */
  readonly keys: readonly KeyPlace[];
  /** The configurations and baselines that decided: absolute. */
  readonly governing: readonly string[];
}

export interface CheckStats {
  readonly files: number;
  readonly bytes: number;
  readonly policies: number;
  /** Findings that comments, configurations and baselines accept. */
  readonly suppressed: number;
  readonly durationMs: number;
}

/** Fewer files are checked before worker threads would have started. */
const worthWorkers = 250;

/**
 * Checks everything it can read; what it cannot is a problem of the summary. Many files are checked in worker threads,
 * and told of as they are done; the summary is in the order of the files. Stops early, with what it has, when aborted.
 * Rejects with a `GitError` where git cannot say what is staged, or what has changed.
 * Rejects where nothing can be checked, as where no thread starts: whoever shows the summary must show that instead.
 */
export async function checkPaths(request: CheckRequest, events: CheckEvents = {}): Promise<CheckSummary> {
  const { folder, paths, config, baseline } = request;
  const staged = request.staged ? await stagedCheck(folder, paths, [config, baseline]) : null;
  try {
    return await checkAll(request, events, staged);
  } finally {
    staged?.end();
  }
}

async function checkAll(request: CheckRequest, events: CheckEvents, staged: StagedCheck | null): Promise<CheckSummary> {
  const started = performance.now();
  const checked = new Map<string, CheckedFile>();
  const problems: Problem[] = [];
  const { folder, policyType, fixes, config, baseline, untrusted, settings, signal } = request;
  const options = { policyType, fixes, config, baseline, untrusted, settings };
  const configurations = new Configurations({ ...options, read: staged?.readText });
  const project = new Project(request.engine ?? createEngine(), configurations);
  const pool = new WorkerPool({ folder, options, fingerprintKey });
  let order: readonly string[] = [];
  let elsewhere = noAssertions.facts;
  // What has changed may break an assertion in a file that has not.
  const isPartial = staged !== null || request.changedSince !== undefined;
  const broken: Problem[] = [];
  try {
    const listed = staged?.files ?? (await listFiles(request, problems, pool, events));
    const files = await withoutExcluded(listed, folder, configurations, events);
    order = [...files.keys()].slice(0, request.maximumFiles);
    if (order.length < files.size)
      events.onNote?.(`only the first ${order.length} of ${files.size} files were checked`, "run");
    const done = new Set<string>();
    const onChecked = (one: CheckedFile) => {
      if (!done.has(one.file)) tellOf(one, files.get(one.file)!, events);
      done.add(one.file);
      if (one.skipped === null) checked.set(one.file, one);
      events.onFile?.(one.file, one.findings, one.problems, done.size, order.length);
    };
    const held = request.facts
      ? noAssertions
      : await assertionFacts({
          files: order.map((name) => absolute(name, folder)),
          ...(isPartial ? { folders: request.paths.map((path) => absolute(path, folder)) } : {}),
          configurations,
          read: staged?.read,
          folder,
          signal,
        });
    broken.push(...held.problems);
    if (isPartial) elsewhere = await brokenElsewhere(held.facts, order, request);
    const { memory } = request;
    const withFacts = (name: string, known?: readonly UnitFact[]): FileToCheck => {
      const asserted = held.facts.get(absolute(name, folder));
      return { ...files.get(name)!, facts: asserted ? [...(known ?? []), ...asserted] : known };
    };
    const unitFacts = async (declaring?: ReadonlySet<string>) =>
      factsOf({
        files: order,
        declaring,
        folder,
        paths: request.paths,
        signal,
        untrusted: untrusted !== undefined,
        fixes,
        texts: await staged?.texts(),
      });
    const check = async (names: readonly string[], facts: FactsByName, onEach: (one: CheckedFile) => void) => {
      const toCheck = names.map((name) => withFacts(name, facts.get(name)));
      if (toCheck.length >= worthWorkers && !staged) await pool.check(toCheck, onEach, signal);
      else await checkHere(toCheck, request, project, onEach, staged?.read);
    };
    if (order.length >= worthWorkers && !staged && !request.facts && !memory)
      await checkAtOnce(order, check, unitFacts, onChecked, signal);
    else {
      const facts = request.facts ?? (await unitFacts());
      const toCheck = order.flatMap((name) => {
        const file = withFacts(name, facts.get(name));
        const recalled = memory?.recall(file);
        if (recalled) onChecked(recalled);
        return recalled ? [] : file;
      });
      const keep = new Map(memory && toCheck.map((file) => [file.name, memory.expect(file)]));
      const names = toCheck.map(({ name }) => name);
      await check(names, facts, (one) => {
        keep.get(one.file)?.(one);
        onChecked(one);
      });
    }
  } finally {
    pool.end();
  }

  const results = order.flatMap((file) => checked.get(file) ?? []);
  const beside = [
    ...(await besideThe(results, request, project, broken, staged?.read)),
    ...(await findingsElsewhere(elsewhere, request, project, staged?.read)),
  ];
  noteStale(results, await configurations.baselines(), request, events);
  noteGenerated(results, events);
  const known = new KnownKeys();
  for (const { file, keys } of results) known.set(file, keys);
  const sum = (of: (one: CheckedFile) => number) => results.reduce((total, one) => total + of(one), 0);
  return {
    findings: [
      ...results.flatMap((one) => known.tell(one.file, one.findings)),
      ...beside.flatMap(({ findings }) => findings),
    ],
    suppressed: results.flatMap((one) => one.suppressed),
    keys: results.flatMap(({ keys }) => keys),
    governing: [
      ...(await configurations.sources()),
      ...(await configurations.extended()),
      ...(await configurations.baselines()).map(({ path }) => path),
    ],
    problems: [...problems, ...beside.flatMap((one) => one.problems), ...results.flatMap((one) => one.problems)],
    stats: {
      files: results.length,
      bytes: sum((one) => one.bytes),
      policies: sum((one) => one.policies),
      suppressed: sum((one) => one.suppressed.length),
      durationMs: Math.round(performance.now() - started),
    },
  };
}

/** Says what no fix was offered for, though there may be one. */
export function unprovenNote(file: string, findings: number): string {
  return `${file}: to prove the fixes of ${findings} more ${findings === 1 ? "finding" : "findings"} would take too long, so none is offered for them`;
}

function tellOf({ file, skipped, unproven }: CheckedFile, { walked }: FileToCheck, { onNote }: CheckEvents): void {
  if (skipped === "large") onNote?.(`skipped ${file}: larger than ${walkSizeLimit / 1024 / 1024} MB`, "file");
  if (skipped === "binary" && !walked) onNote?.(`skipped ${file}: it is a binary file`, "file");
  if (unproven > 0) onNote?.(unprovenNote(file, unproven), "run");
}

async function checkHere(
  files: readonly FileToCheck[],
  request: CheckRequest,
  project: Project,
  onChecked: (checked: CheckedFile) => void,
  read?: ReadContent,
): Promise<void> {
  const cancellation = request.signal && cancellationOf(request.signal);
  for (const [index, file] of files.entries()) {
    if (cancellation?.isCancellationRequested) return;
    try {
      onChecked(await checkFile(file, request.folder, project, request, { read, cancellation }));
    } catch (error) {
      if (isCanceled(error)) return;
      throw error;
    }
    if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve)); // lets a cancel come through
  }
}

/** What somebody asked for by its name is told of where it is left out. */
async function withoutExcluded(
  files: Iterable<FileToCheck>,
  folder: string,
  configurations: Configurations,
  events: CheckEvents,
): Promise<Map<string, FileToCheck>> {
  const kept = new Map<string, FileToCheck>();
  for (const file of files) {
    const { name } = file;
    const { excluded, source } = await configurations.configurationFor(absolute(name, folder));
    if (!excluded) kept.set(name, file);
    else if (!file.walked) events.onNote?.(`skipped ${name}: ${source ?? "a setting"} excludes it`, "file");
  }
  return kept;
}

/** What governs the files and is not among them: the configurations, which have findings of their own, and what is wrong in the baselines. */
async function besideThe(
  results: readonly CheckedFile[],
  { paths, folder }: CheckRequest,
  project: Project,
  broken: readonly Problem[],
  read?: ReadContent,
): Promise<readonly Pick<CheckedFile, "findings" | "problems">[]> {
  const own = new Set(results.map(({ file }) => absolute(file, folder)));
  // Named as the files of the request are.
  const nameOf = (path: string) => (paths.length > 0 && paths.every(isAbsolute) ? path : relative(folder, path));
  const sources = (await project.configurations.sources()).filter((path) => !own.has(path));
  const { configurations } = project;
  const wrong = [
    ...broken,
    ...(await configurations.unheeded()),
    ...(await configurations.baselines()).flatMap(({ problems }) => problems),
  ];
  return [
    ...(await Promise.all(
      sources.map((path) => checkFile({ name: nameOf(path), walked: false }, folder, project, {}, { read })),
    )),
    { findings: [], problems: wrong.map((problem) => ({ ...problem, file: nameOf(problem.file) })) },
  ];
}

/** Says how many findings of the baselines are gone: their files were checked, or are gone themselves. */
function noteStale(
  results: readonly CheckedFile[],
  baselines: readonly Baseline[],
  { folder }: CheckRequest,
  events: CheckEvents,
): void {
  const gone = baselines
    .flatMap((baseline) => baseline.files())
    .reduce((sum, [file, entries]) => sum + (existsSync(file) ? 0 : entries), 0);
  const stale = results.reduce((sum, one) => sum + one.stale, gone);
  if (stale === 0) return;
  const names = baselines.map(({ path }) => relative(folder, path)).join(", ");
  events.onNote?.(
    `${stale} ${stale === 1 ? "finding" : "findings"} of ${names} ${stale === 1 ? "is" : "are"} not found any more: --write-baseline writes it anew`,
    "run",
  );
}

const mostNamed = 5;

/** A stranger's file may look as if a machine had made it, so that keys in it count for noise. */
function noteGenerated(results: readonly CheckedFile[], events: CheckEvents): void {
  const names = results.filter(({ generated }) => generated).map(({ file }) => file);
  if (names.length === 0) return;
  const named = names.slice(0, mostNamed).join(", ");
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  events.onNote?.(
    `not searched for keys, and not for policies in code, for looking generated (a lock file, a bundle, long lines): ${named}${more}`,
    "run",
  );
}

/** The files of the request by name, each once. Workers load while folders are walked, as soon as there are many files. */
async function listFiles(
  { paths, folder, only, untrusted, signal, changedSince: base, listedChanges }: CheckRequest,
  problems: Problem[],
  pool: WorkerPool,
  events: CheckEvents,
): Promise<readonly FileToCheck[]> {
  // Where git lists what has changed, nothing looks at the rest; who watches wants to know of every folder.
  const lists = base !== undefined && !only && !events.onFolder;
  const ahead = lists && !untrusted ? ((await listedChanges?.()) ?? null) : null;
  let asked: Promise<Changes> | undefined;
  const changes = () => (asked ??= changedSince(folder, base!, { untrusted: untrusted !== undefined }));
  if (base !== undefined && !ahead) await changes();
  const files = new Map<string, FileToCheck>();
  /** Of these it is known that they have changed. */
  const known = new Set<string>();
  const onUnreadable = (path: string, error: unknown) => problems.push(...unreadable(path, error).problems);
  const filesAt = async (path: string): Promise<readonly FileToCheck[]> => {
    try {
      if (untrusted && leadsElsewhere(folder, path))
        throw new Error("a link leads elsewhere, and what is checked is not trusted to say where to");
      if (!(await isFolder(absolute(path, folder)))) return [{ name: path, walked: false }];
    } catch (error) {
      onUnreadable(path, error);
      return [];
    }
    const whole = absolute(path, folder);
    const listed =
      ahead && (await leadTo(ahead.top, folder, [path])) ? ahead : lists ? await (await changes()).below(whole) : null;
    if (!listed) return await walkedIn(path);
    const within = await Promise.all(listed.repositories.map((one) => walkedIn(join(path, one))));
    const differing = listed.files.map((file) => join(path, file));
    for (const name of differing) known.add(name);
    return [...differing, ...within.flat().map(({ name }) => name)].sort().map((name) => ({ name, walked: true }));
  };
  const walkedIn = async (path: string): Promise<readonly FileToCheck[]> => {
    const walked = await walk(
      absolute(path, folder),
      {
        onUnreadable: (below, error) => onUnreadable(join(path, below), error),
        onSpecial: (below) =>
          events.onNote?.(`skipped ${join(path, below)}: it is a pipe, a socket or a device`, "file"),
        onFolder: (path) => events.onFolder?.(path),
        // Of those that have changed there are few.
        onFound: (count) => base === undefined && count >= worthWorkers && pool.start(),
        onNote: (note) => events.onNote?.(note, "run"),
      },
      { only, untrusted: untrusted !== undefined, signal },
    );
    return walked.map((file) => ({ name: join(path, file), walked: true }));
  };
  for (const path of paths)
    for (const file of await filesAt(path)) if (!file.walked || !files.has(file.name)) files.set(file.name, file);
  const listed = [...files.values()];
  if (base === undefined) return listed;
  const changed = await Promise.all(
    listed.map(async ({ name }) => known.has(name) || (await changes()).differs(absolute(name, folder))),
  );
  return listed.filter((_, index) => changed[index]);
}
