/** Several accounts as one HTML page: a row an account, what fails first over all of them, then each account, folded. */
import { checkSeverities } from "../../account/posture";
import { type Html, html } from "../../escape/html";
import { type AccountReport, failuresBySeverity, nameOfAccount, sharedFailures } from "../account-report";
import type { Tool } from "../check-report";
import { plural } from "../counts";
import { minuteOf } from "./front-page";
import { htmlPage, postureBody } from "./posture-html";
import { scoreOf } from "./score";

const mostWorst = 5;

export function accountsHtml(accounts: readonly AccountReport[], { version, catalogDate }: Tool): string {
  const title = `Posture of ${plural(accounts.length, "account")}`;
  const demo = accounts.some(({ posture }) => posture?.demo === true);
  const header = html`${demo && html`<p class="demo">Demo accounts: everything below is invented.</p>`}
<h1>${title}</h1>
<p class="soft">Planeguard ${version}, catalogue of ${catalogDate}.</p>`;
  const main = html`${table(accounts)}
${worst(accounts)}
${accounts.map((account) => details(account))}`;
  return htmlPage(title, header, main);
}

function table(accounts: readonly AccountReport[]): Html {
  return html`<div class="wide" role="region" aria-label="Accounts" tabindex="0"><table><thead><tr><th scope="col">Account</th><th scope="col" class="number">Score</th>${checkSeverities.map((severity) => html`<th scope="col" class="number">${severity} failed</th>`)}</tr></thead><tbody>
${accounts.map(row)}</tbody></table></div>`;
}

function row(account: AccountReport): Html {
  const { key, posture, failure } = account;
  const name = nameOfAccount(account);
  if (!posture)
    return html`<tr><td>${name}</td><td colspan="${checkSeverities.length + 1}" class="not-assessed">Not read. ${failure ?? ""}</td></tr>
`;
  const score = scoreOf(posture.checks);
  const counts = failuresBySeverity(posture);
  return html`<tr><td><a href="#${key}">${name}</a></td><td class="number">${score === null ? "–" : `${score} %`}</td>${checkSeverities.map((severity) => html`<td class="number ${counts[severity] > 0 ? "fail" : "pass"}">${counts[severity]}</td>`)}</tr>
`;
}

function worst(accounts: readonly AccountReport[]): Html | null {
  const failures = sharedFailures(accounts);
  if (failures.length === 0) return null;
  return html`<h2>To do first</h2>
<ol class="worst">
${failures.slice(0, mostWorst).map(
  ({
    check,
    accounts: failing,
  }) => html`<li><span class="tag ${check.severity}">${check.severity}</span>${check.title}<br><span class="soft">${failing.map((account, index) => html`${index > 0 && ", "}<a href="#${account.key}/${check.id}">${nameOfAccount(account)}</a>`)}</span></li>
`,
)}</ol>`;
}

function details(account: AccountReport): Html | null {
  const { key, posture } = account;
  if (!posture) return null;
  return html`<details id="${key}"><summary>${nameOfAccount(account)}</summary>
<div>
<p class="soft">${posture.profile !== null && html`Profile ${posture.profile}, `}read at <time datetime="${posture.collectedAt}">${minuteOf(posture.collectedAt)}</time> with ${posture.calls.total} calls.</p>
${postureBody(posture, null, `${key}/`)}
</div>
</details>
`;
}
