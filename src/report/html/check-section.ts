/** One check in the HTML report: what is wrong, where, how it is known, what to do. */
import { checks } from "../../account/checks/generated/index";
import type { CheckResult, Evidence, Remediation, ResourceVerdict, Verdict } from "../../account/posture";
import { address, type Html, html } from "../../escape/html";
import { acceptedWords } from "../open-failures";
import { controlsOf } from "../posture-places";

const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: "Passed",
  fail: "Failed",
  "not-assessed": "Not assessed",
  attest: "To be confirmed",
  "not-applicable": "Not applicable",
};

/** A page of thousands of rows helps nobody; JSON has all. */
const mostRows = 500;

const kinds: Readonly<Record<Remediation["kind"], string>> = {
  console: "In the console",
  cli: "With the AWS CLI",
  cloudformation: "In CloudFormation",
  terraform: "In Terraform",
};

/** `open`: shown without a click. `prefix` tells checks of several accounts apart. */
export function checkSection(check: CheckResult, open: boolean, prefix = ""): Html {
  const { id, title, verdict, severity, reason, resources, evidence, missingActions, remediation, accepted } = check;
  const declared = checks.find((one) => one.id === id);
  const listed = resources.filter((one) => one.verdict !== "pass");
  return html`<details id="${prefix}${id}" class="check-${verdict}"${open && html` open`}>
<summary>${verdict === "fail" ? html`<span class="tag ${severity}">${severity}</span>` : html`<span class="tag ${verdict}">${verdictWords[verdict]}</span>`}${title}</summary>
<div>
<p>${prose(reason)}</p>
${accepted && html`<p class="${accepted.lapsed ? "not-assessed" : "soft"}">${acceptedWords(accepted)}</p>`}
${declared && html`<p class="soft">${prose(declared.why)}</p>`}
${missingActions.length > 0 && html`<p>Needs ${missingActions.map((action, index) => html`${index > 0 && ", "}<code>${action}</code>`)}.</p>`}
${listed.length > 0 && resourceTable(listed)}
${evidence.length > 0 && evidenceTable(evidence)}
${remediation.map(remedy)}
<p class="soft"><code>${id}</code>${controlsOf(check).map((one) => html` · ${one}`)}${(declared?.links ?? []).map((link) => html` · <a href="${address(link)}">AWS documentation</a>`)}</p>
</div>
</details>
`;
}

/** Nobody types a template off paper: it is not printed. */
function remedy({ kind, text }: Remediation): Html {
  const shown = html`<h3>${kinds[kind]}</h3>${kind === "console" ? html`<p>${prose(text)}</p>` : html`<pre>${text}</pre>`}`;
  return kind === "cloudformation" || kind === "terraform" ? html`<div class="template">${shown}</div>` : shown;
}

function resourceTable(resources: readonly ResourceVerdict[]): Html {
  const rest = resources.length - mostRows;
  return html`<table><thead><tr><th scope="col">Resource</th><th scope="col">Region</th><th scope="col">Verdict</th><th scope="col">Why</th></tr></thead><tbody>
${resources.slice(0, mostRows).map(
  ({
    id,
    region,
    verdict,
    reason,
    accepted,
  }) => html`<tr><td><code>${id}</code></td><td class="short">${region ?? "global"}</td><td class="short ${verdict}">${verdictWords[verdict]}</td><td>${prose(reason)}${accepted && html` ${acceptedWords(accepted)}`}</td></tr>
`,
)}</tbody></table>${rest > 0 && html`<p class="soft">And ${rest} more: <code>planeguard posture --format json</code> has all.</p>`}`;
}

function evidenceTable(evidence: readonly Evidence[]): Html {
  return html`<h3>Evidence</h3><table><thead><tr><th scope="col">Call</th><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Region</th></tr></thead><tbody>
${evidence.slice(0, mostRows).map(
  ({
    call,
    field,
    value,
    region,
  }) => html`<tr><td><code>${call}</code></td><td>${field}</td><td>${value}</td><td class="short">${region ?? "global"}</td></tr>
`,
)}</tbody></table>`;
}

/** What stands between backticks is code. */
export function prose(text: string): Html {
  return html`${text.split("`").map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
