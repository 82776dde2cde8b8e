/** AWS Config of the demo account. */
import type { RecorderDescription } from "../descriptions/regional";
import { json11 } from "../protocols/json";
import type { Members } from "../protocols/protocol";
import { type DemoService, offeredIn, type Operation, pageByToken } from "./service";

const globalTypes = ["AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy"];

/** Of the recorder of the Region, if there is one. */
const ofRecorder =
  (list: string, one: (recorder: RecorderDescription, accountId: string) => Members | null): Operation =>
  ({ description: { id, regional } }, { region }) => {
    const recorder = regional?.recorders?.[region];
    const found = recorder && one(recorder, id);
    return { [list]: found ? [found] : [] };
  };

export const config: DemoService = {
  protocol: json11,
  operations: offeredIn("config", {
    DescribeConfigurationRecorders: ofRecorder("ConfigurationRecorders", (recorder, accountId) => ({
      name: "default",
      roleARN: `arn:aws:iam::${accountId}:role/${recorder.role ?? "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"}`,
      recordingGroup: recordingGroup(recorder),
      recordingMode: { recordingFrequency: recorder.frequency ?? "CONTINUOUS" },
      recordingScope: "PAID",
    })),
    DescribeConfigurationRecorderStatus: ofRecorder(
      "ConfigurationRecordersStatus",
      ({ recording, lastStatus = "SUCCESS", lastErrorCode }) => ({
        name: "default",
        recording,
        lastStatus,
        ...(lastErrorCode === undefined ? {} : { lastErrorCode, lastErrorMessage: "The last event was not recorded." }),
      }),
    ),
    DescribeDeliveryChannelStatus: ofRecorder("DeliveryChannelsStatus", ({ channel }) =>
      channel === null
        ? null
        : {
            name: "default",
            configSnapshotDeliveryInfo: {},
            configHistoryDeliveryInfo:
              channel === undefined
                ? { lastStatus: "SUCCESS" }
                : { lastStatus: "FAILURE", lastErrorCode: channel.errorCode },
            configStreamDeliveryInfo: { lastStatus: "NOT_APPLICABLE" },
          },
    ),
    DescribeConfigurationAggregators: ({ description: { id, regional } }, call) =>
      pageByToken(
        (regional?.aggregators?.[call.region] ?? []).map(({ name, accounts, regions }) => {
          const where = regions === undefined ? { AllAwsRegions: true } : { AllAwsRegions: false, AwsRegions: regions };
          return {
            ConfigurationAggregatorName: name,
            ConfigurationAggregatorArn: `arn:aws:config:${call.region}:${id}:config-aggregator/config-aggregator-${name}`,
            ...(accounts === undefined
              ? { OrganizationAggregationSource: { RoleArn: `arn:aws:iam::${id}:role/aggregator`, ...where } }
              : { AccountAggregationSources: [{ AccountIds: accounts, ...where }] }),
          };
        }),
        "ConfigurationAggregators",
        call,
        "NextToken",
        "Limit",
      ),
  }),
};

function recordingGroup({ onlyTypes, exceptTypes, global = false }: RecorderDescription): Members {
  if (onlyTypes)
    return {
      allSupported: false,
      includeGlobalResourceTypes: false,
      resourceTypes: onlyTypes,
      recordingStrategy: { useOnly: "INCLUSION_BY_RESOURCE_TYPES" },
    };
  if (exceptTypes) {
    return {
      allSupported: false,
      includeGlobalResourceTypes: false,
      resourceTypes: [],
      exclusionByResourceTypes: { resourceTypes: [...exceptTypes, ...(global ? [] : globalTypes)] },
      recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
    };
  }
  return {
    allSupported: true,
    includeGlobalResourceTypes: global,
    resourceTypes: [],
    recordingStrategy: { useOnly: "ALL_SUPPORTED_RESOURCE_TYPES" },
  };
}
