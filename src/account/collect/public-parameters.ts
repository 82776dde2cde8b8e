/** The parameters in which AWS publishes where it offers what. */
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";

import type { RegionalService } from "../sections/offered";
import { type Answer, ask, type Session } from "./session";

const parameters = "/aws/service/global-infrastructure/regions";

/** Region -> whether the service is offered; of a Region that AWS does not list nothing is known. */
export function askOffered(
  session: Session,
  service: RegionalService,
  regions: readonly string[],
): Promise<Answer<Readonly<Record<string, boolean>>>> {
  const nameOf = (region: string) => `${parameters}/${region}/services/${service}`;
  return ask(session, "ssm:GetParameters", async (options) => {
    const found = new Set<string>();
    // Ten names are the most in a call, and each Region takes two.
    for (let start = 0; start < regions.length; start += 5) {
      const Names = regions.slice(start, start + 5).flatMap((region) => [`${parameters}/${region}`, nameOf(region)]);
      const { Parameters } = await session.client(SSMClient, "ssm").send(new GetParametersCommand({ Names }), options);
      for (const { Name } of Parameters ?? []) if (Name) found.add(Name);
    }
    return Object.fromEntries(
      regions
        .filter((region) => found.has(`${parameters}/${region}`))
        .map((region) => [region, found.has(nameOf(region))]),
    );
  });
}
