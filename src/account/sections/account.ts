/** How AWS reaches the people of an account. Whom it names stays with AWS: only what is set is kept. */
import type { SectionActions } from "./section";

export const contactKinds = ["SECURITY", "BILLING", "OPERATIONS"] as const;
export type ContactKind = (typeof contactKinds)[number];

export interface AlternateContact {
  /** Of the mailbox: behind the @. */
  readonly domain: string;
}

export interface ContactInformation {
  /** AWS's names of what is not filled in, of what it asks for. */
  readonly absent: readonly string[];
}

export interface AccountSections {
  /** One for each kind, which is its `resource`; null: not set. */
  "account/alternate-contacts": AlternateContact | null;
  "account/contact-information": ContactInformation | null;
}

export const accountActions: SectionActions<AccountSections> = {
  "account/alternate-contacts": ["account:GetAlternateContact"],
  "account/contact-information": ["account:GetContactInformation"],
};
