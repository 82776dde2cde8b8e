/** AWS Organizations of the demo account. */
import type { AccountState } from "../description";
import type { OrganizationDescription, UnitDescription } from "../descriptions/identity";
import { json11 } from "../protocols/json";
import { ServiceError } from "../protocols/protocol";
import { type DemoService, pageByToken } from "./service";

export const organizations: DemoService = {
  protocol: json11,
  operations: {
    DescribeOrganization: (state) => {
      const { id, managementAccount, featureSet } = organizationOf(state);
      return {
        Organization: {
          Id: id,
          Arn: `arn:aws:organizations::${managementAccount}:organization/${id}`,
          FeatureSet: featureSet,
          MasterAccountId: managementAccount,
          MasterAccountArn: `arn:aws:organizations::${managementAccount}:account/${id}/${managementAccount}`,
          MasterAccountEmail: "aws@harbour-lights.example",
        },
      };
    },
    ListAccounts: (state, call) =>
      pageByToken(
        managed(state).accounts.map(({ id, name, status = "ACTIVE" }) => ({
          Id: id,
          Name: name,
          Email: `aws+${id}@harbour-lights.example`,
          Status: status,
          State: status,
          JoinedMethod: "CREATED",
          JoinedTimestamp: state.now / 1000 - 60_000_000,
        })),
        "Accounts",
        call,
      ),
    ListPolicies: (state, call) =>
      pageByToken(
        [
          { Id: "p-FullAWSAccess", Name: "FullAWSAccess", Type: scp, AwsManaged: true },
          { Id: "p-RCPFullAWSAccess", Name: "RCPFullAWSAccess", Type: "RESOURCE_CONTROL_POLICY", AwsManaged: true },
          ...managed(state).policies.map(({ id, name, type = scp }) => ({
            Id: id,
            Name: name,
            Type: type,
            AwsManaged: false,
          })),
        ].filter(({ Type }) => Type === call.parameters.Filter),
        "Policies",
        call,
      ),
    DescribePolicy: (state, { parameters }) => {
      const policy = managed(state).policies.find(({ id }) => id === parameters.PolicyId);
      if (!policy)
        throw new ServiceError(
          "PolicyNotFoundException",
          400,
          "We can't find a policy with the PolicyId that you specified.",
        );
      return {
        Policy: {
          PolicySummary: { Id: policy.id, Name: policy.name, Type: policy.type ?? scp, AwsManaged: false },
          Content: JSON.stringify(policy.document),
        },
      };
    },
    ListTargetsForPolicy: (state, call) => {
      const { policies, accounts, units = [], fullAccess } = managed(state);
      const everything = [rootId, ...allUnits(units).map(({ id }) => id), ...accounts.map(({ id }) => id)];
      const { PolicyId } = call.parameters;
      const targets =
        PolicyId === "p-FullAWSAccess"
          ? (fullAccess ?? everything)
          : (policies.find(({ id }) => id === PolicyId)?.targets ?? [rootId]);
      return pageByToken(
        targets.map((id) => ({
          TargetId: id,
          Name: id,
          Type: id.startsWith("r-") ? "ROOT" : id.startsWith("ou-") ? "ORGANIZATIONAL_UNIT" : "ACCOUNT",
        })),
        "Targets",
        call,
      );
    },
    ListChildren: (state, call) => {
      const { ParentId, ChildType } = call.parameters;
      const unit = allUnits(managed(state).units ?? []).find(({ id }) => id === ParentId);
      const ids = ChildType === "ACCOUNT" ? (unit?.accounts ?? []) : (unit?.units ?? []).map(({ id }) => id);
      return pageByToken(
        ids.map((Id) => ({ Id, Type: String(ChildType) })),
        "Children",
        call,
      );
    },
    ListDelegatedAdministrators: (state, call) => {
      const { accounts, delegatedAdministrators } = managed(state);
      return pageByToken(
        accounts
          .filter(({ id }) => delegatedAdministrators.includes(id))
          .map(({ id, name }) => ({ Id: id, Name: name, Status: "ACTIVE" })),
        "DelegatedAdministrators",
        call,
      );
    },
    ListDelegatedServicesForAccount: (state, call) => {
      const { delegatedAdministrators, delegatedServices = ["config.amazonaws.com", "guardduty.amazonaws.com"] } =
        managed(state);
      const isOne = delegatedAdministrators.includes(String(call.parameters.AccountId));
      return pageByToken(
        isOne ? delegatedServices.map((ServicePrincipal) => ({ ServicePrincipal })) : [],
        "DelegatedServices",
        call,
      );
    },
  },
};

const rootId = "r-demo";
const scp = "SERVICE_CONTROL_POLICY";

function allUnits(units: readonly UnitDescription[]): UnitDescription[] {
  return units.flatMap((unit) => [unit, ...allUnits(unit.units ?? [])]);
}

function organizationOf({ description: { organization } }: AccountState): OrganizationDescription {
  if (!organization)
    throw new ServiceError(
      "AWSOrganizationsNotInUseException",
      400,
      "Your account is not a member of an organization.",
    );
  return organization;
}

/** What only the management account is told. */
function managed(state: AccountState): OrganizationDescription {
  const organization = organizationOf(state);
  if (organization.managementAccount !== state.description.id)
    throw new ServiceError("AccessDeniedException", 400, "You don't have permissions to access this resource.");
  return organization;
}
