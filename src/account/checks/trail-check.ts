/** What the checks that hold every trail to one setting share. */
import type { ResourceVerdict } from '../posture';
import type { Trail } from '../sections/cloudtrail';
import { defineCheck, type Check, type CheckDeclaration } from './check';
import { counted, evidenceOf, judgeResources, whenAnswered } from './evaluation';

export interface TrailCheck extends Omit<CheckDeclaration, 'sections' | 'evaluate'> {
  /** Leaves out the trails that another account owns. */
  readonly ownOnly?: boolean;
  readonly field: string;
  readonly value: (trail: Trail) => string | boolean | null;
  readonly holds: (trail: Trail) => boolean;
  /** Without the full stop. */
  readonly words: { readonly pass: string; readonly fail: string };
}

export function defineTrailCheck({ ownOnly = false, field, value, holds, words, ...declaration }: TrailCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ['cloudtrail/trails'],
    evaluate: snapshot => whenAnswered(snapshot, 'cloudtrail/trails', (seen, section) => {
      const { id: own } = snapshot.account;
      if (ownOnly && !/^\d{12}$/.test(own)) {
        return { verdict: 'not-assessed', reason: 'Which of the trails are of this account is not known.', resources: [], evidence: [], missingActions: ['sts:GetCallerIdentity'] };
      }
      const trails = ownOnly ? seen.filter(trail => trail.arn.split(':')[4] === own) : seen;
      const evidence = [evidenceOf(section, 'trailList', trails.length), ...trails.map(trail => evidenceOf(section, `${trail.name} ${field}`, value(trail)))];
      const resources = trails.map((trail): ResourceVerdict => {
        const good = holds(trail);
        return { id: trail.arn, region: trail.homeRegion, verdict: good ? 'pass' : 'fail', reason: `${good ? words.pass : words.fail}.` };
      });
      return judgeResources(resources, {
        none: { verdict: 'not-applicable', reason: `${snapshot.region} sees no trail${seen.length > 0 ? ' of this account' : ''}; cloudtrail/all-regions says more.` },
        pass: count => `${words.pass} (${counted(count, 'trail')} seen from ${snapshot.region}).`,
        fail: (count, of) => `${words.fail} (${count} of ${counted(of, 'trail')} seen from ${snapshot.region}).`,
      }, evidence);
    }),
  });
}
