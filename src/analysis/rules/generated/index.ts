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
import m17 from '../policy/arn-owners';
import m18 from '../policy/arn-reference';
import m19 from '../policy/condition-any-value';
import m20 from '../policy/condition-formats';
import m21 from '../policy/condition-key-names';
import m22 from '../policy/condition-key-uses';
import m23 from '../policy/condition-operators';
import m24 from '../policy/condition-values';
import m25 from '../policy/data-types';
import m26 from '../policy/dependent-permission';
import m27 from '../policy/duplicate-key';
import m28 from '../policy/effect';
import m29 from '../policy/element-combination';
import m30 from '../policy/empty-conditions';
import m31 from '../policy/empty';
import m32 from '../policy/invalid-action';
import m33 from '../policy/invalid-condition-operator';
import m34 from '../policy/invalid-element';
import m35 from '../policy/invalid-service-in-action';
import m36 from '../policy/json-syntax-error';
import m37 from '../policy/known-after-apply';
import m38 from '../policy/managed-policy-names';
import m39 from '../policy/missing-elements';
import m40 from '../policy/misspelt-service-principal';
import m41 from '../policy/not-principal';
import m42 from '../policy/permissive-values';
import m43 from '../policy/principals';
import m44 from '../policy/redundant-condition-value';
import m45 from '../policy/redundant-items';
import m46 from '../policy/redundant-statement';
import m47 from '../policy/resource-control-conditions';
import m48 from '../policy/resource-control-policies';
import m49 from '../policy/resource-tags';
import m50 from '../policy/service-control-policies';
import m51 from '../policy/service-principals';
import m52 from '../policy/sids';
import m53 from '../policy/size';
import m54 from '../policy/source-ip';
import m55 from '../policy/substitutions';
import m56 from '../policy/to-be-filled-in';
import m57 from '../policy/unmet-resource';
import m58 from '../policy/unsupported-in-policy';
import m59 from '../policy/variables';
import m60 from '../policy/version';
import m61 from '../policy/wildcard-in-service-name';
import m62 from '../risk/escalation';
import m63 from '../risk/every-region';
import m64 from '../risk/full-administrator';
import m65 from '../risk/guards';
import m66 from '../risk/idle-conditions';
import m67 from '../risk/managed-escalation';
import m68 from '../risk/managed-policies';
import m69 from '../risk/public-resource';
import m70 from '../risk/roles-at-large';
import m71 from '../risk/tag-guards';
import m72 from '../risk/unheeded-keys';
import m73 from '../risk/unless-mfa';
import m74 from '../risk/unscoped-actions';
import m75 from '../suppression/suppressions';
import m76 from '../trust/any-principal';
import m77 from '../trust/external-id';
import m78 from '../trust/identity-providers';
import m79 from '../trust/oidc-subject';
import m80 from '../trust/role-trust-policy';
import m81 from '../trust/service-without-source';
import m82 from '../trust/trust-actions';

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
  m80,
  m81,
  m82,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
