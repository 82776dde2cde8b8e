/** In which forms a comparison is reported. */
import { sep } from "node:path";

import { version } from "../../package.json";
import { catalogDate } from "../catalog/generated/about";
import type { DiffReport } from "../report/diff-report";
import { type ReportForm, withFormOf } from "./report-forms";
import type { Terminal } from "./terminal";

export const diffForms = ["text", "json", "markdown", "sarif"] as const;
export type DiffForm = (typeof diffForms)[number];

export const diffByDefault: readonly ReportForm<DiffForm>[] = [{ form: "text" }];

/** Adds what one `--format` says to what those before it said. */
export const withDiffForm = withFormOf(diffForms, diffByDefault);

/** Loads only the form that is asked for. */
export async function renderedDiff(
  report: DiffReport,
  { form, file }: ReportForm<DiffForm>,
  output: string | undefined,
  { colour }: Terminal,
): Promise<string> {
  const tool = { name: "planeguard", version, catalogDate } as const;
  switch (form) {
    case "json":
      return (await import("../report/diff-json")).diffJson(report, tool);
    case "markdown":
      return (await import("../report/diff-markdown")).diffMarkdown(report);
    case "sarif": {
      const { shortHash } = await import("../workspace/fingerprint");
      return (await import("../report/diff-sarif")).diffSarif(report, tool, shortHash, sep);
    }
    case "text":
      return (await import("../report/diff-text")).diffText(report, {
        colour: colour && (file ?? output) === undefined,
      });
  }
}
