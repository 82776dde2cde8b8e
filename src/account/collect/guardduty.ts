/** GuardDuty: in every Region the detector, and where there is one whether it is enabled. */
import { GetDetectorCommand, GuardDutyClient, paginateListDetectors } from '@aws-sdk/client-guardduty';
import { putAnswer, putSkipped, type Put, type Task } from './collector';
import { putOffered, soundsNotOffered } from './offered';
import { eachRegion } from './regions';
import { ask, type Session } from './session';

async function collectDetectors(session: Session, put: Put): Promise<void> {
  const silent: string[] = [];
  await eachRegion(session, async region => {
    const client = session.client(GuardDutyClient, 'guardduty', region);
    const detectors = await ask(session, 'guardduty:ListDetectors', async options => {
      const found: string[] = [];
      for await (const page of paginateListDetectors({ client }, {}, options)) found.push(...(page.DetectorIds ?? []));
      return found;
    });
    putAnswer(put, 'guardduty/detectors', detectors, { region });
    if (detectors.status !== 'ok') {
      putSkipped(put, ['guardduty/detector'], detectors, { region });
      if (soundsNotOffered(detectors)) silent.push(region);
      return;
    }
    await Promise.all(detectors.data.map(async id => {
      const detector = await ask(session, 'guardduty:GetDetector', async options => {
        const { Status } = await client.send(new GetDetectorCommand({ DetectorId: id }), options);
        return { status: Status ?? '' };
      });
      putAnswer(put, 'guardduty/detector', detector, { region, resource: id });
    }));
  });
  await putOffered(session, put, 'guardduty', silent);
}

export const tasks: readonly Task[] = [{ sections: ['guardduty/detectors', 'guardduty/detector', 'ssm/offered'], run: collectDetectors }];
