/** Security Hub: the hub of every Region, its standards, and whether findings of other Regions come together. */
import {
  DescribeHubCommand,
  GetFindingAggregatorCommand,
  paginateGetEnabledStandards,
  paginateListFindingAggregators,
  SecurityHubClient,
} from "@aws-sdk/client-securityhub";

import type { FindingAggregator, Hub, StandardSubscription } from "../sections/securityhub";
import { pagesOf } from "./answers/pages";
import { regionName } from "./answers/regions";
import { type Put, putAnswer, type Task } from "./collector";
import { eachOfferedRegion } from "./offered";
import { type Answer, ask, type Session } from "./session";

async function collectHubs(session: Session, put: Put): Promise<void> {
  const hubs: string[] = [];
  await eachOfferedRegion(session, put, "securityhub", ["securityhub/hub", "securityhub/standards"], async (region) => {
    const client = session.client(SecurityHubClient, "securityhub", region);
    const hub = await ask<Hub | null>(
      session,
      "securityhub:DescribeHub",
      async (options) => {
        const { HubArn, SubscribedAt } = await client.send(new DescribeHubCommand({}), options);
        return { arn: HubArn ?? "", subscribedAt: SubscribedAt ?? null };
      },
      (error) => (isNotSubscribed(error) ? { data: null } : undefined),
    );
    if (hub.status !== "ok") return hub;
    putAnswer(put, "securityhub/hub", hub, { region });
    if (hub.data === null) return undefined;
    hubs.push(region);
    putAnswer(put, "securityhub/standards", await standardsOf(session, client), { region });
    return undefined;
  });
  // Every Region with a hub tells of it.
  const [first] = hubs.sort();
  if (first !== undefined) await collectAggregator(session, put, first);
}

function standardsOf(session: Session, client: SecurityHubClient): Promise<Answer<readonly StandardSubscription[]>> {
  return ask(session, "securityhub:GetEnabledStandards", async (options) => {
    const found: StandardSubscription[] = [];
    for await (const page of pagesOf(paginateGetEnabledStandards({ client }, {}, options))) {
      found.push(
        ...(page.StandardsSubscriptions ?? []).map(({ StandardsArn, StandardsStatus }) => ({
          standard: StandardsArn ?? "",
          status: StandardsStatus ?? "",
        })),
      );
    }
    return found;
  });
}

async function collectAggregator(session: Session, put: Put, region: string): Promise<void> {
  const client = session.client(SecurityHubClient, "securityhub", region);
  const list = await ask(session, "securityhub:ListFindingAggregators", async (options) => {
    const found: string[] = [];
    for await (const page of pagesOf(paginateListFindingAggregators({ client }, {}, options)))
      found.push(...(page.FindingAggregators ?? []).flatMap(({ FindingAggregatorArn }) => FindingAggregatorArn ?? []));
    if (found[0] !== undefined) regionName(found[0].split(":")[3]);
    return found;
  });
  if (list.status !== "ok") return putAnswer(put, "securityhub/aggregator", list, { region });
  const [arn] = list.data;
  if (arn === undefined) return putAnswer(put, "securityhub/aggregator", { status: "ok", data: null }, { region });
  // Its home Region is asked: others know only that there is one.
  const home = arn.split(":")[3]!;
  putAnswer(
    put,
    "securityhub/aggregator",
    await ask(session, "securityhub:GetFindingAggregator", async (options) => {
      const { FindingAggregationRegion, RegionLinkingMode, Regions } = await session
        .client(SecurityHubClient, "securityhub", home)
        .send(new GetFindingAggregatorCommand({ FindingAggregatorArn: arn }), options);
      return {
        arn,
        region: FindingAggregationRegion ?? home,
        mode: RegionLinkingMode ?? "",
        regions: Regions ?? [],
      } satisfies FindingAggregator;
    }),
    { region: home },
  );
}

/** Where access is refused for another reason the error is called the same. */
function isNotSubscribed(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "ResourceNotFoundException" ||
      (error.name === "InvalidAccessException" && /not subscribed/i.test(error.message)))
  );
}

export const tasks: readonly Task[] = [
  { sections: ["securityhub/hub", "securityhub/standards", "securityhub/aggregator", "ssm/offered"], run: collectHubs },
];
