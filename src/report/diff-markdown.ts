/** `diff --format markdown`: a comment on a pull request, or the summary of a job, folded subject by subject. GitHub refuses a comment of more than 65,536 characters. */
import type { Access, SubjectChange } from "../analysis/change/change";
import { severities } from "../analysis/finding";
import { joined } from "../escape/escaped";
import { html } from "../escape/html";
import { code, type Markdown, md, ownMarkdown, prose } from "../escape/markdown";
import { shortened } from "../escape/visible";
import { plural } from "./counts";
import type { DiffReport } from "./diff-report";
import {
  byStatement,
  everybodyOf,
  everyResource,
  goneFrom,
  kindWords,
  lessLine,
  summaryOf,
  unknownLine,
} from "./diff-words";

/** Characters, with room for what a script puts around it. */
const mostCharacters = 60_000;
/** Of one subject. */
const mostOfSubject = 12_000;
const mostItems = 12;
const mostNamed = 10;
const longestName = 120;

export function diffMarkdown(report: DiffReport): string {
  const { subjects, problems } = report;
  const head = joined([md`### What this change newly allows`, md``, md`${summaryOf(report)}.`], "\n").text;
  const blocks = [...subjects.map(subjectBlock), ...(problems.length > 0 ? [problemBlock(report)] : [])];
  const shown: string[] = [];
  let left = mostCharacters - head.length;
  for (const { text } of blocks) {
    left -= text.length + 2;
    if (left < 0) break;
    shown.push(text);
  }
  const rest = blocks.length - shown.length;
  const note = `And ${plural(rest, "section")} more, for which there is no room here: \`planeguard diff\` prints all.`;
  return [head, ...shown, ...(rest > 0 ? [note] : []), ""].join("\n\n");
}

function subjectBlock(subject: SubjectChange): Markdown {
  const { newlyAllowed, noLongerAllowed, unknown, place } = subject;
  const old = goneFrom(subject);
  const gone = old === null ? md`It is gone:` : md`It is gone from ${code(old)}:`;
  const where = place ? md`In ${code(`${place.file}:${place.range.start.line}`)}:` : gone;
  const lines = [
    md`${where}`,
    md``,
    ...unknown.slice(0, mostItems).map((one) => md`- **not known**: ${prose(unknownLine(one))}`),
    ...(unknown.length + newlyAllowed.length + noLongerAllowed.length === 0 ? [md`- ${lessLine}`] : []),
    ...listed(newlyAllowed, newItem),
    ...(noLongerAllowed.length > 0 ? [md``, md`No longer allowed:`, md``] : []),
    ...listed(noLongerAllowed, (one) => [md`- ${what(one)}`]),
  ];
  return folded(summaryLine(subject), lines);
}

/** In a heading of HTML: GitHub makes a mention of a name in text, and none of one in code. */
function summaryLine({ name, kind, newlyAllowed, noLongerAllowed, verdict }: SubjectChange): string {
  const [gravest] = newlyAllowed;
  const counts = [
    ...(newlyAllowed.length > 0 ? [`${byStatement(newlyAllowed).length} newly allowed`] : []),
    ...(noLongerAllowed.length > 0 ? [`${byStatement(noLongerAllowed).length} no longer allowed`] : []),
    ...(verdict === "unknown" ? ["not known"] : []),
  ];
  const grave = gravest && gravest.severity !== "info" ? html`<b>${gravest.severity}</b>: ` : "";
  return html`<summary>${grave}<code>${shortened(name, longestName)}</code> (${kindWords[kind]}): ${counts.join(", ")}</summary>`
    .text;
}

function problemBlock({ problems }: DiffReport): Markdown {
  const lines = problems.map(
    ({ file, message, range }) => md`- ${code(range ? `${file}:${range.start.line}` : file)}: ${prose(message)}`,
  );
  return folded(html`<summary>${plural(problems.length, "place")} could not be read</summary>`.text, lines);
}

/** The blank line ends the HTML: what follows is Markdown again. */
function folded(summary: string, lines: readonly Markdown[]): Markdown {
  const shown: Markdown[] = [];
  let left = mostOfSubject;
  for (const one of lines) {
    left -= one.text.length + 1;
    if (left < 0) break;
    shown.push(one);
  }
  const rest = lines.length - shown.length;
  const body = joined([...shown, ...(rest > 0 ? [md``, md`And ${plural(rest, "line")} more.`] : [])], "\n").text;
  return ownMarkdown(`<details>\n${summary}\n\n${body}\n\n</details>`);
}

function listed(all: readonly Access[], item: (one: Access) => readonly Markdown[]): readonly Markdown[] {
  const sorted = [...byStatement(all)].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  const more = sorted.length - mostItems;
  return [...sorted.slice(0, mostItems).flatMap(item), ...(more > 0 ? [md`- And ${more} more.`] : [])];
}

function newItem(one: Access): readonly Markdown[] {
  const { severity, risks, witness } = one;
  const grave = severity !== "info" && md`**${severity}** `;
  return [
    md`- ${grave}${what(one)}`,
    ...risks.map(({ message, ruleId }) => md`  - ${prose(message)} (${code(ruleId)})`),
    md`  - For example ${code(witness.action)} on ${code(witness.resource)} by ${code(witness.principal)}${contextOf(one)}`,
  ];
}

function what(access: Access): Markdown {
  const { together: actions, resources, principals, conditions } = access;
  const on = resources.length > 0 && md` on ${resources.includes("*") ? everyResource : codes(resources)}`;
  const by = principals.length > 0 && md` by ${principals.includes("*") ? everybodyOf(access) : codes(principals)}`;
  return md`${codes(actions)}${on}${by}${conditions !== null && md`, where ${code(conditions)}`}`;
}

function codes(all: readonly string[]): Markdown {
  const shown = joined(all.slice(0, mostNamed).map(code), ", ");
  return all.length > mostNamed ? md`${shown} and ${all.length - mostNamed} more` : shown;
}

function contextOf({ witness: { context } }: Access): Markdown | null {
  const keys = Object.entries(context).map(([key, value]) => code(`${key}=${[value].flat().join(",")}`));
  return keys.length > 0 ? md` with ${joined(keys, ", ")}` : null;
}
