/** AWS Organizations: the organization of the account, and what the management account sees of it. */
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  OrganizationsClient,
  paginateListAccounts,
  paginateListChildren,
  paginateListDelegatedAdministrators,
  paginateListDelegatedServicesForAccount,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";

import type {
  MemberAccount,
  Organization,
  OrganizationPolicy,
  PolicyDocument,
  PolicyTarget,
} from "../sections/organizations";
import type { SectionName } from "../snapshot";
import { jsonObject, policyText } from "./answers/documents";
import { atMost, pagesOf } from "./answers/pages";
import { type Put, putAnswer, putSkipped, type Task } from "./collector";
import { type Answer, ask, type Session } from "./session";

/** Policies of each kind whose documents are read: a call each. */
const mostDocuments = 12;
/** AWS lets there be 2,000 units. */
const mostTargets = 10_000;

const organizationSections = [
  "organizations/accounts",
  "organizations/service-control-policies",
  "organizations/resource-control-policies",
  "organizations/tag-policies",
  "organizations/policy-documents",
  "organizations/policy-targets",
  "organizations/delegated-administrators",
  "organizations/delegated-services",
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
  if (organization.status !== "ok") return putSkipped(put, organizationSections, organization);
  if (organization.data === null) {
    for (const name of organizationSections) putAnswer(put, name, organization as Answer<null>);
    return;
  }
  const accounts = await memberAccounts(session);
  putAnswer(put, "organizations/accounts", accounts);
  // A member account is told nothing of the rest either: not worth asking.
  const isManagement =
    session.credentials.accountId === undefined ||
    session.credentials.accountId === organization.data.managementAccount;
  if (accounts.status === "denied" && !isManagement) return putSkipped(put, organizationSections.slice(1), accounts);
  await Promise.all([controlPolicies(session, client, put), delegatedAdministrators(session, client, put)]);
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

function policiesOf(
  session: Session,
  client: OrganizationsClient,
  Filter: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY" | "TAG_POLICY",
): Promise<Answer<readonly OrganizationPolicy[]>> {
  return ask(session, "organizations:ListPolicies", async (options) => {
    const found: OrganizationPolicy[] = [];
    for await (const { Policies = [] } of pagesOf(paginateListPolicies({ client }, { Filter }, options))) {
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
}

async function controlPolicies(session: Session, client: OrganizationsClient, put: Put): Promise<void> {
  const [policies, ofResources, ofTags] = await Promise.all([
    policiesOf(session, client, "SERVICE_CONTROL_POLICY"),
    policiesOf(session, client, "RESOURCE_CONTROL_POLICY"),
    policiesOf(session, client, "TAG_POLICY"),
  ]);
  putAnswer(put, "organizations/service-control-policies", policies);
  putAnswer(put, "organizations/resource-control-policies", ofResources);
  putAnswer(put, "organizations/tag-policies", ofTags);
  if (policies.status !== "ok")
    return putSkipped(put, ["organizations/policy-documents", "organizations/policy-targets"], policies);
  const own = [policies, ofResources, ofTags].flatMap((answer) =>
    answer.status === "ok" ? answer.data.filter((policy) => !policy.awsManaged).slice(0, mostDocuments) : [],
  );
  await Promise.all([
    policyDocuments(session, client, put, own, new Set(ofTags.status === "ok" ? ofTags.data.map(({ id }) => id) : [])),
    policyTargets(session, client, put, own.length === 0 ? [] : [...own, ...policies.data.filter(isFullAccess)]),
  ]);
}

/** AWS attaches it to everything, and it takes nothing away. */
function isFullAccess({ id }: OrganizationPolicy): boolean {
  return id === "p-FullAWSAccess";
}

async function policyDocuments(
  session: Session,
  client: OrganizationsClient,
  put: Put,
  own: readonly OrganizationPolicy[],
  tagPolicies: ReadonlySet<string>,
): Promise<void> {
  const documents = await Promise.all(
    own.map(({ id }) =>
      ask<PolicyDocument>(session, "organizations:DescribePolicy", async (options) => {
        const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: id }), options);
        if (!tagPolicies.has(id)) return { id, document: policyText(Policy?.Content) };
        jsonObject(Policy?.Content, "the tag policy");
        return { id, document: Policy!.Content! };
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

async function policyTargets(
  session: Session,
  client: OrganizationsClient,
  put: Put,
  policies: readonly OrganizationPolicy[],
): Promise<void> {
  const targets = await Promise.all(
    policies.map((policy) =>
      ask(session, "organizations:ListTargetsForPolicy", async (options) => {
        const found: PolicyTarget[] = [];
        for await (const { Targets = [] } of pagesOf(
          paginateListTargetsForPolicy({ client }, { PolicyId: policy.id }, options),
        ))
          found.push(
            ...Targets.map(({ TargetId = "", Type = "" }) => ({
              id: TargetId,
              type: Type,
              accounts: Type === "ROOT" ? null : Type === "ACCOUNT" ? [TargetId] : [],
            })),
          );
        return { policy, found: atMost(mostTargets, found) };
      }),
    ),
  );
  const missing = targets.find((answer) => answer.status !== "ok");
  if (missing) return putAnswer(put, "organizations/policy-targets", missing);
  const known = targets.flatMap((answer) => (answer.status === "ok" ? [answer.data] : []));
  // What FullAWSAccess is attached to is compared by the target alone.
  const units = new Set(
    known.flatMap(({ policy, found }) =>
      isFullAccess(policy) ? [] : found.filter(({ type }) => type === "ORGANIZATIONAL_UNIT").map(({ id }) => id),
    ),
  );
  const below = await Promise.all(
    [...units].map(async (unit) => ({ unit, answer: await accountsBelow(session, client, unit) })),
  );
  const silent = below.find(({ answer }) => answer.status !== "ok")?.answer;
  if (silent && silent.status !== "ok") return putAnswer(put, "organizations/policy-targets", silent);
  const accounts = new Map(below.map(({ unit, answer }) => [unit, answer.status === "ok" ? answer.data : []]));
  putAnswer(put, "organizations/policy-targets", {
    status: "ok",
    data: Object.fromEntries(
      known.map(({ policy, found }) => [
        policy.id,
        found.map((target) => ({ ...target, accounts: accounts.get(target.id) ?? target.accounts })),
      ]),
    ),
  });
}

/** Of an organizational unit and those in it, until there are some. */
function accountsBelow(
  session: Session,
  client: OrganizationsClient,
  unit: string,
): Promise<Answer<readonly string[]>> {
  return ask(session, "organizations:ListChildren", async (options) => {
    const children = async (ParentId: string, ChildType: "ACCOUNT" | "ORGANIZATIONAL_UNIT") => {
      const ids: string[] = [];
      for await (const { Children = [] } of pagesOf(paginateListChildren({ client }, { ParentId, ChildType }, options)))
        ids.push(...Children.flatMap(({ Id }) => Id ?? []));
      return ids;
    };
    const left = [unit];
    for (const one of left) {
      const accounts = await children(one, "ACCOUNT");
      if (accounts.length > 0) return accounts;
      left.push(...atMost(mostTargets, await children(one, "ORGANIZATIONAL_UNIT")));
      atMost(mostTargets, left);
    }
    return [];
  });
}

/** Administrators whose services are asked for: a call each. */
const mostAdministrators = 10;

async function delegatedAdministrators(session: Session, client: OrganizationsClient, put: Put): Promise<void> {
  const found = await ask(session, "organizations:ListDelegatedAdministrators", async (options) => {
    const administrators: { id: string; name: string }[] = [];
    for await (const { DelegatedAdministrators = [] } of pagesOf(
      paginateListDelegatedAdministrators({ client }, {}, options),
    )) {
      administrators.push(...DelegatedAdministrators.map(({ Id = "", Name = "" }) => ({ id: Id, name: Name })));
    }
    return administrators;
  });
  putAnswer(put, "organizations/delegated-administrators", found);
  if (found.status !== "ok") return putSkipped(put, ["organizations/delegated-services"], found);
  const services = await Promise.all(
    found.data.slice(0, mostAdministrators).map(({ id }) =>
      ask(session, "organizations:ListDelegatedServicesForAccount", async (options) => {
        const names: string[] = [];
        for await (const { DelegatedServices = [] } of pagesOf(
          paginateListDelegatedServicesForAccount({ client }, { AccountId: id }, options),
        ))
          names.push(...DelegatedServices.flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []));
        return [id, names.sort()] as const;
      }),
    ),
  );
  const missing = services.find((answer) => answer.status !== "ok");
  putAnswer(
    put,
    "organizations/delegated-services",
    missing ?? {
      status: "ok",
      data: Object.fromEntries(services.flatMap((answer) => (answer.status === "ok" ? [answer.data] : []))),
    },
  );
}

export const tasks: readonly Task[] = [
  { sections: ["organizations/organization", ...organizationSections], run: collect },
];
