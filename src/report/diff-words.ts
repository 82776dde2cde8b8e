/** A change of what is allowed, in words that all forms of its report share. */
import { boundaryPrefix } from "../analysis/change/align";
import { perhapsBeforePrefix } from "../analysis/change/allowed";
import { askingPrefix, grantPrefix, laterPrefix } from "../analysis/change/canonical";
import type { Access, SubjectChange } from "../analysis/change/change";
import { givenUpPrefix } from "../analysis/change/given-up";
import { denialPrefix } from "../analysis/change/loose";
import { countPrefix, meaningPrefix } from "../analysis/change/meanings";
import { anotherPrefix } from "../analysis/change/others";
import { rolePrefix } from "../analysis/change/role-users";
import { elsewherePrefix } from "../analysis/change/terraform/from-elsewhere";
import { strangerPrefix } from "../analysis/change/unknown-actions";
import type { PolicyOption } from "../analysis/policy/model";
import { jsonLine } from "../escape/json";
import { shortened } from "../escape/visible";
import { plural } from "./counts";
import type { DiffReport } from "./diff-report";

export const kindWords: Readonly<Record<PolicyOption, string>> = {
  identity: "permissions",
  resource: "resource policy",
  trust: "trust policy",
  boundary: "permissions boundary",
  scp: "service control policy",
  rcp: "resource control policy",
  endpoint: "VPC endpoint policy",
};

const mostNamed = 6;

/** At most six, and how many more. */
function named(all: readonly string[], most = mostNamed): string {
  return all.length > most ? `${all.slice(0, most).join(", ")} and ${all.length - most} more` : all.join(", ");
}

/** One for all that a statement allows on the same resources, whatever the access level. */
export function byStatement(all: readonly Access[]): readonly Access[] {
  const keyOf = ({ together, resources, principals, byPermission = false, conditions, place }: Access): string =>
    jsonLine([together, resources, principals, byPermission, conditions, place]);
  return [...new Map([...all].reverse().map((one) => [keyOf(one), one])).values()].reverse();
}

/** `s3:GetObject on arn:aws:s3:::reports/*, by …, where …`. */
export function accessLine(access: Access): string {
  const { together: actions, resources, principals, conditions } = access;
  const on = resources.length === 0 ? "" : ` on ${resources.includes("*") ? everyResource : named(resources)}`;
  const by = principals.length === 0 ? "" : ` by ${principals.includes("*") ? everybodyOf(access) : named(principals)}`;
  return `${named(actions)}${on}${by}${conditions === null ? "" : `, where ${conditions}`}`;
}

/** The same in a few words, for a line above a policy. */
export function changeLine(access: Access): string {
  const { together: actions, resources, principals } = access;
  const [resource] = resources;
  const places = resources.includes("*")
    ? everyResource
    : resource && /^arn:[^:]*:s3:::\*$/.test(resource)
      ? "every bucket"
      : resource;
  const on =
    places === undefined
      ? ""
      : ` on ${shortened(places, mostOfLine)}${resources.length > 1 && places !== everyResource ? " and others" : ""}`;
  const by = principals.includes("*") ? ` by ${everybodyOf(access)}` : "";
  return `${named(actions, mostActionsOfLine)}${on}${by}`;
}

const mostOfLine = 60;
const mostActionsOfLine = 2;

export const everyResource = "every resource";
const everybody = "everybody";

/** Whom `*` stands for. */
export function everybodyOf({ byPermission }: Pick<Access, "byPermission">): string {
  return byPermission ? "whoever has permissions for it" : everybody;
}

