/** Written by `npm run generate`. */
import type { Check } from '../check';
import m0 from '../access-analyzer/external-access';
import m1 from '../access-analyzer/unused-access';
import m2 from '../administrators/number';
import m3 from '../administrators/roles';
import m4 from '../administrators/users';
import m5 from '../attest/identities';
import m6 from '../attest/people';
import m7 from '../billing/alarm';
import m8 from '../billing/anomaly-alert';
import m9 from '../billing/anomaly-monitor';
import m10 from '../billing/budget';
import m11 from '../cloudtrail/all-regions';
import m12 from '../cloudtrail/bucket-access-logging';
import m13 from '../cloudtrail/bucket-acl';
import m14 from '../cloudtrail/bucket-policy';
import m15 from '../cloudtrail/bucket-source';
import m16 from '../cloudtrail/bucket-versioning';
import m17 from '../cloudtrail/cloudwatch-logs-delivery';
import m18 from '../cloudtrail/cloudwatch-logs';
import m19 from '../cloudtrail/delivery';
import m20 from '../cloudtrail/encryption';
import m21 from '../cloudtrail/event-data-stores';
import m22 from '../cloudtrail/log-validation';
import m23 from '../cloudtrail/object-events';
import m24 from '../config/aggregator';
import m25 from '../config/all-types';
import m26 from '../config/delivery';
import m27 from '../config/global-types';
import m28 from '../config/recording';
import m29 from '../config/service-linked-role';
import m30 from '../contacts/alternate-contacts';
import m31 from '../contacts/information';
import m32 from '../coverage/gaps';
import m33 from '../guardduty/enabled';
import m34 from '../instances/metadata-tokens';
import m35 from '../instances/roles';
import m36 from '../logs/trail-feed';
import m37 from '../logs/trail-retention';
import m38 from '../monitoring/metric-filters';
import m39 from '../network/administration-ports';
import m40 from '../network/default-group';
import m41 from '../organizations/management';
import m42 from '../organizations/organization';
import m43 from '../password-policy/characters';
import m44 from '../password-policy/expiry';
import m45 from '../password-policy/length';
import m46 from '../password-policy/own-change';
import m47 from '../password-policy/reuse';
import m48 from '../policies/attached';
import m49 from '../policies/kms-decrypt';
import m50 from '../policies/risks';
import m51 from '../roles/other-accounts';
import m52 from '../roles/trust';
import m53 from '../roles/unused';
import m54 from '../root/access-keys';
import m55 from '../root/central-management';
import m56 from '../root/hardware-mfa';
import m57 from '../root/last-use';
import m58 from '../root/mfa';
import m59 from '../securityhub/aggregation';
import m60 from '../securityhub/enabled';
import m61 from '../securityhub/standards';
import m62 from '../session-manager/encryption';
import m63 from '../session-manager/logging';
import m64 from '../session-manager/portal';
import m65 from '../single-sign-on/organization-instance';
import m66 from '../single-sign-on/people';
import m67 from '../single-sign-on/providers';
import m68 from '../split/regions';
import m69 from '../tags/conditions';
import m70 from '../tags/session-tags';
import m71 from '../users/access-key-age';
import m72 from '../users/console-mfa';
import m73 from '../users/direct-policies';
import m74 from '../users/initial-keys';
import m75 from '../users/machine-keys';
import m76 from '../users/never-used-keys';
import m77 from '../users/two-active-keys';
import m78 from '../users/unused-credentials';

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
  m54,
  m55,
  m56,
  m57,
  m58,
  m59,
  m60,
  m61,
  m62,
  m63,
  m64,
  m65,
  m66,
  m67,
  m68,
  m69,
  m70,
  m71,
  m72,
  m73,
  m74,
  m75,
  m76,
  m77,
  m78,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
