/** How the services that AWS does not offer everywhere ask each Region: what is not offered there is no failure. */
import type { RegionalService } from "../sections/offered";
import type { SectionName } from "../snapshot";
import { type Put, putAnswer, putRefused, putSkipped } from "./collector";
import { isNotOffered } from "./not-offered";
import { eachRegion } from "./regions";
import type { Refused, Session } from "./session";

/**
 * Does the work in every Region that is on. `work` gives back what did not answer, which is put as the first of the sections;
 * the others of the Region were not asked for. Where it sounds as if the service was not offered, AWS's public parameters tell.
 */
export async function eachOfferedRegion(
  session: Session,
  put: Put,
  service: RegionalService,
  [first, ...others]: readonly [SectionName, ...SectionName[]],
  work: (region: string) => Promise<Refused | undefined>,
): Promise<void> {
  const refuse = (region: string, refused: Refused) => {
    putRefused(put, first, refused, { region });
    putSkipped(put, others, refused, { region });
  };
  const silent: { readonly region: string; readonly refused: Refused }[] = [];
  await eachRegion(session, async (region) => {
    const refused = await work(region);
    if (!refused) return;
    if (soundsNotOffered(refused)) silent.push({ region, refused });
    else refuse(region, refused);
  });
  if (silent.length === 0) return;
  const { askOffered } = await import("./public-parameters");
  const offered = await askOffered(
    session,
    service,
    silent.map(({ region }) => region),
  );
  putAnswer(put, "ssm/offered", offered, { resource: service });
  for (const { region, refused } of silent) {
    if (offered.status === "ok" && offered.data[region] !== false) {
      refuse(region, refused);
      continue;
    }
    // Where there is nothing to ask nothing has failed; and where that is not known, it is the parameters that failed.
    session.counts.failed--;
    if (offered.status !== "ok")
      putSkipped(
        put,
        [first, ...others],
        offered,
        { region },
        `did not answer in ${region}, and whether it is offered there is not known`,
      );
  }
}

/** A service that a Region has not got has no address there, or one that does not know its calls. */
function soundsNotOffered({ error, thrown }: Refused): boolean {
  return error.kind === "unreachable" || error.code === "HTTP 404" || isNotOffered(thrown);
}
