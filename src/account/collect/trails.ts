/** CloudTrail's trails of every Region, each described from its home Region. */
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type GetTrailStatusResponse,
  paginateListTrails,
  type Trail as SdkTrail,
} from "@aws-sdk/client-cloudtrail";

import type { ListedTrail, Trail, TrailStatus } from "../sections/cloudtrail";
import { atMost, pagesOf } from "./answers/pages";
import { regionName } from "./answers/regions";
import { type Put, putAnswer, putSkipped } from "./collector";
import { toSelectors } from "./event-selectors";
import { once } from "./once";
import { type Answer, ask, type Session } from "./session";

/** AWS lets there be five in a Region, and as many of an organization. */
const mostTrails = 1000;

const clientOf = (session: Session, region: string) => session.client(CloudTrailClient, "cloudtrail", region);

/** What each Region that was asked said of its trails, the session's first. */
export interface DescribedTrails {
  readonly list: Answer<readonly ListedTrail[]>;
  readonly regions: readonly { readonly region: string; readonly answer: Answer<readonly Trail[]> }[];
}

/**
 * What every trail is. The session's Region sees the multi-Region trails of all Regions, and in a member account those of the organization;
 * trails of another Region only that Region sees.
 */
export const describeTrails = once(async (session: Session): Promise<DescribedTrails> => {
  const { region } = session;
  const [list, here] = await Promise.all([listTrails(session), describe(session, region)]);
  if (list.status !== "ok" || here.status !== "ok") return { list, regions: [{ region, answer: here }] };
  const unseen = list.data.filter(({ arn }) => !here.data.some((trail) => trail.arn === arn));
  const homes = [...new Set(unseen.map((one) => one.homeRegion))];
  const elsewhere = await Promise.all(
    homes.map(async (home) => ({
      region: home,
      answer: await describe(
        session,
        home,
        unseen.filter((one) => one.homeRegion === home).map((one) => one.arn),
      ),
    })),
  );
  return { list, regions: [{ region, answer: here }, ...elsewhere] };
});

function listTrails(session: Session): Promise<Answer<readonly ListedTrail[]>> {
  return ask(session, "cloudtrail:ListTrails", async (options) => {
    const trails: ListedTrail[] = [];
    for await (const { Trails } of pagesOf(
      paginateListTrails({ client: clientOf(session, session.region) }, {}, options),
    )) {
      trails.push(
        ...(Trails ?? []).flatMap(({ TrailARN, HomeRegion }) =>
          TrailARN ? [{ arn: TrailARN, homeRegion: regionName(HomeRegion ?? TrailARN.split(":")[3]) }] : [],
        ),
      );
    }
    return atMost(mostTrails, trails);
  });
}

/** Those that the Region sees, or these. */
function describe(session: Session, region: string, arns?: string[]): Promise<Answer<readonly Trail[]>> {
  return ask(session, "cloudtrail:DescribeTrails", async (options) => {
    const command = new DescribeTrailsCommand(
      arns ? { trailNameList: arns, includeShadowTrails: false } : { includeShadowTrails: true },
    );
    const { trailList } = await clientOf(session, region).send(command, options);
    return atMost(mostTrails, trailList ?? []).map((trail) => toTrail(trail, region));
  });
}

export async function collectTrails(session: Session, put: Put): Promise<void> {
  const { list, regions } = await describeTrails(session);
  putAnswer(put, "cloudtrail/trail-list", list);
  for (const { region, answer } of regions) {
    putAnswer(put, "cloudtrail/trails", answer, { region });
    if (answer.status !== "ok")
      putSkipped(put, ["cloudtrail/trail-status", "cloudtrail/event-selectors"], answer, { region });
  }
  await Promise.all(
    trailsOf(regions).flatMap((trail) => {
      const client = clientOf(session, trail.homeRegion);
      const where = { region: trail.homeRegion, resource: trail.arn };
      return [
        ask(session, "cloudtrail:GetTrailStatus", async (options) =>
          toStatus(await client.send(new GetTrailStatusCommand({ Name: trail.arn }), options)),
        ).then((status) => putAnswer(put, "cloudtrail/trail-status", status, where)),
        ask(session, "cloudtrail:GetEventSelectors", async (options) =>
          toSelectors(await client.send(new GetEventSelectorsCommand({ TrailName: trail.arn }), options), trail),
        ).then((selectors) => putAnswer(put, "cloudtrail/event-selectors", selectors, where)),
      ];
    }),
  );
}

/** Each once, whichever Regions told of it. */
export function trailsOf(regions: DescribedTrails["regions"]): Trail[] {
  const trails = regions.flatMap(({ answer }) => (answer.status === "ok" ? answer.data : []));
  return [...new Map(trails.map((trail) => [trail.arn, trail])).values()];
}

function toTrail(trail: SdkTrail, region: string): Trail {
  const logGroup = trail.CloudWatchLogsLogGroupArn || null;
  const kmsKeyId = trail.KmsKeyId || null;
  // All of them are asked where they are.
  if (logGroup !== null) regionName(logGroup.split(":")[3]);
  if (kmsKeyId?.startsWith("arn:")) regionName(kmsKeyId.split(":")[3]);
  return {
    arn: trail.TrailARN ?? trail.Name ?? "",
    name: trail.Name ?? trail.TrailARN ?? "",
    homeRegion: regionName(trail.HomeRegion ?? region),
    multiRegion: trail.IsMultiRegionTrail ?? false,
    organization: trail.IsOrganizationTrail ?? false,
    logFileValidation: trail.LogFileValidationEnabled ?? false,
    kmsKeyId,
    bucket: trail.S3BucketName ?? null,
    snsTopic: trail.SnsTopicARN || null,
    logGroup,
    insights: trail.HasInsightSelectors ?? false,
    customSelectors: trail.HasCustomEventSelectors ?? false,
  };
}

function toStatus(status: GetTrailStatusResponse): TrailStatus {
  return {
    logging: status.IsLogging ?? false,
    startedAt: isoOf(status.StartLoggingTime),
    latestDeliveryError: status.LatestDeliveryError || null,
    latestDeliveryAt: isoOf(status.LatestDeliveryTime),
    logsDeliveryError: status.LatestCloudWatchLogsDeliveryError || null,
    logsDeliveryAt: isoOf(status.LatestCloudWatchLogsDeliveryTime),
  };
}

function isoOf(date: Date | undefined): string | null {
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}