/** Why it is not known what a change allows: what is written where a template leaves it open. */
export function unknownLine(written: string): string {
  if (written.startsWith(boundaryPrefix))
    return `\`${shortened(written.slice(boundaryPrefix.length), longestWritten)}\` was its permissions boundary, and no longer is`;
  if (written.startsWith(meaningPrefix + countPrefix))
    return `what decides whether \`${shortened(written.slice(meaningPrefix.length + countPrefix.length), longestWritten)}\` is there has changed`;
  if (written.startsWith(meaningPrefix))
    return `what \`${shortened(written.slice(meaningPrefix.length), longestWritten)}\` stands for has changed`;
  if (written.startsWith(anotherPrefix))
    return `\`${shortened(written.slice(anotherPrefix.length), longestWritten)}\` may be another than before`;
  if (written.startsWith(denialPrefix))
    return `what \`${shortened(written.slice(denialPrefix.length), longestWritten)}\` no longer denies may be allowed by what else stands beside it where it is handed on to`;
  if (written.startsWith(givenUpPrefix))
    return `\`${shortened(written.slice(givenUpPrefix.length), longestWritten)}\` is no longer denied, and what else allows it is not known`;
  if (written.startsWith(perhapsBeforePrefix))
    return `\`${shortened(written.slice(perhapsBeforePrefix.length), longestWritten)}\` is allowed now, and whether it was before could not be read`;
  if (written.startsWith(rolePrefix))
    return `it works with the rights of another role now, and what \`${shortened(written.slice(rolePrefix.length), longestWritten)}\` may do is not known`;
  if (written.startsWith(elsewherePrefix))
    return `\`${shortened(written.slice(elsewherePrefix.length), longestWritten)}\` is a module of the repository on one side and stands elsewhere on the other, where nobody knows what it allows`;
  if (written.startsWith(strangerPrefix))
    return `AWS is not known to have the action \`${shortened(written.slice(strangerPrefix.length), longestWritten)}\`; if it has, this is newly allowed`;
  if (written.startsWith(laterPrefix))
    return `what the policy of \`${shortened(written.slice(laterPrefix.length), longestWritten)}\` allows is known only after apply`;
  if (written.startsWith(askingPrefix))
    return `\`${shortened(written.slice(askingPrefix.length).split("\n", 1)[0]!, longestWritten)}\` may let in somebody without asking who it is, and what else keeps them away is not known`;
  if (written.startsWith(grantPrefix)) {
    const [type = "", ...rest] = written.slice(grantPrefix.length).split(" ");
    return `${type} newly gives access, which no policy says: \`${shortened(rest.join(" "), longestWritten)}\``;
  }
  if (/\.grant[A-Z_]\w{0,60}\(/i.test(written.slice(0, longestWritten)))
    return `what \`${shortened(written, longestWritten)}\` allows could not be read`;
  const text = shortened(written.replace(/\s+/g, " ").trim(), longestWritten);
  return text === ""
    ? "a template leaves open what is allowed"
    : `a template leaves open what this allows: \`${text}\``;
}

/** Where nothing can be listed. */
export const lessLine = "perhaps no longer allowed: what was left open, or what a new permissions boundary keeps back";

const longestWritten = 160;

export function witnessLine({ witness: { principal, action, resource, context } }: Pick<Access, "witness">): string {
  const keys = Object.entries(context).map(([key, value]) => `${key}=${[value].flat().join(",")}`);
  return `for example ${action} on ${resource} by ${principal}${keys.length > 0 ? ` with ${keys.join(", ")}` : ""}`;
}

/** One sentence on the whole. */
export function summaryOf({ verdict, subjects, problems, base, head }: DiffReport): string {
  const more = subjects.filter(({ newlyAllowed }) => newlyAllowed.length > 0).length;
  const less = subjects.filter(({ noLongerAllowed }) => noLongerAllowed.length > 0).length;
  const between = `between ${base} and ${head}`;
  const parts = [
    ...(more > 0 ? [`${plural(more, "policy holder")} may do more`] : []),
    ...(less > 0 ? [`${plural(less, "policy holder")} may do less`] : []),
    ...(problems.length > 0 ? [`${plural(problems.length, "place")} could not be read`] : []),
  ];
  if (parts.length === 0)
    return verdict === "unknown"
      ? `It is not known whether anything is newly allowed ${between}`
      : `Nothing is newly allowed and nothing is no longer allowed ${between}`;
  return `${parts.join(", ")} ${between}`;
}

/** The file that a subject which is gone stood in; null where nothing says it. */
export function goneFrom({ noLongerAllowed, newlyAllowed }: SubjectChange): string | null {
  const files = new Set([...noLongerAllowed, ...newlyAllowed].map(({ place }) => place.file));
  return files.size === 1 ? [...files][0]! : null;
}
