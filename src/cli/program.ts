/** The commands of `planeguard` and their options: shared/CLI.md is the contract. Loads only what the call needs. */
import { Argument, Command, CommanderError, Option } from "commander";

import { version } from "../../package.json";
import { lines } from "../escape/terminal";
import type { ThreadedEngine } from "../mcp/engine";
import type { RunCommand } from "./commands";
import type { ConfigOptions } from "./config";
import { addAccessCommands } from "./grammar/access";
import { addAccountCommands } from "./grammar/account";
import { localeOption, name } from "./grammar/options";
import { addPolicyCommands } from "./grammar/policies";
import type { Running } from "./grammar/running";
import type { McpCall } from "./mcp";
import type { RulesOptions } from "./rules";
import { type Shell, shells } from "./shells";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal, withNotes } from "./terminal";

/** `engine`: that of `mcp`, where it loads already. */
export async function main(
  argv: readonly string[],
  given: Terminal,
  run: RunCommand,
  engine: ThreadedEngine | null = null,
): Promise<ExitCode> {
  const terminal = withNotes(given);
  const running: Running = {
    terminal,
    run,
    exit: ExitCode.clean,
    interrupted: "what it wrote until then is not whole",
  };
  const program = new Command("planeguard")
    .description("Guards the AWS management plane from where code and policies are written.")
    .version(version)
    .exitOverride()
    .addHelpText("afterAll", ({ command }) => (command.name() === "may" ? exitCodesOfMay : exitCodes))
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => given.err(lines(text)) });

  addPolicyCommands(program, running);
  addAccountCommands(program, running);
  addAccessCommands(program, running);

  program
    .command("explain")
    .description("print the documentation page of a rule or check")
    .argument("<id>", "such as policy/invalid-action or root/mfa")
    .option(...localeOption)
    .action(async (id: string, { locale }: { locale?: string }) => {
      const { explainRule } = await import("./rules");
      running.exit = await explainRule(id, locale, running.terminal);
    });

  program
    .command("rules")
    .description("list every rule and check, with its recommendation")
    .addOption(new Option("--format <format>", "form of the list").choices(["text", "json"]).default("text"))
    .option(...localeOption)
    .action(async (options: RulesOptions) => {
      const { printRules } = await import("./rules");
      running.exit = await printRules(options, running.terminal);
    });

  program
    .command("config")
    .description("show what governs a file, and where that is said")
    .argument("[path]", "a file, there or not", "planeguard.json")
    .option("--config <file>", "the configuration of all files (default: planeguard.json, found upwards)", name)
    .addOption(new Option("--format <format>", "form of the report").choices(["text", "json"]).default("text"))
    .action(async (path: string, options: ConfigOptions) => {
      const { config } = await import("./config");
      running.exit = await config(path, options, running.terminal);
    });

  program
    .command("completion")
    .description("print a script that completes commands, options and their values")
    .addArgument(new Argument("<shell>", "for which shell").choices(shells))
    .action(async (shell: Shell) => {
      const [{ completionFor }, { outlineOf }] = await Promise.all([import("./completion"), import("./outline")]);
      running.terminal.out(completionFor(shell, outlineOf(program)));
    });

  program
    .command("man", { hidden: true })
    .description("print the man page")
    .action(async () => {
      const [{ manPage }, { outlineOf }] = await Promise.all([import("./man-page"), import("./outline")]);
      running.terminal.out(manPage(outlineOf(program), version, exitCodes));
    });

  program
    .command("lsp")
    .description("speak the language server protocol on standard input and output, for editors")
    .option("--stdio", "accepted because many clients pass it; there is no other way")
    .option("--clientProcessId <id>", "end with this process")
    .action(async () => {
      const { lsp } = await import("./lsp");
      running.exit = await lsp(terminal);
    });

  program
    .command("mcp")
    .description("offer the tools for assistants on standard input and output (Model Context Protocol)")
    .option("--posture <path>", "what list_posture lists: a report of posture --format json, or a folder of them", name)
    .action(async (options: McpCall) => {
      const { mcp } = await import("./mcp");
      running.exit = await mcp(options, terminal, engine);
    });

  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    running.exit = error instanceof CommanderError && error.exitCode === 0 ? ExitCode.clean : ExitCode.unusable;
    if (!(error instanceof CommanderError) && terminal.stop.signal === null)
      terminal.err(`planeguard: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  const { signal } = terminal.stop;
  if (signal === null) return running.exit;
  terminal.err(
    `planeguard: ${running.interrupted === null ? "cancelled" : `ended by ${signal}; ${running.interrupted}`}\n`,
  );
  return exitCodeOf(signal);
}

const exitCodesWith = (clean: string, found: string, unusable: string): string => `
Exit codes:
  0    ${clean}
  1    ${found}
  2    ${unusable}
  130  ended by SIGINT, as Ctrl+C sends it: there is no whole report
  143  ended by SIGTERM: there is no whole report
`;
const unusable = "wrong usage, or something that could not be read or written";
const exitCodes = exitCodesWith("nothing at or above the threshold", "something", unusable);
const exitCodesOfMay = exitCodesWith("no", "yes", `not known; ${unusable}`);
