/** Managed policies that lead to more permissions only together with the other policies of whoever has them. */
import type { Catalog } from "../../../catalog/catalog";
import { inEnglish } from "../../../wording/sentence";
import { addTo, groupBy } from "../../group-by";
import { documentOf } from "../../managed/judgement";
import type { NamedPolicy } from "../../managed/named";
import { oncePer } from "../../memo";
import type { Policy } from "../../policy/model";
import type { AttachmentContext, AttachmentRule, CredentialReport } from "../rule";
import { type Escalation, pathsOf } from "../support/escalations";
import { Permissions } from "../support/permissions";
import { escalationAdvice } from "./escalation";

/** As many as can be attached to one role or user, with the limit raised. */
const mostAttached = 20;

/** A path that takes several policies of one principal. */
interface Joined {
  readonly escalation: Escalation;
  /** Where it is reported: the first of the managed policies that it needs. */
  readonly at: NamedPolicy;
  readonly managed: ReadonlyMap<Policy, NamedPolicy>;
}

const joinedIn = oncePer((context: AttachmentContext): ReadonlyMap<NamedPolicy, Joined> => {
  const attached = groupBy(
    context.named.filter((one) => one.attached.to !== null),
    (one) => one.attached.to!,
  );
  const own = groupBy(
    context.policies.filter(({ type, place }) => type === "identity" && attached.has(place.principal ?? "")),
    ({ place }) => place.principal!,
  );
  return new Map(
    [...attached].flatMap(([principal, named]) => {
      const one = joinedOf(named, own.get(principal) ?? [], context.catalog);
      return one ? [[one.at, one] as const] : [];
    }),
  );
});

function joinedOf(named: readonly NamedPolicy[], own: readonly Policy[], catalog: Catalog): Joined | null {
  const managed = new Map<Policy, NamedPolicy>();
  for (const one of named) {
    // Those at this path AWS makes for the roles of its services.
    const document = one.policy && one.policy.path !== "service-role/" ? documentOf(one.policy) : null;
    if (document && !managed.has(document)) managed.set(document, one);
  }
  if (managed.size === 0 || managed.size > mostAttached || managed.size + own.length < 2) return null;
  const together = new Permissions([...own, ...managed.keys()]);
  if (together.isEverything) return null;
  const parts = [own, ...[...managed.keys()].map((one) => [one])].map((part) => new Permissions(part));
  // That a part of them leads to the same end is another finding.
  const alone = new Set(parts.flatMap((part) => pathsOf(part, catalog).map(({ path }) => inEnglish(path.ends))));
  const escalation = pathsOf(together, catalog).find(({ path }) => !alone.has(inEnglish(path.ends)));
  const at = escalation?.grants.flatMap(({ policy }) => managed.get(policy) ?? [])[0];
  return escalation && at ? { escalation, at, managed } : null;
}

function reportOf({ escalation: { path, grants }, at, managed }: Joined): CredentialReport {
  const byPolicy = new Map<Policy, string[]>();
  path.actions.forEach((action, index) => {
    const { policy } = grants[index]!;
    addTo(byPolicy, policy, action);
  });
  const parts = [...byPolicy].map(([policy, actions]) => {
    const name = managed.get(policy)?.name;
    const what = actions.map((action) => `\`${action}\``).join(" and ");
    return {
      isHere: name === at.name,
      text: `${name === undefined ? "another policy" : `\`${name}\``} allows ${what}`,
    };
  });
  const inOrder = [...parts.filter(({ isHere }) => isHere), ...parts.filter(({ isHere }) => !isHere)];
  return {
    at: at.attached.node.span,
    message: `${inOrder.map(({ text }) => text).join(", and ")}: whoever holds ${byPolicy.size > 2 ? "all" : "both"} can ${inEnglish(path.ends)}. ${inEnglish(escalationAdvice[path.kind])}`,
    related: grants.flatMap((grant, index) => {
      const other = managed.get(grant.policy);
      if (other === at) return [];
      const span = other ? other.attached.node.span : (grant.item?.node.span ?? grant.element.entry.keySpan);
      return [{ at: span, message: `\`${path.actions[index]!}\` is allowed here.` }];
    }),
  };
}

const rule: AttachmentRule = {
  kind: "attachment",
  id: "risk/managed-escalation",
  title: "Managed policy that leads to more permissions with another policy",
  severity: "warning",
  confidence: "medium",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "What a principal may do is what all its policies allow together. One that may pass every role, and another that may start something with a role, are harmless by themselves; whoever holds both has the permissions of every role that the service may assume. Planeguard reports it once for each principal, at the name of the managed policy, and only where no single policy leads there.",
    avoid: {
      language: "yaml",
      code: "ManagedPolicyArns:\n  - arn:aws:iam::aws:policy/AmazonEC2FullAccess\nPolicies:\n  - PolicyName: pass\n    PolicyDocument:\n      Version: \"2012-10-17\"\n      Statement: [{ Effect: Allow, Action: iam:PassRole, Resource: '*' }]",
    },
    prefer: {
      language: "yaml",
      code: 'ManagedPolicyArns:\n  - arn:aws:iam::aws:policy/AmazonEC2FullAccess\nPolicies:\n  - PolicyName: pass\n    PolicyDocument:\n      Version: "2012-10-17"\n      Statement: [{ Effect: Allow, Action: iam:PassRole, Resource: !GetAtt InstanceRole.Arn }]',
    },
    links: [
      "https://pathfinding.cloud/",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    ],
  },
  *check(named, context) {
    const joined = joinedIn(context).get(named);
    if (joined) yield reportOf(joined);
  },
};

export default rule;
