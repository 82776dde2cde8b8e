/** The posture as one HTML page: complete without script, images or anything from elsewhere. */
import type { CheckResult, Posture, Verdict } from "../../account/posture";
import { type Html, html, ownHtml } from "../../escape/html";
import type { Tool } from "../check-report";
import { bySeverity, failsOpenly, openFailures } from "../open-failures";
import { checkSection } from "./check-section";
import { coverageSection } from "./coverage-section";
import { frontPage, minuteOf } from "./front-page";
import { css } from "./style";

/**
 * A whole document: a page that says where the account stands, then the details, folded. In a webview it takes VS Code's
 * colours, elsewhere those that the reader's system prefers. `earlier` is the posture to compare with, if one is kept.
 */
export function postureHtml(posture: Posture, tool: Tool, earlier: Posture | null = null): string {
  const header = html`${posture.demo && html`<p class="demo">Demo account: everything below is invented.</p>`}
${heading(posture, tool)}`;
  return htmlPage(`Posture of ${nameOf(posture)}`, header, postureBody(posture, earlier));
}

/** What a page says of one account; `prefix` is what the names of its checks begin with. */
export function postureBody(posture: Posture, earlier: Posture | null = null, prefix = ""): Html {
  const { checks, failures } = posture;
  const by = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).sort(bySeverity);
  const accepted = by("fail").filter((check) => !failsOpenly(check));
  const section = (
    title: string,
    shown: readonly CheckResult[],
    open: (check: CheckResult) => boolean = none,
    note = "",
  ) => sectionOf({ title, checks: shown, open, note, prefix });
  return html`${frontPage(posture, earlier, prefix)}
${coverageSection(posture.coverage)}
<div class="appendix">
<p class="soft printed">What is written in CloudFormation and Terraform stands in the report on the screen, and is not printed.</p>
${section("Failed, worst first", openFailures(checks), (check) => prefix === "" && (check.severity === "critical" || check.severity === "high"))}
${section("Accepted", accepted, none, "Somebody has accepted that these fail, up to a day.")}
${section("Not assessed", by("not-assessed"), none, "Without an answer a check neither passes nor fails.")}
${section("To be confirmed by a person", by("attest"), none, "AWS has no answer to these: somebody has to confirm them.")}
${section("Passed", by("pass"))}
${section("Not applicable", by("not-applicable"))}
${failures.length > 0 && html`<h2>Calls that did not answer</h2><ul>${failures.map((failure) => html`<li>${failure}</li>`)}</ul>`}
</div>`;
}

/** A whole document. */
export function htmlPage(title: string, header: Html, main: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${title}</title>
<style>${ownHtml(css)}</style>
</head>
<body>
<header>
${header}</header>
<main>
${main}
</main>
</body>
</html>
`.text;
}

function nameOf({ account: { id, alias } }: Posture): string {
  return alias === null ? `account ${id}` : `${alias} (${id})`;
}

function heading(posture: Posture, { version, catalogDate }: Tool): Html {
  const { account, profile, collectedAt, calls, durationMs } = posture;
  return html`<h1>Posture of ${nameOf(posture)}</h1>
<p class="soft">${profile !== null && html`Profile ${profile}, `}${account.arn !== "" && html`as <code>${account.arn}</code>, `}read at <time datetime="${collectedAt}">${minuteOf(collectedAt)}</time>
 with ${calls.total} calls in ${(durationMs / 1000).toFixed(1)} s. Planeguard ${version}, catalogue of ${catalogDate}.</p>`;
}

const none = () => false;

interface Section {
  readonly title: string;
  readonly checks: readonly CheckResult[];
  /** Which are shown without a click. */
  readonly open: (check: CheckResult) => boolean;
  readonly note: string;
  readonly prefix: string;
}

function sectionOf({ title, checks, open, note, prefix }: Section): Html | null {
  if (checks.length === 0) return null;
  return html`<h2>${title}</h2>${note !== "" && html`<p class="soft">${note}</p>`}
${checks.map((check) => checkSection(check, open(check), prefix))}`;
}
