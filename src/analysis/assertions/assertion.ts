/** What a project says that must never be allowed, or must stay possible: as data, whatever it is written in. */
import type { Span } from "../text";

export const presetNames = [
  "no-public-access",
  "no-access-for-strangers",
  "no-new-administrators",
  "no-privilege-escalation",
  "trail-and-recorder-untouchable",
  "regions",
  "mfa-for-the-grave",
] as const;
export type AssertionPreset = (typeof presetNames)[number];

export const holderKinds = ["role", "user", "group"] as const;
export type HolderKind = (typeof holderKinds)[number];

/** `role:deploy`: by its logical id, its address in Terraform or its name; `*` and `?` are wildcards. */
export interface HolderName {
  readonly kind: HolderKind;
  readonly name: string;
}

/** Whom an assertion is about. */
export type Who =
  /** Whoever has these names. */
  | { readonly of: "holders"; readonly names: readonly HolderName[] }
  /** Everybody but them. */
  | { readonly of: "others"; readonly names: readonly HolderName[] }
  | { readonly of: "everybody" }
  /** Users and groups, who sign in themselves. */
  | { readonly of: "people" }
  /** Anybody at all, with an account of AWS or without. */
  | { readonly of: "public" }
  /** Whoever is in none of these organizations and accounts, nor in one that is known. */
  | { readonly of: "outside"; readonly known: readonly string[] };

/** What an assertion does not count. */
export interface Exceptions {
  readonly actions: readonly string[];
  /** ARNs, or shorthands such as `table:Orders`. */
  readonly resources: readonly string[];
  readonly holders: readonly HolderName[];
  /** Conditions as in a policy: what is allowed under one of them is let pass. */
  readonly when: readonly Readonly<Record<string, unknown>>[];
}

export const noExceptions: Exceptions = { actions: [], resources: [], holders: [], when: [] };

/** What is asked of policies. */
export type Claim =
  | {
      readonly kind: "never";
      readonly who: Who;
      readonly actions: readonly string[];
      /** ARNs or shorthands; empty: whatever it is on. */
      readonly on: readonly string[];
      readonly except: Exceptions;
    }
  | {
      readonly kind: "possible";
      readonly holders: readonly HolderName[];
      readonly actions: readonly string[];
      readonly on: readonly string[];
    }
  | { readonly kind: "administrators"; readonly except: Exceptions }
  | { readonly kind: "escalation"; readonly except: Exceptions }
  | { readonly kind: "regions"; readonly regions: readonly string[]; readonly except: Exceptions };

/** Plain data, for worker threads are sent it. */
export interface Assertion {
  /** What it means, for people. */
  readonly sentence: string;
  readonly claim: Claim;
  /** Where it stands in the file that says it. */
  readonly span: Span;
}

/** Whether a word is a holder such as `role:deploy`; null where it is none. */
export function holderOf(text: string): HolderName | null {
  const match = /^(role|user|group):(\S.*)$/.exec(text);
  return match ? { kind: match[1] as HolderKind, name: match[2]! } : null;
}
