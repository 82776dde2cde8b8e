/** IAM Identity Center: whether people sign in through it. It is in one Region, which other Regions do not see. */
import { paginateListInstances, SSOAdminClient } from "@aws-sdk/client-sso-admin";

import { homeRegion, partitionOfRegion } from "../partitions";
import { isOn } from "../sections/regions";
import type { IdentityCenterInstance } from "../sections/sso";
import { pagesOf } from "./answers/pages";
import { isRegionName } from "./answers/regions";
import { authorizationDetails } from "./authorization-details";
import { type Put, putAnswer, type Task } from "./collector";
import { ifNotOffered } from "./not-offered";
import { regionsOf } from "./regions";
import { ask, type Session } from "./session";

/** `known`: another Region answered, so that what this one does not know is not offered there. */
async function instancesIn(region: string, known: boolean, session: Session, put: Put): Promise<boolean | null> {
  const answer = await ask(
    session,
    "sso:ListInstances",
    async (options) => {
      const found: IdentityCenterInstance[] = [];
      for await (const { Instances = [] } of pagesOf(
        paginateListInstances({ client: session.client(SSOAdminClient, "sso_admin", region) }, {}, options),
      )) {
        found.push(
          ...Instances.map(({ InstanceArn = "", OwnerAccountId = "" }) => ({
            arn: InstanceArn,
            owner: OwnerAccountId,
          })),
        );
      }
      return found;
    },
    known ? ifNotOffered([]) : undefined,
  );
  putAnswer(put, "sso/instances", answer, { region });
  return answer.status === "ok" ? answer.data.length > 0 : null;
}

const ofRole = /^\/aws-reserved\/sso\.amazonaws\.com\/(?:([a-z0-9-]+)\/)?$/;

/** The Regions that the roles name which it makes: `/aws-reserved/sso.amazonaws.com/eu-central-1/`, without one where it is AWS's first. */
async function namedRegions(session: Session): Promise<readonly string[]> {
  const details = await authorizationDetails(session);
  const paths = new Set(details.status === "ok" ? details.data.roles.map(({ path }) => path) : []);
  const home = homeRegion(partitionOfRegion(session.region));
  return [...paths].flatMap((path) => {
    const match = ofRole.exec(path);
    return match ? [match[1] ?? home] : [];
  });
}

/** First where it most likely is; everywhere else only where it is not there. */
async function collectInstances(session: Session, put: Put): Promise<void> {
  const regions = await regionsOf(session);
  const on = regions.status === "ok" ? regions.data.filter(isOn).map(({ name }) => name) : [session.region];
  const named = (await namedRegions(session)).filter((region) => isRegionName(region) && on.includes(region));
  const likely = [...new Set(named.length > 0 ? named : [session.region])];
  const found = await Promise.all(likely.map((region) => instancesIn(region, false, session, put)));
  if (found.includes(true)) return;
  const others = on.filter((region) => !likely.includes(region));
  await Promise.all(others.map((region) => instancesIn(region, found.includes(false), session, put)));
}

export const tasks: readonly Task[] = [{ sections: ["sso/instances"], run: collectInstances }];
