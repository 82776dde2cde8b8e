/** `planeguard diff` for people: whom a change allows what, the gravest first. */
import type { Access, SubjectChange } from "../analysis/change/change";
import type { Severity } from "../analysis/finding";
import { joined } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";
import { plural } from "./counts";
import type { DiffReport } from "./diff-report";
import {
  accessLine,
  byStatement,
  goneFrom,
  kindWords,
  lessLine,
  summaryOf,
  unknownLine,
  witnessLine,
} from "./diff-words";
import { type Styler, styler } from "./style";

export function diffText(report: DiffReport, options: { colour: boolean }): string {
  const style = styler(options.colour);
  const { subjects, problems, stats } = report;
  return joined(
    [
      ...subjects.flatMap((one) => [...subjectLines(one, style), line``]),
      ...problems.map(
        ({ file, message, range }) =>
          line`${style.yellow("unread")}  ${range ? `${file}:${range.start.line}` : file}  ${message}`,
      ),
      ...(problems.length > 0 ? [line``] : []),
      line`${summaryOf(report)} (${plural(stats.files, "file")} changed)`,
      line``,
    ],
    "\n",
  ).text;
}

const mostUnknown = 5;

function subjectLines(subject: SubjectChange, style: Styler) {
  const { name, kind, place, newlyAllowed, noLongerAllowed, unknown } = subject;
  const old = goneFrom(subject);
  const where = place ? `${place.file}:${place.range.start.line}` : old === null ? "gone" : `gone from ${old}`;
  return [
    line`${style.bold(name)}  ${kindWords[kind]}  ${style.dim(where)}`,
    ...unknown.slice(0, mostUnknown).map((one) => line`  ${style.yellow("not known")}  ${unknownLine(one)}`),
    ...(unknown.length + newlyAllowed.length + noLongerAllowed.length === 0 ? [line`  ${lessLine}`] : []),
    ...accessLines("newly allowed", newlyAllowed, style),
    ...accessLines("no longer allowed", noLongerAllowed, style),
  ];
}

function accessLines(title: string, all: readonly Access[], style: Styler): TerminalText[] {
  if (all.length === 0) return [];
  const isNew = title === "newly allowed";
  return [
    line`  ${title}`,
    ...byStatement(all).flatMap((one) => [
      line`    ${isNew ? coloured(one.severity, style) : "       "}  ${accessLine(one)}`,
      ...(isNew ? one.risks.map(({ message, ruleId }) => line`             ${message}  ${style.dim(ruleId)}`) : []),
      ...(isNew ? [line`             ${style.dim(witnessLine(one))}`] : []),
    ]),
  ];
}

function coloured(severity: Severity, style: Styler): TerminalText {
  const word = severity.padEnd(7);
  return { error: style.red, warning: style.yellow, info: style.blue, hint: style.dim }[severity](word);
}
