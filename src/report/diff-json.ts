/** `diff --format json`, schema 1 of shared/CLI.md. A field may be added; none changes its meaning. */
import type { Access, SubjectChange } from "../analysis/change/change";
import type { Request } from "../analysis/policy/request";
import { json } from "../escape/json";
import type { Tool } from "./check-report";
import type { DiffReport } from "./diff-report";

export function diffJson({ base, head, verdict, subjects, problems, stats }: DiffReport, tool: Tool): string {
  return `${json({ schema: 1, tool, base, head, verdict, subjects: subjects.map(subjectOf), problems, stats })}\n`;
}

function subjectOf({ name, kind, place, verdict, newlyAllowed, noLongerAllowed, unknown }: SubjectChange) {
  return {
    name,
    kind,
    file: place?.file ?? null,
    range: place?.range ?? null,
    verdict,
    newlyAllowed: newlyAllowed.map(accessOf),
    noLongerAllowed: noLongerAllowed.map(accessOf),
    unknown,
  };
}

function accessOf({
  actions,
  resources,
  principals,
  byPermission,
  conditions,
  severity,
  witness,
  risks,
  place,
}: Access) {
  const whoever = byPermission ? { byPermission } : {};
  return {
    actions,
    resources,
    principals,
    ...whoever,
    conditions,
    severity,
    witness: requestOf(witness),
    risks,
    place,
  };
}

/** REQUEST of the contract: every value of a key is a list. */
export function requestOf({ principal, action, resource, context }: Request) {
  return {
    principal,
    action,
    resource,
    context: Object.fromEntries(
      Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? [value] : value]),
    ),
  };
}
