/**
 * `npm run wild-changes -- GIT-DIR… [--only EDIT] [--seed N] [--missed FILE]`: whether `diff` is right about changes of repositories that nobody here
 * wrote. In copies each file is edited so that it is known what is newly allowed (another action, any resource, any
 * principal, no condition, another managed policy) or that nothing is (another order, a remark, a constant). It counts, by
 * edit and form, where the built terminal tells of the edited line, where it says that it does not know, and where it is
 * silent; of the edits that allow nothing it counts the files of which something is said. What is missed is judged by hand:
 * an edit may allow nothing, where another statement allows it already.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { formOf } from "../src/analysis/source/forms";
import { isTestFile } from "../src/analysis/source/test-files";
import { builtCatalog } from "../test/support/catalog";
import { type Edit, type Edited, edits } from "./lib/wild/edits";
import { readFile } from "./lib/wild/read-file";

type Outcome = "right" | "unknown" | "silent" | "said";

interface Result {
  readonly edit: string;
  readonly form: string;
  readonly outcome: Outcome;
  readonly place: string;
}

interface Place {
  readonly file: string;
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
}

/** What is read of a report of `diff --format json`. */
interface Report {
  readonly subjects: readonly {
    readonly name: string;
    readonly file: string | null;
    readonly range: Place["range"] | null;
    readonly newlyAllowed: readonly { readonly actions: readonly string[]; readonly place: Place | null }[];
    readonly noLongerAllowed: readonly unknown[];
    readonly unknown: readonly { readonly file?: string; readonly place?: Place | null }[];
  }[];
}

interface Changed {
  readonly path: string;
  readonly form: string;
  readonly text: string;
  readonly places: readonly Edited[];
}

const terminal = join(import.meta.dirname, "../dist/cli.js");

/** Of so many files a commit is made. */
const filesAtOnce = 150;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: "string", default: "1" }, only: { type: "string" }, missed: { type: "string" } },
  });
  const wanted = edits.filter(({ name }) => values.only === undefined || name === values.only);
  const results = positionals.flatMap((repository) => resultsOf(repository, wanted, Number(values.seed)));
  const counts = new Map<string, Record<Outcome, number>>();
  for (const { edit, form, outcome } of results) {
    const one = counts.get(`${edit} | ${form}`) ?? { right: 0, unknown: 0, silent: 0, said: 0 };
    one[outcome]++;
    counts.set(`${edit} | ${form}`, one);
  }
  console.log("| Edit | Form | Right | Unknown | Silent | Said |\n|---|---|---:|---:|---:|---:|");
  for (const [name, { right, unknown, silent, said }] of counts)
    console.log(`| ${name} | ${right} | ${unknown} | ${silent} | ${said} |`);
  if (values.missed !== undefined)
    writeFileSync(
      values.missed,
      results
        .flatMap(({ edit, form, outcome, place }) =>
          outcome === "right" ? [] : `${outcome} ${edit} ${form} ${place}\n`,
        )
        .join(""),
    );
}

/** What the terminal says of each edit of a repository. */
function resultsOf(repository: string, wanted: readonly Edit[], seed: number): Result[] {
  const name = repository.split("/").findLast((part) => part !== "repo" && part !== ".git") ?? repository;
  const folder = mkdtempSync(join(tmpdir(), "wild-changes-"));
  const git = (...args: string[]) =>
    spawnSync("git", ["-C", folder, "-c", "user.name=wild", "-c", "user.email=wild", ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    }).stdout;
  const tools = { catalog: builtCatalog(), seed };
  try {
    // Snapshots may lack their largest files: these count as gone from the start.
    spawnSync("git", ["clone", "-q", repository, folder], { stdio: "ignore" });
    git("add", "-A");
    git("commit", "-qm", "base");
    const files = git("ls-files", "-z")
      .split("\0")
      .flatMap((path) => {
        if (path === "" || isTestFile(path) || path.endsWith(".snap")) return [];
        const text = textOf(join(folder, path));
        return text === null || !/arn:|:[A-Z]|grant|local\./.test(text)
          ? []
          : [{ path, text, form: formOf({ name: path, text }) as string }];
      });
    const results: Result[] = [];
    for (const one of wanted) {
      const changes = files.flatMap(({ path, text, form }): Changed[] => {
        if (!one.forms.includes(form)) return [];
        const edited = one.edit(text, form, tools);
        return edited.text === text ? [] : [{ path, form, ...edited }];
      });
      for (let from = 0; from < changes.length; from += one.name === "document" ? changes.length : filesAtOnce) {
        const some = one.name === "document" ? changes : changes.slice(from, from + filesAtOnce);
        for (const { path, text } of some) writeFileSync(join(folder, path), text);
        git("commit", "-qam", one.name);
        results.push(...judged(name, one, some, reportOf(folder)));
        git("reset", "-q", "--hard", "HEAD~1");
      }
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of a file; null where there is none that can be read, or a link that leads nowhere. */
function textOf(path: string): string | null {
  try {
    return readFile(path);
  } catch {
    return null;
  }
}

function reportOf(folder: string): Report {
  const { stdout } = spawnSync("node", [terminal, "diff", "HEAD~1", "HEAD", "--format", "json", "--fail-on", "never"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout) as Report;
}

function judged(repository: string, edit: Edit, changes: readonly Changed[], report: Report): Result[] {
  return changes.flatMap(({ path, form, places }): Result[] => {
    const result = (outcome: Outcome, what: string): Result => ({
      edit: edit.name,
      form,
      outcome,
      place: `${repository}/${path}${what}`,
    });
    if (!edit.grants) {
      const said = report.subjects.filter(({ file }) => file === path);
      return [said.length === 0 ? result("right", "") : result("said", `: ${said.map(({ name }) => name).join(", ")}`)];
    }
    return places.map((place) => result(outcomeOf(report, path, place), `:${place.line} ${place.now}`));
  });
}

function outcomeOf({ subjects }: Report, path: string, { line, now, action }: Edited): Outcome {
  const isHere = (place: Place | null) =>
    place !== null && place.file === path && place.range.start.line - 2 <= line && line <= place.range.end.line + 2;
  for (const { file, range, newlyAllowed } of subjects)
    for (const { actions, place } of newlyAllowed) {
      if (action !== undefined && actions.some((one) => one.toLowerCase() === action.toLowerCase())) return "right";
      // What several attachments of one role allow is told once.
      if (now === "AdministratorAccess" && file === path && actions.some((one) => one === "*" || one === "*:*"))
        return "right";
      if (action === undefined && (isHere(place) || (file !== null && range !== null && isHere({ file, range }))))
        return "right";
    }
  return subjects.some(
    ({ file, unknown }) =>
      unknown.length > 0 && (file === path || unknown.some((one) => one.place?.file === path || one.file === path)),
  )
    ? "unknown"
    : "silent";
}

main();
