/** Managed policies that allow as much as a broad statement would: one finding at the name, by what the other rules say of the document. */
import type { ManagedPolicy } from "../../../catalog/managed-policies";
import { quoted, say, type Sentence, someOf, together, type Value } from "../../../wording/sentence";
import type { CredentialFix } from "../../credentials/fix";
import { judgementOf } from "../../managed/judgement";
import type { NamedPolicy } from "../../managed/named";
import { narrowerThan } from "../../managed/narrower";
import type { AttachmentContext, AttachmentRule } from "../rule";
import { renamedTo } from "../support/managed-names";

const links = [
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies",
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
];
const attached = (name: string): string => `resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/${name}"
}`;

/** Where it is the one that AWS has under the path that is written. */
function policyOf({ policy, path }: NamedPolicy): NamedPolicy["policy"] {
  return path === null || path === policy?.path ? policy : undefined;
}

const administrator: AttachmentRule = {
  kind: "attachment",
  id: "risk/managed-administrator",
  title: "Managed policy that makes an administrator",
  severity: "warning",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "The policy of this name allows every action on every resource, or lets whoever holds it give themselves that: `AdministratorAccess`, `IAMFullAccess`, `PowerUserAccess` where it reaches IAM Identity Center, and others. Whoever takes over the workload owns the account. Which policies these are is told by the rules for inline policies (`risk/full-administrator`, `risk/escalation-by-iam`), run on the document that AWS publishes; as a permissions boundary they are right, and nothing is said.",
    avoid: { language: "hcl", code: attached("AdministratorAccess") },
    prefer: { language: "hcl", code: attached("AmazonS3ReadOnlyAccess") },
    links,
  },
  *check(named, context) {
    const policy = policyOf(named);
    if (!policy) return;
    const { isEverything, escalation } = judgementOf(policy, context.catalog);
    if (!isEverything && !escalation) return;
    const what = isEverything
      ? say`\`${policy.name}\` allows every action on every resource: whoever holds it owns the account.`
      : say`\`${policy.name}\` lets whoever holds it ${escalation!.ends}.`;
    yield {
      at: named.attached.node.span,
      message: together(what, say`Attach a policy that names the actions and the resources that are needed.`),
      fixes: () => narrowed(named, policy, context),
    };
  },
};

const fullAccess: AttachmentRule = {
  kind: "attachment",
  id: "risk/managed-full-access",
  title: "Managed policy for all of a service that holds data or lets others in",
  severity: "warning",
  confidence: "medium",
  recommendation: "split-administration",
  accessAnalyzer: null,
  documentation: {
    why: "The policy of this name allows every action of a service that holds data, gives credentials or decides who may use its resources, and that on every resource: what `risk/sensitive-service-wildcard` says of the same statement written out. Nothing is said of policies for reading, nor of those at the path `service-role/`, which AWS makes for the roles of its services.",
    avoid: { language: "hcl", code: attached("AmazonDynamoDBFullAccess") },
    prefer: {
      language: "hcl",
      code: `resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:PutItem"]
      Resource = aws_dynamodb_table.invoices.arn
    }]
  })
}`,
    },
    links,
  },
  *check(named, context) {
    const policy = policyOf(named);
    if (!policy || policy.path === "service-role/") return;
    const { isEverything, escalation, services } = judgementOf(policy, context.catalog);
    if (isEverything || escalation || services.length === 0) return;
    yield {
      at: named.attached.node.span,
      message: together(
        say`\`${policy.name}\` allows ${listed(services)} on every resource: whoever holds it can read what is there, or open it to others.`,
        instead(policy.name, context),
      ),
      fixes: () => narrowed(named, policy, context),
    };
  },
};

/** The policies of AWS that allow a part of this one, in its place. Other partitions may have other documents. */
function narrowed(named: NamedPolicy, policy: ManagedPolicy, context: AttachmentContext): readonly CredentialFix[] {
  if ((named.partition ?? "aws") !== "aws") return [];
  return narrowerThan(policy, context.managed, context.catalog).flatMap(({ policy: narrower, delta }) =>
    renamedTo(named, narrower, context).map((fix) => ({
      ...fix,
      title: say`Attach ${narrower.name}, which allows a part of this`,
      delta,
    })),
  );
}

const mostNamed = 3;

function listed(services: readonly string[]): Value {
  return services.includes("NotAction") ? say`nearly every action` : someOf(quoted(services), mostNamed);
}

/** Names the policy for reading the same, where there is one: it allows no whole service. */
function instead(name: string, { managed, catalog }: AttachmentContext): Sentence {
  const stem = name.replace(/FullAccess(?:_?v\d)?$/i, "");
  const reading =
    stem === name
      ? undefined
      : [`${stem}ReadOnlyAccess`, `${stem}ReadOnly`].map((one) => managed.policy(one)).find((one) => one !== undefined);
  if (!reading || judgementOf(reading, catalog).services.length > 0)
    return say`Write a policy that names the actions and the resources that are needed.`;
  return say`Write a policy that names the actions and the resources that are needed, or attach \`${reading.name}\` where reading is enough.`;
}

export default [administrator, fullAccess];
