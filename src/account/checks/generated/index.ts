/** Written by `npm run generate`. */
import type { Check } from '../check';
import m0 from '../access-analyzer/external-access';
import m1 from '../access-analyzer/unused-access';
import m2 from '../attest/people';
import m3 from '../cloudtrail/all-regions';
import m4 from '../cloudtrail/cloudwatch-logs-delivery';
import m5 from '../cloudtrail/cloudwatch-logs';
import m6 from '../cloudtrail/delivery';
import m7 from '../cloudtrail/encryption';
import m8 from '../cloudtrail/event-data-stores';
import m9 from '../cloudtrail/log-validation';
import m10 from '../config/aggregator';
import m11 from '../config/all-types';
import m12 from '../config/delivery';
import m13 from '../config/global-types';
import m14 from '../config/recording';
import m15 from '../config/service-linked-role';
import m16 from '../coverage/gaps';
import m17 from '../guardduty/enabled';
import m18 from '../network/administration-ports';
import m19 from '../network/default-group';
import m20 from '../password-policy/length';
import m21 from '../password-policy/reuse';
import m22 from '../policies/full-administrator';
import m23 from '../policies/pass-role';
import m24 from '../roles/trust';
import m25 from '../roles/unused';
import m26 from '../root/access-keys';
import m27 from '../root/hardware-mfa';
import m28 from '../root/last-use';
import m29 from '../root/mfa';
import m30 from '../users/access-key-age';
import m31 from '../users/console-mfa';
import m32 from '../users/direct-policies';
import m33 from '../users/initial-keys';
import m34 from '../users/two-active-keys';
import m35 from '../users/unused-credentials';

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
  m24,
  m25,
  m26,
  m27,
  m28,
  m29,
  m30,
  m31,
  m32,
  m33,
  m34,
  m35,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
