/** `diff --format sarif`: what is newly allowed, at the lines that allow it. */
import type { Location, Notification, ReportingDescriptor, Result } from "sarif";

import type { Access, SubjectChange } from "../analysis/change/change";
import { jsonLine } from "../escape/json";
import { artifactOf, type Separator } from "./artifact";
import type { Tool } from "./check-report";
import type { DiffReport } from "./diff-report";
import { accessLine, byStatement, kindWords, witnessLine } from "./diff-words";
import { descriptorName, levels, messageOf, notificationOf, region, sarifLog } from "./sarif";

const newAccess: ReportingDescriptor = {
  id: "change/new-access",
  name: descriptorName("change/new-access"),
  shortDescription: { text: "A change newly allows something" },
  fullDescription: {
    text: "What was not allowed before the change is allowed after it. Somebody should have meant that.",
  },
  help: { text: "What was not allowed before the change is allowed after it. Somebody should have meant that." },
  defaultConfiguration: { level: "note" },
  properties: { tags: ["security", "aws", "least-privilege"], precision: "high", "security-severity": "2.0" },
};

/** `fingerprint` makes a short text of a long one, `separator` is the one of the paths. */
export function diffSarif(
  { subjects, problems }: DiffReport,
  tool: Tool,
  fingerprint: (text: string) => string,
  separator: Separator,
): string {
  const results = subjects.flatMap((subject) =>
    byStatement(subject.newlyAllowed).map((access) => resultOf(subject, access, fingerprint, separator)),
  );
  const notifications: Notification[] = problems.map((one) => notificationOf(one, separator));
  return sarifLog(tool, { rules: results.length > 0 ? [newAccess] : [], results, notifications });
}

function resultOf(
  { name, kind, place: stands }: SubjectChange,
  access: Access,
  fingerprint: (text: string) => string,
  separator: Separator,
): Result {
  const { severity, risks, place, together, resources, principals, conditions } = access;
  const because = risks.map(({ message }) => ` ${message}`).join("");
  const location: Location = {
    physicalLocation: {
      artifactLocation: artifactOf(place.file, separator),
      // What has gone has no line any more.
      ...(stands ? { region: region(place.range) } : {}),
    },
  };
  return {
    ruleId: newAccess.id,
    ruleIndex: 0,
    level: levels[severity],
    message: messageOf(
      `The ${kindWords[kind]} of \`${name}\` newly allow \`${accessLine(access)}\` (${witnessLine(access)}).${because}`,
    ),
    locations: [location],
    partialFingerprints: {
      "planeguard/v1": fingerprint(jsonLine([kind, name, together, resources, principals, conditions])),
    },
  };
}
