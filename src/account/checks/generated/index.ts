/** Written by `npm run generate`. */
import type { Check } from '../check';
import m0 from '../access-analyzer/external-access';
import m1 from '../access-analyzer/findings';
import m2 from '../access-analyzer/unused-access';
import m3 from '../administrators/number';
import m4 from '../administrators/phishing-resistant-mfa';
import m5 from '../administrators/roles';
import m6 from '../administrators/users';
import m7 from '../attest/identities';
import m8 from '../attest/people';
import m9 from '../billing/alarm';
import m10 from '../billing/anomaly-alert';
import m11 from '../billing/anomaly-monitor';
import m12 from '../billing/budget';
import m13 from '../cloudtrail/all-regions';
import m14 from '../cloudtrail/bucket-access-logging';
import m15 from '../cloudtrail/bucket-acl';
import m16 from '../cloudtrail/bucket-policy';
import m17 from '../cloudtrail/bucket-source';
import m18 from '../cloudtrail/bucket-versioning';
import m19 from '../cloudtrail/cloudwatch-logs-delivery';
import m20 from '../cloudtrail/cloudwatch-logs';
import m21 from '../cloudtrail/delivery';
import m22 from '../cloudtrail/encryption';
import m23 from '../cloudtrail/event-data-stores';
import m24 from '../cloudtrail/insights';
import m25 from '../cloudtrail/log-validation';
import m26 from '../cloudtrail/mfa-delete';
import m27 from '../cloudtrail/object-events';
import m28 from '../config/aggregator';
import m29 from '../config/all-types';
import m30 from '../config/delivery';
import m31 from '../config/global-types';
import m32 from '../config/recording';
import m33 from '../config/service-linked-role';
import m34 from '../contacts/alternate-contacts';
import m35 from '../contacts/information';
import m36 from '../coverage/gaps';
import m37 from '../guardduty/enabled';
import m38 from '../guardduty/plans';
import m39 from '../instances/managed';
import m40 from '../instances/metadata-defaults';
import m41 from '../instances/metadata-tokens';
import m42 from '../instances/roles';
import m43 from '../logs/trail-feed';
import m44 from '../logs/trail-retention';
import m45 from '../monitoring/metric-filters';
import m46 from '../network/administration-ports';
import m47 from '../network/default-group';
import m48 from '../network/flow-logs';
import m49 from '../network/open-network-acl';
import m50 from '../organizations/management';
import m51 from '../organizations/organization-trail';
import m52 from '../organizations/organization';
import m53 from '../organizations/policy-content';
import m54 from '../password-policy/characters';
import m55 from '../password-policy/expiry';
import m56 from '../password-policy/length';
import m57 from '../password-policy/own-change';
import m58 from '../password-policy/reuse';
import m59 from '../policies/attached';
import m60 from '../policies/kms-decrypt';
import m61 from '../policies/risks';
import m62 from '../roles/anywhere';
import m63 from '../roles/other-accounts';
import m64 from '../roles/trust';
import m65 from '../roles/unused';
import m66 from '../root/access-keys';
import m67 from '../root/central-management';
import m68 from '../root/hardware-mfa';
import m69 from '../root/last-use';
import m70 from '../root/mfa';
import m71 from '../securityhub/aggregation';
import m72 from '../securityhub/enabled';
import m73 from '../securityhub/standards';
import m74 from '../session-manager/encryption';
import m75 from '../session-manager/logging';
import m76 from '../session-manager/portal';
import m77 from '../session-manager/public-documents';
import m78 from '../single-sign-on/organization-instance';
import m79 from '../single-sign-on/people';
import m80 from '../single-sign-on/providers';
import m81 from '../split/regions';
import m82 from '../tags/conditions';
import m83 from '../tags/session-tags';
import m84 from '../users/access-key-age';
import m85 from '../users/console-mfa';
import m86 from '../users/direct-policies';
import m87 from '../users/initial-keys';
import m88 from '../users/machine-keys';
import m89 from '../users/never-used-keys';
import m90 from '../users/two-active-keys';
import m91 from '../users/unused-credentials';

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
  m79,
  m80,
  m81,
  m82,
  m83,
  m84,
  m85,
  m86,
  m87,
  m88,
  m89,
  m90,
  m91,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
