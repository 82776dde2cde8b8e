/** CloudTrail of the demo account: a Region sees its own trails and those that cover every Region. */
import type { AccountState, TrailDescription } from '../description';
import { json11 } from '../protocols/json';
import { ServiceError } from '../protocols/protocol';
import type { Call, DemoService } from './service';

export const cloudtrail: DemoService = {
  protocol: json11,
  operations: {
    DescribeTrails: (state, { parameters, region }) => ({
      trailList: state.description.trails
        .filter(trail => trail.homeRegion === region || (trail.multiRegion && parameters.includeShadowTrails !== false))
        .map(trail => ({
          Name: trail.name,
          S3BucketName: trail.bucket,
          IncludeGlobalServiceEvents: trail.multiRegion,
          IsMultiRegionTrail: trail.multiRegion,
          HomeRegion: trail.homeRegion,
          TrailARN: trailArn(state, trail),
          LogFileValidationEnabled: trail.logFileValidation,
          ...(trail.kmsKeyId === null ? {} : { KmsKeyId: trail.kmsKeyId }),
          ...(trail.logGroup === undefined ? {} : { CloudWatchLogsLogGroupArn: trail.logGroup }),
          HasCustomEventSelectors: true,
          HasInsightSelectors: false,
          IsOrganizationTrail: trail.organization,
        })),
    }),
    GetTrailStatus: (state, call) => {
      const { logging, deliveryError } = trailOf(state, call, 'Name');
      return {
        IsLogging: logging,
        LatestDeliveryTime: state.now / 1000 - 240,
        StartLoggingTime: state.now / 1000 - 40_000_000,
        ...(deliveryError === null ? {} : { LatestDeliveryError: deliveryError }),
      };
    },
    GetEventSelectors: (state, call) => {
      const trail = trailOf(state, call, 'TrailName');
      const selectors = 'advanced' in trail.selectors
        ? { AdvancedEventSelectors: trail.selectors.advanced.map(one => ({ ...one })) }
        : { EventSelectors: trail.selectors.basic.map(one => ({ ReadWriteType: one.readWriteType, IncludeManagementEvents: one.managementEvents, DataResources: [], ExcludeManagementEventSources: [] })) };
      return { TrailARN: trailArn(state, trail), ...selectors };
    },
  },
};

function trailArn({ description }: AccountState, { owner = description.id, homeRegion, name }: TrailDescription): string {
  return `arn:aws:cloudtrail:${homeRegion}:${owner}:trail/${name}`;
}

/** As AWS does: by ARN, and from the trail's home Region only. */
function trailOf(state: AccountState, { parameters, region }: Call, parameter: string): TrailDescription {
  const wanted = parameters[parameter];
  const trail = state.description.trails.find(one => trailArn(state, one) === wanted || (one.name === wanted && one.homeRegion === region));
  if (!trail || trail.homeRegion !== region) throw new ServiceError('TrailNotFoundException', 400, `Unknown trail: ${String(wanted)} for the user: ${state.description.id}`);
  return trail;
}
