/** Written by `npm run generate`. */
import type { Rule } from '../rule';
import m0 from '../credentials/access-key';
import m1 from '../policy/arn-form';
import m2 from '../policy/arn-reference';
import m3 from '../policy/duplicate-key';
import m4 from '../policy/effect';
import m5 from '../policy/invalid-action';
import m6 from '../policy/invalid-condition-operator';
import m7 from '../policy/invalid-element';
import m8 from '../policy/invalid-service-in-action';
import m9 from '../policy/missing-elements';
import m10 from '../policy/redundant-items';
import m11 from '../policy/sids';
import m12 from '../policy/version';
import m13 from '../policy/wildcard-in-service-name';
import m14 from '../risk/full-administrator';
import m15 from '../risk/roles-at-large';
import m16 from '../trust/any-principal';

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
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
