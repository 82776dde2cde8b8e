/** Credentials that one service has of its own: each kind is a file of `kinds/` and a rule of the same name. */
import type { Span } from "../text";

/** What every credential of a kind has in it: a text without it is not looked at further. */
export interface CredentialSigns {
  /** One of these stands in each: `includes` skips to them much faster than an expression does. */
  readonly marks: readonly string[];
  /** How a credential begins, or what it always holds. Not global. */
  readonly holds: RegExp;
}

export interface CredentialKind extends CredentialSigns {
  /** The name of its rule, without the family: `mws-key`. */
  readonly id: string;
  /** Whether a program that loses the credential goes on with those of its role. */
  readonly roleTakesOver: boolean;
  /** Every such credential of a text. Linear in its length. */
  find(text: string): Iterable<FoundCredential>;
}

export interface FoundCredential {
  readonly span: Span;
  readonly value: string;
  /** Twelve digits, where the credential tells. */
  readonly account: string | null;
  /** When it ends, as `2026-01-31 12:00 UTC`, where it tells. */
  readonly expires: string | null;
  /** Where the access key id stands that is its user name (SES). */
  readonly userName: number | null;
}

type Details = Partial<Pick<FoundCredential, "account" | "expires" | "userName">>;

/** A credential that stands at an offset of a text, with what it tells of itself. */
export function foundAt(start: number, value: string, details: Details = {}): FoundCredential {
  return {
    span: { start, end: start + value.length },
    value,
    account: null,
    expires: null,
    userName: null,
    ...details,
  };
}

/** What people make up says few characters again and again. */
export function isMonotonous(random: string): boolean {
  return new Set(random).size < 9;
}
