/** The role that takes a key's place in a resource of Terraform: where the resource names none, it would be left without credentials. */
import { argumentOf, type Block } from "../../locate/terraform/blocks";
import { lineEndOf, startOfLine, type TextEdit } from "../../text";

interface Kind {
  readonly service: string;
  /** The argument that names the role. */
  readonly argument: string;
  /** The block in which it stands, where that is not the resource itself; of a definition in JSON the argument that holds it. */
  readonly block?: string;
  readonly json?: string;
  /** Whether an instance profile stands between the role and the resource, which is given its name. */
  readonly isInstance: boolean;
  readonly suffix: string;
}

const instance: Kind = {
  service: "ec2.amazonaws.com",
  argument: "iam_instance_profile",
  isInstance: true,
  suffix: "instance",
};

/** Arguments as the AWS provider's documentation of each resource has them. */
const kinds = new Map<string, Kind>([
  [
    "aws_ecs_task_definition",
    { service: "ecs-tasks.amazonaws.com", argument: "task_role_arn", isInstance: false, suffix: "task" },
  ],
  [
    "aws_batch_job_definition",
    {
      service: "ecs-tasks.amazonaws.com",
      argument: "jobRoleArn",
      json: "container_properties",
      isInstance: false,
      suffix: "job",
    },
  ],
  [
    "aws_apprunner_service",
    {
      service: "tasks.apprunner.amazonaws.com",
      argument: "instance_role_arn",
      block: "instance_configuration",
      isInstance: false,
      suffix: "instance",
    },
  ],
  ["aws_instance", instance],
  ["aws_spot_instance_request", instance],
  ["aws_launch_configuration", instance],
  ["aws_launch_template", { ...instance, argument: "name", block: "iam_instance_profile" }],
]);

/** Resources that cannot be without a role, by the argument that names it. */
const alwaysThere = new Map([
  ["aws_lambda_function", "role"],
  ["aws_codebuild_project", "service_role"],
]);

export interface TerraformRole {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Whether a resource has credentials of its own. */
export function hasRole(text: string, resource: Block): boolean {
  const always = alwaysThere.get(resource.labels[0] ?? "");
  if (always !== undefined) return argumentOf(resource, always) !== null;
  const kind = kinds.get(resource.labels[0] ?? "");
  if (!kind) return false;
  if (kind.json !== undefined) {
    const definition = argumentOf(resource, kind.json);
    return definition !== null && text.slice(definition.start, definition.end).includes(kind.argument);
  }
  const holder = kind.block === undefined ? resource : resource.blocks.find(({ type }) => type === kind.block);
  // An instance profile is named by its name or its ARN.
  return holder !== undefined && (kind.block === "iam_instance_profile" || argumentOf(holder, kind.argument) !== null);
}

/** The role for a resource that names none; null where it has one, or nothing is known of resources of its type. */
export function roleFor(text: string, resource: Block): TerraformRole | null {
  const [type, label] = resource.labels;
  const kind = kinds.get(type ?? "");
  if (resource.type !== "resource" || !kind || label === undefined || hasRole(text, resource)) return null;
  const name = `${label.replace(/\W/g, "_")}_${kind.suffix}`;
  // A role of this name may be what another file has.
  if (["aws_iam_role", "aws_iam_instance_profile"].some((one) => text.includes(`"${one}" "${name}"`))) return null;
  const named = namedIn(text, resource, kind, name);
  if (!named) return null;
  const end = lineEndOf(text);
  return {
    title: "Let a role take the place of the key; fill in its permissions (statement ToBeFilledIn)",
    edits: [
      named,
      {
        span: { start: text.length, end: text.length },
        newText: (text.endsWith("\n") ? end : end + end) + resources(kind, name).join(end),
      },
    ],
  };
}

/** What names the role in the resource, before all else; null where that does not begin with a line of its own. */
function namedIn(text: string, resource: Block, kind: Kind, name: string): TextEdit | null {
  const value = kind.isInstance ? `aws_iam_instance_profile.${name}.name` : `aws_iam_role.${name}.arn`;
  const there = resource.blocks.find(({ type }) => type === kind.block);
  const first = kind.json === undefined ? (there ?? resource).arguments[0]?.head : inDefinition(text, resource, kind);
  if (!first) return null;
  const start = startOfLine(text, first.start);
  const indent = text.slice(start, first.start);
  if (indent.trim() !== "") return null;
  const written = `${kind.argument} = ${value}`;
  const lines = kind.block === undefined || there ? [written, ""] : [`${kind.block} {`, `  ${written}`, "}", ""];
  const newText = lines.map((line) => (line === "" ? "" : indent + line) + lineEndOf(text)).join("");
  return { span: { start, end: start }, newText };
}

/** Where the first entry of a definition stands, which `jsonencode` makes of an object. */
function inDefinition(text: string, resource: Block, kind: Kind): { readonly start: number } | null {
  const definition = argumentOf(resource, kind.json!);
  if (!definition) return null;
  const opened = /^jsonencode\(\{[ \t]{0,40}\r?\n\s{0,80}/.exec(text.slice(definition.start, definition.start + 200));
  return opened && { start: definition.start + opened[0].length };
}

function resources({ service, isInstance }: Kind, name: string): string[] {
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
    ...(isInstance
      ? ["", `resource "aws_iam_instance_profile" "${name}" {`, `  role = aws_iam_role.${name}.name`, "}"]
      : []),
    "",
  ];
}
