/** CloudTrail: the trails of every Region, each described from its home Region, and the event data stores. */
import {
  type AdvancedEventSelector,
  type AdvancedFieldSelector,
  CloudTrailClient,
  DescribeTrailsCommand,
  type EventSelector as SdkSelector,
  GetEventDataStoreCommand,
  type GetEventDataStoreResponse,
  GetEventSelectorsCommand,
  type GetEventSelectorsResponse,
  GetTrailStatusCommand,
  type GetTrailStatusResponse,
  paginateListEventDataStores,
  paginateListTrails,
  type Trail as SdkTrail,
} from "@aws-sdk/client-cloudtrail";

import { homeRegion, partitionOfRegion } from "../partitions";
import type {
  AdvancedSelector,
  EventDataStore,
  EventSelectors,
  FieldSelector,
  ListedTrail,
  Trail,
  TrailStatus,
} from "../sections/cloudtrail";
import { isOn } from "../sections/regions";
import { atMost, pagesOf } from "./answers/pages";
import { regionName } from "./answers/regions";
import { type Put, putAnswer, putSkipped, type Task } from "./collector";
import { ifNotOffered } from "./not-offered";
import { once } from "./once";
import { eachRegion, regionsOf } from "./regions";
import { type Answer, ask, type Session } from "./session";

/** AWS lets there be five in a Region, and as many of an organization. */
const mostTrails = 1000;
/** AWS lets there be ten in a Region. */
const mostStores = 100;

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

async function collectTrails(session: Session, put: Put): Promise<void> {
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

/**
 * Event data stores are listed by their own Region only: all of them are asked where no trail covers every Region, else those in which
 * trails are at home, and the first of the partition.
 */
async function collectEventDataStores(session: Session, put: Put): Promise<void> {
  const { answer: here } = (await describeTrails(session)).regions[0]!;
  const covered = here.status !== "ok" || here.data.some((trail) => trail.multiRegion);
  const collect = (region: string) => collectStoresOf(region, here.status === "ok", session, put);
  if (!covered) return eachRegion(session, collect);
  const first = homeRegion(partitionOfRegion(session.region));
  const homes = here.status === "ok" ? [first, ...here.data.map(({ homeRegion: home }) => home)] : [session.region];
  const known = await regionsOf(session);
  const off = known.status === "ok" ? known.data.filter((one) => !isOn(one)).map(({ name }) => name) : [];
  await Promise.all([...new Set(homes)].filter((region) => !off.includes(region)).map(collect));
}

/** `known`: CloudTrail answers there, so that what it does not know is not offered. */
async function collectStoresOf(region: string, known: boolean, session: Session, put: Put): Promise<void> {
  const client = clientOf(session, region);
  const list = await ask(
    session,
    "cloudtrail:ListEventDataStores",
    async (options) => {
      const arns: string[] = [];
      for await (const { EventDataStores } of pagesOf(paginateListEventDataStores({ client }, {}, options)))
        arns.push(...(EventDataStores ?? []).flatMap(({ EventDataStoreArn }) => EventDataStoreArn ?? []));
      return atMost(mostStores, arns);
    },
    known ? ifNotOffered([]) : undefined,
  );
  putAnswer(put, "cloudtrail/event-data-stores", list, { region });
  if (list.status !== "ok") return putSkipped(put, ["cloudtrail/event-data-store"], list, { region });
  await Promise.all(
    list.data.map(async (arn) => {
      const store = await ask(session, "cloudtrail:GetEventDataStore", async (options) =>
        toStore(await client.send(new GetEventDataStoreCommand({ EventDataStore: arn }), options), arn),
      );
      putAnswer(put, "cloudtrail/event-data-store", store, { region, resource: arn });
    }),
  );
}

function toTrail(trail: SdkTrail, region: string): Trail {
  const logGroup = trail.CloudWatchLogsLogGroupArn || null;
  // Both are asked where they are.
  if (logGroup !== null) regionName(logGroup.split(":")[3]);
  return {
    arn: trail.TrailARN ?? trail.Name ?? "",
    name: trail.Name ?? trail.TrailARN ?? "",
    homeRegion: regionName(trail.HomeRegion ?? region),
    multiRegion: trail.IsMultiRegionTrail ?? false,
    organization: trail.IsOrganizationTrail ?? false,
    logFileValidation: trail.LogFileValidationEnabled ?? false,
    kmsKeyId: trail.KmsKeyId || null,
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

const untouchedSelector: SdkSelector = {};

/**
 * Where AWS leaves a value out its default holds, and a trail of which nobody chose anything has one selector: all management events.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
function toSelectors(
  { EventSelectors = [], AdvancedEventSelectors = [] }: GetEventSelectorsResponse,
  { customSelectors }: Trail,
): EventSelectors {
  const untouched = EventSelectors.length + AdvancedEventSelectors.length === 0 && !customSelectors;
  return {
    basic: (untouched ? [untouchedSelector] : EventSelectors).map(
      ({ ReadWriteType, IncludeManagementEvents, DataResources }) => ({
        readWriteType: ReadWriteType ?? "All",
        managementEvents: IncludeManagementEvents ?? true,
        dataResources: (DataResources ?? []).map(({ Type, Values }) => ({ type: Type ?? "", values: Values ?? [] })),
      }),
    ),
    advanced: AdvancedEventSelectors.map(toAdvanced),
  };
}

function toAdvanced({ Name, FieldSelectors }: AdvancedEventSelector): AdvancedSelector {
  return { name: Name ?? null, fields: (FieldSelectors ?? []).map(toFieldSelector) };
}

function toFieldSelector({
  Field,
  Equals,
  NotEquals,
  StartsWith,
  NotStartsWith,
  EndsWith,
  NotEndsWith,
}: AdvancedFieldSelector): FieldSelector {
  const operators = {
    equals: Equals,
    notEquals: NotEquals,
    startsWith: StartsWith,
    notStartsWith: NotStartsWith,
    endsWith: EndsWith,
    notEndsWith: NotEndsWith,
  };
  return {
    field: Field ?? "",
    operators: Object.fromEntries(
      Object.entries(operators).filter((entry): entry is [string, string[]] => entry[1] !== undefined),
    ),
  };
}

function toStore(store: GetEventDataStoreResponse, arn: string): EventDataStore {
  return {
    arn,
    name: store.Name ?? arn,
    status: store.Status ?? "unknown",
    multiRegion: store.MultiRegionEnabled ?? false,
    organization: store.OrganizationEnabled ?? false,
    terminationProtection: store.TerminationProtectionEnabled ?? false,
    selectors: (store.AdvancedEventSelectors ?? []).map(toAdvanced),
  };
}

export const tasks: readonly Task[] = [
  {
    sections: ["cloudtrail/trail-list", "cloudtrail/trails", "cloudtrail/trail-status", "cloudtrail/event-selectors"],
    run: collectTrails,
  },
  { sections: ["cloudtrail/event-data-stores", "cloudtrail/event-data-store"], run: collectEventDataStores },
];
