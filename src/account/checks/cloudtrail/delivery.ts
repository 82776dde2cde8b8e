import type { ResourceVerdict } from '../../posture';
import { sectionOf } from '../../snapshot';
import { defineCheck } from '../check';
import { counted, evidenceOf, isAnswered, judgeResources, missingActionsOf, whenAnswered, type Missing } from '../evaluation';

export default defineCheck({
  id: 'cloudtrail/delivery',
  title: 'Every trail delivers its log files',
  why: 'A trail that records but cannot write to its bucket keeps nothing: what happens meanwhile is lost for the log.',
  severity: 'high',
  recommendation: 'cloudtrail',
  cis: [],
  securityHub: [],
  sections: ['cloudtrail/trails', 'cloudtrail/trail-status'],
  remediation: [
    { kind: 'console', text: 'CloudTrail > Trails > (the trail): see the last delivery error. Mostly the bucket is gone, or its policy does not let cloudtrail.amazonaws.com write.' },
    { kind: 'cli', text: 'aws cloudtrail get-trail-status --name TRAIL_ARN --region HOME_REGION' },
  ],
  links: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html'],
  evaluate: snapshot => whenAnswered(snapshot, 'cloudtrail/trails', (trails, section) => {
    const missing: Missing[] = [];
    const evidence = [evidenceOf(section, 'trailList', trails.length)];
    const resources = trails.map((trail): ResourceVerdict => {
      const status = sectionOf(snapshot, 'cloudtrail/trail-status', trail.arn);
      const about = { id: trail.arn, region: trail.homeRegion };
      if (!isAnswered(status)) {
        missing.push(status ?? 'cloudtrail/trail-status');
        return { ...about, verdict: 'not-assessed', reason: status ? status.message : 'cloudtrail:GetTrailStatus has not answered.' };
      }
      const error = status.data.latestDeliveryError;
      evidence.push(evidenceOf(status, `${trail.name} LatestDeliveryError`, error));
      return error
        ? { ...about, verdict: 'fail', reason: `The last delivery to ${trail.bucket ?? 'its bucket'} failed: ${error}.` }
        : { ...about, verdict: 'pass', reason: 'No delivery error.' };
    });
    return judgeResources(resources, {
      none: { verdict: 'not-applicable', reason: `${snapshot.region} sees no trail; cloudtrail/all-regions says more.` },
      pass: count => `${counted(count, 'trail')}, none with a delivery error.`,
      fail: (count, of) => `${count} of ${counted(of, 'trail')} cannot deliver log files.`,
    }, evidence, missingActionsOf(missing));
  }),
});
