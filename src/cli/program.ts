/** The commands of `planeguard` and their options: shared/CLI.md is the contract. Loads only what the call needs. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { version } from "../../package.json";
import { checkSeverities } from "../account/posture";
import { policyOptions } from "../analysis/policy/model";
import { lines } from "../escape/terminal";
import type { ThreadedEngine } from "../mcp/engine";
import { thresholds } from "../report/posture-threshold";
import type { CheckOptions } from "./check";
import type { RunCommand } from "./commands";
import type { ConfigOptions } from "./config";
import type { DeniedOptions } from "./denied";
import type { DiffOptions } from "./diff";
import { diffByDefault, diffForms } from "./diff-forms";
import { withFormOf } from "./format-option";
import type { MayOptions } from "./may";
import type { McpCall } from "./mcp";
import type { NeedsOptions } from "./needs";
import type { PostureOptions } from "./posture-options";
import type { RehearseOptions } from "./rehearse";
import { byDefault, forms } from "./report-forms";
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
  let exit: ExitCode = ExitCode.clean;
  /** What a signal has made of it; null where nothing has been written yet. */
  let interrupted: string | null = "what it wrote until then is not whole";
  const program = new Command("planeguard")
    .description("Guards the AWS management plane from where code and policies are written.")
    .version(version)
    .exitOverride()
    .addHelpText("afterAll", ({ command }) => (command.name() === "may" ? exitCodesOfMay : exitCodes))
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => given.err(lines(text)) });

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
      if (options.watch) interrupted = "nothing is watched any more";
      exit = await run({ command: "check", request: { paths, options } }, terminal);
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
      exit = await run({ command: "diff", request: { base: base ?? null, head: head ?? null, options } }, terminal);
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
      exit = await run({ command: "may", request: options }, terminal);
    });

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
      interrupted = null;
      exit = await run({ command: "posture", request: options }, terminal);
    });

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
      exit = await run({ command: "needs", request: { paths, options } }, terminal);
    });

  program
    .command("denied")
    .description("read the message of an AccessDenied, and say which policy denies it and where it is mended")
    .argument("[file]", "a log, an exception, an event of CloudTrail; - reads standard input", "-")
    .addOption(new Option("--format <format>", "form of the report").choices(["text", "json"]).default("text"))
    .action(async (file: string, options: DeniedOptions) => {
      exit = await run({ command: "denied", request: { file, options } }, terminal);
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
      const { rehearse } = await import("./rehearse");
      exit = await rehearse(file, options, terminal);
    });

  program
    .command("explain")
    .description("print the documentation page of a rule or check")
    .argument("<id>", "such as policy/invalid-action or root/mfa")
    .option(...localeOption)
    .action(async (id: string, { locale }: { locale?: string }) => {
      const { explainRule } = await import("./rules");
      exit = await explainRule(id, locale, terminal);
    });

  program
    .command("rules")
    .description("list every rule and check, with its recommendation")
    .addOption(new Option("--format <format>", "form of the list").choices(["text", "json"]).default("text"))
    .option(...localeOption)
    .action(async (options: RulesOptions) => {
      const { printRules } = await import("./rules");
      exit = await printRules(options, terminal);
    });

  program
    .command("config")
    .description("show what governs a file, and where that is said")
    .argument("[path]", "a file, there or not", "planeguard.json")
    .option("--config <file>", "the configuration of all files (default: planeguard.json, found upwards)", name)
    .addOption(new Option("--format <format>", "form of the report").choices(["text", "json"]).default("text"))
    .action(async (path: string, options: ConfigOptions) => {
      const { config } = await import("./config");
      exit = await config(path, options, terminal);
    });

  program
    .command("completion")
    .description("print a script that completes commands, options and their values")
    .addArgument(new Argument("<shell>", "for which shell").choices(shells))
    .action(async (shell: Shell) => {
      const [{ completionFor }, { outlineOf }] = await Promise.all([import("./completion"), import("./outline")]);
      terminal.out(completionFor(shell, outlineOf(program)));
    });

  program
    .command("man", { hidden: true })
    .description("print the man page")
    .action(async () => {
      const [{ manPage }, { outlineOf }] = await Promise.all([import("./man-page"), import("./outline")]);
      terminal.out(manPage(outlineOf(program), version, exitCodes));
    });

  program
    .command("lsp")
    .description("speak the language server protocol on standard input and output, for editors")
    .option("--stdio", "accepted because many clients pass it; there is no other way")
    .option("--clientProcessId <id>", "end with this process")
    .action(async () => {
      const { lsp } = await import("./lsp");
      exit = await lsp(terminal);
    });

  program
    .command("mcp")
    .description("offer the tools for assistants on standard input and output (Model Context Protocol)")
    .option("--posture <path>", "what list_posture lists: a report of posture --format json, or a folder of them", name)
    .action(async (options: McpCall) => {
      const { mcp } = await import("./mcp");
      exit = await mcp(options, terminal, engine);
    });

  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    exit = error instanceof CommanderError && error.exitCode === 0 ? ExitCode.clean : ExitCode.unusable;
    if (!(error instanceof CommanderError) && terminal.stop.signal === null)
      terminal.err(`planeguard: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  const { signal } = terminal.stop;
  if (signal === null) return exit;
  terminal.err(`planeguard: ${interrupted === null ? "cancelled" : `ended by ${signal}; ${interrupted}`}\n`);
  return exitCodeOf(signal);
}

/** With the choices in its help and in completion, of an option that checks its value itself. */
function offering(choices: readonly string[], option: Option): Option {
  option.argChoices = [...choices];
  return option;
}

function matching(pattern: RegExp, what: string): (value: string) => string {
  return (value) => {
    if (!pattern.test(value)) throw new InvalidArgumentError(`It must be ${what}.`);
    return value;
  };
}

const name = matching(/\S/, "a name");

const localeOption = [
  "--locale <locale>",
  "the language of messages and pages, such as de or en (default: that of LC_ALL, LC_MESSAGES or LANG; but of text alone)",
  name,
] as const;

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
