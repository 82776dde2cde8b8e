/** `check --format sarif`: SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), as code scanning and editors read it. */
import type { Fix as SarifFix, ReportingDescriptor, Result, Suppression } from "sarif";

import type { Confidence, Finding, Fix, Severity, SuppressedFinding } from "../analysis/finding";
import type { Rule } from "../analysis/rules/rule";
import { sarifText } from "../escape/sarif";
import { artifactOf, type Separator, withSlashes } from "./artifact";
import type { CheckReport, Tool } from "./check-report";
import { identitiesOf } from "./identity";
import { renderRulePage } from "./rule-page";
import { descriptorName, levels, messageOf, notificationOf, region, sarifLog } from "./sarif";

/** `fingerprint` makes a short text of a long one, `separator` is the one of the paths. Rules are those that found something. */
export function checkSarif(
  { findings, suppressed, problems, untrusted, stopped }: CheckReport,
  tool: Tool,
  rules: readonly Rule[],
  fingerprint: (text: string) => string,
  separator: Separator,
): string {
  const found = new Set([...findings, ...suppressed.map(({ finding }) => finding)].map(({ ruleId }) => ruleId));
  const named = rules.filter(({ id }) => found.has(id));
  const indexes = new Map(named.map(({ id }, index) => [id, index]));
  const accepted = new Map(suppressed.map((one) => [one.finding, one] as const));
  const all = [...findings, ...accepted.keys()];
  const identities = identitiesOf(all, (file) => withSlashes(file, separator));
  const results = all.map((finding, index): Result => ({
    ...resultOf(finding, separator),
    ruleIndex: indexes.get(finding.ruleId)!,
    partialFingerprints: { "planeguard/v1": fingerprint(identities[index]!) },
    ...(accepted.has(finding) ? { suppressions: [suppressionOf(accepted.get(finding)!)] } : {}),
  }));
  const notifications = problems.map((problem) => notificationOf(problem, separator));
  return sarifLog(tool, { rules: named.map(descriptorOf), results, notifications, untrusted, stopped });
}

function suppressionOf({ reason, source }: SuppressedFinding): Suppression {
  return { kind: source === "comment" ? "inSource" : "external", status: "accepted", justification: sarifText(reason) };
}

/** GitHub sorts by these; its bands are critical from 9, high from 7, medium from 4. */
const securitySeverity: Record<Severity, string> = { error: "8.0", warning: "5.5", info: "2.0", hint: "1.0" };
const precision: Record<Confidence, string> = { high: "very-high", medium: "high", low: "medium" };

function descriptorOf(rule: Rule): ReportingDescriptor {
  return {
    id: rule.id,
    name: descriptorName(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.documentation.why },
    help: { text: rule.documentation.why, markdown: renderRulePage(rule) },
    ...(rule.documentation.links?.[0] ? { helpUri: rule.documentation.links[0] } : {}),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: ["security", "aws", rule.recommendation],
      precision: precision[rule.confidence],
      "security-severity": securitySeverity[rule.severity],
    },
  };
}

function resultOf({ ruleId, severity, message, file, range, related, fixes }: Finding, separator: Separator): Result {
  return {
    ruleId,
    level: levels[severity],
    message: messageOf(message),
    locations: [{ physicalLocation: { artifactLocation: artifactOf(file, separator), region: region(range) } }],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((place, id) => ({
            id,
            message: messageOf(place.message),
            physicalLocation: { artifactLocation: artifactOf(place.file, separator), region: region(place.range) },
          })),
        }
      : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map((fix) => fixOf(fix, separator)) } : {}),
  };
}

function fixOf({ title, edits }: Fix, separator: Separator): SarifFix {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: messageOf(title),
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactOf(file, separator),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range, newText }) => ({
          deletedRegion: region(range),
          ...(newText === "" ? {} : { insertedContent: { text: newText } }),
        })),
    })),
  };
}
