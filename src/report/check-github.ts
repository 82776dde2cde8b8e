/** `check --format github`: the commands by which a step of GitHub Actions annotates lines (docs.github.com, "Workflow commands"). */
import type { Finding, Problem, Severity } from "../analysis/finding";
import type { CheckReport } from "./check-report";

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice", hint: "notice" };

export function checkGithub({ findings, problems }: CheckReport): string {
  return [...findings.map(findingCommand), ...problems.map(problemCommand)].map((line) => `${line}\n`).join("");
}

function findingCommand({ severity, file, range: { start, end }, ruleId, message }: Finding): string {
  // Columns are only taken where a finding stays on its line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  return command(commands[severity], { file, line: start.line, endLine: end.line, ...columns, title: ruleId }, message);
}

function problemCommand({ file, range, message }: Problem): string {
  return command(
    "warning",
    { file, ...(range ? { line: range.start.line } : {}), title: "Planeguard could not check this" },
    message,
  );
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const given = Object.entries(properties).map(
    ([key, value]) => `${key}=${escaped(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
  );
  return `::${name} ${given.join(",")}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
