/** Written by `npm run generate`. */
import type { Check } from '../check';
import m0 from '../attest/people';
import m1 from '../cloudtrail/all-regions';
import m2 from '../cloudtrail/cloudwatch-logs-delivery';
import m3 from '../cloudtrail/cloudwatch-logs';
import m4 from '../cloudtrail/delivery';
import m5 from '../cloudtrail/encryption';
import m6 from '../cloudtrail/event-data-stores';
import m7 from '../cloudtrail/log-validation';
import m8 from '../password-policy/length';
import m9 from '../password-policy/reuse';
import m10 from '../policies/full-administrator';
import m11 from '../policies/pass-role';
import m12 from '../roles/trust';
import m13 from '../roles/unused';
import m14 from '../root/access-keys';
import m15 from '../root/hardware-mfa';
import m16 from '../root/last-use';
import m17 from '../root/mfa';
import m18 from '../users/access-key-age';
import m19 from '../users/console-mfa';
import m20 from '../users/direct-policies';
import m21 from '../users/initial-keys';
import m22 from '../users/two-active-keys';
import m23 from '../users/unused-credentials';

/** By id. */
export const checks: readonly Check[] = [
  m0,
  m1,
  m2,
  m3,
  m4,
  m5,
  m6,
  m7,
  m8,
  m9,
  m10,
  m11,
  m12,
  m13,
  m14,
  m15,
  m16,
  m17,
  m18,
  m19,
  m20,
  m21,
  m22,
  m23,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
