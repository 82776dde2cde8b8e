/** The line above a function that runs as a role: what it calls, and what of that the role allows. */
import { isAbout } from "../../analysis/source/facts";
import { LineIndex, type Range } from "../../analysis/text";
import type { HandlerNote } from "../../analysis/units/notes";
import { plainText } from "../../escape/label";
import { english, type Wording, wordingIn } from "../../wording/language";
import { say } from "../../wording/sentence";
import { counted } from "../words";

export interface HandlerLens {
  /** Where the function begins. */
  readonly range: Range;
  /** "Runs as ApiRole: 4 calls, 4 allowed, 11 grants unused". Plain text. */
  readonly title: string;
  /** What the code is called where it is declared. */
  readonly unit: string;
  /** Where the role is. */
  readonly declared: HandlerNote["declared"];
}

const mostRoles = 5;

/** One for each role, of the first ones. Nothing is said where it is not known as which role a function runs. */
export function handlerLensesOf(
  handlers: readonly HandlerNote[],
  text: string,
  language = english,
): readonly HandlerLens[] {
  const lines = new LineIndex(text);
  const lenses = new Map<string, HandlerLens>();
  for (const handler of handlers) {
    if (handler.role === null || !isAbout(handler, text)) continue;
    const { start } = handler.at;
    const title = plainText(titleOf(handler, wordingIn(language)));
    lenses.set(`${start} ${title}`, {
      range: lines.range({ start, end: start }),
      title,
      unit: handler.unit,
      declared: handler.declared,
    });
  }
  return [...lenses.values()].slice(0, mostRoles);
}

function titleOf({ role, calls, allowed, refused, hasMore, unused }: HandlerNote, { text, of }: Wording): string {
  const open = calls - allowed - refused;
  const number = calls === 0 ? say`no calls` : counted(calls, say`1 call`, (many) => say`${many} calls`);
  const parts = [
    of(hasMore ? say`${number} that can be followed` : number),
    ...(calls > 0 ? [text`${allowed} allowed`] : []),
    ...(refused > 0 ? [text`${refused} not allowed`] : []),
    ...(open > 0 ? [text`${open} not known`] : []),
    ...(unused === null || unused === 0
      ? []
      : [of(counted(unused, say`1 grant unused`, (many) => say`${many} grants unused`))]),
  ];
  return text`Runs as ${role!}: ${parts.join(", ")}`;
}
