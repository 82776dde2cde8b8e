/** Written by scripts/managed-policies.mjs: what the managed policies of AWS hold. */
export const managedPoliciesDate = '2026-08-26';
export const managedPolicyCounts = { all: 1594, attachable: 1237 };
