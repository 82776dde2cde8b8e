/** The permissions that the posture view takes: read-only, and no more than its checks need. */
import type { Check } from './checks/check';
import { checks } from './checks/generated/index';
import { sectionActions } from './snapshot';

export interface PermissionsPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [{ readonly Sid: string; readonly Effect: 'Allow'; readonly Action: readonly string[]; readonly Resource: '*' }];
}

/** None of these calls can be limited to a resource of an account that is not known yet. GetCallerIdentity needs no permission. */
export function readOnlyPolicy(needed: readonly Check[] = checks): PermissionsPolicy {
  // The alias names the account, and the Regions say where to ask.
  const actions = [...needed.flatMap(check => check.actions), ...sectionActions['iam/account-aliases'], ...sectionActions['ec2/regions']];
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'PlaneguardPosture', Effect: 'Allow', Action: [...new Set(actions)].sort(), Resource: '*' }],
  };
}
