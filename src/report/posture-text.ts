/** The report of `planeguard posture` for people: recommendation by recommendation, what fails first. */
import {
  type CheckResult,
  isInForce,
  type Posture,
  type ResourceVerdict,
  type Verdict,
  verdicts,
} from "../account/posture";
import { Escaped, joined, type Part } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";
import { recommendations } from "../guidance/recommendations";
import { plural } from "./counts";
import { coverageColumns, coverageWords } from "./coverage-words";
import { scoreOf } from "./html/score";
import { acceptedWords, countsBySeverity, openFailures } from "./open-failures";
import { type Styler, styler } from "./style";
import { whatIsSo } from "./what-is-so";
import { wrapped } from "./wrapped";

const words: { readonly [V in Verdict]: string } = {
  fail: "FAIL",
  "not-assessed": "UNKNOWN",
  attest: "ATTEST",
  pass: "PASS",
  "not-applicable": "N/A",
};
const shownResources = 10;
const worstShown = 5;
const widestRegion = 20;

export interface TextOptions {
  readonly colour: boolean;
  /** Columns; default: 80. */
  readonly width?: number;
  /** Without the checks one by one. */
  readonly summary?: boolean;
}

export function postureText(posture: Posture, options: TextOptions): string {
  return joined(postureLines(posture, options), "\n").text;
}

export function postureLines(posture: Posture, { colour, width = 80, summary = false }: TextOptions): TerminalText[] {
  const page: Page = { style: styler(colour), width };
  const groups = recommendations.flatMap(({ id, number, title }) => {
    const serving = posture.checks
      .filter((check) => check.recommendation === id)
      .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
    return serving.length === 0
      ? []
      : [
          ...wrapped(`${number}. ${title}`, "    ", width, "").map(page.style.bold),
          ...serving.flatMap((check) => checkLines(check, page)),
          line``,
        ];
  });
  return [
    ...heading(posture, page),
    line``,
    ...totals(posture, page),
    line``,
    ...worst(posture, page),
    ...(summary ? [] : [...groups, ...coverageLines(posture, page.style)]),
    ...(summary ? [] : wrapped(counts(posture), "", width)),
    line``,
  ];
}

interface Page {
  readonly style: Styler;
  readonly width: number;
}

function heading(
  { account, demo, profile, collectedAt, calls, durationMs }: Posture,
  { style, width }: Page,
): TerminalText[] {
  const name = account.alias === null ? account.id : `${account.id} (${account.alias})`;
  // The account stands above: what is left of the ARN tells who asks, and fits a line.
  const who = account.arn.split(":").slice(5).join(":");
  const read = `read at ${collectedAt.slice(0, 16).replace("T", " ")} UTC with ${calls.total} calls in ${(durationMs / 1000).toFixed(1)} s`;
  return [
    ...(demo ? [style.yellow("DEMO ACCOUNT: everything below is invented.")] : []),
    line`${style.bold(`Account ${name}`)}${profile === null ? "" : `, profile ${profile}`}`,
    ...[who === "" ? [] : [`as ${who}`], read].flat().flatMap((text) => wrapped(text, "", width).map(style.dim)),
  ];
}

/** The score, and how many fail, by severity. */
function totals({ checks }: Posture, { style, width }: Page): TerminalText[] {
  const score = scoreOf(checks);
  const failing = openFailures(checks);
  const bySeverity = countsBySeverity(checks).map(({ severity, count }) => `${count} ${severity}`);
  return [
    line`${style.bold(score === null ? "Nothing could be assessed" : `Score ${score} of 100`)}, ${
      failing.length === 0 ? "nothing fails" : `${failing.length} failing: ${bySeverity.join(", ")}`
    }`,
    ...wrapped(counts({ checks }), "", width),
  ];
}

/** The gravest that fail, first. */
function worst({ checks }: Posture, page: Page): TerminalText[] {
  const failing = openFailures(checks);
  if (failing.length === 0) return [];
  return [
    page.style.bold("Worst first"),
    ...failing.slice(0, worstShown).flatMap((check, index) => {
      const { label, more } = whatIsSo(check);
      return [
        ...wrapped(`${check.severity}: ${label}`, "     ", page.width, `  ${index + 1}. `),
        ...(more === "" ? [] : wrapped(more, "     ", page.width)),
        page.style.dim(`     ${explained(check.id)}`),
      ];
    }),
    line``,
  ];
}

/** The command that explains a check; what a project asserts has no page. */
export function explained(id: string): string {
  return id.startsWith("assertion/") ? id : `planeguard explain ${id}`;
}

function checkLines(
  { id, title, verdict, severity, reason, resources, missingActions, accepted }: CheckResult,
  { style, width }: Page,
): TerminalText[] {
  const inForce = isInForce(accepted);
  const [label, ...more] = wrapped(
    `${title}${verdict === "fail" ? ` (${severity})` : ""}`,
    indent,
    width,
    " ".repeat(indent.length),
  );
  const word = inForce ? style.dim("ACCEPT ") : painted(verdict, style);
  return [
    line`  ${word} ${new Escaped<"terminal">(label!.text.slice(indent.length))}`,
    ...more,
    ...wrapped(reason, indent, width),
    ...(accepted ? wrapped(acceptedWords(accepted), indent, width).map(inForce ? style.dim : style.yellow) : []),
    ...(missingActions.length === 0 ? [] : wrapped(`needs ${missingActions.join(", ")}`, indent, width)),
    ...resourceLines(
      resources.filter((one) => one.verdict !== "pass"),
      { style, width },
    ),
    style.dim(`${indent}${verdict === "fail" && !inForce ? explained(id) : id}`),
  ];
}

const indent = " ".repeat(10);

function resourceLines(resources: readonly ResourceVerdict[], { style, width }: Page): TerminalText[] {
  const rest = resources.length - shownResources;
  return [
    ...resources
      .slice(0, shownResources)
      .flatMap(({ id, region, reason, accepted }) =>
        wrapped(
          `${id}${region === null || region === id || id.includes(region) ? "" : ` (${region})`}: ${reason}${accepted ? ` ${acceptedWords(accepted)}` : ""}`,
          `${indent}  `,
          width,
          `${indent}- `,
        ),
      ),
    ...(rest > 0 ? [style.dim(`${indent}and ${rest} more; --format json has all`)] : []),
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

function counts({ checks }: Pick<Posture, "checks">): string {
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
  const accepted = checks.filter((check) => check.verdict === "fail" && isInForce(check.accepted)).length;
  return `${plural(checks.length, "check")}: ${parts.join(", ")}${accepted === 0 ? "" : ` (${accepted} of the failed accepted)`}`;
}
