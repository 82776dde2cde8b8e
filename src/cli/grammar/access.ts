/** What somebody needs, is denied or would lose. */
import { type Command, Option } from "commander";

import type { DeniedOptions } from "../denied";
import type { NeedsOptions } from "../needs";
import type { RehearseOptions } from "../rehearse";
import { name } from "./options";
import type { Running } from "./running";

export function addAccessCommands(program: Command, running: Running): void {
  program
    .command("needs")
    .description("tell what code calls of AWS, and what its role grants of it")
    .argument("[paths...]", "files and folders: code, templates that declare it", ["."])
    .option("--unit <name>", "only the unit of this name, such as the logical id of a function", name)
    .addOption(
      new Option("--format <format>", "form of the report; all but text and json are the least policy")
        .choices(["text", "json", "policy", "terraform", "cloudformation", "cdk"] satisfies NeedsOptions["format"][])
        .default("text"),
    )
    .action(async (paths: string[], options: NeedsOptions) => {
      running.exit = await running.run({ command: "needs", request: { paths, options } }, running.terminal);
    });

  program
    .command("denied")
    .description("read the message of an AccessDenied, and say which policy denies it and where it is mended")
    .argument("[file]", "a log, an exception, an event of CloudTrail; - reads standard input", "-")
    .addOption(new Option("--format <format>", "form of the report").choices(["text", "json"]).default("text"))
    .action(async (file: string, options: DeniedOptions) => {
      running.exit = await running.run({ command: "denied", request: { file, options } }, running.terminal);
    });

  program
    .command("rehearse")
    .description("tell what a service or resource control policy would take away, and from whom, before it is attached")
    .argument("<file>", "the policy, in any form")
    .option("--trail <path>", "files of CloudTrail, gzipped or not: which of their calls would have been denied", name)
    .option(
      "--snapshot <file>",
      "the principals of an account, as aws iam get-account-authorization-details writes them, in place of the workspace's",
      name,
    )
    .addOption(
      new Option("--policy-type <type>", "what the policy is, where it does not tell")
        .choices(["auto", "scp", "rcp"])
        .default("auto"),
    )
    .addOption(new Option("--format <format>", "form of the report").choices(["text", "json"]).default("text"))
    .option("--output <file>", "write the report to a file", name)
    .addHelpText(
      "after",
      "\nIt exits with 1 where somebody would lose something, and with 2 where something could not be read.",
    )
    .action(async (file: string, options: RehearseOptions) => {
      const { rehearse } = await import("../rehearse");
      running.exit = await rehearse(file, options, running.terminal);
    });
}
