/** Written by `npm run generate`. */
import type { Check } from '../check';
import m0 from '../access-analyzer/external-access';
import m1 from '../access-analyzer/unused-access';
import m2 from '../attest/people';
import m3 from '../billing/alarm';
import m4 from '../billing/anomaly-alert';
import m5 from '../billing/anomaly-monitor';
import m6 from '../billing/budget';
import m7 from '../cloudtrail/all-regions';
import m8 from '../cloudtrail/bucket-access-logging';
import m9 from '../cloudtrail/bucket-acl';
import m10 from '../cloudtrail/bucket-policy';
import m11 from '../cloudtrail/bucket-versioning';
import m12 from '../cloudtrail/cloudwatch-logs-delivery';
import m13 from '../cloudtrail/cloudwatch-logs';
import m14 from '../cloudtrail/delivery';
import m15 from '../cloudtrail/encryption';
import m16 from '../cloudtrail/event-data-stores';
import m17 from '../cloudtrail/log-validation';
import m18 from '../cloudtrail/object-events';
import m19 from '../config/aggregator';
import m20 from '../config/all-types';
import m21 from '../config/delivery';
import m22 from '../config/global-types';
import m23 from '../config/recording';
import m24 from '../config/service-linked-role';
import m25 from '../coverage/gaps';
import m26 from '../guardduty/enabled';
import m27 from '../logs/trail-feed';
import m28 from '../logs/trail-retention';
import m29 from '../monitoring/metric-filters';
import m30 from '../network/administration-ports';
import m31 from '../network/default-group';
import m32 from '../password-policy/length';
import m33 from '../password-policy/reuse';
import m34 from '../policies/full-administrator';
import m35 from '../policies/pass-role';
import m36 from '../roles/trust';
import m37 from '../roles/unused';
import m38 from '../root/access-keys';
import m39 from '../root/hardware-mfa';
import m40 from '../root/last-use';
import m41 from '../root/mfa';
import m42 from '../securityhub/aggregation';
import m43 from '../securityhub/enabled';
import m44 from '../securityhub/standards';
import m45 from '../session-manager/encryption';
import m46 from '../session-manager/logging';
import m47 from '../session-manager/portal';
import m48 from '../users/access-key-age';
import m49 from '../users/console-mfa';
import m50 from '../users/direct-policies';
import m51 from '../users/initial-keys';
import m52 from '../users/two-active-keys';
import m53 from '../users/unused-credentials';

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
  m36,
  m37,
  m38,
  m39,
  m40,
  m41,
  m42,
  m43,
  m44,
  m45,
  m46,
  m47,
  m48,
  m49,
  m50,
  m51,
  m52,
  m53,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
