/** IAM: the account summary, the credential report, virtual MFA devices, the password policy, the alias, identity providers, and who may do what. */
import {
  GetAccountPasswordPolicyCommand,
  GetAccountSummaryCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListOpenIDConnectProvidersCommand,
  ListOrganizationsFeaturesCommand,
  ListSAMLProvidersCommand,
  paginateListServerCertificates,
  paginateListVirtualMFADevices,
  type PasswordPolicy as SdkPasswordPolicy,
  type VirtualMFADevice as SdkVirtualMfaDevice,
} from "@aws-sdk/client-iam";

import { shortened } from "../../escape/visible";
import type { OrganizationsFeatures, PasswordPolicy, ServerCertificate, VirtualMfaDevice } from "../sections/iam";
import { pagesOf } from "./answers/pages";
import { collectAuthorizationDetails } from "./authorization-details";
import { type Put, putAnswer, type Task } from "./collector";
import { collectCredentialReport } from "./credential-report";
import { ask, type Session } from "./session";

/** The most that IAM gives on a page of a list. */
const pageSize = 1000;

async function accountSummary(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "iam/account-summary",
    await ask(session, "iam:GetAccountSummary", async (options) => {
      const { SummaryMap } = await iamOf(session).send(new GetAccountSummaryCommand({}), options);
      return { ...SummaryMap };
    }),
  );
}

async function virtualMfaDevices(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "iam/virtual-mfa-devices",
    await ask(session, "iam:ListVirtualMFADevices", async (options) => {
      const devices: VirtualMfaDevice[] = [];
      for await (const page of pagesOf(
        paginateListVirtualMFADevices({ client: iamOf(session), pageSize }, { AssignmentStatus: "Assigned" }, options),
      )) {
        devices.push(...(page.VirtualMFADevices ?? []).map(toDevice));
      }
      return devices;
    }),
  );
}

function toDevice({ SerialNumber, User }: SdkVirtualMfaDevice): VirtualMfaDevice {
  return { serialNumber: SerialNumber ?? "", userArn: User?.Arn ?? null };
}

async function passwordPolicy(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "iam/password-policy",
    await ask<PasswordPolicy | null>(
      session,
      "iam:GetAccountPasswordPolicy",
      async (options) => {
        const { PasswordPolicy } = await iamOf(session).send(new GetAccountPasswordPolicyCommand({}), options);
        return toPolicy(PasswordPolicy);
      },
      (error) => (isNoSuchEntity(error) ? { data: null } : undefined),
    ),
  );
}

function toPolicy(policy: SdkPasswordPolicy | undefined): PasswordPolicy {
  const { RequireUppercaseCharacters, RequireLowercaseCharacters, RequireNumbers, RequireSymbols } = policy ?? {};
  return {
    minimumLength: policy?.MinimumPasswordLength ?? null,
    reusePrevention: policy?.PasswordReusePrevention ?? null,
    maximumAge: policy?.ExpirePasswords === false ? null : policy?.MaxPasswordAge || null,
    usersMayChange: policy?.AllowUsersToChangePassword ?? false,
    requires: [
      ...(RequireUppercaseCharacters ? ["uppercase letters" as const] : []),
      ...(RequireLowercaseCharacters ? ["lowercase letters" as const] : []),
      ...(RequireNumbers ? ["numbers" as const] : []),
      ...(RequireSymbols ? ["symbols" as const] : []),
    ],
  };
}

function isNoSuchEntity(error: unknown): boolean {
  return error instanceof Error && (error.name === "NoSuchEntityException" || error.name === "NoSuchEntity");
}

async function accountAliases(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "iam/account-aliases",
    await ask(session, "iam:ListAccountAliases", async (options) => {
      const { AccountAliases } = await iamOf(session).send(new ListAccountAliasesCommand({}), options);
      // AWS lets them have 63 signs.
      return (AccountAliases ?? []).map((alias) => shortened(alias, 100));
    }),
  );
}

async function samlProviders(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "iam/saml-providers",
    await ask(session, "iam:ListSAMLProviders", async (options) => {
      const { SAMLProviderList = [] } = await iamOf(session).send(new ListSAMLProvidersCommand({}), options);
      return SAMLProviderList.map(({ Arn = "", ValidUntil }) => ({
        arn: Arn,
        validUntil: ValidUntil?.toISOString() ?? null,
      }));
    }),
  );
}

async function oidcProviders(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "iam/oidc-providers",
    await ask(session, "iam:ListOpenIDConnectProviders", async (options) => {
      const { OpenIDConnectProviderList = [] } = await iamOf(session).send(
        new ListOpenIDConnectProvidersCommand({}),
        options,
      );
      return OpenIDConnectProviderList.flatMap(({ Arn }) => Arn ?? []);
    }),
  );
}

async function serverCertificates(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "iam/server-certificates",
    await ask(session, "iam:ListServerCertificates", async (options) => {
      const certificates: ServerCertificate[] = [];
      for await (const { ServerCertificateMetadataList = [] } of pagesOf(
        paginateListServerCertificates({ client: iamOf(session), pageSize }, {}, options),
      )) {
        certificates.push(
          ...ServerCertificateMetadataList.map(({ Arn = "", Expiration }) => ({
            arn: Arn,
            expiresAt: Expiration?.toISOString() ?? null,
          })),
        );
      }
      return certificates;
    }),
  );
}

/** Errors by which AWS says that the account is not asked, not that it may not ask. */
const featuresElsewhere: Readonly<Record<string, OrganizationsFeatures>> = {
  AccountNotManagementOrDelegatedAdministratorException: { seen: "elsewhere" },
  OrganizationNotFoundException: { seen: "no-organization" },
  OrganizationNotInAllFeaturesModeException: { seen: "here", features: [] },
  ServiceAccessNotEnabledException: { seen: "here", features: [] },
};

async function organizationsFeatures(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "iam/organizations-features",
    await ask<OrganizationsFeatures>(
      session,
      "iam:ListOrganizationsFeatures",
      async (options) => {
        const { EnabledFeatures = [] } = await iamOf(session).send(new ListOrganizationsFeaturesCommand({}), options);
        return { seen: "here", features: EnabledFeatures };
      },
      (error) => {
        const data =
          error instanceof Error && Object.hasOwn(featuresElsewhere, error.name)
            ? featuresElsewhere[error.name]
            : undefined;
        return data && { data };
      },
    ),
  );
}

function iamOf(session: Session): IAMClient {
  return session.client(IAMClient, "iam");
}

export const tasks: readonly Task[] = [
  { sections: ["iam/account-summary"], run: accountSummary },
  { sections: ["iam/virtual-mfa-devices"], run: virtualMfaDevices },
  { sections: ["iam/password-policy"], run: passwordPolicy },
  { sections: ["iam/account-aliases"], run: accountAliases },
  { sections: ["iam/authorization-details"], run: collectAuthorizationDetails },
  { sections: ["iam/credential-report"], run: collectCredentialReport },
  { sections: ["iam/saml-providers"], run: samlProviders },
  { sections: ["iam/oidc-providers"], run: oidcProviders },
  { sections: ["iam/server-certificates"], run: serverCertificates },
  { sections: ["iam/organizations-features"], run: organizationsFeatures },
];
