/** Written by `npm run generate`. */
import type { Rule } from '../rule';
import m0 from '../credentials/access-key-id';
import m1 from '../credentials/access-key';
import m2 from '../credentials/secret-key';
import m3 from '../credentials/service-keys';
import m4 from '../credentials/session-token';
import m5 from '../credentials/shadows-role';
import m6 from '../credentials/static-provider';
import m7 from '../credentials/workflow-key';
import m8 from '../policy/arn-form';
import m9 from '../policy/arn-reference';
import m10 from '../policy/condition-formats';
import m11 from '../policy/condition-keys';
import m12 from '../policy/condition-operators';
import m13 from '../policy/condition-values';
import m14 from '../policy/data-types';
import m15 from '../policy/duplicate-key';
import m16 from '../policy/effect';
import m17 from '../policy/element-combination';
import m18 from '../policy/empty';
import m19 from '../policy/invalid-action';
import m20 from '../policy/invalid-condition-operator';
import m21 from '../policy/invalid-element';
import m22 from '../policy/invalid-service-in-action';
import m23 from '../policy/json-syntax-error';
import m24 from '../policy/missing-elements';
import m25 from '../policy/organization-policies';
import m26 from '../policy/permissive-values';
import m27 from '../policy/principals';
import m28 from '../policy/redundant-condition-value';
import m29 from '../policy/redundant-items';
import m30 from '../policy/redundant-statement';
import m31 from '../policy/resource-tags';
import m32 from '../policy/service-principals';
import m33 from '../policy/sids';
import m34 from '../policy/size';
import m35 from '../policy/source-ip';
import m36 from '../policy/unsupported-in-policy';
import m37 from '../policy/variables';
import m38 from '../policy/version';
import m39 from '../policy/wildcard-in-service-name';
import m40 from '../risk/escalation';
import m41 from '../risk/every-region';
import m42 from '../risk/full-administrator';
import m43 from '../risk/guards';
import m44 from '../risk/public-resource';
import m45 from '../risk/roles-at-large';
import m46 from '../risk/tag-guards';
import m47 from '../risk/unheeded-keys';
import m48 from '../risk/unscoped-actions';
import m49 from '../suppression/suppressions';
import m50 from '../trust/any-principal';
import m51 from '../trust/external-id';
import m52 from '../trust/identity-providers';
import m53 from '../trust/oidc-subject';
import m54 from '../trust/role-trust-policy';
import m55 from '../trust/service-without-source';

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
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
