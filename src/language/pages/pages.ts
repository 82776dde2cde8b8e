/** Pages made on demand: the whole list behind a wildcard, a service with all that it has. Markdown. */
import type { KnownAction } from "../../analysis/rules/support/every-resource";
import type { Service } from "../../catalog/catalog";
import { actionsOf, expand, harmNotes, harmOf, riskyFirst } from "../harm";
import { levelsOf, sentence } from "../hover/actions";
import type { Lent } from "../reading";
import { readPageName } from "./page-name";

type Known = Pick<Lent, "catalog" | "descriptions">;

/** The page of a name that `PageLink` carries; null where there is none. */
export function pageOf(page: string, known: Known): string | null {
  const named = readPageName(page);
  if (!named) return null;
  if (named.kind === "actions") return patternPage(named.name, known);
  const service = known.catalog.service(named.name);
  return service ? servicePage(service, known) : null;
}

function patternPage(pattern: string, known: Known): string {
  const found = expand(pattern, known.catalog);
  return [
    `# \`${pattern}\``,
    "",
    found.length === 0
      ? `No action that AWS documents matches (as of ${known.catalog.date}).`
      : `${found.length} actions as of ${known.catalog.date}: ${levelsOf(found)}. The risky ones come first; AWS may add more.`,
    ...actionTable(riskyFirst(found), known),
    "",
  ].join("\n");
}

/** A table of actions with what each does; nothing for none. */
export function actionTable(actions: readonly KnownAction[], { descriptions }: Known): readonly string[] {
  if (actions.length === 0) return [];
  const rows = actions.map((known) => {
    const [prefix, short] = known.name.split(":") as [string, string];
    const described = descriptions?.action(prefix, short);
    const harm = harmOf(known);
    return `| \`${known.name}\` | ${known.action.accessLevels.join(", ")} | ${cell(described === undefined ? "" : sentence(described))}${harm === null ? "" : ` *${harmNotes[harm]}*`} |`;
  });
  return ["", "| Action | Access | What it does |", "|---|---|---|", ...rows];
}

function servicePage(service: Service, known: Known): string {
  const actions = actionsOf(service, known.catalog);
  const { descriptions } = known;
  return [
    `# ${service.name}`,
    "",
    `Prefix \`${service.prefix}\`, ${actions.length} actions as of ${known.catalog.date}: ${levelsOf(actions)}.`,
    "",
    "## Actions",
    ...actionTable(riskyFirst(actions), known),
    "",
    ...(service.resourceTypes.length === 0
      ? []
      : [
          "## Resource types",
          "",
          "| Type | ARN |",
          "|---|---|",
          ...service.resourceTypes.map(
            ({ name, arns }) => `| ${name} | ${arns.map((arn) => `\`${arn}\``).join("<br>")} |`,
          ),
          "",
        ]),
    ...(service.conditionKeys.length === 0
      ? []
      : [
          "## Condition keys",
          "",
          "| Key | Type | |",
          "|---|---|---|",
          ...service.conditionKeys.map(
            ({ name, type }) =>
              `| \`${cell(name)}\` | ${type} | ${cell(descriptions?.conditionKey(service.prefix, name) ?? "")} |`,
          ),
          "",
        ]),
  ].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
