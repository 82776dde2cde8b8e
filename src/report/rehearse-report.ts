/** `planeguard rehearse`: what a control policy would take away, as text and as JSON. */
import type { DeniedCalls } from "../analysis/rehearsal/calls";
import type { HolderLosses, Loss } from "../analysis/rehearsal/losses";
import type { RehearsalReport } from "../analysis/rehearsal/report";
import { joined } from "../escape/escaped";
import { json } from "../escape/json";
import { line, type TerminalText } from "../escape/terminal";
import type { Tool } from "./check-report";
import { plural } from "./counts";
import { requestOf } from "./diff-json";
import { witnessLine } from "./diff-words";
import { styler } from "./style";

export function rehearsalJson({ holders, calls, ...report }: RehearsalReport, tool: Tool): string {
  return `${json({
    schema: 1,
    tool,
    ...report,
    principals: holders.losing.map(({ name, kind, place, lost, isOpen }) => ({
      name,
      kind,
      file: place.file,
      range: place.range,
      lost: lost.map(({ witness, ...one }) => ({ ...one, witness: requestOf(witness) })),
      isOpen,
    })),
    principalsRead: holders.count,
    calls,
  })}\n`;
}

const mostLosses = 12;
const mostActions = 6;
const mostCalls = 40;
const mostHolders = 200;

export function rehearsalText(report: RehearsalReport, options: { colour: boolean }): string {
  const { holders, calls, problems, policyType, replacesFullAccess, of } = report;
  const style = styler(options.colour);
  const lines: TerminalText[] = [];
  if (replacesFullAccess)
    lines.push(line`It lists what it allows, so that it is taken to stand in place of FullAWSAccess.`, line``);
  for (const holder of holders.losing.slice(0, mostHolders)) lines.push(...holderLines(holder), line``);
  if (holders.losing.length > mostHolders) lines.push(line`and ${holders.losing.length - mostHolders} more`, line``);
  const losing = holders.losing.filter(({ lost }) => lost.length > 0).length;
  const open = holders.losing.length - losing;
  const who =
    of === "workspace"
      ? `${plural(holders.count, "policy holder")} of the workspace`
      : `${plural(holders.count, "principal")} of the account`;
  const perhaps = open > 0 ? `; of ${open} more nobody knows` : "";
  lines.push(line`${losing} of ${who} would lose something by this ${policyType.toUpperCase()}${perhaps}`);
  if (calls) {
    const unknown = sum(calls.unknown);
    const untold = unknown > 0 ? `, and of ${unknown} more nobody can tell` : "";
    lines.push(
      line``,
      line`${plural(calls.records, "record")} in ${plural(calls.files, "file")} of CloudTrail: ${plural(sum(calls.denied), "call")} would have been denied${untold}`,
    );
    for (const one of calls.denied.slice(0, mostCalls)) lines.push(line`  ${style.red("denied")}   ${callLine(one)}`);
    for (const one of calls.unknown.slice(0, mostCalls))
      lines.push(line`  ${style.yellow("unknown")}  ${callLine(one)}`);
    const more = Math.max(0, calls.denied.length - mostCalls) + Math.max(0, calls.unknown.length - mostCalls);
    if (more > 0) lines.push(line`  and ${more} more, which --format json has`);
  }
  for (const { file, message } of problems) lines.push(line`${file}: ${message}`);
  return joined([...lines, line``], "\n").text;

  function holderLines({ name, kind, place, lost, isOpen }: HolderLosses): TerminalText[] {
    return [
      line`${style.bold(name)}  ${kind}  ${style.dim(`${place.file}:${place.range.start.line}`)}`,
      ...lost
        .slice(0, mostLosses)
        .flatMap((one) => [
          line`  loses  ${lossText(one)}`,
          line`         ${style.dim(`${witnessLine({ witness: withoutName(one.witness) })}; by ${one.statement === null ? "what it does not allow" : `statement ${one.statement}`}`)}`,
        ]),
      ...(lost.length > mostLosses ? [line`  and ${lost.length - mostLosses} more`] : []),
      ...(isOpen
        ? [line`  ${style.yellow("unknown")}  a part of its permissions is left open, or cannot be decided`]
        : []),
    ];
  }
}

/** Without what the name of the principal tells. */
function withoutName(witness: Loss["witness"]): Loss["witness"] {
  const others = Object.entries(witness.context).filter(([key]) => !/^aws:principalarn$/i.test(key));
  return { ...witness, context: Object.fromEntries(others) };
}

function lossText({ actions, resources, conditions, except }: Loss): string {
  // What is kept of an action in part is said behind the resources of what is lost.
  const isPartial = except.some((one) => / (?:on|where) /.test(one));
  const isAll = actions.length === 1 && actions[0] === "*" && except.length > 0;
  const named = isAll ? `every action${isPartial ? "" : ` but ${listed(except)}`}` : listed(actions);
  const kept = isPartial ? `, but keeps ${listed(except)}` : "";
  const on = resources.includes("*") ? "every resource" : resources.join(", ");
  return `${named} on ${on}${conditions === null ? "" : `, where ${conditions}`}${kept}`;
}

function listed(names: readonly string[]): string {
  return names.length > mostActions
    ? `${names.slice(0, mostActions).join(", ")} and ${names.length - mostActions} more`
    : names.join(", ");
}

function callLine({ principal, action, count, first, last, statement, because }: DeniedCalls): string {
  const when = first === last ? first : `${first} to ${last}`;
  const by = statement === null ? "no statement allows it" : `statement ${statement}`;
  return `${count} × ${action} by ${principal}, ${when} (${because ?? by})`;
}

function sum(calls: readonly DeniedCalls[]): number {
  return calls.reduce((total, { count }) => total + count, 0);
}
