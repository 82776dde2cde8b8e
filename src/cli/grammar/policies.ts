/** What policies and keys are checked by, and what a change or a set of policies allows. */
import { type Command, Option } from "commander";

import { policyOptions } from "../../analysis/policy/model";
import type { CheckOptions } from "../check";
import type { DiffOptions } from "../diff";
import { diffByDefault, diffForms } from "../diff-forms";
import { withFormOf } from "../format-option";
import type { MayOptions } from "../may";
import { byDefault, forms } from "../report-forms";
import { localeOption, name, offering } from "./options";
import type { Running } from "./running";

export function addPolicyCommands(program: Command, running: Running): void {
  program
    .command("check")
    .description("check files and folders for IAM policy mistakes, risks and static keys")
    .argument("[paths...]", "files and folders; - reads standard input", ["."])
    .addOption(
      offering(
        forms,
        new Option(
          "--format <format>",
          "form of the report, or FORM=FILE to write it to a file; may stand several times",
        ).argParser(withFormOf(forms, byDefault)),
      ).default(byDefault, "text"),
    )
    .option("--output <file>", "write the report to a file", name)
    .addOption(
      new Option("--policy-type <type>", "what the policies are").choices(["auto", ...policyOptions]).default("auto"),
    )
    .option(
      "--config <file>",
      "the configuration of all files (default: planeguard.json, found upwards from each)",
      name,
    )
    .option("--baseline <file>", "findings to accept, as --write-baseline writes them", name)
    .addOption(
      new Option("--write-baseline <file>", "write what is found to a baseline, and accept it")
        .argParser(name)
        .conflicts(["baseline", "fix", "fixDryRun"]),
    )
    .addOption(new Option("--fix", "apply every safe fix, then report what is left").conflicts("fixDryRun"))
    .option("--fix-dry-run", "print what --fix would change as a unified diff, in place of the report")
    .addOption(
      new Option("--staged", "check what is staged in git, as it is staged").conflicts([
        "changed",
        "fix",
        "fixDryRun",
        "writeBaseline",
      ]),
    )
    .option(
      "--changed [base]",
      "check only what differs from a commit (default: where the work of the branch began)",
      name,
    )
    .option(
      "--untrusted",
      "for what strangers propose: no .gitignore, suppression, planeguard.json or baseline of the checked tree counts",
    )
    .addOption(
      new Option("--watch", "check again what changes, until Ctrl+C ends it").conflicts([
        "staged",
        "fix",
        "fixDryRun",
        "writeBaseline",
      ]),
    )
    .option("--stdin-filename <name>", "the name that tells the form of standard input", name)
    .addOption(
      new Option("--fail-on <severity>", "exit 1 from this severity on")
        .choices(["error", "warning", "info", "never"])
        .default("warning"),
    )
    .option(...localeOption)
    .action(async (paths: string[], options: CheckOptions) => {
      if (options.watch) running.interrupted = "nothing is watched any more";
      running.exit = await running.run({ command: "check", request: { paths, options } }, running.terminal);
    });

  program
    .command("diff")
    .description("say what a change newly allows, and to whom")
    .argument(
      "[base]",
      "a commit (default: where the work of the branch began); with --policies a file; alone it may be a plan of Terraform in JSON",
    )
    .argument("[head]", "a commit (default: what stands in the folder); with --policies a file")
    .option("--policies", "compare two files of policies in place of two commits")
    .addOption(
      new Option("--policy-type <type>", "with --policies: what the policies are")
        .choices(["auto", ...policyOptions])
        .default("auto"),
    )
    .addOption(
      offering(
        diffForms,
        new Option(
          "--format <format>",
          "form of the report, or FORM=FILE to write it to a file; may stand several times",
        ).argParser(withFormOf(diffForms, diffByDefault)),
      ).default(diffByDefault, "text"),
    )
    .option("--output <file>", "write the report to a file", name)
    .addOption(
      new Option(
        "--fail-on <what>",
        "exit 1 where something is newly allowed (new-access), or where a rule sees a risk in it (new-risk); in both cases exit 2 where that is not known",
      )
        .choices(["new-access", "new-risk", "never"])
        .default("new-access"),
    )
    .action(async (base: string | undefined, head: string | undefined, options: DiffOptions) => {
      running.exit = await running.run(
        { command: "diff", request: { base: base ?? null, head: head ?? null, options } },
        running.terminal,
      );
    });

  program
    .command("may")
    .description("say whether policies that act together allow something, with a request that shows it")
    .requiredOption("--policy <files...>", "the files with the policies, in any form that check reads")
    .addOption(
      new Option("--policy-type <type>", "what the policies are").choices(["auto", ...policyOptions]).default("auto"),
    )
    .requiredOption("--action <actions...>", "any of these actions; wildcards are allowed")
    .option("--resource <resources...>", "any of these resources; wildcards are allowed (default: any resource)")
    .option(
      "--principal <principal>",
      "an ARN, an account, a service, or anyone for anybody at all (default: whoever the identity policies belong to, else whomever the policies let in)",
      name,
    )
    .addOption(new Option("--format <format>", "form of the answer").choices(["text", "json"]).default("text"))
    .option("--output <file>", "write the answer to a file", name)
    .action(async (options: MayOptions) => {
      running.exit = await running.run({ command: "may", request: options }, running.terminal);
    });
}
