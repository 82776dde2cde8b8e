/** Ways to put a policy right, with the statement that a rule of the analysis prefers as the example. */
import type { PolicyRule } from "../../analysis/rules/rule";
import type { Remedies } from "../posture";
import { filledText } from "./filled-text";
import cloudformation from "./narrowed-policy.cfn.yaml";
import commands from "./narrowed-policy.sh";
import terraform from "./narrowed-policy.tf";

/** What to change in the console, and the narrower policy as a whole. */
export function narrowedPolicy(change: string, rule?: PolicyRule): Remedies {
  const example = rule?.documentation.prefer.code;
  const statements =
    example === undefined || !/^[{[]/.test(example)
      ? null
      : example.startsWith("[")
        ? example
        : `[\n${indented(example, 2)}\n]`;
  return {
    console: `IAM > Policies > (the policy) > Edit > JSON: ${change} For an inline policy: IAM > Users, User groups or Roles > (who has it) > Permissions.`,
    cli: commands,
    ...(statements !== null && {
      cloudformation: filledText(cloudformation, { STATEMENTS: indented(statements, 10).trimStart() }),
      terraform: filledText(terraform, { STATEMENTS: indented(statements, 4).trimStart() }),
    }),
  };
}

function indented(text: string, by: number): string {
  return text
    .split("\n")
    .map((line) => " ".repeat(by) + line)
    .join("\n");
}
