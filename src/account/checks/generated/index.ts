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
import m25 from '../cloudtrail/key-rotation';
import m26 from '../cloudtrail/log-validation';
import m27 from '../cloudtrail/mfa-delete';
import m28 from '../cloudtrail/object-events';
import m29 from '../config/aggregator';
import m30 from '../config/all-types';
import m31 from '../config/delivery';
import m32 from '../config/global-types';
import m33 from '../config/recording';
import m34 from '../config/service-linked-role';
import m35 from '../contacts/alternate-contacts';
import m36 from '../contacts/information';
import m37 from '../coverage/gaps';
import m38 from '../guardduty/enabled';
import m39 from '../guardduty/plans';
import m40 from '../instances/managed';
import m41 from '../instances/metadata-defaults';
import m42 from '../instances/metadata-tokens';
import m43 from '../instances/roles';
import m44 from '../logs/trail-feed';
import m45 from '../logs/trail-retention';
import m46 from '../monitoring/metric-filters';
import m47 from '../network/administration-ports';
import m48 from '../network/default-group';
import m49 from '../network/flow-logs';
import m50 from '../network/open-network-acl';
import m51 from '../organizations/control-policies';
import m52 from '../organizations/management';
import m53 from '../organizations/organization-trail';
import m54 from '../organizations/organization';
import m55 from '../organizations/policy-content';
import m56 from '../password-policy/characters';
import m57 from '../password-policy/expiry';
import m58 from '../password-policy/length';
import m59 from '../password-policy/own-change';
import m60 from '../password-policy/reuse';
import m61 from '../policies/attached';
import m62 from '../policies/kms-decrypt';
import m63 from '../policies/risks';
import m64 from '../roles/anywhere';
import m65 from '../roles/other-accounts';
import m66 from '../roles/trust';
import m67 from '../roles/unused';
import m68 from '../root/access-keys';
import m69 from '../root/central-management';
import m70 from '../root/hardware-mfa';
import m71 from '../root/last-use';
import m72 from '../root/mfa';
import m73 from '../securityhub/aggregation';
import m74 from '../securityhub/enabled';
import m75 from '../securityhub/standards';
import m76 from '../session-manager/encryption';
import m77 from '../session-manager/logging';
import m78 from '../session-manager/portal';
import m79 from '../session-manager/public-documents';
import m80 from '../single-sign-on/organization-instance';
import m81 from '../single-sign-on/people';
import m82 from '../single-sign-on/providers';
import m83 from '../split/regions';
import m84 from '../tags/conditions';
import m85 from '../tags/session-tags';
import m86 from '../users/access-key-age';
import m87 from '../users/console-mfa';
import m88 from '../users/direct-policies';
import m89 from '../users/initial-keys';
import m90 from '../users/machine-keys';
import m91 from '../users/never-used-keys';
import m92 from '../users/two-active-keys';
import m93 from '../users/unused-credentials';

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
  m92,
  m93,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
