/** Written by `npm run generate`. */
import type { Tool } from '../tool';
import m0 from '../tools/check-policy';
import m1 from '../tools/explain-denial';
import m2 from '../tools/explain-finding';
import m3 from '../tools/list-posture';
import m4 from '../tools/needed-policy';
import m5 from '../tools/propose-fix';
import m6 from '../tools/what-change-allows';
import m7 from '../tools/what-policy-allows';

/** By id. */
export const tools: readonly Tool[] = [
  m0,
  m1,
  m2,
  m3,
  m4,
  m5,
  m6,
  m7,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
