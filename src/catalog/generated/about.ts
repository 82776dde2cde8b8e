/** Written by scripts/catalog.mjs: what the catalogue holds. */
export const catalogDate = '2026-09-26';
export const catalogCounts = { services: 456, actions: 22091, resourceTypes: 2334, conditionKeys: 2578, globalKeys: 59 };
export const managedPoliciesDate = '2026-08-26';
export const managedPolicyCounts = { all: 1594, attachable: 1237 };
