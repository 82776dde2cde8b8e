/** CloudTrail Lake: the event data stores of the Regions that may have some. */
import {
  CloudTrailClient,
  GetEventDataStoreCommand,
  type GetEventDataStoreResponse,
  paginateListEventDataStores,
} from "@aws-sdk/client-cloudtrail";

import { homeRegion, partitionOfRegion } from "../partitions";
import type { EventDataStore } from "../sections/cloudtrail";
import { isOn } from "../sections/regions";
import { atMost, pagesOf } from "./answers/pages";
import { type Put, putAnswer, putSkipped } from "./collector";
import { toAdvanced } from "./event-selectors";
import { ifNotOffered } from "./not-offered";
import { once } from "./once";
import { namesOfRegions, regionsOf } from "./regions";
import { type Answer, ask, type Session } from "./session";
import { describeTrails } from "./trails";

/** AWS lets there be ten in a Region. */
const mostStores = 100;

interface StoresIn {
  readonly region: string;
  readonly list: Answer<readonly string[]>;
  readonly stores: readonly { readonly arn: string; readonly answer: Answer<EventDataStore> }[];
}

/**
 * Event data stores are listed by their own Region only: all of them are asked where no trail covers every Region, else those in which
 * trails are at home, and the first of the partition.
 */
const eventDataStores = once(async (session: Session): Promise<readonly StoresIn[]> => {
  const { answer: here } = (await describeTrails(session)).regions[0]!;
  const covered = here.status !== "ok" || here.data.some((trail) => trail.multiRegion);
  const regions = covered
    ? await homesOf(session, here.status === "ok" ? here.data.map((trail) => trail.homeRegion) : null)
    : await namesOfRegions(session);
  return Promise.all(regions.map((region) => storesIn(session, region, here.status === "ok")));
});

/** null: not known. */
async function homesOf(session: Session, ofTrails: readonly string[] | null): Promise<readonly string[]> {
  const homes = ofTrails === null ? [session.region] : [homeRegion(partitionOfRegion(session.region)), ...ofTrails];
  const known = await regionsOf(session);
  const off = known.status === "ok" ? known.data.filter((one) => !isOn(one)).map(({ name }) => name) : [];
  return [...new Set(homes)].filter((region) => !off.includes(region));
}

/** `known`: CloudTrail answers there, so that what it does not know is not offered. */
async function storesIn(session: Session, region: string, known: boolean): Promise<StoresIn> {
  const client = session.client(CloudTrailClient, "cloudtrail", region);
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
  if (list.status !== "ok") return { region, list, stores: [] };
  const stores = await Promise.all(
    list.data.map(async (arn) => ({
      arn,
      answer: await ask(session, "cloudtrail:GetEventDataStore", async (options) =>
        toStore(await client.send(new GetEventDataStoreCommand({ EventDataStore: arn }), options), arn),
      ),
    })),
  );
  return { region, list, stores };
}

function toStore(store: GetEventDataStoreResponse, arn: string): EventDataStore {
  return {
    arn,
    name: store.Name ?? arn,
    status: store.Status ?? "unknown",
    multiRegion: store.MultiRegionEnabled ?? false,
    organization: store.OrganizationEnabled ?? false,
    terminationProtection: store.TerminationProtectionEnabled ?? false,
    kmsKeyId: store.KmsKeyId || null,
    selectors: (store.AdvancedEventSelectors ?? []).map(toAdvanced),
  };
}

export async function collectEventDataStores(session: Session, put: Put): Promise<void> {
  for (const { region, list, stores } of await eventDataStores(session)) {
    putAnswer(put, "cloudtrail/event-data-stores", list, { region });
    if (list.status !== "ok") putSkipped(put, ["cloudtrail/event-data-store"], list, { region });
    for (const { arn, answer } of stores)
      putAnswer(put, "cloudtrail/event-data-store", answer, { region, resource: arn });
  }
}

/** Those that are known. */
export async function storesOf(session: Session): Promise<readonly EventDataStore[]> {
  return (await eventDataStores(session)).flatMap(({ stores }) =>
    stores.flatMap(({ answer }) => (answer.status === "ok" ? answer.data : [])),
  );
}
