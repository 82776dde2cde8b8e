/** The role that takes a key's place in a resource of Terraform: where the resource names none, it would be left without credentials. */
import { argumentOf, type Block } from "../../locate/terraform/blocks";
import { lineEndOf, type Span, type TextEdit } from "../../text";

interface Kind {
  readonly service: string;
  /** The argument that names the role. */
  readonly argument: string;
  /** What the argument is given, from the name of the role. */
  readonly given: (name: string) => string;
  readonly suffix: string;
}

const task: Kind = {
  service: "ecs-tasks.amazonaws.com",
  argument: "task_role_arn",
  given: (name) => `aws_iam_role.${name}.arn`,
  suffix: "task",
};
const instance: Kind = {
  service: "ec2.amazonaws.com",
  argument: "iam_instance_profile",
  given: (name) => `aws_iam_instance_profile.${name}.name`,
  suffix: "instance",
};

/** Arguments as the AWS provider's documentation of each resource has them. */
const kinds = new Map<string, Kind>([
  ["aws_ecs_task_definition", task],
  ["aws_instance", instance],
  ["aws_spot_instance_request", instance],
  ["aws_launch_configuration", instance],
]);

/** Resources that cannot be without a role, by the argument that names it. */
const always = new Map([
  ["aws_lambda_function", "role"],
  ["aws_codebuild_project", "service_role"],
]);

export interface TerraformRole {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Whether a resource has credentials of its own. */
export function hasRole(resource: Block): boolean {
  const argument = always.get(resource.labels[0] ?? "") ?? kinds.get(resource.labels[0] ?? "")?.argument;
  return argument !== undefined && argumentOf(resource, argument) !== null;
}

/** The role for a resource that names none; null where it has one, or nothing is known of resources of its type. */
export function roleFor(text: string, resource: Block): TerraformRole | null {
  const [type, label] = resource.labels;
  const kind = kinds.get(type ?? "");
  const first = resource.arguments[0]?.head;
  if (resource.type !== "resource" || !kind || label === undefined || !first || hasRole(resource)) return null;
  const name = `${label.replace(/\W/g, "_")}_${kind.suffix}`;
  const start = text.lastIndexOf("\n", first.start - 1) + 1;
  const indent = text.slice(start, first.start);
  // A role of this name may be what another file has.
  const isTaken = ["aws_iam_role", "aws_iam_instance_profile"].some((one) => text.includes(`"${one}" "${name}"`));
  if (indent.trim() !== "" || isTaken) return null;
  const end = lineEndOf(text);
  const at = (offset: number): Span => ({ start: offset, end: offset });
  return {
    title: "Let a role take the place of the key; fill in its permissions (statement ToBeFilledIn)",
    edits: [
      { span: at(start), newText: `${indent}${kind.argument} = ${kind.given(name)}${end}${end}` },
      { span: at(text.length), newText: (text.endsWith("\n") ? end : end + end) + resources(kind, name).join(end) },
    ],
  };
}

function resources({ service, argument }: Kind, name: string): string[] {
  return [
    `resource "aws_iam_role" "${name}" {`,
    "  assume_role_policy = jsonencode({",
    '    Version = "2012-10-17"',
    "    Statement = [{",
    '      Effect    = "Allow"',
    `      Principal = { Service = "${service}" }`,
    '      Action    = "sts:AssumeRole"',
    "    }]",
    "  })",
    "}",
    "",
    `resource "aws_iam_role_policy" "${name}" {`,
    `  role = aws_iam_role.${name}.id`,
    "  policy = jsonencode({",
    '    Version = "2012-10-17"',
    "    Statement = [{",
    '      Sid      = "ToBeFilledIn"',
    '      Effect   = "Allow"',
    '      Action   = ["sts:GetCallerIdentity"]',
    '      Resource = "*"',
    "    }]",
    "  })",
    "}",
    ...(argument === "iam_instance_profile"
      ? ["", `resource "aws_iam_instance_profile" "${name}" {`, `  role = aws_iam_role.${name}.name`, "}"]
      : []),
    "",
  ];
}
