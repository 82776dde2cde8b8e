/** GuardDuty: in every Region the detector, and where there is one whether it is enabled. */
import { GetDetectorCommand, GuardDutyClient, paginateListDetectors } from "@aws-sdk/client-guardduty";

import { atMost, pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { eachOfferedRegion } from "./offered";
import { ask, type Session } from "./session";

async function collectDetectors(session: Session, put: Put): Promise<void> {
  await eachOfferedRegion(session, put, "guardduty", ["guardduty/detectors", "guardduty/detector"], async (region) => {
    const client = session.client(GuardDutyClient, "guardduty", region);
    const detectors = await ask(session, "guardduty:ListDetectors", async (options) => {
      const found: string[] = [];
      for await (const page of pagesOf(paginateListDetectors({ client }, {}, options)))
        found.push(...(page.DetectorIds ?? []));
      // One to a Region.
      return atMost(10, found);
    });
    if (detectors.status !== "ok") return detectors;
    putAnswer(put, "guardduty/detectors", detectors, { region });
    await Promise.all(
      detectors.data.map(async (id) => {
        const detector = await ask(session, "guardduty:GetDetector", async (options) => {
          const { Status, Features = [] } = await client.send(new GetDetectorCommand({ DetectorId: id }), options);
          return {
            status: Status ?? "",
            plans: Object.fromEntries(Features.map((feature) => [feature.Name ?? "", feature.Status === "ENABLED"])),
          };
        });
        putAnswer(put, "guardduty/detector", detector, { region, resource: id });
      }),
    );
    return undefined;
  });
}

export const tasks: readonly Task[] = [
  { sections: ["guardduty/detectors", "guardduty/detector", "ssm/offered"], run: collectDetectors },
];
