import type { Evidence, ResourceVerdict } from '../../posture';
import type { Trail } from '../../sections/cloudtrail';
import { sectionOf, type Snapshot } from '../../snapshot';
import { defineCheck } from '../check';
import { decided, evidenceOf, isAnswered, notAssessed, whenAnswered, type Missing } from '../evaluation';
import { managementEvents } from '../management-events';

export default defineCheck({
  id: 'cloudtrail/all-regions',
  title: 'A trail records the management events of every Region, now',
  why: 'An intruder works in the Region where nobody looks. Without a record of reads and writes in all of them, nobody can tell what was done.',
  severity: 'high',
  recommendation: 'cloudtrail',
  cis: ['4.1'],
  securityHub: ['CloudTrail.1'],
  sections: ['cloudtrail/trails', 'cloudtrail/trail-status', 'cloudtrail/event-selectors'],
  remediation: [
    { kind: 'console', text: 'CloudTrail > Trails > Create trail (one made in the console covers every Region): Management events, Read and Write. Best as an organization trail, with its bucket in a log account.' },
    { kind: 'cli', text: 'aws cloudtrail create-trail --name management-events --s3-bucket-name LOG_BUCKET --is-multi-region-trail --enable-log-file-validation\naws cloudtrail start-logging --name management-events' },
    { kind: 'cloudformation', text: 'Type: AWS::CloudTrail::Trail\nProperties:\n  IsLogging: true\n  IsMultiRegionTrail: true\n  IncludeGlobalServiceEvents: true\n  EnableLogFileValidation: true\n  S3BucketName: !Ref LogBucket\n  EventSelectors:\n    - IncludeManagementEvents: true\n      ReadWriteType: All' },
    { kind: 'terraform', text: 'resource "aws_cloudtrail" "management_events" {\n  name                       = "management-events"\n  s3_bucket_name             = aws_s3_bucket.log.id\n  is_multi_region_trail      = true\n  enable_log_file_validation = true\n}' },
  ],
  links: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html'],
  evaluate: snapshot => whenAnswered(snapshot, 'cloudtrail/trails', (trails, section) => {
    const evidence = [
      evidenceOf(section, 'trailList', trails.length),
      ...trails.map(trail => evidenceOf(section, `${trail.name} IsMultiRegionTrail`, trail.multiRegion)),
    ];
    const judged = trails.map(trail => judgeTrail(trail, snapshot));
    evidence.push(...judged.flatMap(one => one.evidence));
    const resources = judged.map(one => one.resource);
    // One trail may record the reads and another the writes.
    const read = judged.filter(one => one.read);
    const write = judged.filter(one => one.write);
    if (read.length > 0 && write.length > 0) {
      const recording = [...new Set([...read, ...write])];
      const names = recording.map(one => one.trail.name).join(' and ');
      return decided('pass', `${names} record${recording.length === 1 ? 's' : ''} the management events of every Region and ${recording.length === 1 ? 'is' : 'are'} logging.`, evidence,
        recording.map(one => ({ ...one.resource, verdict: 'pass' })));
    }
    const missing = judged.flatMap(one => one.missing);
    if (missing.length > 0) return notAssessed(missing, evidence, resources);
    const reason = trails.length === 0 ? `There is no trail: ${snapshot.region} sees none of any Region.` : whyNot(judged);
    return decided('fail', reason, evidence, resources);
  }),
});

interface JudgedTrail {
  readonly trail: Trail;
  /** Records these management events of every Region, and is logging now. */
  readonly read: boolean;
  readonly write: boolean;
  readonly resource: ResourceVerdict;
  readonly evidence: readonly Evidence[];
  /** What would have to be known to judge it. */
  readonly missing: readonly Missing[];
}

function judgeTrail(trail: Trail, snapshot: Snapshot): JudgedTrail {
  const evidence: Evidence[] = [];
  const outcome = (verdict: ResourceVerdict['verdict'], reason: string, more: Partial<JudgedTrail> = {}): JudgedTrail =>
    ({ trail, read: false, write: false, missing: [], evidence, resource: { id: trail.arn, region: trail.homeRegion, verdict, reason }, ...more });

  if (!trail.multiRegion) return outcome('fail', `Records ${trail.homeRegion} only.`);
  const status = sectionOf(snapshot, 'cloudtrail/trail-status', trail.arn);
  const selectors = sectionOf(snapshot, 'cloudtrail/event-selectors', trail.arn);
  if (isAnswered(status)) {
    evidence.push(evidenceOf(status, `${trail.name} IsLogging`, status.data.logging));
    if (!status.data.logging) return outcome('fail', 'Is not logging now.');
  }
  if (isAnswered(selectors)) {
    const { read, write, narrowed } = managementEvents(selectors.data);
    evidence.push(evidenceOf(selectors, `${trail.name} management events`, read && write ? 'read, write' : read ? 'read' : write ? 'write' : 'none'));
    if (!read && !write) return outcome('fail', narrowed.length > 0 ? `Records management events, but ${narrowed[0]}.` : 'Records no management events.');
    if (isAnswered(status)) {
      return read && write
        ? outcome('pass', 'Records read and write management events of every Region and is logging.', { read, write })
        : outcome('fail', `Records only the ${read ? 'read' : 'write'} management events.`, { read, write });
    }
  }
  const missing = [
    ...(isAnswered(status) ? [] : [status ?? 'cloudtrail/trail-status' as const]),
    ...(isAnswered(selectors) ? [] : [selectors ?? 'cloudtrail/event-selectors' as const]),
  ];
  return outcome('not-assessed', notAssessed(missing).reason, { missing });
}

function whyNot(judged: readonly JudgedTrail[]): string {
  const first = judged[0]!;
  if (judged.length === 1) return `The only trail, ${first.trail.name}, does not cover it: ${lowerFirst(first.resource.reason)}`;
  return `None of ${judged.length} trails covers it: ${judged.map(one => `${one.trail.name} ${lowerFirst(one.resource.reason).replace(/\.$/, '')}`).join('; ')}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
