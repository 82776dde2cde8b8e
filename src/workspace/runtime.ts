/** Where the code of a workspace runs, as its templates tell: that decides whose role the SDK finds. */

export interface NamedText {
  /** A path, with slashes. */
  readonly name: string;
  readonly text: string;
}

interface Runtime {
  /** Any of them is enough. */
  readonly marks: readonly ((text: string) => boolean)[];
  /** Whose role the default provider chain finds there, short enough for the title of a fix. */
  readonly role: string;
}

const has = (expression: RegExp) => (text: string) => expression.test(text);

const runtimes: readonly Runtime[] = [
  {
    marks: [
      has(
        /AWS::(?:Serverless|Lambda)::Function|\baws_lambda_function\b|aws-cdk-lib\/aws-lambda|^provider:[ \t]*aws\b/m,
      ),
      (text) => /^provider:/m.test(text) && /^[ \t]+name:[ \t]*aws[ \t]*\r?$/m.test(text),
    ],
    role: "the Lambda function's",
  },
  {
    marks: [has(/AWS::ECS::TaskDefinition|\baws_ecs_task_definition\b|"containerDefinitions"|aws-cdk-lib\/aws-ecs/)],
    role: "the ECS task's",
  },
  {
    marks: [has(/AWS::EKS::Cluster|\baws_eks_cluster\b|eks\.amazonaws\.com\/role-arn/)],
    role: "the EKS service account's",
  },
  {
    marks: [has(/AWS::EC2::(?:Instance|LaunchTemplate)|\baws_(?:instance|launch_template)\b/)],
    role: "the EC2 instance's",
  },
  { marks: [has(/aws-actions\/configure-aws-credentials/)], role: "the GitHub job's" },
];

/** Where such templates are looked for, as a glob. VS Code's globs do not take one choice within another. */
export const templateFiles =
  "**/{*.tf,template.yaml,template.yml,template.json,serverless.yaml,serverless.yml,*task-definition*.json,*stack*.ts,*stack*.py,*deployment*.yaml,*deployment*.yml,*deploy*.yaml,*deploy*.yml}";

/** Whose role takes the place of a key, in words that follow "find a role (here: "; null where nothing tells, as on a laptop. The two most telling are named. */
export function roleInPlaceOfKey(templates: readonly NamedText[]): string | null {
  const found = runtimes.filter(({ marks }) => templates.some(({ text }) => marks.some((mark) => mark(text))));
  return found.length === 0
    ? null
    : found
        .slice(0, 2)
        .map(({ role }) => role)
        .join(" or ");
}
