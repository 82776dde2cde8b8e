/** The coverage map in the HTML report: a row a Region, what watches it, and why where it does not. */
import type { Coverage, CoverageCell, CoverageRow, CoverageState } from "../../account/posture";
import { type Html, html } from "../../escape/html";
import { coverageColumns, coverageWords } from "../coverage-words";

/** Which verdict's colour a state has. */
const colours: Readonly<Record<CoverageState, string>> = {
  covered: "pass",
  partial: "not-assessed",
  not: "fail",
  off: "not-applicable",
  "not-offered": "not-applicable",
  unknown: "not-assessed",
};

export function coverageSection({ regions, incomplete }: Coverage): Html | null {
  if (regions.length === 0) return null;
  const off = regions.filter(isOff);
  const on = regions.filter((row) => !isOff(row));
  return html`<h2>What watches each Region</h2>
<div class="wide" role="region" aria-label="What watches each Region" tabindex="0"><table class="map"><thead><tr><th scope="col">Region</th>${coverageColumns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>
${on.map(
  (row) => html`<tr><th scope="row">${row.region}</th>${coverageColumns.map(({ id }) => cell(row[id]))}</tr>
`,
)}</tbody></table></div>
${off.length > 0 && html`<p class="soft">Switched off, so that nothing can run there: ${off.map(({ region }) => region).join(", ")}.</p>`}
${incomplete !== null && html`<p class="not-assessed">${incomplete}</p>`}
${reasons(on)}`;
}

function isOff(row: CoverageRow): boolean {
  return coverageColumns.every(({ id }) => row[id].state === "off");
}

function cell({ state, reason }: CoverageCell): Html {
  return html`<td class="${colours[state]}" title="${reason}">${coverageWords[state]}</td>`;
}

/** A title is for a mouse: what is not simply covered stands below in words, each reason once. */
function reasons(rows: readonly CoverageRow[]): Html | null {
  const regionsByReason = new Map<string, string[]>();
  for (const row of rows) {
    for (const { id, title } of coverageColumns) {
      const { state, reason } = row[id];
      if (state !== "covered")
        regionsByReason.set(`${title}: ${reason}`, [...(regionsByReason.get(`${title}: ${reason}`) ?? []), row.region]);
    }
  }
  if (regionsByReason.size === 0) return null;
  return html`<details><summary>Why a Region is not covered</summary><div><ul>
${[...regionsByReason].map(
  ([reason, regions]) => html`<li>${reason} <span class="soft">(${regions.join(", ")})</span></li>
`,
)}</ul></div></details>`;
}
