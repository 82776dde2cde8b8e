/** AWS Organizations: the organization of the account, and what the management account sees of it. */
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListDelegatedAdministrators,
  paginateListPolicies,
} from "@aws-sdk/client-organizations";

import type { MemberAccount, Organization, PolicyDocument, ServiceControlPolicy } from "../sections/organizations";
import type { SectionName } from "../snapshot";
import { policyText } from "./answers/documents";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, putSkipped, type Task } from "./collector";
import { type Answer, ask, type Session } from "./session";

/** Policies whose documents are read: a call each. */
const mostDocuments = 12;

const told = [
  "organizations/accounts",
  "organizations/service-control-policies",
  "organizations/policy-documents",
  "organizations/delegated-administrators",
] as const satisfies readonly SectionName[];

async function collect(session: Session, put: Put): Promise<void> {
  const client = session.client(OrganizationsClient, "organizations");
  const organization = await ask<Organization | null>(
    session,
    "organizations:DescribeOrganization",
    async (options) => {
      const { Organization: found } = await client.send(new DescribeOrganizationCommand({}), options);
      return found
        ? { id: found.Id ?? "", managementAccount: found.MasterAccountId ?? "", featureSet: found.FeatureSet ?? "" }
        : null;
    },
    (error) =>
      error instanceof Error && error.name === "AWSOrganizationsNotInUseException" ? { data: null } : undefined,
  );
  putAnswer(put, "organizations/organization", organization);
  if (organization.status !== "ok") return putSkipped(put, told, organization);
  if (organization.data === null) {
    for (const name of told) putAnswer(put, name, organization as Answer<null>);
    return;
  }
  const accounts = await memberAccounts(session);
  putAnswer(put, "organizations/accounts", accounts);
  // A member account is told nothing of the rest either: not worth asking.
  const isManagement =
    session.credentials.accountId === undefined ||
    session.credentials.accountId === organization.data.managementAccount;
  if (accounts.status === "denied" && !isManagement) return putSkipped(put, told.slice(1), accounts);
  await Promise.all([serviceControlPolicies(session, client, put), delegatedAdministrators(session, client, put)]);
}

export function memberAccounts(session: Session): Promise<Answer<readonly MemberAccount[]>> {
  return ask(session, "organizations:ListAccounts", async (options) => {
    const accounts: MemberAccount[] = [];
    for await (const { Accounts = [] } of pagesOf(
      paginateListAccounts({ client: session.client(OrganizationsClient, "organizations") }, {}, options),
    )) {
      accounts.push(
        ...Accounts.map(({ Id = "", Name = "", State, Status }) => ({
          id: Id,
          name: Name,
          status: State ?? Status ?? "",
        })),
      );
    }
    return accounts;
  });
}

async function serviceControlPolicies(session: Session, client: OrganizationsClient, put: Put): Promise<void> {
  const policies = await ask(session, "organizations:ListPolicies", async (options) => {
    const found: ServiceControlPolicy[] = [];
    for await (const { Policies = [] } of pagesOf(
      paginateListPolicies({ client }, { Filter: "SERVICE_CONTROL_POLICY" }, options),
    )) {
      found.push(
        ...Policies.map(({ Id = "", Name = "", AwsManaged }) => ({
          id: Id,
          name: Name,
          awsManaged: AwsManaged ?? false,
        })),
      );
    }
    return found;
  });
  putAnswer(put, "organizations/service-control-policies", policies);
  if (policies.status !== "ok") return putSkipped(put, ["organizations/policy-documents"], policies);
  const own = policies.data.filter((policy) => !policy.awsManaged).slice(0, mostDocuments);
  const documents = await Promise.all(
    own.map(({ id }) =>
      ask<PolicyDocument>(session, "organizations:DescribePolicy", async (options) => {
        const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }), options);
        return { id, document: policyText(Policy?.Content) };
      }),
    ),
  );
  const missing = documents.find((answer) => answer.status !== "ok");
  putAnswer(
    put,
    "organizations/policy-documents",
    missing ?? { status: "ok", data: documents.flatMap((answer) => (answer.status === "ok" ? [answer.data] : [])) },
  );
}

async function delegatedAdministrators(session: Session, client: OrganizationsClient, put: Put): Promise<void> {
  putAnswer(
    put,
    "organizations/delegated-administrators",
    await ask(session, "organizations:ListDelegatedAdministrators", async (options) => {
      const administrators: { id: string; name: string }[] = [];
      for await (const { DelegatedAdministrators = [] } of pagesOf(
        paginateListDelegatedAdministrators({ client }, {}, options),
      )) {
        administrators.push(...DelegatedAdministrators.map(({ Id = "", Name = "" }) => ({ id: Id, name: Name })));
      }
      return administrators;
    }),
  );
}

export const tasks: readonly Task[] = [{ sections: ["organizations/organization", ...told], run: collect }];
