/** The report of several accounts for people: a line an account, what fails first over all of them, then each as it is reported alone. */
import { checkSeverities } from "../account/posture";
import { joined } from "../escape/escaped";
import { line, type TerminalText } from "../escape/terminal";
import { type AccountReport, failuresBySeverity, nameOfAccount, sharedFailures } from "./account-report";
import { plural } from "./counts";
import { scoreOf } from "./html/score";
import { explained, postureLines, type TextOptions } from "./posture-text";
import { type Styler, styler } from "./style";
import { wrapped } from "./wrapped";

const worstShown = 5;

export function accountsText(accounts: readonly AccountReport[], options: TextOptions): string {
  const { colour, width = 80, summary = false } = options;
  const style = styler(colour);
  const each = accounts.flatMap((account) =>
    account.posture ? [style.bold("─".repeat(Math.min(width, 40))), ...postureLines(account.posture, options)] : [],
  );
  return joined(
    [
      style.bold(plural(accounts.length, "account")),
      ...accounts.flatMap((account) => accountLines(account, style, width)),
      line``,
      ...worst(accounts, style, width),
      ...(summary ? [] : each),
    ],
    "\n",
  ).text;
}

function accountLines(account: AccountReport, style: Styler, width: number): TerminalText[] {
  const { posture, failure } = account;
  const name = nameOfAccount(account);
  if (!posture) return wrapped(`${name}: not read. ${failure ?? ""}`, "    ", width, "  ").map(style.yellow);
  const score = scoreOf(posture.checks);
  const counts = failuresBySeverity(posture);
  const failing = checkSeverities.flatMap((severity) =>
    counts[severity] === 0 ? [] : [`${counts[severity]} ${severity}`],
  );
  return wrapped(
    `${name}: ${score === null ? "nothing could be assessed" : `score ${score}`}, ${failing.length === 0 ? "nothing fails" : `failing ${failing.join(", ")}`}`,
    "    ",
    width,
    "  ",
  );
}

function worst(accounts: readonly AccountReport[], style: Styler, width: number): TerminalText[] {
  const failures = sharedFailures(accounts);
  if (failures.length === 0) return [];
  return [
    style.bold("Worst first"),
    ...failures
      .slice(0, worstShown)
      .flatMap(({ check, accounts: failing }, index) => [
        ...wrapped(`${check.severity}: ${check.title}`, "     ", width, `  ${index + 1}. `),
        ...wrapped(`in ${failing.map(nameOfAccount).join(", ")}`, "     ", width),
        style.dim(`     ${explained(check.id)}`),
      ]),
    line``,
  ];
}
