/** What IAM Identity Center says. */
import type { SectionActions } from "./section";

export interface IdentityCenterInstance {
  readonly arn: string;
  /** The account that it belongs to. */
  readonly owner: string;
}

export interface SsoSections {
  /** Those that the Region sees. */
  "sso/instances": readonly IdentityCenterInstance[];
}

export const ssoActions: SectionActions<SsoSections> = {
  "sso/instances": ["sso:ListInstances"],
};
