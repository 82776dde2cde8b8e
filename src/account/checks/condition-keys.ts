/** The condition keys that policies name. */
import type { Policy, Statement } from '../../analysis/policy/model';
import type { AuthorizationDetails } from '../sections/iam';
import { nameOf, permissionPolicies, readDocument } from './policy-documents';

/** In small letters. */
export function keysOfStatement({ condition }: Statement): string[] {
  return (condition?.blocks ?? []).flatMap(block => block.keys.map(key => key.name.toLowerCase()));
}

export function keysOfPolicy({ statements }: Policy): string[] {
  return statements.flatMap(keysOfStatement);
}

export interface Use {
  /** The policy. */
  readonly id: string;
  readonly keys: readonly string[];
}

/** The permission policies that name a key that fits, in small letters. */
export function usesOf(details: AuthorizationDetails, fits: (key: string) => boolean): Use[] {
  return permissionPolicies(details).flatMap((live): Use[] => {
    const policy = readDocument(details, live.document, live.type);
    const keys = policy ? [...new Set(keysOfPolicy(policy).filter(fits))] : [];
    return keys.length > 0 ? [{ id: nameOf(live, null, null), keys }] : [];
  });
}
