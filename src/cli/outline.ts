/** The commands and options as plain data, taken from what answers `--help`: the ground of completion and the man page. */
import type { Command } from "commander";

export interface OutlinedOption {
  /** `--format`. */
  readonly long: string;
  /** `-h`. */
  readonly short: string | null;
  /** As the help writes it: `--format <format>`. */
  readonly flags: string;
  readonly description: string;
  readonly takesValue: boolean;
  readonly mayTakeValue: boolean;
  readonly choices: readonly string[];
  /** It names a file or folder. */
  readonly isPath: boolean;
}

export interface OutlinedCommand {
  readonly name: string;
  readonly description: string;
  /** `[paths...]`. */
  readonly argumentsOf: readonly {
    readonly name: string;
    readonly description: string;
    readonly choices: readonly string[];
  }[];
  readonly options: readonly OutlinedOption[];
}

export interface Outline {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly OutlinedCommand[];
  readonly options: readonly OutlinedOption[];
}

export function outlineOf(program: Command): Outline {
  const help = program.createHelp();
  return {
    name: program.name(),
    description: program.description(),
    options: help.visibleOptions(program).map(optionOf),
    commands: help
      .visibleCommands(program)
      .filter((command) => command.name() !== "help")
      .map((command) => ({
        name: command.name(),
        description: command.description(),
        argumentsOf: command.registeredArguments.map((argument) => ({
          name: `${argument.required ? "<" : "["}${argument.name()}${argument.variadic ? "..." : ""}${argument.required ? ">" : "]"}`,
          description: argument.description,
          choices: argument.argChoices ?? [],
        })),
        options: help.visibleOptions(command).map(optionOf),
      })),
  };
}

type CommandOption = Command["options"][number];

function optionOf({ long, short, flags, description, required, optional, argChoices }: CommandOption): OutlinedOption {
  return {
    long: long ?? flags,
    short: short ?? null,
    flags,
    description,
    takesValue: required || optional,
    mayTakeValue: optional,
    choices: argChoices ?? [],
    isPath: /<(?:file|path|dir)/.test(flags),
  };
}
