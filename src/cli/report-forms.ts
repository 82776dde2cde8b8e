/** In which forms a check is reported, and where each goes: `--format FORM` or `--format FORM=FILE`, as often as one likes. */
import { resolve, sep } from "node:path";

import { type CheckReport, reportIn } from "../report/check-report";
import { shortHash } from "../workspace/fingerprint";
import type { Writers } from "./written";

export const forms = [
  "text",
  "json",
  "sarif",
  "github",
  "gitlab",
  "gitlab-sast",
  "junit",
  "checkstyle",
  "markdown",
] as const;
type Form = (typeof forms)[number];

export interface ReportForm<Of extends string = Form> {
  readonly form: Of;
  /** As the user names it; without one it goes to `--output` or to standard output. */
  readonly file?: string;
}

export const byDefault: readonly ReportForm[] = [{ form: "text" }];

/** Two reports that would be written to the same file. */
export function sameFile(files: readonly (string | undefined)[], folder: string): boolean {
  const named = files.flatMap((file) => (file === undefined ? [] : [resolve(folder, file)]));
  return new Set(named).size < named.length;
}

/** What makes no sense in where the reports go, in words; null: nothing. */
export function formsMistake(reports: readonly ReportForm<string>[], output: string | undefined): string | null {
  const without = reports.filter(({ file }) => file === undefined);
  if (without.length > 1)
    return "only one report can go to the same place; name a file for the others: --format json=report.json";
  if (without.length === 0 && output !== undefined) return "--output is for the report that has no file of its own";
  return null;
}

export const checkWriters: Writers<CheckReport, Form> = {
  json: async (report, { tool, language }) =>
    (await import("../report/check-json")).checkJson(reportIn(report, language), tool),
  github: async (report, { language }) =>
    (await import("../report/check-github")).checkGithub(reportIn(report, language)),
  gitlab: async (report, { language }) =>
    (await import("../report/check-gitlab")).checkGitlab(reportIn(report, language), shortHash, sep),
  junit: async (report, { language }) => (await import("../report/check-junit")).checkJunit(reportIn(report, language)),
  checkstyle: async (report, { language }) =>
    (await import("../report/check-checkstyle")).checkCheckstyle(reportIn(report, language)),
  markdown: async (report, { language }) =>
    (await import("../report/check-markdown")).checkMarkdown(reportIn(report, language)),
  "gitlab-sast": async (report, { tool, language }) => {
    const { rules } = await import("../workspace/engine");
    const { checkGitlabSast } = await import("../report/check-gitlab");
    return checkGitlabSast(reportIn(report, language), tool, rules, shortHash, sep, new Date().toISOString());
  },
  sarif: async (report, { tool, language }) => {
    const { rules } = await import("../workspace/engine");
    return (await import("../report/check-sarif")).checkSarif(reportIn(report, language), tool, rules, shortHash, sep);
  },
  text: async (report, { colour, language }) =>
    (await import("../report/check-text")).checkText(reportIn(report, language), { colour, language }),
};

/** Whether a report in this form shows fixes. */
export function carriesFixes({ form }: ReportForm): boolean {
  return form === "json" || form === "sarif" || form === "gitlab-sast";
}
