/** AWS Config: in every Region the status of the recorder, and where one records what it records and whether it delivers. */
import {
  ConfigServiceClient,
  type ConfigurationAggregator,
  type ConfigurationRecorder,
  type DeliveryChannelStatus as SdkChannelStatus,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelStatusCommand,
  paginateDescribeConfigurationAggregators,
} from "@aws-sdk/client-config-service";

import type { Aggregator, Delivery, DeliveryChannelStatus, Recorder } from "../sections/config";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { eachOfferedRegion } from "./offered";
import { ask, type Session } from "./session";

/** The status first: of a recorder that is stopped nothing else matters. */
async function collectRecorders(session: Session, put: Put): Promise<void> {
  await eachOfferedRegion(
    session,
    put,
    "config",
    ["config/recorder-status", "config/recorders", "config/delivery-status", "config/aggregators"],
    async (region) => {
      const client = clientOf(session, region);
      const status = await ask(session, "config:DescribeConfigurationRecorderStatus", async (options) => {
        const { ConfigurationRecordersStatus } = await client.send(
          new DescribeConfigurationRecorderStatusCommand({}),
          options,
        );
        return (ConfigurationRecordersStatus ?? []).map(({ name, recording, lastStatus, lastErrorCode }) => ({
          name: name ?? "",
          recording: recording ?? false,
          lastStatus: lastStatus ?? null,
          lastErrorCode: lastErrorCode || null,
        }));
      });
      if (status.status !== "ok") return status;
      putAnswer(put, "config/recorder-status", status, { region });
      // Whoever brings records together has some of their own.
      if (status.data.length > 0) await collectAggregators(region, session, put);
      if (!status.data.some(({ recording }) => recording)) return undefined;
      await Promise.all([
        ask(session, "config:DescribeConfigurationRecorders", async (options) => {
          const { ConfigurationRecorders } = await client.send(new DescribeConfigurationRecordersCommand({}), options);
          return (ConfigurationRecorders ?? []).map(toRecorder);
        }).then((answer) => putAnswer(put, "config/recorders", answer, { region })),
        ask(session, "config:DescribeDeliveryChannelStatus", async (options) => {
          const { DeliveryChannelsStatus } = await client.send(new DescribeDeliveryChannelStatusCommand({}), options);
          return (DeliveryChannelsStatus ?? []).map(toChannelStatus);
        }).then((answer) => putAnswer(put, "config/delivery-status", answer, { region })),
      ]);
      return undefined;
    },
  );
}

async function collectAggregators(region: string, session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "config/aggregators",
    await ask(session, "config:DescribeConfigurationAggregators", async (options) => {
      const found: Aggregator[] = [];
      for await (const page of pagesOf(
        paginateDescribeConfigurationAggregators({ client: clientOf(session, region) }, {}, options),
      )) {
        found.push(...(page.ConfigurationAggregators ?? []).map(toAggregator));
      }
      return found;
    }),
    { region },
  );
}

function clientOf(session: Session, region: string): ConfigServiceClient {
  return session.client(ConfigServiceClient, "config_service", region);
}

function toRecorder({ name, roleARN, recordingGroup: group, recordingMode }: ConfigurationRecorder): Recorder {
  return {
    name: name ?? "",
    roleArn: roleARN || null,
    // Recorders of before there were strategies have none; those without a group record everything.
    strategy:
      group?.recordingStrategy?.useOnly ??
      (group && group.allSupported === false ? "INCLUSION_BY_RESOURCE_TYPES" : "ALL_SUPPORTED_RESOURCE_TYPES"),
    includeGlobalResourceTypes: group?.includeGlobalResourceTypes ?? false,
    resourceTypes: group?.resourceTypes ?? [],
    excludedTypes: group?.exclusionByResourceTypes?.resourceTypes ?? [],
    frequency: recordingMode?.recordingFrequency ?? "CONTINUOUS",
  };
}

function toChannelStatus({
  name,
  configHistoryDeliveryInfo,
  configSnapshotDeliveryInfo,
  configStreamDeliveryInfo,
}: SdkChannelStatus): DeliveryChannelStatus {
  return {
    name: name ?? "",
    history: toDelivery(configHistoryDeliveryInfo),
    snapshot: toDelivery(configSnapshotDeliveryInfo),
    stream: toDelivery(configStreamDeliveryInfo),
  };
}

function toDelivery(
  info: { readonly lastStatus?: string | undefined; readonly lastErrorCode?: string | undefined } | undefined,
): Delivery {
  return { lastStatus: info?.lastStatus ?? null, lastErrorCode: info?.lastErrorCode || null };
}

function toAggregator({
  ConfigurationAggregatorName,
  ConfigurationAggregatorArn,
  AccountAggregationSources,
  OrganizationAggregationSource,
}: ConfigurationAggregator): Aggregator {
  const sources = OrganizationAggregationSource ? [OrganizationAggregationSource] : (AccountAggregationSources ?? []);
  return {
    name: ConfigurationAggregatorName ?? "",
    arn: ConfigurationAggregatorArn ?? "",
    organization: OrganizationAggregationSource !== undefined,
    accounts: (AccountAggregationSources ?? []).flatMap((source) => source.AccountIds ?? []),
    regions: sources.some((source) => source.AllAwsRegions)
      ? null
      : sources.flatMap((source) => source.AwsRegions ?? []),
  };
}

export const tasks: readonly Task[] = [
  {
    sections: [
      "config/recorders",
      "config/recorder-status",
      "config/delivery-status",
      "config/aggregators",
      "ssm/offered",
    ],
    run: collectRecorders,
  },
];
