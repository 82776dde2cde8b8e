/** Checking files and folders: what `planeguard check` and "Check the Workspace" both do. */
import { existsSync } from "node:fs";
import { isAbsolute, relative } from "node:path";

import { KnownKeys } from "../analysis/credentials/known-keys";
import type { Problem } from "../analysis/finding";
import type { UnitFact } from "../analysis/source/facts";
import { brokenElsewhere, findingsElsewhere } from "./assertions/elsewhere";
import { assertionFacts, noAssertions } from "./assertions/facts";
import type { Baseline } from "./baseline";
import { checkAtOnce, type FactsByName } from "./check-at-once";
import { type CheckedFile, checkFile, type FileToCheck, type ReadContent } from "./check-file";
import type { CheckEvents, CheckRequest, CheckSummary } from "./check-request";
import { Configurations } from "./configuration/find";
import { createEngine } from "./create-engine";
import { absolute, walkSizeLimit } from "./files";
import { listFiles, withoutExcluded } from "./files-to-check";
import { fingerprintKey } from "./fingerprint";
import { Project } from "./project";
import { type StagedCheck, stagedCheck } from "./staged-check";
import { cancellationOf, isCanceled } from "./thread/cancellation";
import { factsOf } from "./units/facts";
import { WorkerPool, worthWorkers } from "./worker-pool";

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
  const pool = new WorkerPool({ folder, options, endsSoon: request.endsSoon, fingerprintKey });
  const walks = new Map<string, readonly string[]>();
  let order: readonly string[] = [];
  let elsewhere = noAssertions.facts;
  // What has changed may break an assertion in a file that has not.
  const isPartial = staged !== null || request.changedSince !== undefined;
  const broken: Problem[] = [];
  try {
    const listed = staged?.files ?? (await listFiles(request, problems, pool, events, walks));
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
    const unitFacts = async (declaring?: AsyncIterable<string>) =>
      factsOf({
        files: order,
        declaring,
        folder,
        paths: request.paths,
        walks,
        signal,
        untrusted: untrusted !== undefined,
        fixes,
        texts: await staged?.texts(),
      });
    const check = async (names: readonly string[], facts: FactsByName, onEach: (one: CheckedFile) => void) => {
      const toCheck = names.map((name) => withFacts(name, facts.get(name)));
      if ((toCheck.length >= worthWorkers || pool.isWarm) && !staged) await pool.check(toCheck, onEach, signal);
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
