/** CloudTrail: the trails that the Region sees, and of each its status and event selectors from its home Region. */
import {
  CloudTrailClient, DescribeTrailsCommand, GetEventSelectorsCommand, GetTrailStatusCommand,
  type AdvancedFieldSelector, type GetEventSelectorsResponse, type Trail as SdkTrail,
} from '@aws-sdk/client-cloudtrail';
import type { EventSelectors, FieldSelector, Trail } from '../sections/cloudtrail';
import { putAnswer, putSkipped, type Put, type Task } from './collector';
import { ask, type Session } from './session';

async function collectTrails(session: Session, put: Put): Promise<void> {
  const clientOf = (region: string) => session.client(CloudTrailClient, 'cloudtrail', region);
  // Trails of other Regions that cover this one are included, as AWS does by default.
  const trails = await ask(session, 'cloudtrail:DescribeTrails', async options => {
    const { trailList } = await clientOf(session.region).send(new DescribeTrailsCommand({ includeShadowTrails: true }), options);
    return (trailList ?? []).map(trail => toTrail(trail, session.region));
  });
  putAnswer(put, 'cloudtrail/trails', trails, { region: session.region });
  if (trails.status !== 'ok') {
    putSkipped(put, ['cloudtrail/trail-status', 'cloudtrail/event-selectors'], trails, { region: session.region });
    return;
  }
  await Promise.all(trails.data.flatMap(trail => {
    const client = clientOf(trail.homeRegion);
    const where = { region: trail.homeRegion, resource: trail.arn };
    return [
      ask(session, 'cloudtrail:GetTrailStatus', async options => {
        const { IsLogging, LatestDeliveryError } = await client.send(new GetTrailStatusCommand({ Name: trail.arn }), options);
        return { logging: IsLogging ?? false, latestDeliveryError: LatestDeliveryError || null };
      }).then(answer => putAnswer(put, 'cloudtrail/trail-status', answer, where)),
      ask(session, 'cloudtrail:GetEventSelectors', async options =>
        toSelectors(await client.send(new GetEventSelectorsCommand({ TrailName: trail.arn }), options)),
      ).then(answer => putAnswer(put, 'cloudtrail/event-selectors', answer, where)),
    ];
  }));
}

function toTrail(trail: SdkTrail, region: string): Trail {
  return {
    arn: trail.TrailARN ?? trail.Name ?? '',
    name: trail.Name ?? trail.TrailARN ?? '',
    homeRegion: trail.HomeRegion ?? region,
    multiRegion: trail.IsMultiRegionTrail ?? false,
    organization: trail.IsOrganizationTrail ?? false,
    logFileValidation: trail.LogFileValidationEnabled ?? false,
    kmsKeyId: trail.KmsKeyId || null,
    bucket: trail.S3BucketName ?? null,
    logGroup: trail.CloudWatchLogsLogGroupArn || null,
  };
}

function toSelectors({ EventSelectors, AdvancedEventSelectors }: GetEventSelectorsResponse): EventSelectors {
  return {
    // Where AWS leaves a value out its default holds: all management events.
    basic: (EventSelectors ?? []).map(({ ReadWriteType, IncludeManagementEvents }) => ({ readWriteType: ReadWriteType ?? 'All', managementEvents: IncludeManagementEvents ?? true })),
    advanced: (AdvancedEventSelectors ?? []).map(({ Name, FieldSelectors }) => ({ name: Name ?? null, fields: (FieldSelectors ?? []).map(toFieldSelector) })),
  };
}

function toFieldSelector({ Field, Equals, NotEquals, StartsWith, NotStartsWith, EndsWith, NotEndsWith }: AdvancedFieldSelector): FieldSelector {
  const operators = { equals: Equals, notEquals: NotEquals, startsWith: StartsWith, notStartsWith: NotStartsWith, endsWith: EndsWith, notEndsWith: NotEndsWith };
  return { field: Field ?? '', operators: Object.fromEntries(Object.entries(operators).filter((entry): entry is [string, string[]] => entry[1] !== undefined)) };
}

export const tasks: readonly Task[] = [{ sections: ['cloudtrail/trails', 'cloudtrail/trail-status', 'cloudtrail/event-selectors'], run: collectTrails }];
