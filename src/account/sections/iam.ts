/** What IAM says of an account. */
import type { SectionActions } from "./section";

/** `SummaryMap` of GetAccountSummary. */
export type AccountSummary = Readonly<Record<string, number>>;

export interface CredentialReport {
  /** ISO 8601; AWS makes a report at most every four hours. */
  readonly generatedAt: string | null;
  /** A row for each user and for root, by the names of the header. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export interface VirtualMfaDevice {
  readonly serialNumber: string;
  readonly userArn: string | null;
}

export interface PasswordPolicy {
  readonly minimumLength: number | null;
  /** How many passwords are remembered; null where none is. */
  readonly reusePrevention: number | null;
  /** Days; null where passwords do not expire. */
  readonly maximumAge: number | null;
  readonly usersMayChange: boolean;
  /** The kinds of characters that a password needs one of each. */
  readonly requires: readonly CharacterKind[];
}

export type CharacterKind = "uppercase letters" | "lowercase letters" | "numbers" | "symbols";

export interface NamedPolicy {
  readonly name: string;
  /** JSON. */
  readonly document: string;
}

/** A user, a group or a role, with what gives it permissions. */
export interface PolicyHolder {
  readonly kind: "user" | "group" | "role";
  readonly arn: string;
  readonly name: string;
  readonly inline: readonly NamedPolicy[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  /** ARN of the managed policy that bounds the permissions; null where none does. */
  readonly boundary: string | null;
}

export interface UserDetail extends PolicyHolder {
  /** Names. */
  readonly groups: readonly string[];
}

export interface RoleDetail extends PolicyHolder {
  readonly path: string;
  /** JSON. */
  readonly trustPolicy: string;
  /** ISO 8601. AWS keeps the last use for 400 days. */
  readonly createdAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface ManagedPolicy extends NamedPolicy {
  readonly arn: string;
  readonly attachments: number;
}

export interface AuthorizationDetails {
  readonly users: readonly UserDetail[];
  readonly groups: readonly PolicyHolder[];
  readonly roles: readonly RoleDetail[];
  /** Customer-managed ones. */
  readonly policies: readonly ManagedPolicy[];
  /** Those of AWS that are attached to somebody, or bound somebody. */
  readonly awsPolicies: readonly ManagedPolicy[];
}

export interface SamlProvider {
  readonly arn: string;
  /** ISO 8601: when its metadata runs out. */
  readonly validUntil: string | null;
}

export interface ServerCertificate {
  readonly arn: string;
  /** ISO 8601. */
  readonly expiresAt: string | null;
}

/** What the organization manages of the root users of its accounts; `elsewhere`: only its management account is told. */
export type OrganizationsFeatures =
  | { readonly seen: "here"; readonly features: readonly string[] }
  | { readonly seen: "elsewhere" | "no-organization" };

export interface IamSections {
  "iam/account-summary": AccountSummary;
  "iam/credential-report": CredentialReport;
  "iam/virtual-mfa-devices": readonly VirtualMfaDevice[];
  /** null: the account has no policy of its own. */
  "iam/password-policy": PasswordPolicy | null;
  "iam/account-aliases": readonly string[];
  "iam/authorization-details": AuthorizationDetails;
  "iam/saml-providers": readonly SamlProvider[];
  /** ARNs. */
  "iam/oidc-providers": readonly string[];
  "iam/server-certificates": readonly ServerCertificate[];
  "iam/organizations-features": OrganizationsFeatures;
}

export const iamActions: SectionActions<IamSections> = {
  "iam/account-summary": ["iam:GetAccountSummary"],
  "iam/credential-report": ["iam:GetCredentialReport", "iam:GenerateCredentialReport"],
  "iam/virtual-mfa-devices": ["iam:ListVirtualMFADevices"],
  "iam/password-policy": ["iam:GetAccountPasswordPolicy"],
  "iam/account-aliases": ["iam:ListAccountAliases"],
  "iam/authorization-details": ["iam:GetAccountAuthorizationDetails"],
  "iam/saml-providers": ["iam:ListSAMLProviders"],
  "iam/oidc-providers": ["iam:ListOpenIDConnectProviders"],
  "iam/server-certificates": ["iam:ListServerCertificates"],
  "iam/organizations-features": ["iam:ListOrganizationsFeatures"],
};
