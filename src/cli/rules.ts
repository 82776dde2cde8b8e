import { recommendations } from "../guidance/recommendations";
import { styler } from "../report/style";
import { english, wordingIn } from "../wording/language";
import { languageFor } from "./locale";
import { ExitCode, type Terminal } from "./terminal";

export async function explainRule(id: string, locale: string | undefined, terminal: Terminal): Promise<ExitCode> {
  const language = await languageFor(locale, terminal);
  if (!language) return ExitCode.unusable;
  const { explain } = await import("../workspace/engine");
  const page = explain(id, language);
  if (page === null) {
    terminal.err(`planeguard: there is no rule or check "${id}"; planeguard rules lists them all\n`);
    return ExitCode.unusable;
  }
  terminal.out(page);
  return ExitCode.clean;
}

export interface RulesOptions {
  readonly format: "text" | "json";
  readonly locale?: string;
}

export async function printRules({ format, locale }: RulesOptions, terminal: Terminal): Promise<ExitCode> {
  const language = await languageFor(locale, terminal);
  if (!language) return ExitCode.unusable;
  const { listRules } = await import("../workspace/engine");
  // JSON is the same everywhere unless somebody asks for a language.
  const listed = listRules(format === "text" || locale !== undefined ? language : english);
  const wording = wordingIn(language);
  if (format === "json") {
    terminal.out(`${JSON.stringify({ schema: 1, rules: listed }, null, 2)}\n`);
    return ExitCode.clean;
  }
  const style = styler(terminal.colour);
  for (const { id, number, title } of recommendations) {
    const served = listed.filter((one) => one.recommendation === id);
    if (served.length === 0) continue;
    terminal.out(`${style.bold(`${number}. ${wording.of(title)}`).text}\n`);
    for (const one of served) terminal.out(`  ${one.id.padEnd(40)} ${one.severity.padEnd(9)} ${one.title}\n`);
    terminal.out("\n");
  }
  return ExitCode.clean;
}
