/** Which files a check is about: those of its request, without what a configuration leaves out. */
import { join } from "node:path";

import type { Problem } from "../analysis/finding";
import { type FileToCheck, unreadable } from "./check-file";
import type { CheckEvents, CheckRequest } from "./check-request";
import type { Configurations } from "./configuration/find";
import { absolute, isFolder } from "./files";
import { changedSince, type Changes } from "./git/changed";
import { leadTo } from "./git/listing";
import { leadsElsewhere } from "./untrusted";
import { walk } from "./walk";
import { type WorkerPool, worthWorkers } from "./worker-pool";

/**
 * The files of the request by name, each once. Workers load while folders are walked, as soon as there are many files.
 * @param walks is told of every folder that was walked as it is, absolute, with the files in it, relative to it
 */
export async function listFiles(
  { paths, folder, only, untrusted, endsSoon, signal, changedSince: base, listedChanges }: CheckRequest,
  problems: Problem[],
  pool: WorkerPool,
  events: CheckEvents,
  walks: Map<string, readonly string[]> = new Map(),
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
      { only, untrusted: untrusted !== undefined, blocking: endsSoon, signal },
    );
    if (!only && !untrusted && !signal?.aborted) walks.set(absolute(path, folder), walked);
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

/** What somebody asked for by its name is told of where it is left out. */
export async function withoutExcluded(
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
