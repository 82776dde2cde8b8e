/** `needs` for people: unit by unit, a line a call. */
import { joined } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";
import { plural } from "./counts";
import type { NeedsReport, ReportedCall, ReportedUnit } from "./needs-report";
import { type Styler, styler } from "./style";

export function needsText({ units, problems, stats }: NeedsReport, options: { readonly colour: boolean }): string {
  const style = styler(options.colour);
  return joined(
    [
      ...problems.map(({ file, message }) => line`${file}: ${style.yellow("unread")} ${message}`),
      ...units.flatMap((unit) => [...unitLines(unit, style), line``]),
      line`${plural(stats.units, "unit")} with ${plural(stats.files, "file")}`,
      line``,
    ],
    "\n",
  ).text;
}

function unitLines(unit: ReportedUnit, style: Styler): readonly TerminalText[] {
  const { name, kind, entry, role, doubt, more, calls, unknownCalls, unused } = unit;
  return [
    line`${style.bold(name)} ${style.dim(kind)}${entry === null ? ": its code was not found" : entry === name ? "" : `: ${entry}`}${role ? `, runs as ${role.name}` : ""}`,
    ...calls.flatMap((call) => callLines(call, style)),
    ...unknownCalls.map(
      ({ file, range, reason }) => line`  ${`${file}:${range.start.line}`}  ${style.yellow("unknown")}  ${reason}`,
    ),
    ...unused.map(
      ({ action, file, range }) => line`  ${`${file}:${range.start.line}`}  ${style.dim("unused")}   ${action}`,
    ),
    ...(more === null ? [] : [line`  ${style.yellow("more may be called:")} ${more}`]),
    ...(doubt === null ? [] : [line`  ${style.yellow("the role may allow more, or less:")} ${doubt}`]),
    ...(calls.length + unknownCalls.length === 0 ? [line`  no calls of AWS were found`] : []),
  ];
}

function callLines(
  { operation, actions, resources, file, range, certainty, because, granted }: ReportedCall,
  style: Styler,
) {
  const words = {
    yes: style.green("granted"),
    no: style.red("missing"),
    conditional: style.yellow("depends"),
    unknown: style.dim("unknown"),
  };
  const place = `${file}:${range.start.line}`;
  const others = actions.filter((action) => action !== operation);
  return [
    line`  ${place}  ${granted === null ? "" : line`${words[granted]}  `}${operation}${others.length > 0 ? ` (${others.join(", ")})` : ""}${certainty === "likely" ? `, likely: ${because ?? ""}` : ""}`,
    ...resources.filter((resource) => resource !== "*").map((resource) => line`      ${style.dim(resource)}`),
  ];
}
