/** What AWS Organizations says: most of it to the management account and to delegated administrators only. */
import type { SectionActions } from "./section";

export interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  readonly featureSet: "ALL" | "CONSOLIDATED_BILLING" | (string & {});
}

export interface MemberAccount {
  readonly id: string;
  readonly name: string;
  readonly status: "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE" | (string & {});
}

/** Of the statuses and of the states that AWS tells of an account. */
export function isClosed({ status }: MemberAccount): boolean {
  return status === "SUSPENDED" || status === "CLOSED";
}

export interface OrganizationPolicy {
  readonly id: string;
  readonly name: string;
  /** `FullAWSAccess`, which takes nothing away. */
  readonly awsManaged: boolean;
}

export interface PolicyDocument {
  readonly id: string;
  readonly document: string;
}

/** Where a policy is attached. */
export interface PolicyTarget {
  readonly id: string;
  readonly type: "ROOT" | "ORGANIZATIONAL_UNIT" | "ACCOUNT" | (string & {});
  /** The ids of accounts below it, as far as one was looked for; null: of the root, which has them all. */
  readonly accounts: readonly string[] | null;
}

/** In each, null: there is no organization. */
export interface OrganizationsSections {
  "organizations/organization": Organization | null;
  "organizations/accounts": readonly MemberAccount[] | null;
  "organizations/service-control-policies": readonly OrganizationPolicy[] | null;
  /** They hold for the resources of accounts; empty where they are not enabled. */
  "organizations/resource-control-policies": readonly OrganizationPolicy[] | null;
  "organizations/tag-policies": readonly OrganizationPolicy[] | null;
  /** Of the organization's own policies of all kinds: JSON. */
  "organizations/policy-documents": readonly PolicyDocument[] | null;
  /** Of the policies whose documents are read, and of FullAWSAccess: by the id of the policy. */
  "organizations/policy-targets": Readonly<Record<string, readonly PolicyTarget[]>> | null;
  "organizations/delegated-administrators": readonly { readonly id: string; readonly name: string }[] | null;
  /** The services of each delegated administrator, by the id of its account; of as many as are asked for. */
  "organizations/delegated-services": Readonly<Record<string, readonly string[]>> | null;
}

export const organizationsActions: SectionActions<OrganizationsSections> = {
  "organizations/organization": ["organizations:DescribeOrganization"],
  "organizations/accounts": ["organizations:ListAccounts"],
  "organizations/service-control-policies": ["organizations:ListPolicies"],
  "organizations/resource-control-policies": ["organizations:ListPolicies"],
  "organizations/tag-policies": ["organizations:ListPolicies"],
  "organizations/policy-documents": ["organizations:DescribePolicy", "organizations:ListPolicies"],
  "organizations/policy-targets": ["organizations:ListTargetsForPolicy", "organizations:ListChildren"],
  "organizations/delegated-administrators": ["organizations:ListDelegatedAdministrators"],
  "organizations/delegated-services": [
    "organizations:ListDelegatedAdministrators",
    "organizations:ListDelegatedServicesForAccount",
  ],
};
