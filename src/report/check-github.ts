/** `check --format github`: the commands by which a step of GitHub Actions annotates lines. */
import type { Finding, Problem, Severity } from "../analysis/finding";
import { workflowCommand } from "../escape/workflow-command";
import type { CheckReport } from "./check-report";

const commands = { error: "error", warning: "warning", info: "notice", hint: "notice" } as const satisfies Record<
  Severity,
  string
>;

export function checkGithub({ findings, problems }: CheckReport): string {
  return [...findings.map(findingCommand), ...problems.map(problemCommand)].map((line) => `${line}\n`).join("");
}

function findingCommand({ severity, file, range: { start, end }, ruleId, message }: Finding): string {
  // Columns are only taken where a finding stays on its line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  return workflowCommand(
    commands[severity],
    { file, line: start.line, endLine: end.line, ...columns, title: ruleId },
    message,
  );
}

function problemCommand({ file, range, message }: Problem): string {
  return workflowCommand(
    "warning",
    { file, ...(range ? { line: range.start.line } : {}), title: "Planeguard could not check this" },
    message,
  );
}
