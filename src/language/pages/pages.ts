/** Pages made on demand: the whole list behind a wildcard, a service with all that it has. Markdown. */
import type { KnownAction } from "../../analysis/rules/support/every-resource";
import type { Service } from "../../catalog/catalog";
import { joined } from "../../escape/escaped";
import { code, type Markdown, md } from "../../escape/markdown";
import { actionsOf, expand, harmNotes, harmOf, levelWord, riskyFirst } from "../harm";
import { levelsOf, sentence } from "../hover/actions";
import { type Provided, wordingOf } from "../reading";
import { readPageName } from "./page-name";

type Known = Pick<Provided, "catalog" | "descriptions" | "language">;

/** The page of a name that `PageLink` carries; null where there is none. */
export function pageOf(page: string, known: Known): string | null {
  const named = readPageName(page);
  if (!named) return null;
  if (named.kind === "managed") return null;
  if (named.kind === "actions") return patternPage(named.name, known).text;
  const service = known.catalog.service(named.name);
  return service ? servicePage(service, known).text : null;
}

function patternPage(pattern: string, known: Known): Markdown {
  const found = expand(pattern, known.catalog);
  const wording = wordingOf(known);
  return joined(
    [
      md`# ${code(pattern)}`,
      md``,
      found.length === 0
        ? wording.md`No action that AWS documents matches (as of ${known.catalog.date}).`
        : wording.md`${found.length} actions as of ${known.catalog.date}: ${levelsOf(found, wording)}. The risky ones come first; AWS may add more.`,
      ...actionTable(riskyFirst(found), known),
      md``,
    ],
    "\n",
  );
}

/** A table of actions with what each does; nothing for none. */
export function actionTable(actions: readonly KnownAction[], { descriptions, language }: Known): readonly Markdown[] {
  const wording = wordingOf({ language });
  if (actions.length === 0) return [];
  const rows = actions.map((known) => {
    const [prefix, short] = known.name.split(":") as [string, string];
    const described = descriptions?.action(prefix, short);
    const harm = harmOf(known);
    return md`| ${code(known.name)} | ${known.action.accessLevels.map((level) => wording.of(levelWord(level))).join(", ")} | ${described !== undefined && sentence(described)}${harm !== null && md` *${wording.of(harmNotes[harm])}*`} |`;
  });
  return [
    md``,
    md`| ${wording.text`Action`} | ${wording.text`Access`} | ${wording.text`What it does`} |`,
    md`|---|---|---|`,
    ...rows,
  ];
}

function servicePage(service: Service, known: Known): Markdown {
  const actions = actionsOf(service, known.catalog);
  const { descriptions } = known;
  const wording = wordingOf(known);
  return joined(
    [
      md`# ${service.name}`,
      md``,
      wording.md`Prefix ${code(service.prefix)}, ${actions.length} actions as of ${known.catalog.date}: ${levelsOf(actions, wording)}.`,
      md``,
      md`## ${wording.text`Actions`}`,
      ...actionTable(riskyFirst(actions), known),
      md``,
      ...(service.resourceTypes.length === 0
        ? []
        : [
            md`## ${wording.text`Resource types`}`,
            md``,
            md`| ${wording.text`Type`} | ARN |`,
            md`|---|---|`,
            ...service.resourceTypes.map(({ name, arns }) => md`| ${name} | ${joined(arns.map(code), "<br>")} |`),
            md``,
          ]),
      ...(service.conditionKeys.length === 0
        ? []
        : [
            md`## ${wording.text`Condition keys`}`,
            md``,
            md`| ${wording.text`Key`} | ${wording.text`Type`} | |`,
            md`|---|---|---|`,
            ...service.conditionKeys.map(
              ({ name, type }) => md`| ${code(name)} | ${type} | ${descriptions?.conditionKey(service.prefix, name)} |`,
            ),
            md``,
          ]),
    ],
    "\n",
  );
}
