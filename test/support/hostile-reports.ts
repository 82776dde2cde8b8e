/** What the commands report of hostile documents, in all forms of one run: most of the time goes into the analysis. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { collectPosture } from "../../src/account/account";
import type { Posture } from "../../src/account/posture";
import { diffForms } from "../../src/cli/diff-forms";
import { postureWriters } from "../../src/cli/posture-forms";
import type { PostureOptions } from "../../src/cli/posture-options";
import { forms } from "../../src/cli/report-forms";
import { english } from "../../src/wording/language";
import { temporaryFolder } from "./folder";
import { documentsWith } from "./hostile-inputs";
import { planeguard } from "./terminal";

const tool = { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" } as const;

/** Calls it once for each text. */
export function perText<Made>(make: (text: string) => Promise<Made>): (text: string) => Promise<Made> {
  const made = new Map<string, Promise<Made>>();
  return (text) => {
    const known = made.get(text) ?? make(text);
    made.set(text, known);
    return known;
  };
}

/** What a file system takes as a name. */
const nameOf = (text: string) =>
  text
    .replace(/[/\0]/g, "")
    .replaceAll(/\p{Cs}/gu, "")
    .slice(0, 60);

/** What `check` writes of documents with this text, by the name of the form; `fixes` is the diff of `--fix-dry-run`. */
export const checksOf = perText(async (text): Promise<ReadonlyMap<string, string>> => {
  const name = nameOf(text);
  const windows = process.platform === "win32";
  const files = documentsWith(text).map(
    (one) => [windows ? one.name : `${name}d/${name}${one.name}`, one.text] as const,
  );
  const folder = temporaryFolder(Object.fromEntries([...files, ["a.json", documentsWith(text)[0]!.text]]));
  const reports = temporaryFolder({});
  try {
    const { out } = await planeguard(folder.path, [
      "check",
      ".",
      "--fix-dry-run",
      "--format",
      "text",
      ...into(reports, forms),
    ]);
    return new Map([["fixes", out], ...written(reports, forms)]);
  } finally {
    folder.remove();
    reports.remove();
  }
});

/** What `diff` writes of each document with this text after it had another, by the name of the form. */
export const comparisonsOf = perText(async (text): Promise<ReadonlyMap<string, readonly string[]>> => {
  const [before, after] = [documentsWith("other"), documentsWith(text)];
  const named = (version: string, documents: typeof before) =>
    documents.map((one) => [`${version}/${one.name}`, one.text] as const);
  const folder = temporaryFolder(Object.fromEntries([...named("old", before), ...named("new", after)]));
  const reports = temporaryFolder({});
  const all = new Map(diffForms.map((form) => [form, [] as string[]]));
  try {
    for (const { name } of after) {
      await planeguard(folder.path, ["diff", "--policies", `old/${name}`, `new/${name}`, ...into(reports, diffForms)]);
      for (const [form, report] of written(reports, diffForms)) all.get(form)!.push(report);
    }
  } finally {
    folder.remove();
    reports.remove();
  }
  return all;
});

/** What `posture --demo` writes in each form: the account is read once, as the command reads it. */
const demoPosture = perText(async (): Promise<Posture> => {
  const outcome = await collectPosture({ demo: true });
  if ("failure" in outcome) throw new Error(outcome.failure.kind);
  return outcome.posture;
});

export async function demoReport(form: Exclude<PostureOptions["format"], "text">): Promise<string> {
  const how = { tool, file: undefined, colour: false, width: 80, language: english };
  return postureWriters({ demo: true, format: form, failOn: "never" })[form](await demoPosture("demo"), how);
}

const into = (folder: { readonly path: string }, some: readonly string[]) =>
  some.flatMap((form) => ["--format", `${form}=${join(folder.path, form)}`]);

/** One that was not written is missed here. */
const written = <Form extends string>(folder: { readonly path: string }, some: readonly Form[]) =>
  some.map((form) => [form, readFileSync(join(folder.path, form), "utf8")] as const);
