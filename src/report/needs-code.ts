/** The policy of code as it is written in Terraform, CloudFormation and CDK. */
import type { WrittenStatement } from "../analysis/units/written-policy";
import { hclString } from "../escape/hcl";
import { mergedStatements, type NeedsReport } from "./needs-report";

const pseudo = /\$\{AWS::(?:Region|AccountId|Partition)\}/g;
const named = /\$\{([^{}]*)\}/g;

/** YAML for `PolicyDocument`, in the terms of the template of the code. */
export function needsCloudFormation(report: NeedsReport): string {
  const lines = ["Version: '2012-10-17'", "Statement:"];
  for (const { actions, resources } of mergedStatements(report)) {
    lines.push(
      "  - Effect: Allow",
      "    Action:",
      ...actions.map((action) => `      - ${/^[\w-]+:\w+$/.test(action) ? action : quoted(action)}`),
      "    Resource:",
    );
    lines.push(...resources.map((resource) => `      - ${ofTemplate(resource)}`));
  }
  if (lines.length === 2) lines[1] = "Statement: []";
  return `${lines.join("\n")}\n`;
}

function ofTemplate(given: string): string {
  // `Ref` of a secret is its ARN, and nothing else gives its name.
  const resource = given.replace(/^arn:aws:secretsmanager:[^"']{0,200}:secret:\$\{(\w{1,255})\.Name\}-\?{6}$/, "${$1}");
  return resource.includes("${") ? `!Sub ${quoted(resource)}` : quoted(resource);
}

/** A YAML scalar in single quotes: nothing in it ends it, and no control character stands in it. */
function quoted(text: string): string {
  return `'${plain(text).replaceAll("'", "''")}'`;
}

/** A data source of Terraform. What a template names becomes `*`, but for the account and the Region. */
export function needsTerraform(report: NeedsReport): string {
  const statements = mergedStatements(report);
  const usesAccount = statements.some(({ resources }) => resources.some((one) => one.includes("${AWS::AccountId}")));
  const usesRegion = statements.some(({ resources }) => resources.some((one) => one.includes("${AWS::Region}")));
  return [
    ...(usesAccount ? ['data "aws_caller_identity" "current" {}', ""] : []),
    ...(usesRegion ? ['data "aws_region" "current" {}', ""] : []),
    'data "aws_iam_policy_document" "needed" {',
    ...statements.flatMap((statement, index) => [...(index > 0 ? [""] : []), ...terraformStatement(statement)]),
    "}",
    "",
  ].join("\n");
}

function terraformStatement({ actions, resources }: WrittenStatement): readonly string[] {
  const list = (name: string, items: readonly string[]): readonly string[] =>
    items.length === 1
      ? [`    ${name} = [${items[0]!}]`]
      : [`    ${name} = [`, ...items.map((item) => `      ${item},`), "    ]"];
  return [
    "  statement {",
    ...list(
      "actions  ",
      actions.map((action) => hclString(plain(action))),
    ),
    ...list("resources", resources.map(ofTerraform)),
    "  }",
  ];
}

const inTerraform: Readonly<Record<string, string>> = {
  "${AWS::Region}": "${data.aws_region.current.name}",
  "${AWS::AccountId}": "${data.aws_caller_identity.current.account_id}",
  "${AWS::Partition}": "aws",
};

function ofTerraform(resource: string): string {
  const reference = /^\$\{((?:data\.)?\w+\.[\w-]+(?:\.\w+)*)\}$/.exec(resource)?.[1];
  if (reference !== undefined) return reference;
  const text = plain(resource)
    .split(/(\$\{[^{}]*\})/)
    .map((part) => {
      if (!part.startsWith("${")) return hclString(part).slice(1, -1);
      return inTerraform[part] ?? (/^\$\{(?:aws_|data\.|var\.|local\.)[\w.-]+\}$/.test(part) ? part : "*");
    })
    .join("");
  return `"${text}"`;
}

/** Statements for `role.addToPolicy` in TypeScript. */
export function needsCdk(report: NeedsReport): string {
  const statements = mergedStatements(report);
  return [
    "import * as iam from 'aws-cdk-lib/aws-iam';",
    "",
    "export const needed: iam.PolicyStatement[] = [",
    ...statements.flatMap(({ actions, resources }) => [
      "  new iam.PolicyStatement({",
      `    actions: [${actions.map(inCdk).join(", ")}],`,
      `    resources: [${resources.map(inCdk).join(", ")}],`,
      "  }),",
    ]),
    "];",
    "",
  ].join("\n");
}

/** A string of TypeScript, with what only the deployment knows as `*`. */
function inCdk(text: string): string {
  return `'${plain(text.replace(pseudo, "*").replace(named, "*")).replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** Characters that would end a line, hide in it, or begin a command of a pipeline become `?`, which stands for any one. */
function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").replace(/##/g, "#?");
}
