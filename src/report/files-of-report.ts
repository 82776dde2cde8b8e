import type { Finding, Problem } from "../analysis/finding";
import type { CheckReport } from "./check-report";

/** What a check has to say of one file. */
export interface FileReport {
  readonly file: string;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** The files with findings or problems, in the order of the report. */
export function byFile({ findings, problems }: Pick<CheckReport, "findings" | "problems">): FileReport[] {
  const files = new Map<string, { findings: Finding[]; problems: Problem[] }>();
  const of = (file: string) => {
    const known = files.get(file) ?? { findings: [], problems: [] };
    files.set(file, known);
    return known;
  };
  for (const one of findings) of(one.file).findings.push(one);
  for (const one of problems) of(one.file).problems.push(one);
  return [...files].map(([file, said]) => ({ file, ...said }));
}
