/** Hovers of actions, of what their wildcards stand for, and of services. */
import type { KnownAction } from "../../analysis/rules/support/every-resource";
import type { Service } from "../../catalog/catalog";
import { joined } from "../../escape/escaped";
import { code, type Markdown, md } from "../../escape/markdown";
import type { Wording } from "../../wording/language";
import { say, type Sentence } from "../../wording/sentence";
import { actionsOf, byLevel, expand, harmNotes, harmOf, levelWord, riskyFirst } from "../harm";
import { actionsPage, servicePage } from "../pages/page-name";
import { type Reading, wordingOf } from "../reading";
import { type Spot, wholeText } from "../spots";
import { counted } from "../words";
import type { HoverText } from "./hover-text";

const mostNamed = 8;
const mostTypes = 6;
const mostKeys = 12;

/** The service where the cursor stands on its prefix, else the action or what its wildcards stand for. */
export function actionHover({ parts, span }: Spot, offset: number, reading: Reading): HoverText | null {
  const text = wholeText(parts);
  if (text === null) return null;
  const { catalog, document } = reading;
  const wording = wordingOf(reading);
  const colon = text.indexOf(":");
  const at = document.text.indexOf(text, span.start);
  const service = colon > 0 ? catalog.service(text.slice(0, colon)) : undefined;
  if (service && at >= 0 && offset < at + colon) return serviceHover(service, reading);
  if (!/[*?]/.test(text)) {
    const [action] = expand(text, catalog);
    if (action) return { sections: describeAction(action, reading) };
    const retired = service?.retiredAction(text.slice(colon + 1));
    return retired
      ? {
          sections: [
            md`**${service!.prefix}:${retired.name}**`,
            wording.md`AWS no longer lists this action of ${service!.name}; it was last seen ${retired.lastSeen}.`,
          ],
        }
      : null;
  }
  return wildcardHover(text, reading);
}

/** What a pattern stands for. */
export function wildcardHover(text: string, reading: Pick<Reading, "catalog" | "language">): HoverText {
  const wording = wordingOf(reading);
  if (/^\*+(:\*+)?$/.test(text))
    return { sections: [wording.md`**${text}** · every action of every service, also those that AWS adds later`] };
  const service = reading.catalog.service(text.slice(0, Math.max(0, text.indexOf(":"))));
  const found = expand(text, reading.catalog);
  if (found.length === 0)
    return {
      sections: [wording.md`**${text}** · matches no action that AWS documents (as of ${reading.catalog.date})`],
    };
  const shown = riskyFirst(found).slice(0, mostNamed);
  const more = found.length - shown.length;
  return {
    sections: [
      md`**${text}** · ${wording.of(service ? say`${actionCount(found.length)} of ${service.name}` : actionCount(found.length))}: ${levelsOf(found, wording)}`,
      joined(
        [...shown.map((one) => lineOf(one, wording)), ...(more > 0 ? [wording.md`- and ${more} more`] : [])],
        "\n",
      ),
    ],
    links: more > 0 ? [{ title: wording.text`All ${found.length} actions`, page: actionsPage(text) }] : [],
  };
}

/** "3 Write, 12 Read" */
export function levelsOf(actions: readonly KnownAction[], { of }: Wording): string {
  return [...byLevel(actions)].map(([level, count]) => `${count} ${of(levelWord(level))}`).join(", ");
}

/** "38 actions". */
export function actionCount(count: number): Sentence {
  return counted(count, say`1 action`, (many) => say`${many} actions`);
}

/** An action as a line of a list. */
function lineOf(action: KnownAction, { of }: Wording): Markdown {
  const harm = harmOf(action);
  return md`- ${code(action.name)} · ${action.action.accessLevels.map((level) => of(levelWord(level))).join(", ")}${harm === null ? "" : ` · ${of(harmNotes[harm])}`}`;
}

/** Name, level and service; description; what it can be limited to. */
export function describeAction(
  known: KnownAction,
  { catalog, descriptions, language }: Pick<Reading, "catalog" | "descriptions" | "language">,
): readonly Markdown[] {
  const wording = wordingOf({ language });
  const { name, action, types } = known;
  const [prefix, short] = name.split(":") as [string, string];
  const harm = harmOf(known);
  const described = descriptions?.action(prefix, short);
  const keys = [...new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)])];
  const required = new Set(action.resourceTypes.filter((type) => type.required).map((type) => type.name));
  return [
    md`**${name}** · ${action.accessLevels.map((level) => wording.of(levelWord(level))).join(", ")} · ${catalog.service(prefix)!.name}`,
    ...(described === undefined ? [] : [md`${sentence(described)}`]),
    ...(harm === null || harm === "change" ? [] : [wording.md`Risky: ${wording.of(harmNotes[harm])}.`]),
    types.length === 0
      ? wording.md`Cannot be limited to resources: \`Resource\` must be \`"*"\`.`
      : wording.md`Resource types:\n${lines(types, mostTypes, wording, (type) => md`- ${type.name}${required.has(type.name) && ` (${wording.text`required`})`}: ${code(type.arns[0] ?? "")}`)}`,
    ...(keys.length === 0
      ? []
      : [
          keys.length > mostKeys
            ? wording.md`Condition keys: ${joined(keys.slice(0, mostKeys).map(code), ", ")} and ${keys.length - mostKeys} more`
            : wording.md`Condition keys: ${joined(keys.map(code), ", ")}`,
        ]),
  ];
}

function lines<T>(items: readonly T[], most: number, wording: Wording, line: (item: T) => Markdown): Markdown {
  const more = items.length - most;
  return joined([...items.slice(0, most).map(line), ...(more > 0 ? [wording.md`- and ${more} more`] : [])], "\n");
}

/** "Grants permission to retrieve objects" as "Retrieve objects." */
export function sentence(description: string): string {
  const text = description.replace(/^Grants permissions? to (?=\w)/, "").trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}

export function serviceHover(service: Service, reading: Pick<Reading, "catalog" | "language">): HoverText {
  const wording = wordingOf(reading);
  const actions = actionsOf(service, reading.catalog);
  return {
    sections: [
      md`**${service.prefix}** · ${service.name}`,
      wording.md`${actions.length} actions: ${levelsOf(actions, wording)}. ${service.resourceTypes.length} resource types, ${service.conditionKeys.length} condition keys.`,
    ],
    links: [{ title: wording.text`All of ${service.name}`, page: servicePage(service.prefix) }],
  };
}
