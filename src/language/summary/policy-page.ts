/** All that a policy allows, as a page. Markdown. */
import { policyTypeNames } from "../../analysis/knowledge/policy-elements";
import { riskyFirst } from "../harm";
import { levelsOf } from "../hover/actions";
import { actionTable } from "../pages/pages";
import type { Reading } from "../reading";
import { counted, listed } from "../words";
import { type Allowed, allowedBy, servicesOf } from "./allowed";
import { sentenceOf, sizeNote } from "./lens";

/** Null where no policy begins at the place, as when it was edited meanwhile. */
export function policyPage(reading: Reading, offset: number): string | null {
  const policies = reading.policies();
  const policy =
    policies.find(({ node }) => node.span.start === offset) ?? (policies.length === 1 ? policies[0] : undefined);
  if (!policy) return null;
  const { catalog } = reading;
  const allowed = allowedBy(policy, catalog);
  const { place, type, typeKnown } = policy;
  return [
    `# ${place.label ?? `This ${policyTypeNames[type]}`}`,
    "",
    `${sentenceOf(policy, catalog)}.`,
    "",
    `${policyTypeNames[type].replace(/^./, (first) => first.toUpperCase())}${typeKnown ? "" : " (as far as its content tells)"} · ${counted(policy.statements.length, "statement")} · ${sizeNote(policy)} without white space`,
    "",
    ...escalations(allowed),
    ...(allowed.complete ? [] : ["The template leaves something open: what it adds is not in the list.", ""]),
    ...sections("Allowed", allowed, reading),
    ...deniedSections(allowed, reading),
    `On which resources and under which conditions the statements tell. Actions as of ${catalog.date}.`,
    "",
  ].join("\n");
}

function escalations({ escalations: paths }: Allowed): string[] {
  if (paths.length === 0) return [];
  return [
    "## Ways to more permissions",
    "",
    ...paths.map(
      ({ actions, ends }) =>
        `- ${listed(actions.map((action) => `\`${action}\``))}: whoever holds these permissions can ${ends}.`,
    ),
    "",
  ];
}

function sections(title: string, { everyAction, everything, allBut, actions }: Allowed, reading: Reading): string[] {
  if (everything) return [`## ${title}`, "", "Every action on every resource.", ""];
  const wide = [
    ...(everyAction ? ["Every action, on some resources or under conditions.", ""] : []),
    ...(allBut ? [`Every action but ${listed(allBut.map((name) => `\`${name}\``))}.`, ""] : []),
  ];
  const named = [...servicesOf(actions)].flatMap(([prefix, ofService]) => [
    `### ${reading.catalog.service(prefix)!.name}`,
    "",
    `${counted(ofService.length, "action")}: ${levelsOf(ofService)}`,
    ...actionTable(riskyFirst(ofService), reading),
    "",
  ]);
  return wide.length + named.length === 0 ? [] : [`## ${title}`, "", ...wide, ...named];
}

function deniedSections({ denied }: Allowed, reading: Reading): string[] {
  return denied.length === 0
    ? []
    : ["## Denied", "", levelsOf(denied), ...actionTable(riskyFirst(denied), reading), ""];
}
