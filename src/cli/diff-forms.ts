/** In which forms a comparison is reported. */
import { sep } from "node:path";

import type { DiffReport } from "../report/diff-report";
import type { ReportForm } from "./report-forms";
import type { Writers } from "./written";

export const diffForms = ["text", "json", "markdown", "sarif"] as const;
export type DiffForm = (typeof diffForms)[number];

export const diffByDefault: readonly ReportForm<DiffForm>[] = [{ form: "text" }];

export const diffWriters: Writers<DiffReport, DiffForm> = {
  json: async (report, { tool }) => (await import("../report/diff-json")).diffJson(report, tool),
  markdown: async (report) => (await import("../report/diff-markdown")).diffMarkdown(report),
  sarif: async (report, { tool }) => {
    const { shortHash } = await import("../workspace/fingerprint");
    return (await import("../report/diff-sarif")).diffSarif(report, tool, shortHash, sep);
  },
  text: async (report, { colour }) => (await import("../report/diff-text")).diffText(report, { colour }),
};
