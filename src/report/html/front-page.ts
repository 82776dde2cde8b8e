/** The first page of the report: where the account stands, what to do first, and what has changed since the last time. */
import { type CheckResult, checkSeverities, type Posture, verdicts } from "../../account/posture";
import { type Html, html } from "../../escape/html";
import { type Recommendation, recommendations } from "../../guidance/recommendations";
import { openFailures } from "../open-failures";
import { postureChanges } from "../posture-changes";
import { verdictCounts } from "../posture-places";
import { whatIsSo } from "../what-is-so";
import { prose } from "./check-section";
import { scoreOf, tally } from "./score";

/** As many as a person starts with. */
const mostWorst = 5;

/** `prefix` is what the names of its checks begin with. */
export function frontPage(posture: Posture, earlier: Posture | null, prefix = ""): Html {
  const { checks } = posture;
  return html`${standing(checks)}
${worst(checks, prefix)}
${earlier && changed(earlier, posture)}
<h2>By recommendation</h2>
${recommendationTable(checks)}`;
}

function standing(checks: readonly CheckResult[]): Html {
  const failed = openFailures(checks);
  const score = scoreOf(checks);
  const counts = tally(checks);
  return html`<ul class="totals">
${score !== null && html`<li><strong>${score} %</strong>score</li>`}
${checkSeverities.map((severity) => {
  const count = failed.filter((check) => check.severity === severity).length;
  return html`<li class="${count > 0 ? severity : "pass"}"><strong>${count}</strong>${severity} failed</li>`;
})}</ul>
<p class="soft">${verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${verdictCounts[verdict]}`)
    .join(", ")}.</p>`;
}

function worst(checks: readonly CheckResult[], prefix: string): Html | null {
  const failed = openFailures(checks);
  if (failed.length === 0) return null;
  return html`<h2>To do first</h2>
<ol class="worst">
${failed.slice(0, mostWorst).map((check) => {
  const { label, more } = whatIsSo(check);
  return html`<li><span class="tag ${check.severity}">${check.severity}</span><a href="#${prefix}${check.id}">${prose(label)}</a>${more !== "" && html`<br><span class="soft">${prose(more)}</span>`}</li>
`;
})}</ol>`;
}

function changed(earlier: Posture, posture: Posture): Html {
  const changes = postureChanges(earlier, posture);
  const worse = changes.filter(({ before, after }) => after === "fail" && before !== "fail" && before !== null);
  const better = changes.filter(({ before, after }) => before === "fail" && after === "pass");
  const list = (title: string, some: typeof changes) =>
    some.length > 0 &&
    html`<p>${title} ${some.map(({ check }, index) => html`${index > 0 && "; "}<a href="#${check.id}">${check.title}</a>`)}.</p>`;
  return html`<h2>Since ${minuteOf(earlier.collectedAt)}</h2>
${worse.length + better.length === 0 && html`<p>No check has changed between passed and failed.</p>`}
${list("Fails now:", worse)}
${list("Mended:", better)}`;
}

/** `2026-06-15 12:00 UTC` of a time in ISO 8601. */
export function minuteOf(time: string): string {
  return new Date(time)
    .toISOString()
    .replace("T", " ")
    .replace(/:\d\d\.\d+Z$/, " UTC");
}

function recommendationTable(checks: readonly CheckResult[]): Html {
  return html`<table><thead><tr><th scope="col" class="number">#</th><th scope="col">Recommendation</th><th scope="col">Checks</th><th scope="col" class="number">Score</th></tr></thead><tbody>
${recommendations.map((one) =>
  recommendationRow(
    one,
    checks.filter((check) => check.recommendation === one.id),
  ),
)}</tbody></table>
<p class="soft">The score is the share of what was assessed that passed; a critical check counts ten times a low one, a high one five times, a medium one twice.</p>`;
}

function recommendationRow({ number, title }: Recommendation, checks: readonly CheckResult[]): Html {
  const counts = tally(checks);
  const shown = verdicts.filter((verdict) => counts[verdict] > 0);
  const score = scoreOf(checks);
  const words = shown.map((verdict) => `${counts[verdict]} ${verdictCounts[verdict]}`).join(", ");
  return html`<tr><td class="number">${number}</td><td>${title}</td><td>${words || "no check"}<div class="bar" aria-hidden="true">${shown.map((verdict) => html`<span class="${verdict}" style="flex:${counts[verdict]}"></span>`)}</div></td><td class="number">${score === null ? "–" : `${score} %`}</td></tr>
`;
}
