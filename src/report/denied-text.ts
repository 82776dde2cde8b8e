/** The report of `planeguard denied`: for people, and as JSON. */
import type { Denial } from "../analysis/denied/read-denials";
import { joined } from "../escape/escaped";
import { json } from "../escape/json";
import { line, type TerminalText } from "../escape/terminal";
import type { Tool } from "./check-report";
import type { ReportedDenial } from "./denied-report";
import { type Styler, styler } from "./style";

export function deniedText(denials: readonly ReportedDenial[], options: { readonly colour: boolean }): string {
  const style = styler(options.colour);
  return joined(
    denials.flatMap((one) => [...linesOf(one, style), line``]),
    "\n",
  ).text;
}

const places = {
  denies: "denied by",
  "may-deny": "perhaps denied by",
  allows: "allowed by",
  "may-allow": "perhaps allowed by",
  belongs: "in",
} as const;

function linesOf({ denial, places: found, statement, advice }: ReportedDenial, style: Styler): readonly TerminalText[] {
  const { principal, action, operation, resource, count } = denial;
  const times = count > 1 ? ` (${count} times)` : "";
  return [
    line`${style.bold(action ?? operation ?? "a request")}${resource === null ? "" : line` on ${resource}`}${times}`,
    ...(principal === null ? [] : [line`  by ${principal}`]),
    ...(reasonOf(denial) === null ? [] : [line`  ${reasonOf(denial)!}`]),
    ...found.map(({ file, range, what }) => line`  ${places[what]} ${`${file}:${range.start.line}`}`),
    line`  ${advice}`,
    ...(statement
      ? json(statement)
          .split("\n")
          .map((one) => line`    ${style.green(one)}`)
      : []),
  ];
}

const names = {
  identity: "identity-based policy",
  resource: "resource-based policy",
  trust: "role trust policy",
  boundary: "permissions boundary",
  session: "session policy",
  scp: "service control policy",
  rcp: "resource control policy",
  endpoint: "VPC endpoint policy",
} as const;

function reasonOf({ by, isExplicit }: Denial): string | null {
  if (isExplicit === null) return null;
  const kind = by && names[by];
  if (isExplicit) return kind === null ? "with an explicit deny" : `with an explicit deny in the ${kind}`;
  return `because no ${kind} allows it`;
}

export function deniedJson(denials: readonly ReportedDenial[], tool: Tool): string {
  const told = denials.map(({ denial: { isExplicit, isEncoded, ...denial }, name, ...rest }) => ({
    ...denial,
    explicit: isExplicit,
    encoded: isEncoded,
    name,
    ...rest,
  }));
  return `${json({ schema: 1, tool, denials: told })}\n`;
}
