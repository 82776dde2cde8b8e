/** Written by `npm run generate`. */
import type { Rule } from '../rule';
import m0 from '../assertion/assertions';
import m1 from '../code/calls';
import m2 from '../code/unused-grant';
import m3 from '../credentials/access-key-id';
import m4 from '../credentials/access-key';
import m5 from '../credentials/appsync-api-key';
import m6 from '../credentials/bedrock-api-key';
import m7 from '../credentials/codecommit-password';
import m8 from '../credentials/mws-key';
import m9 from '../credentials/presigned-url';
import m10 from '../credentials/secret-key';
import m11 from '../credentials/ses-smtp-password';
import m12 from '../credentials/session-token';
import m13 from '../credentials/shadows-role';
import m14 from '../credentials/static-provider';
import m15 from '../credentials/workflow-key';
import m16 from '../policy/arn-form';
import m17 from '../policy/arn-reference';
import m18 from '../policy/condition-formats';
import m19 from '../policy/condition-key-names';
import m20 from '../policy/condition-key-uses';
import m21 from '../policy/condition-operators';
import m22 from '../policy/condition-values';
import m23 from '../policy/data-types';
import m24 from '../policy/dependent-permission';
import m25 from '../policy/duplicate-key';
import m26 from '../policy/effect';
import m27 from '../policy/element-combination';
import m28 from '../policy/empty';
import m29 from '../policy/invalid-action';
import m30 from '../policy/invalid-condition-operator';
import m31 from '../policy/invalid-element';
import m32 from '../policy/invalid-service-in-action';
import m33 from '../policy/json-syntax-error';
import m34 from '../policy/known-after-apply';
import m35 from '../policy/managed-policy-names';
import m36 from '../policy/missing-elements';
import m37 from '../policy/misspelt-service-principal';
import m38 from '../policy/not-principal';
import m39 from '../policy/permissive-values';
import m40 from '../policy/principals';
import m41 from '../policy/redundant-condition-value';
import m42 from '../policy/redundant-items';
import m43 from '../policy/redundant-statement';
import m44 from '../policy/resource-control-conditions';
import m45 from '../policy/resource-control-policies';
import m46 from '../policy/resource-tags';
import m47 from '../policy/service-control-policies';
import m48 from '../policy/service-principals';
import m49 from '../policy/sids';
import m50 from '../policy/size';
import m51 from '../policy/source-ip';
import m52 from '../policy/substitutions';
import m53 from '../policy/to-be-filled-in';
import m54 from '../policy/unmet-resource';
import m55 from '../policy/unsupported-in-policy';
import m56 from '../policy/variables';
import m57 from '../policy/version';
import m58 from '../policy/wildcard-in-service-name';
import m59 from '../risk/escalation';
import m60 from '../risk/every-region';
import m61 from '../risk/full-administrator';
import m62 from '../risk/guards';
import m63 from '../risk/idle-conditions';
import m64 from '../risk/managed-escalation';
import m65 from '../risk/managed-policies';
import m66 from '../risk/public-resource';
import m67 from '../risk/roles-at-large';
import m68 from '../risk/tag-guards';
import m69 from '../risk/unheeded-keys';
import m70 from '../risk/unless-mfa';
import m71 from '../risk/unscoped-actions';
import m72 from '../suppression/suppressions';
import m73 from '../trust/any-principal';
import m74 from '../trust/external-id';
import m75 from '../trust/identity-providers';
import m76 from '../trust/oidc-subject';
import m77 from '../trust/role-trust-policy';
import m78 from '../trust/service-without-source';
import m79 from '../trust/trust-actions';

/** By id. */
export const rules: readonly Rule[] = [
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
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
