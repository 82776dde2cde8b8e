/** Who asks AWS, by what a person calls them: an ARN has no place to break, and is cut where a side bar is narrow. */
import { shortened } from "../escape/visible";

/** Fits a side bar of 250 pixels. */
const longest = 32;
/** Identity Center names roles after permission sets. */
const ofPermissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** `ines.marques (SecurityAudit)` of an assumed role, `alice` of a user, `root`; the ARN itself where it is of another kind. */
export function callerName(arn: string): string {
  const [kind, ...path] = arn.split(":").slice(5).join(":").split("/");
  const name = path.at(-1);
  if (name === undefined) return kind || arn;
  const role = kind === "assumed-role" ? path[0]! : null;
  return role === null
    ? shortened(name, longest)
    : `${shortened(name, longest)} (${shortened(ofPermissionSet.exec(role)?.[1] ?? role, longest)})`;
}
