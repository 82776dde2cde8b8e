/** The report of `planeguard posture` for people: recommendation by recommendation, what fails first. */
import { type CheckResult, type Posture, type ResourceVerdict, type Verdict, verdicts } from "../account/posture";
import { joined, type Part } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";
import { recommendations } from "../guidance/recommendations";
import { coverageColumns, coverageWords } from "./coverage-words";
import { type Styler, styler } from "./style";

const words: { readonly [V in Verdict]: string } = {
  fail: "FAIL",
  "not-assessed": "UNKNOWN",
  attest: "ATTEST",
  pass: "PASS",
  "not-applicable": "N/A",
};
const shownResources = 10;
const widestRegion = 20;

export function postureText(posture: Posture, options: { colour: boolean }): string {
  const style = styler(options.colour);
  const groups = recommendations.flatMap(({ id, number, title }) => {
    const serving = posture.checks
      .filter((check) => check.recommendation === id)
      .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
    return serving.length === 0
      ? []
      : [style.bold(`${number}. ${title}`), ...serving.flatMap((check) => checkLines(check, style)), line``];
  });
  return joined(
    [
      ...heading(posture, style),
      line``,
      ...groups,
      ...coverageLines(posture, style),
      line`${summary(posture)}`,
      line``,
    ],
    "\n",
  ).text;
}

function heading({ account, demo, profile, collectedAt, calls, durationMs }: Posture, style: Styler): TerminalText[] {
  const name = account.alias === null ? account.id : `${account.id} (${account.alias})`;
  return [
    ...(demo ? [style.yellow("DEMO ACCOUNT: everything below is invented.")] : []),
    line`${style.bold(`Account ${name}`)}${profile === null ? "" : `, profile ${profile}`}`,
    style.dim(
      `${account.arn === "" ? "" : `as ${account.arn}, `}${collectedAt}, ${calls.total} calls in ${(durationMs / 1000).toFixed(1)} s`,
    ),
  ];
}

function checkLines(
  { id, title, verdict, severity, reason, resources, missingActions }: CheckResult,
  style: Styler,
): TerminalText[] {
  const level = verdict === "fail" ? ` (${severity})` : "";
  const missing =
    missingActions.length === 0
      ? []
      : [
          line`          needs ${joined(
            missingActions.map((action) => line`${action}`),
            ", ",
          )}`,
        ];
  return [
    line`  ${painted(verdict, style)} ${title}${level}  ${style.dim(id)}`,
    line`          ${reason}`,
    ...missing,
    ...resourceLines(
      resources.filter((one) => one.verdict !== "pass"),
      style,
    ),
  ];
}

function resourceLines(resources: readonly ResourceVerdict[], style: Styler): TerminalText[] {
  const rest = resources.length - shownResources;
  return [
    ...resources.slice(0, shownResources).map(({ id, reason }) => line`          - ${id}: ${reason}`),
    ...(rest > 0 ? [style.dim(`          and ${rest} more; --format json has all`)] : []),
  ];
}

/** The coverage map; Regions that are switched off are counted alone. */
function coverageLines({ coverage: { regions, incomplete } }: Posture, style: Styler): TerminalText[] {
  if (regions.length === 0) return [];
  const on = regions.filter((row) => coverageColumns.some(({ id }) => row[id].state !== "off"));
  const width = Math.min(Math.max(...on.map(({ region }) => region.length), "Region".length), widestRegion);
  const paint = {
    covered: style.green,
    partial: style.yellow,
    not: style.red,
    off: style.dim,
    "not-offered": style.dim,
    unknown: style.yellow,
  };
  const row = (first: string, cells: readonly Part<"terminal">[]) =>
    line`  ${first.padEnd(width)}${cells.map((cell) => line`  ${cell}`)}`;
  return [
    style.bold("What watches each Region"),
    row(
      "Region",
      coverageColumns.map(({ title }) => title),
    ),
    ...on.map((one) =>
      row(
        one.region,
        coverageColumns.map(({ id, title }, index) => {
          const word = coverageWords[one[id].state];
          return paint[one[id].state](index < coverageColumns.length - 1 ? word.padEnd(title.length) : word);
        }),
      ),
    ),
    ...(on.length < regions.length ? [style.dim(`  and ${regions.length - on.length} that are switched off`)] : []),
    ...(incomplete === null ? [] : [style.yellow(`  ${incomplete}`)]),
    line``,
  ];
}

function painted(verdict: Verdict, style: Styler): TerminalText {
  const paint = {
    fail: style.red,
    "not-assessed": style.yellow,
    attest: style.blue,
    pass: style.green,
    "not-applicable": style.dim,
  }[verdict];
  return paint(words[verdict].padEnd(7));
}

function summary({ checks }: Posture): string {
  const phrases: { readonly [V in Verdict]: string } = {
    fail: "failed",
    "not-assessed": "not assessed",
    attest: "to be confirmed by a person",
    pass: "passed",
    "not-applicable": "not applicable",
  };
  const parts = verdicts.flatMap((verdict) => {
    const count = checks.filter((check) => check.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${phrases[verdict]}`];
  });
  return `${checks.length} checks: ${parts.join(", ")}`;
}
