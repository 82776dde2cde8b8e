import { recommendations } from "../guidance/recommendations";
import { styler } from "../report/style";
import { ExitCode, type Terminal } from "./terminal";

export async function explainRule(id: string, terminal: Terminal): Promise<ExitCode> {
  const { explain } = await import("../workspace/engine");
  const page = explain(id);
  if (page === null) {
    terminal.err(`planeguard: there is no rule or check "${id}"; planeguard rules lists them all\n`);
    return ExitCode.unusable;
  }
  terminal.out(page);
  return ExitCode.clean;
}

export async function printRules(format: "text" | "json", terminal: Terminal): Promise<ExitCode> {
  const { listRules } = await import("../workspace/engine");
  const listed = listRules();
  if (format === "json") {
    terminal.out(`${JSON.stringify({ schema: 1, rules: listed }, null, 2)}\n`);
    return ExitCode.clean;
  }
  const style = styler(terminal.colour);
  for (const { id, number, title } of recommendations) {
    const served = listed.filter((one) => one.recommendation === id);
    if (served.length === 0) continue;
    terminal.out(`${style.bold(`${number}. ${title}`)}\n`);
    for (const one of served) terminal.out(`  ${one.id.padEnd(40)} ${one.severity.padEnd(9)} ${one.title}\n`);
    terminal.out("\n");
  }
  return ExitCode.clean;
}
