/** The policies of an account as those of a workspace are read: by whom they belong to. */
import type { Bound, ChangedDocument, ReadPolicy } from "../analysis/change/subject";
import type { Place, PolicyType } from "../analysis/policy/model";
import { readPolicy } from "../analysis/policy/read";
import { parseJson } from "../analysis/source/json-tree";
import { LineIndex } from "../analysis/text";
import type { AuthorizationDetails, PolicyHolder, RoleDetail } from "./sections/iam";

export interface LivePolicies {
  readonly policies: readonly ReadPolicy[];
  readonly bounds: readonly Bound[];
  /** ARNs of holders of which some policy did not come, or cannot be read. */
  readonly unread: ReadonlySet<string>;
}

interface Document {
  readonly label: string;
  readonly type: PolicyType;
  readonly text: string;
  /** What the policy belongs to, as reports name it. */
  readonly owner: string;
  readonly scope: string;
  readonly resourceType: string;
  readonly principal?: string;
  /** The group that has the policy, of a member of it. */
  readonly throughGroup?: string;
}

const typeOf = { user: "AWS::IAM::User", group: "AWS::IAM::Group", role: "AWS::IAM::Role" } as const;

/** Users, groups and roles with their policies, boundaries and trust; the roles of AWS's services are left out. */
export function livePolicies(
  { users, groups, roles, policies, awsPolicies }: AuthorizationDetails,
  buckets: ReadonlyMap<string, string> = new Map(),
): LivePolicies {
  const reader = new Reader(new Map([...policies, ...awsPolicies].map(({ arn, document }) => [arn, document])));
  const ofGroups = new Map(groups.map((one) => [one.name, one]));
  for (const group of groups) reader.holder(group, [group]);
  for (const user of users) reader.holder(user, [user, ...user.groups.flatMap((name) => ofGroups.get(name) ?? [])]);
  for (const role of roles) {
    if (role.path.startsWith("/aws-service-role/") || role.path.startsWith("/aws-reserved/")) continue;
    reader.holder(role, [role]);
    reader.trust(role);
  }
  for (const [name, text] of buckets)
    reader.add({
      label: name,
      type: "resource",
      text,
      owner: `arn:aws:s3:::${name}`,
      scope: "bucket",
      resourceType: "AWS::S3::Bucket",
    });
  return reader;
}

class Reader implements LivePolicies {
  readonly policies: ReadPolicy[] = [];
  readonly bounds: Bound[] = [];
  readonly unread = new Set<string>();

  constructor(private readonly managed: ReadonlyMap<string, string>) {}

  /** With the policies of all that carry some for it. */
  holder(holder: PolicyHolder, carriers: readonly PolicyHolder[]): void {
    const { kind, name, arn, boundary } = holder;
    const own = {
      owner: arn,
      scope: kind,
      resourceType: typeOf[kind],
      principal: name,
      label: name,
      type: "identity",
    } as const;
    for (const carrier of carriers) {
      const held = carrier === holder ? own : { ...own, throughGroup: carrier.name };
      for (const { document } of carrier.inline) this.add({ ...held, text: document });
      for (const policy of carrier.attached) this.managedPolicy(policy, held);
    }
    if (boundary === null) return;
    this.bounds.push({ holder: name, scope: kind, boundary: `\${${boundary}}` });
    this.managedPolicy(boundary, {
      owner: arn,
      scope: kind,
      resourceType: typeOf[kind],
      label: boundary,
      type: "boundary",
    });
  }

  trust({ arn, name, trustPolicy }: RoleDetail): void {
    this.add({ label: name, type: "trust", text: trustPolicy, owner: arn, scope: "role", resourceType: typeOf.role });
  }

  private managedPolicy(arn: string, document: Omit<Document, "text">): void {
    const text = this.managed.get(arn);
    if (text === undefined || text === "") this.unread.add(document.owner);
    else this.add({ ...document, text });
  }

  add({ label, type, text, owner, scope, resourceType, principal, throughGroup }: Document): void {
    const { root, problems } = parseJson(text);
    const place: Place = { policyType: type, resourceType, label, principal, throughGroup };
    const policy = root?.kind === "object" && problems.length === 0 ? readPolicy(root, place) : null;
    if (!policy || !root) {
      this.unread.add(owner);
      return;
    }
    let lines: LineIndex | undefined;
    const document: ChangedDocument = {
      scope,
      text,
      placeOf: (span) => ({ file: owner, range: (lines ??= new LineIndex(text)).range(span) }),
    };
    this.policies.push({ policy, document, at: root.span });
  }
}
