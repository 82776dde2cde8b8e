/** A browser reads no account, and so nothing leads to the page of a check: stands in for `account/checks/generated/index.ts`. */
import type { Check } from "../../account/checks/check";

export const checks: readonly Check[] = [];
