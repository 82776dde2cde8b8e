/** CloudTrail of the demo account: a Region sees its own trails and those that cover every Region. */
import type { AccountState } from "../description";
import type { EventDataStoreDescription, TrailDescription } from "../descriptions/trails";
import { json11 } from "../protocols/json";
import { type Members, ServiceError } from "../protocols/protocol";
import { type Call, type DemoService, pageByToken } from "./service";

export const cloudtrail: DemoService = {
  protocol: json11,
  operations: {
    // Without those that an organization has in its members.
    ListTrails: (state, call) =>
      pageByToken(
        state.description.trails
          .filter(({ owner }) => owner === undefined)
          .map((trail) => ({ TrailARN: trailArn(state, trail), Name: trail.name, HomeRegion: trail.homeRegion })),
        "Trails",
        call,
      ),
    DescribeTrails: (state, { parameters, region }) => {
      const named = (parameters.trailNameList ?? []) as readonly string[];
      return {
        trailList: state.description.trails
          .filter(
            (trail) => trail.homeRegion === region || (trail.multiRegion && parameters.includeShadowTrails !== false),
          )
          .filter((trail) => named.length === 0 || named.includes(trailArn(state, trail)))
          .map((trail) => describe(state, trail)),
      };
    },
    GetTrailStatus: (state, call) => {
      const { logging, deliveryError, deliveredDaysAgo = 0.003, logGroup } = trailOf(state, call, "Name");
      const seconds = (days: number) => state.now / 1000 - days * 86_400;
      return {
        IsLogging: logging,
        LatestDeliveryTime: seconds(deliveredDaysAgo),
        StartLoggingTime: seconds(460),
        ...(deliveryError === null ? {} : { LatestDeliveryError: deliveryError }),
        ...(logGroup === undefined ? {} : { LatestCloudWatchLogsDeliveryTime: seconds(deliveredDaysAgo) }),
      };
    },
    GetEventSelectors: (state, call) => {
      const trail = trailOf(state, call, "TrailName");
      if (!trail.selectors) return { TrailARN: trailArn(state, trail) };
      const selectors =
        "advanced" in trail.selectors
          ? { AdvancedEventSelectors: trail.selectors.advanced.map((one) => ({ ...one })) }
          : {
              EventSelectors: trail.selectors.basic.map((one) => ({
                ReadWriteType: one.readWriteType,
                IncludeManagementEvents: one.managementEvents,
                DataResources: one.objects ? [{ Type: "AWS::S3::Object", Values: one.objects }] : [],
                ExcludeManagementEventSources: [],
              })),
            };
      return { TrailARN: trailArn(state, trail), ...selectors };
    },
    ListEventDataStores: (state, call) =>
      pageByToken(
        storesIn(state, call.region).map((store) => ({ EventDataStoreArn: storeArn(state, store), Name: store.name })),
        "EventDataStores",
        call,
      ),
    GetEventDataStore: (state, { parameters, region }) => {
      const store = storesIn(state, region).find((one) => storeArn(state, one) === parameters.EventDataStore);
      if (!store)
        throw new ServiceError(
          "EventDataStoreNotFoundException",
          400,
          `Event data store ${String(parameters.EventDataStore)} does not exist.`,
        );
      return {
        EventDataStoreArn: storeArn(state, store),
        Name: store.name,
        Status: store.ingesting ? "ENABLED" : "STOPPED_INGESTION",
        AdvancedEventSelectors: store.selectors.map((one) => ({ ...one })),
        MultiRegionEnabled: store.multiRegion,
        OrganizationEnabled: false,
        RetentionPeriod: 366,
        TerminationProtectionEnabled: store.terminationProtection,
        ...(store.kmsKeyId === undefined ? {} : { KmsKeyId: store.kmsKeyId }),
      };
    },
  },
};

function describe(state: AccountState, trail: TrailDescription): Members {
  return {
    Name: trail.name,
    S3BucketName: trail.bucket,
    IncludeGlobalServiceEvents: trail.multiRegion,
    IsMultiRegionTrail: trail.multiRegion,
    HomeRegion: trail.homeRegion,
    TrailARN: trailArn(state, trail),
    LogFileValidationEnabled: trail.logFileValidation,
    ...(trail.kmsKeyId === null ? {} : { KmsKeyId: trail.kmsKeyId }),
    ...(trail.logGroup === undefined ? {} : { CloudWatchLogsLogGroupArn: trail.logGroup }),
    HasCustomEventSelectors: trail.selectors !== undefined,
    HasInsightSelectors: trail.insights ?? false,
    IsOrganizationTrail: trail.organization,
  };
}

function trailArn(
  { description }: AccountState,
  { owner = description.id, homeRegion, name }: TrailDescription,
): string {
  return `arn:aws:cloudtrail:${homeRegion}:${owner}:trail/${name}`;
}

/** As AWS does: by ARN, and from the trail's home Region only. */
function trailOf(state: AccountState, { parameters, region }: Call, parameter: string): TrailDescription {
  const wanted = parameters[parameter];
  const trail = state.description.trails.find(
    (one) => trailArn(state, one) === wanted || (one.name === wanted && one.homeRegion === region),
  );
  if (!trail || trail.homeRegion !== region)
    throw new ServiceError(
      "TrailNotFoundException",
      400,
      `Unknown trail: ${String(wanted)} for the user: ${state.description.id}`,
    );
  return trail;
}

function storesIn({ description }: AccountState, region: string): EventDataStoreDescription[] {
  return (description.eventDataStores ?? []).filter((store) => store.region === region);
}

function storeArn({ description }: AccountState, { region, name }: EventDataStoreDescription): string {
  return `arn:aws:cloudtrail:${region}:${description.id}:eventdatastore/${name}`;
}
