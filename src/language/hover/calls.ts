/** Hovers of calls of AWS in code: what AWS authorises the call by, and what the role says that the code runs as. */
import { maskKeys } from "../../analysis/credentials/mask";
import { LineIndex } from "../../analysis/text";
import { isAbout } from "../../analysis/units/facts";
import type { CallNote } from "../../analysis/units/notes";
import { joined } from "../../escape/escaped";
import { code, type Markdown, md } from "../../escape/markdown";
import type { Hover } from "./hover";

const mostWants = 8;
const mostUnits = 5;

/** Null where no call stands at the place. `offset` counts UTF-16 units from 0. */
export function callHoverAt(calls: readonly CallNote[], text: string, offset: number): Hover | null {
  const here = calls.filter((call) => call.at.start <= offset && offset <= call.at.end && isAbout(call, text));
  const [first] = here;
  if (!first) return null;
  const sections = [
    md`**${first.operation}**`,
    authorised(here),
    ...[...new Set(here.map(({ because }) => because))].flatMap((because) =>
      because === null ? [] : [md`It is likely this operation, not certain. ${because}`],
    ),
    ...sentences(here),
  ];
  return {
    range: new LineIndex(text).range(first.at),
    sections: sections.map((section) => maskKeys(section.text)),
    links: [],
  };
}

/** On which resources AWS asks for which actions, of all units that make the call. */
function authorised(calls: readonly CallNote[]): Markdown {
  const wants = new Map<string, Set<string>>();
  for (const { action, resource } of calls.flatMap((call) => call.wants)) {
    const known = wants.get(action);
    if (known) known.add(resource);
    else wants.set(action, new Set([resource]));
  }
  if (wants.size === 0) return md`AWS asks for no permission of its own for this call.`;
  const lines = [...wants].flatMap(([action, resources]) =>
    [...resources].map((resource) =>
      resource === "*" ? md`- ${code(action)}` : md`- ${code(action)} on ${code(resource)}`,
    ),
  );
  const more = lines.length - mostWants;
  return joined(
    [md`AWS authorises it by`, md``, ...lines.slice(0, mostWants), ...(more > 0 ? [md`- and ${more} more`] : [])],
    "\n",
  );
}

function sentences(calls: readonly CallNote[]): readonly Markdown[] {
  const told = new Map<string, Markdown>();
  for (const call of calls) {
    const said = sentence(call);
    if (said) told.set(said.text, said);
  }
  const more = told.size - mostUnits;
  return [...[...told.values()].slice(0, mostUnits), ...(more > 0 ? [md`And ${more} more roles run this code.`] : [])];
}

/** Null where there is nothing to allow. */
function sentence({ unit, role, granted, doubt, wants }: CallNote): Markdown | null {
  if (wants.length === 0) return null;
  if (role === null || granted === null) return md`As which role ${code(unit)} runs is not known.`;
  const of = md`${code(role)}, the role of ${code(unit)},`;
  switch (granted) {
    case "yes":
      return md`${of} allows this.`;
    case "no":
      return md`${of} does not allow ${refused(wants, granted)}.`;
    case "denied":
      return md`A statement denies ${refused(wants, granted)} to ${code(role)}, the role of ${code(unit)}.`;
    case "unmet":
      return md`${of} allows ${refused(wants, granted)} only under a condition that this call does not meet.`;
    case "conditional":
      return md`${of} allows this under a condition. Whether the call meets it is not known.`;
    case "unknown":
      return doubt === null
        ? md`Whether ${code(role)}, the role of ${code(unit)}, allows this is not known.`
        : md`Whether ${code(role)}, the role of ${code(unit)}, allows this is not known: ${doubt}.`;
  }
}

/** Which of several actions it is about. */
function refused(wants: CallNote["wants"], granted: CallNote["granted"]): Markdown {
  const all = new Set(wants.map(({ action }) => action));
  const missing = [...new Set(wants.filter((one) => one.granted === granted).map(({ action }) => action))];
  if (all.size < 2 || missing.length === 0 || missing.length === all.size) return md`this`;
  return joined(missing.slice(0, mostWants).map(code), ", ");
}
