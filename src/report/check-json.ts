/** `check --format json`, schema 1 of shared/CLI.md. A field may be added; none changes its meaning. */
import { json } from "../escape/json";
import type { CheckReport, Tool } from "./check-report";

export function checkJson({ findings, problems, stats, untrusted }: CheckReport, tool: Tool): string {
  return `${json({ schema: 1, tool, ...(untrusted ? { untrusted } : {}), findings, problems, stats })}\n`;
}
