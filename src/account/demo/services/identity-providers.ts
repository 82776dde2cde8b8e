/** Identity providers and certificates of the demo account's IAM, and what the organization manages of root. */
import { daysAgo } from "../description";
import { ServiceError } from "../protocols/protocol";
import { type Operation, pageOf } from "./service";

export const identityProviders: Readonly<Record<string, Operation>> = {
  ListSAMLProviders: (state) => ({
    SAMLProviderList: (state.description.samlProviders ?? []).map(({ name, validForDays }) => ({
      Arn: `arn:aws:iam::${state.description.id}:saml-provider/${name}`,
      ValidUntil: daysAgo(state, -validForDays),
      CreateDate: daysAgo(state, 1400),
    })),
  }),
  ListOpenIDConnectProviders: ({ description: { id, oidcProviders = [] } }) => ({
    OpenIDConnectProviderList: oidcProviders.map((host) => ({ Arn: `arn:aws:iam::${id}:oidc-provider/${host}` })),
  }),
  ListServerCertificates: (state, call) =>
    pageOf(
      (state.description.serverCertificates ?? []).map(({ name, validForDays }) => ({
        Path: "/",
        ServerCertificateName: name,
        ServerCertificateId: "DEMO",
        Arn: `arn:aws:iam::${state.description.id}:server-certificate/${name}`,
        UploadDate: daysAgo(state, 1900),
        Expiration: daysAgo(state, -validForDays),
      })),
      "ServerCertificateMetadataList",
      call,
    ),
  ListOrganizationsFeatures: ({ description: { id, organization } }) => {
    if (!organization)
      throw new ServiceError(
        "OrganizationNotFoundException",
        404,
        "The request was rejected because no organization is associated with your account.",
      );
    if (organization.managementAccount !== id)
      throw new ServiceError(
        "AccountNotManagementOrDelegatedAdministratorException",
        400,
        "The request was rejected because the account making the request is not the management account or delegated administrator account.",
      );
    return { OrganizationId: organization.id, EnabledFeatures: organization.rootFeatures };
  },
};
