/**
 * Who has which policy, and is in which group, as a document says it: what cannot be told leaves open what its holder may do.
 */
import { type ValueNode } from "../../value";
import type { AttachedBy } from "./attached";
import type { Door } from "./door";
import type { GrantedStatement } from "./generated";
import { type RoleUser } from "./role-users";
import { type KnownResource, type TargetLink } from "./targets";
import type { DocumentUse, SharedDocument } from "./terraform-documents";

/** That a role, user or group has a policy, or that a user is in a group. */
export interface Link {
  /** As `Place.principal` calls it. */
  readonly holder: string;
  /** What the document calls the policy, or the group; null: nobody knows here what it is. */
  readonly to: string | null;
  /** The resource itself, where others take the same document and the policy is called after one of those. */
  readonly of?: string;
  /** What names it. */
  readonly node: ValueNode;
  /** What names the holder, where that is one of several. */
  readonly whom?: ValueNode;
  /** As the document has it, where a default stands in its place. */
  readonly written?: ValueNode;
  /** What the policy that it names says, where that is to be written once nobody can read it. */
  readonly said?: ValueNode;
  /** In some deployments alone. */
  readonly conditional: boolean;
  /** Under which condition there is what attaches it, as it is written. */
  readonly condition?: string;
  /** Where it may be a managed policy of AWS. */
  readonly by?: AttachedBy;
  /** The holder is called by its name in the account. */
  readonly byName?: boolean;
  /** A policy template of AWS SAM, by its name, with its parameters. */
  readonly template?: { readonly name: string; readonly parameters: ValueNode };
  /** It may be somebody who is let in, which only a change asks for. */
  readonly isWhom?: boolean;
  /** What a tool grants that makes the role. */
  readonly granted?: readonly GrantedStatement[];
}

/** That somebody whom the document names, and does not declare, has a policy or is in a group. */
export interface OtherLink extends Omit<Link, "holder"> {
  readonly kind: "role" | "user" | "group";
  /** What names them. */
  readonly named: ValueNode;
}

/** A role, user or group that a document declares. */
export interface Identity {
  readonly kind: OtherLink["kind"];
  /** Null: AWS gives it a name of its own. */
  readonly name: ValueNode | null;
}

/** What a document says of its roles, users and groups. */
export interface Links {
  /** All that it declares. */
  readonly holders: readonly string[];
  readonly links: readonly Link[];
  /** Of whom it does not declare. */
  readonly others: readonly OtherLink[];
  /** The names in the account that it gives its holders, each after their kind: `role deploy`. */
  readonly names: ReadonlyMap<string, string>;
  /** What each of its roles, users and groups is, and what names it in the account. */
  readonly identities?: ReadonlyMap<string, Identity>;
  readonly targets: readonly TargetLink[];
  readonly resources: ReadonlyMap<string, KnownResource>;
  readonly doors: readonly Door[];
  /** What works with the rights of a role. */
  readonly roleUsers: readonly RoleUser[];
  /** What has a role and policies of its own beside it, which count for nothing. */
  readonly withRole?: ReadonlySet<string>;
  /** By the name of a resource, the condition under which there is one; null: there is none. */
  readonly conditions: ReadonlyMap<string, string | null>;
  /** Documents of Terraform by the place where they begin. */
  readonly documents?: ReadonlyMap<number, DocumentUse>;
  /** Policies that resources have whose document another has as well, and that nothing else here tells of. */
  readonly shared?: readonly SharedDocument[];
}

export const noLinks: Links = {
  holders: [],
  links: [],
  others: [],
  names: new Map(),
  targets: [],
  resources: new Map(),
  doors: [],
  roleUsers: [],
  conditions: new Map(),
};

/** The name of the policy at the end of an ARN of an account: `arn:aws:iam::${AWS::AccountId}:policy/team/read`. */
export function ownName(node: ValueNode): string | null {
  const last = node.kind === "string" ? node.value : node.kind === "template" ? node.parts.at(-1) : undefined;
  return typeof last === "string"
    ? (/:policy\/(?:[\w+=,.@/-]{1,512}\/)?([\w+=,.@-]{1,128})$/.exec(last)?.[1] ?? null)
    : null;
}

/** Whom a document names and does not declare. */
export type Stranger = Pick<OtherLink, "kind" | "named" | "conditional">;

/** The names that are known, each after the kind of whom it is of. */
export function namesOf(identities: ReadonlyMap<string, Identity>): ReadonlyMap<string, string> {
  return new Map(
    [...identities].flatMap(([id, { kind, name }]) =>
      name?.kind === "string" ? [[id, `${kind} ${name.value}`] as const] : [],
    ),
  );
}
