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

export interface ServiceControlPolicy {
  readonly id: string;
  readonly name: string;
  /** `FullAWSAccess`, which takes nothing away. */
  readonly awsManaged: boolean;
}

export interface PolicyDocument {
  readonly id: string;
  readonly document: string;
}

/** In each, null: there is no organization. */
export interface OrganizationsSections {
  "organizations/organization": Organization | null;
  "organizations/accounts": readonly MemberAccount[] | null;
  "organizations/service-control-policies": readonly ServiceControlPolicy[] | null;
  /** Of the organization's own policies: JSON. */
  "organizations/policy-documents": readonly PolicyDocument[] | null;
  "organizations/delegated-administrators": readonly { readonly id: string; readonly name: string }[] | null;
}

export const organizationsActions: SectionActions<OrganizationsSections> = {
  "organizations/organization": ["organizations:DescribeOrganization"],
  "organizations/accounts": ["organizations:ListAccounts"],
  "organizations/service-control-policies": ["organizations:ListPolicies"],
  "organizations/policy-documents": ["organizations:DescribePolicy", "organizations:ListPolicies"],
  "organizations/delegated-administrators": ["organizations:ListDelegatedAdministrators"],
};
