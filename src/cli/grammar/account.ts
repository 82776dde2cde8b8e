/** The posture of live accounts. */
import { type Command, Option } from "commander";

import { checkSeverities } from "../../account/posture";
import { thresholds } from "../../report/posture-threshold";
import type { PostureOptions } from "../posture-options";
import { matching, name } from "./options";
import type { Running } from "./running";

export function addAccountCommands(program: Command, running: Running): void {
  program
    .command("posture")
    .description("show the account's security posture (read only)")
    .option(
      "--profile <profile>",
      "profile of the AWS configuration; may stand several times, for as many accounts",
      (value: string, before: readonly string[] = []) => [...before, name(value)],
    )
    .addOption(
      new Option(
        "--organization",
        "every account of the organization that the profile belongs to; the others are entered by --role",
      ),
    )
    .option(
      "--role <name>",
      "with --organization: the role to assume in each of the other accounts, with its path where it has one",
      matching(/^\/?[\w+=,.@-]{1,64}(?:\/[\w+=,.@-]{1,64}){0,8}$/, "the name of a role, not its ARN"),
    )
    .option(
      "--accounts-at-once <number>",
      "of several accounts, how many are read beside each other (1 to 16; default: 4)",
      (value) => Number(matching(/^(?:[1-9]|1[0-6])$/, "a number from 1 to 16")(value)),
    )
    .option(
      "--region <region>",
      "Region for Regional calls",
      matching(/^[a-z]{2}(-[a-z]+)+-\d+$/, "a Region such as eu-central-1"),
    )
    .option(
      "--endpoint-url <url>",
      "call this endpoint in place of AWS",
      matching(/^https?:\/\/\S+$/, "an http or https address"),
    )
    .addOption(new Option("--demo", "use the embedded demo account").conflicts(["profile", "endpointUrl"]))
    .addOption(
      new Option("--format <format>", "form of the report")
        .choices(["text", "json", "html", "sarif", "csv", "ocsf"])
        .default("text"),
    )
    .option("--output <file>", "write the report to a file", name)
    .option("--summary", "the totals, the score and the worst alone, as text")
    .option(
      "--assertions <file>",
      "a planeguard.json, or a list as its assertions have it, that the account's policies are held to: a check for each",
      name,
    )
    .option("--only <checks...>", "these checks or families alone, such as root/mfa or cloudtrail")
    .addOption(
      new Option("--severity <severity>", "checks of this severity or a graver one alone").choices(checkSeverities),
    )
    .addOption(
      new Option(
        "--fail-on <threshold>",
        "exit 1 where a check of this severity or a graver one fails, where any does (fail), or where one fails or could not be assessed (not-assessed); in each case exit 2 where more than half of these checks could not be assessed",
      )
        .choices(thresholds)
        .default("never"),
    )
    .action(async (options: PostureOptions) => {
      running.interrupted = null;
      running.exit = await running.run({ command: "posture", request: options }, running.terminal);
    });
}
