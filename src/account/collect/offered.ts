/** Whether AWS offers a service in the Regions where it did not answer as if it did. */
import type { RegionalService } from '../sections/offered';
import { putAnswer, type Put } from './collector';
import { ask, type Answer, type Session } from './session';

/** How an endpoint refuses what it does not know. */
const unknownThere = new Set(['UnknownOperationException', 'UnknownOperation', 'UnsupportedOperation', 'UnsupportedOperationException', 'InvalidAction', 'HTTP 404', 'HTTP 501']);

export function soundsNotOffered(answer: Answer<unknown>): boolean {
  return answer.status !== 'ok' && (answer.error.kind === 'unreachable' || unknownThere.has(answer.error.code));
}

const parameters = '/aws/service/global-infrastructure/regions';

/** Asks AWS's public parameters, and only if there is a Region to ask about. */
export async function putOffered(session: Session, put: Put, service: RegionalService, regions: readonly string[]): Promise<void> {
  if (regions.length === 0) return;
  const { GetParametersCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  const nameOf = (region: string) => `${parameters}/${region}/services/${service}`;
  putAnswer(put, 'ssm/offered', await ask(session, 'ssm:GetParameters', async options => {
    const found = new Set<string>();
    // Ten names are the most, and each Region takes two: of one that AWS does not list there nothing is known.
    for (let start = 0; start < regions.length; start += 5) {
      const Names = regions.slice(start, start + 5).flatMap(region => [`${parameters}/${region}`, nameOf(region)]);
      const { Parameters } = await session.client(SSMClient, 'ssm').send(new GetParametersCommand({ Names }), options);
      for (const { Name } of Parameters ?? []) if (Name) found.add(Name);
    }
    return Object.fromEntries(regions.filter(region => found.has(`${parameters}/${region}`)).map(region => [region, found.has(nameOf(region))]));
  }), { resource: service });
}
