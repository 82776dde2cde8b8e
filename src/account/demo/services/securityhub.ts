/** Security Hub of the demo account. */
import { type AccountState, daysAgo } from "../description";
import type { HubDescription } from "../descriptions/regional";
import { ServiceError } from "../protocols/protocol";
import { restJson } from "../protocols/rest";
import { type Call, type DemoService, pageByToken } from "./service";

export const securityhub: DemoService = {
  protocol: restJson({
    DescribeHub: "GET /accounts",
    GetEnabledStandards: "POST /standards/get",
    ListFindingAggregators: "GET /findingAggregator/list",
    GetFindingAggregator: "GET /findingAggregator/get/{FindingAggregatorArn+}",
  }),
  operations: {
    DescribeHub: (state, call) => {
      hubOf(state, call);
      return {
        HubArn: `arn:aws:securityhub:${call.region}:${state.description.id}:hub/default`,
        SubscribedAt: daysAgo(state, 500),
        AutoEnableControls: true,
        ControlFindingGenerator: "SECURITY_CONTROL",
      };
    },
    GetEnabledStandards: (state, call) =>
      pageByToken(
        hubOf(state, call).standards.map((standard) => ({
          StandardsSubscriptionArn: `arn:aws:securityhub:${call.region}:${state.description.id}:subscription/${standard}`,
          StandardsArn: `arn:aws:securityhub:${call.region}::standards/${standard}`,
          StandardsInput: {},
          StandardsStatus: "READY",
        })),
        "StandardsSubscriptions",
        call,
      ),
    ListFindingAggregators: (state, call) => {
      hubOf(state, call);
      const home = homeOf(state);
      return { FindingAggregators: home === undefined ? [] : [{ FindingAggregatorArn: aggregatorArn(state, home) }] };
    },
    GetFindingAggregator: (state, call) => {
      const { aggregates } = hubOf(state, call);
      if (!aggregates) throw new ServiceError("ResourceNotFoundException", 404, "There is no finding aggregator here.");
      return {
        FindingAggregatorArn: aggregatorArn(state, call.region),
        FindingAggregationRegion: call.region,
        RegionLinkingMode: aggregates.mode,
        Regions: aggregates.regions ?? [],
      };
    },
  },
};

function hubOf({ description: { id, regional } }: AccountState, { region }: Call): HubDescription {
  const hub = regional?.hubs?.[region];
  if (!hub)
    throw new ServiceError("InvalidAccessException", 401, `Account ${id} is not subscribed to AWS Security Hub`);
  return hub;
}

function homeOf({ description: { regional } }: AccountState): string | undefined {
  return Object.entries(regional?.hubs ?? {}).find(([, { aggregates }]) => aggregates)?.[0];
}

function aggregatorArn({ description: { id } }: AccountState, region: string): string {
  return `arn:aws:securityhub:${region}:${id}:finding-aggregator/6f0c1a52-0d5c-4d0a-9b7e-2f3a4c5d6e7f`;
}
