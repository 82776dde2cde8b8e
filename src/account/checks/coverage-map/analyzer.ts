/** IAM Access Analyzer in a Region: an analyzer that looks for access from outside. */
import { sectionAt, type Snapshot } from "../../snapshot";
import { evidenceOf, isAnswered } from "../evaluation";
import { type Finding, found, unanswered } from "./finding";

export function analyzerFinding(snapshot: Snapshot, region: string): Finding {
  const section = sectionAt(snapshot, "access-analyzer/analyzers", region);
  if (!isAnswered(section)) return unanswered(snapshot, "accessanalyzer", section, "access-analyzer/analyzers", region);
  const analyzers = section.data.filter(({ type }) => type === "ACCOUNT" || type === "ORGANIZATION");
  const evidence =
    analyzers.length === 0
      ? [
          evidenceOf(
            section,
            "analyzers",
            section.data.length === 0 ? 0 : section.data.map(({ type }) => type).join(", "),
          ),
        ]
      : analyzers.map(({ name, status }) => evidenceOf(section, `${name} status`, status));
  const active = analyzers.find(({ status }) => status === "ACTIVE");
  if (active)
    return found(
      "covered",
      `${active.name} is active, for the ${active.type === "ORGANIZATION" ? "organization" : "account"}.`,
      evidence,
    );
  const [idle] = analyzers;
  return found(
    "not",
    idle ? `${idle.name} is not active (${idle.status}).` : "There is no analyzer for access from outside.",
    evidence,
  );
}
