/** Names of managed policies that AWS does not have, has no more, or attaches only itself. */
import { retiredManagedPolicies } from "../../knowledge/retired-managed-policies";
import { certainlyMeant, perhapsMeant } from "../../managed/meant";
import type { NamedPolicy } from "../../managed/named";
import type { AttachmentContext, AttachmentRule, CredentialReport } from "../rule";
import { anyOf } from "../support/closest";
import { renamedTo, writtenFor, writtenOf } from "../support/managed-names";

const list = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html";
const role = (arn: string): string =>
  `Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - ${arn}`;
const example = (avoid: string, prefer: string): Pick<AttachmentRule["documentation"], "avoid" | "prefer"> => ({
  avoid: { language: "yaml", code: role(avoid) },
  prefer: { language: "yaml", code: role(prefer) },
});

const common = { kind: "attachment", recommendation: "least-privilege", accessAnalyzer: null } as const;

/** A policy of AWS's own by what the text says; `null` where the name may be one of the account. */
function isUnknown({ policy, name }: NamedPolicy): boolean {
  return policy === undefined && !Object.hasOwn(retiredManagedPolicies, name);
}

function reportOf(
  named: NamedPolicy,
  message: string,
  meant: readonly string[],
  context: AttachmentContext,
): CredentialReport {
  return {
    at: named.attached.node.span,
    message,
    fixes: () => meant.flatMap((name) => renamedTo(named, context.managed.policy(name)!, context)),
  };
}

const misspelt: AttachmentRule = {
  ...common,
  id: "policy/misspelt-managed-policy",
  title: "Misspelt managed policy",
  severity: "error",
  confidence: "high",
  documentation: {
    why: "AWS has no managed policy of this name, or has it at another path: the deployment fails, or the role is left without these permissions. Said only where one policy of AWS is certainly meant: the name differs by a slip in one of its words, by `AWS` or `Amazon` before it, by its capitals, or by its path. A name that is merely like others may be newer than what Planeguard knows, and is told of by `policy/unlisted-managed-policy`.",
    ...example(
      "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole",
      "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    ),
    links: [list],
  },
  *check(named, context) {
    const { path, name, policy, mayBeOther } = named;
    if (policy) {
      const right = writtenFor(named, policy);
      if (writtenOf(named) === right) return;
      // A name without a path may be one of the account's own in other capitals.
      if (path === null) return;
      const how = name === policy.name ? "has this policy at another path" : "writes this policy in other letters";
      yield reportOf(named, `AWS ${how}: \`${right}\`. As it stands here it is not found.`, [policy.name], context);
      return;
    }
    if (!isUnknown(named) || (mayBeOther && !/^(?:AWS|Amazon)/.test(name))) return;
    const meant = certainlyMeant(name, context.managed);
    if (meant === null) return;
    const right = writtenFor(named, context.managed.policy(meant)!);
    yield reportOf(named, `AWS has no managed policy \`${name}\`. Did you mean \`${right}\`?`, [meant], context);
  },
};

const unlisted: AttachmentRule = {
  ...common,
  id: "policy/unlisted-managed-policy",
  title: "Managed policy that is not in the list",
  severity: "info",
  confidence: "low",
  documentation: {
    why: "AWS's own list, as Planeguard has it, does not have this policy. It may be newer than the list, or withdrawn, or one of the account: that has the account's id in its ARN in place of `aws`. Nothing is said in other partitions than `aws`, which have policies of their own.",
    ...example("arn:aws:iam::aws:policy/InvoiceReports", "arn:aws:iam::111122223333:policy/InvoiceReports"),
    links: [list],
  },
  *check(named, context) {
    const { name, partition, mayBeOther } = named;
    const { managed } = context;
    if (!isUnknown(named) || mayBeOther || (partition ?? "aws") !== "aws" || certainlyMeant(name, managed)) return;
    const near = perhapsMeant(name, managed);
    const hint =
      near.length > 0 ? `Did you mean ${anyOf(near)}?` : "A policy of the account has the account's id in its ARN.";
    yield reportOf(
      named,
      `\`${name}\` is not an AWS managed policy as of ${managed.date}. ${hint}`,
      near.length === 1 ? near : [],
      context,
    );
  },
};

const retired: AttachmentRule = {
  ...common,
  id: "policy/retired-managed-policy",
  title: "Managed policy that AWS has withdrawn",
  severity: "warning",
  confidence: "high",
  deprecated: true,
  documentation: {
    why: "AWS replaces a managed policy where a new version would take away what somebody needs: the old one goes on working where it is attached, but it can be attached nowhere else, and AWS no longer maintains it. Whoever deploys this into a new account fails.",
    ...example("arn:aws:iam::aws:policy/AWSLambdaFullAccess", "arn:aws:iam::aws:policy/AWSLambda_FullAccess"),
    links: [
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html#deprecated-managed-policies",
    ],
  },
  *check(named, context) {
    const { name, policy, mayBeOther } = named;
    const successor = retiredManagedPolicies[name];
    if (policy || successor === undefined || (mayBeOther && !/^(?:AWS|Amazon)/.test(name))) return;
    const meant = context.managed.policy(successor);
    if (!meant) return;
    yield reportOf(
      named,
      `AWS has withdrawn \`${name}\`: it can no longer be attached. \`${writtenFor(named, meant)}\` has taken its place; see whether it allows what is needed.`,
      [successor],
      context,
    );
  },
};

const unattachable: AttachmentRule = {
  ...common,
  id: "policy/unattachable-managed-policy",
  title: "Managed policy that only AWS attaches",
  severity: "error",
  confidence: "high",
  documentation: {
    why: "Policies at the path `aws-service-role/` are those of service-linked roles: AWS attaches them to the role that a service makes for itself, and refuses to attach them to any other user, group or role.",
    avoid: { language: "yaml", code: role("arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy") },
    prefer: {
      language: "yaml",
      code: "Resources:\n  AutoScalingRole:\n    Type: AWS::IAM::ServiceLinkedRole\n    Properties:\n      AWSServiceName: autoscaling.amazonaws.com",
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html"],
  },
  *check({ policy, attached, mayBeOther }) {
    if (policy?.document !== null || policy === undefined || mayBeOther) return;
    yield {
      at: attached.node.span,
      message: `\`${policy.name}\` belongs to a service-linked role: only AWS attaches it. Have the service make its role, or attach a policy that is meant for your own.`,
    };
  },
};

export default [misspelt, unlisted, retired, unattachable];
