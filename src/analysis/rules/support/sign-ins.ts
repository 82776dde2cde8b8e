/** How principals sign in to a role. */
import type { Item, PrincipalGroup, Statement } from "../../policy/model";

/** How a principal signs in. */
export type SignIn = "AssumeRole" | "AssumeRoleWithSAML" | "AssumeRoleWithWebIdentity";
export const signIns: readonly SignIn[] = ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"];

export const samlProvider = /^arn:[^:]*:iam::[^:]*:saml-provider\/.+/;
export const oidcProvider = /^arn:[^:]*:iam::[^:]*:oidc-provider\/.+/;
export const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** How whoever the item names signs in; null where that is not known. */
function signInOf(group: PrincipalGroup, { value }: Item): SignIn | null {
  if (group.type === "AWS" || group.type === "Service") return "AssumeRole";
  if (group.type !== "Federated" || value === null) return null;
  return samlProvider.test(value)
    ? "AssumeRoleWithSAML"
    : oidcProvider.test(value) || domain.test(value)
      ? "AssumeRoleWithWebIdentity"
      : null;
}

/** Principals of a statement that sign in one by one, each known; null where not all is known. */
export function signers({
  principal,
}: Statement): readonly { readonly group: PrincipalGroup; readonly item: Item; readonly signIn: SignIn }[] | null {
  if (!principal || principal.bare || !principal.complete || principal.groups.some((group) => !group.complete))
    return null;
  const all = principal.groups.flatMap((group) =>
    group.items.map((item) => ({ group, item, signIn: signInOf(group, item) })),
  );
  return all.every((one) => one.signIn !== null)
    ? (all as readonly { group: PrincipalGroup; item: Item; signIn: SignIn }[])
    : null;
}
