/** The posture as one HTML page: complete without script, images or anything from elsewhere. */
import { type CheckResult, checkSeverities, type Posture, type Verdict } from "../../account/posture";
import { type Html, html, ownHtml } from "../../escape/html";
import { type Recommendation, recommendations } from "../../guidance/recommendations";
import type { Tool } from "../check-report";
import { checkSection, verdictCounts } from "./check-section";
import { coverageSection } from "./coverage-section";
import { scoreOf, tally } from "./score";
import { css } from "./style";

const order: readonly Verdict[] = ["fail", "not-assessed", "attest", "pass", "not-applicable"];

/** A whole document. In a webview it takes VS Code's colours, elsewhere those that the reader's system prefers. */
export function postureHtml(posture: Posture, tool: Tool): string {
  const { checks, failures } = posture;
  const by = (verdict: Verdict) =>
    checks
      .filter((check) => check.verdict === verdict)
      .sort(
        (a, b) => checkSeverities.indexOf(a.severity) - checkSeverities.indexOf(b.severity) || (a.id < b.id ? -1 : 1),
      );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>Posture of ${nameOf(posture)}</title>
<style>${ownHtml(css)}</style>
</head>
<body>
<header>
${posture.demo && html`<p class="demo">Demo account: everything below is invented.</p>`}
${heading(posture, tool)}</header>
<main>
<h2>By recommendation</h2>
${recommendationTable(checks)}
${coverageSection(posture.coverage)}
${section("Failed, worst first", by("fail"), (check) => check.severity === "critical" || check.severity === "high")}
${section("Not assessed", by("not-assessed"), none, "Without an answer a check neither passes nor fails.")}
${section("To be confirmed by a person", by("attest"), none, "AWS has no answer to these: somebody has to confirm them.")}
${section("Passed", by("pass"), none)}
${section("Not applicable", by("not-applicable"), none)}
${failures.length > 0 && html`<h2>Calls that did not answer</h2><ul>${failures.map((failure) => html`<li>${failure}</li>`)}</ul>`}
</main>
</body>
</html>
`;
  return page.text;
}

function nameOf({ account: { id, alias } }: Posture): string {
  return alias === null ? `account ${id}` : `${alias} (${id})`;
}

function heading(posture: Posture, { version, catalogDate }: Tool): Html {
  const { account, profile, collectedAt, calls, durationMs, checks } = posture;
  const counts = tally(checks);
  const time = new Date(collectedAt)
    .toISOString()
    .replace("T", " ")
    .replace(/:\d\d\.\d+Z$/, " UTC");
  return html`<h1>Posture of ${nameOf(posture)}</h1>
<p class="soft">${profile !== null && html`Profile ${profile}, `}${account.arn !== "" && html`as <code>${account.arn}</code>, `}read at <time datetime="${collectedAt}">${time}</time>
 with ${calls.total} calls in ${(durationMs / 1000).toFixed(1)} s. Planeguard ${version}, catalogue of ${catalogDate}.</p>
<ul class="totals">${order.map((verdict) => counts[verdict] > 0 && html`<li class="${verdict}"><strong>${counts[verdict]}</strong>${verdictCounts[verdict]}</li>`)}</ul>`;
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
  const shown = order.filter((verdict) => counts[verdict] > 0);
  const score = scoreOf(checks);
  const words = shown.map((verdict) => `${counts[verdict]} ${verdictCounts[verdict]}`).join(", ");
  return html`<tr><td class="number">${number}</td><td>${title}</td><td>${words || "no check"}<div class="bar" aria-hidden="true">${shown.map((verdict) => html`<span class="${verdict}" style="flex:${counts[verdict]}"></span>`)}</div></td><td class="number">${score === null ? "–" : `${score} %`}</td></tr>
`;
}

const none = () => false;

/** `open`: which are shown without a click. */
function section(
  title: string,
  checks: readonly CheckResult[],
  open: (check: CheckResult) => boolean,
  note = "",
): Html | null {
  if (checks.length === 0) return null;
  return html`<h2>${title}</h2>${note !== "" && html`<p class="soft">${note}</p>`}
${checks.map((check) => checkSection(check, open(check)))}`;
}
