/** Where the code of a workspace runs, as its templates tell: that decides whose role the SDK finds. */

export interface NamedText {
  /** A path, with slashes. */
  readonly name: string;
  readonly text: string;
}

interface Runtime {
  readonly mark: RegExp;
  /** Whose credentials the default provider chain finds there. */
  readonly role: string;
}

const runtimes: readonly Runtime[] = [
  { mark: /AWS::(?:Serverless|Lambda)::Function|\baws_lambda_function\b|aws-cdk-lib\/aws-lambda|^provider:[^#]{0,80}\bname:\s*aws\b/m, role: 'on Lambda the execution role of the function' },
  { mark: /AWS::ECS::TaskDefinition|\baws_ecs_task_definition\b|"containerDefinitions"|aws-cdk-lib\/aws-ecs/, role: 'on ECS the role of the task' },
  { mark: /AWS::EKS::Cluster|\baws_eks_cluster\b|eks\.amazonaws\.com\/role-arn/, role: 'on EKS the role of the service account' },
  { mark: /AWS::EC2::(?:Instance|LaunchTemplate)|\baws_(?:instance|launch_template)\b/, role: 'on EC2 the role of the instance profile' },
  { mark: /aws-actions\/configure-aws-credentials/, role: 'in GitHub Actions the role of the job' },
];

/** Where such templates are looked for, as a glob. VS Code's globs do not take one choice within another. */
export const templateFiles = '**/{*.tf,template.yaml,template.yml,template.json,serverless.yaml,serverless.yml,*task-definition*.json,*stack*.ts,*stack*.py,*deployment*.yaml,*deployment*.yml,*deploy*.yaml,*deploy*.yml}';

/** Whose role takes the place of a key, in words that follow "here"; null where nothing tells, as on a laptop. The two most telling are named. */
export function roleInPlaceOfKey(templates: readonly NamedText[]): string | null {
  const found = runtimes.filter(({ mark }) => templates.some(({ text }) => mark.test(text)));
  return found.length === 0 ? null : found.slice(0, 2).map(({ role }) => role).join(', ');
}
