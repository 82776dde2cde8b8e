/** Writes policies in each form, as the body of a VS Code snippet. */
import { stringify } from "yaml";

import type { Document, PolicySnippet } from "./policies";

/** A JSON document of its own. */
export function asJson({ policy }: PolicySnippet): string {
  return JSON.stringify(renumbered(policy), null, 2);
}

/** A resource of a CloudFormation template. */
export function asCloudFormation({ kind, name, policy, description }: PolicySnippet): string {
  const properties =
    kind === "trust"
      ? { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: policy } }
      : { Type: "AWS::IAM::ManagedPolicy", Properties: { Description: description, PolicyDocument: policy } };
  // What the policy says at run time, not the template: Fn::Sub is not used, so ${…} stays.
  return `«1:${name}»:\n${indented(stringify(properties, { lineWidth: 0 }))}`;
}

/** A policy document, and the role or policy that has it. */
export function asTerraform({ kind, name, policy, description }: PolicySnippet): string {
  const label = name.replace(/(?<!^)([A-Z])/g, "_$1").toLowerCase();
  const statements = (policy.Statement as readonly Document[]).map(statementBlock).join("\n\n");
  const user =
    kind === "trust"
      ? `resource "aws_iam_role" "«1:${label}»" {\n  name               = "«1:${label}»"\n  assume_role_policy = data.aws_iam_policy_document.«1:${label}».json\n}`
      : `resource "aws_iam_policy" "«1:${label}»" {\n  name        = "«1:${label}»"\n  description = ${quoted(description)}\n  policy      = data.aws_iam_policy_document.«1:${label}».json\n}`;
  return `data "aws_iam_policy_document" "«1:${label}»" {\n${statements}\n}\n\n${user}`;
}

function statementBlock(statement: Document): string {
  const list = (value: unknown) =>
    `[${[value]
      .flat()
      .map((one) => quoted(String(one)))
      .join(", ")}]`;
  const simple = {
    Sid: "sid",
    Effect: "effect",
    Action: "actions",
    NotAction: "not_actions",
    Resource: "resources",
    NotResource: "not_resources",
  };
  const arguments_ = Object.entries(simple).flatMap(([key, argument]) => {
    const value = statement[key];
    if (value === undefined) return [];
    return [[argument, key === "Sid" || key === "Effect" ? quoted(String(value)) : list(value)] as const];
  });
  const width = Math.max(...arguments_.map(([name]) => name.length));
  const principals = Object.entries((statement.Principal ?? {}) as Document).map(([type, identifiers]) =>
    block("principals", [
      ["type", quoted(type)],
      ["identifiers", list(identifiers)],
    ]),
  );
  const conditions = Object.entries((statement.Condition ?? {}) as Record<string, Document>).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, values]) =>
      block("condition", [
        ["test", quoted(test)],
        ["variable", quoted(variable)],
        ["values", list(values)],
      ]),
    ),
  );
  return `  statement {\n${[
    arguments_.map(([name, value]) => `    ${name.padEnd(width)} = ${value}`).join("\n"),
    ...principals,
    ...conditions,
  ].join("\n\n")}\n  }`;
}

function block(name: string, lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([key]) => key.length));
  return `    ${name} {\n${lines.map(([key, value]) => `      ${key.padEnd(width)} = ${value}`).join("\n")}\n    }`;
}

/** In the policy documents of Terraform, IAM's own variables are written with `&`. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("${", "&{");
}

/** JSON has no name to fill in first: its places count from 1. */
function renumbered(policy: Document): Document {
  return JSON.parse(
    JSON.stringify(policy).replace(/«(\d+):/g, (_, number: string) => `«${Number(number) - 1}:`),
  ) as Document;
}

function indented(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, "  ");
}

/** The lines of a snippet: what VS Code would take for its own is escaped, and our places become its. */
export function snippetBody(text: string): string[] {
  return text
    .replace(/[\\$]/g, "\\$&")
    .replace(
      /«(\d+):([^»]*)»/g,
      (_, number: string, initial: string) => `\${${number}:${initial.replaceAll("}", "\\}")}}`,
    )
    .split("\n");
}
