/** Whose the accounts are that policies name: of the organization, known to the project, a vendor's, or nobody knows. */
import { vendorOf } from "../../analysis/knowledge/vendors";
import { type SectionName, sectionOf, type Snapshot } from "../snapshot";
import { isAnswered, type Missing, missingFrom } from "./evaluation";

export type Owner =
  | { readonly kind: "own" | "organization" | "trusted" | "stranger" }
  | { readonly kind: "vendor"; readonly name: string }
  /** Not known because these did not answer. */
  | { readonly kind: "unclear"; readonly missing: readonly Missing[] };

/** What `ownersIn` looks at. */
export const ownerSections = [
  "organizations/organization",
  "organizations/accounts",
] as const satisfies readonly SectionName[];

/** The owner of an account as seen from another one. */
export function ownersIn(snapshot: Snapshot): (account: string, own: string) => Owner {
  const organization = sectionOf(snapshot, "organizations/organization");
  const members = sectionOf(snapshot, "organizations/accounts");
  const trusted = new Set(snapshot.trustedAccounts);
  const ids = new Set(isAnswered(members) ? members.data?.map(({ id }) => id) : []);
  return (account, own) => {
    if (account === own) return { kind: "own" };
    if (trusted.has(account)) return { kind: "trusted" };
    const vendor = vendorOf(account);
    if (vendor !== null) return { kind: "vendor", name: vendor };
    if (!isAnswered(organization))
      return { kind: "unclear", missing: missingFrom(organization, "organizations/organization") };
    if (organization.data === null) return { kind: "stranger" };
    if (account === organization.data.managementAccount || ids.has(account)) return { kind: "organization" };
    return isAnswered(members)
      ? { kind: "stranger" }
      : { kind: "unclear", missing: missingFrom(members, "organizations/accounts") };
  };
}
