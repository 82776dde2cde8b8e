/** Written by `npm run generate`. */
import type { Check } from '../check';
import m0 from '../attest/people';
import m1 from '../cloudtrail/all-regions';
import m2 from '../cloudtrail/delivery';
import m3 from '../cloudtrail/encryption';
import m4 from '../cloudtrail/log-validation';
import m5 from '../password-policy/length';
import m6 from '../password-policy/reuse';
import m7 from '../root/access-keys';
import m8 from '../root/hardware-mfa';
import m9 from '../root/last-use';
import m10 from '../root/mfa';
import m11 from '../users/access-key-age';
import m12 from '../users/console-mfa';
import m13 from '../users/two-active-keys';
import m14 from '../users/unused-credentials';

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
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
