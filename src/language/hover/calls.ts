/** Hovers of calls of AWS in code: what AWS authorises the call by, and what the role says that the code runs as. */
import { maskKeys } from "../../analysis/credentials/mask";
import { isAbout } from "../../analysis/source/facts";
import { LineIndex } from "../../analysis/text";
import type { CallNote } from "../../analysis/units/notes";
import { joined } from "../../escape/escaped";
import { code, type Markdown, md } from "../../escape/markdown";
import { english, type Wording, wordingIn } from "../../wording/language";
import type { Hover } from "./hover";

const mostWants = 8;
const mostUnits = 5;

/** Null where no call stands at the place. `offset` counts UTF-16 units from 0. */
export function callHoverAt(
  calls: readonly CallNote[],
  text: string,
  offset: number,
  language = english,
): Hover | null {
  const wording = wordingIn(language);
  const here = calls.filter((call) => call.at.start <= offset && offset <= call.at.end && isAbout(call, text));
  const [first] = here;
  if (!first) return null;
  const sections = [
    md`**${first.operation}**`,
    authorised(here, wording),
    ...[...new Set(here.map(({ because }) => because))].flatMap((because) =>
      because === null ? [] : [wording.md`It is likely this operation, not certain. ${because}`],
    ),
    ...sentences(here, wording),
  ];
  return {
    range: new LineIndex(text).range(first.at),
    sections: sections.map((section) => maskKeys(section.text)),
    links: [],
  };
}

/** On which resources AWS asks for which actions, of all units that make the call. */
function authorised(calls: readonly CallNote[], wording: Wording): Markdown {
  const wants = new Map<string, Set<string>>();
  for (const { action, resource } of calls.flatMap((call) => call.wants)) {
    const known = wants.get(action);
    if (known) known.add(resource);
    else wants.set(action, new Set([resource]));
  }
  if (wants.size === 0) return wording.md`AWS asks for no permission of its own for this call.`;
  const lines = [...wants].flatMap(([action, resources]) =>
    [...resources].map((resource) =>
      resource === "*" ? md`- ${code(action)}` : wording.md`- ${code(action)} on ${code(resource)}`,
    ),
  );
  const more = lines.length - mostWants;
  return joined(
    [
      wording.md`AWS authorises it by`,
      md``,
      ...lines.slice(0, mostWants),
      ...(more > 0 ? [wording.md`- and ${more} more`] : []),
    ],
    "\n",
  );
}

function sentences(calls: readonly CallNote[], wording: Wording): readonly Markdown[] {
  const told = new Map<string, Markdown>();
  for (const call of calls) {
    const said = sentence(call, wording);
    if (said) told.set(said.text, said);
  }
  const more = told.size - mostUnits;
  return [
    ...[...told.values()].slice(0, mostUnits),
    ...(more > 0 ? [wording.md`And ${more} more roles run this code.`] : []),
  ];
}

/** Null where there is nothing to allow. */
function sentence({ unit, role, granted, doubt, wants }: CallNote, wording: Wording): Markdown | null {
  if (wants.length === 0) return null;
  if (role === null || granted === null) return wording.md`As which role ${code(unit)} runs is not known.`;
  const [holder, runs] = [code(role), code(unit)];
  switch (granted) {
    case "yes":
      return wording.md`${holder}, the role of ${runs}, allows this.`;
    case "no":
      return wording.md`${holder}, the role of ${runs}, does not allow ${refused(wants, granted, wording)}.`;
    case "denied":
      return wording.md`A statement denies ${refused(wants, granted, wording)} to ${holder}, the role of ${runs}.`;
    case "unmet":
      return wording.md`${holder}, the role of ${runs}, allows ${refused(wants, granted, wording)} only under a condition that this call does not meet.`;
    case "conditional":
      return wording.md`${holder}, the role of ${runs}, allows this under a condition. Whether the call meets it is not known.`;
    case "unknown":
      return doubt === null
        ? wording.md`Whether ${holder}, the role of ${runs}, allows this is not known.`
        : wording.md`Whether ${holder}, the role of ${runs}, allows this is not known: ${wording.of(doubt)}.`;
  }
}

/** Which of several actions it is about. */
function refused(wants: CallNote["wants"], granted: CallNote["granted"], wording: Wording): Markdown {
  const all = new Set(wants.map(({ action }) => action));
  const missing = [...new Set(wants.filter((one) => one.granted === granted).map(({ action }) => action))];
  if (all.size < 2 || missing.length === 0 || missing.length === all.size) return wording.md`this`;
  return joined(missing.slice(0, mostWants).map(code), ", ");
}
