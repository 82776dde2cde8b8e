/** All that a policy allows, as a page. Markdown. */
import { policyTypeNames } from "../../analysis/knowledge/policy-elements";
import { documentOf } from "../../analysis/managed/judgement";
import type { Policy } from "../../analysis/policy/model";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { joined } from "../../escape/escaped";
import { code, type Markdown, md } from "../../escape/markdown";
import type { Wording } from "../../wording/language";
import { literal, say } from "../../wording/sentence";
import { riskyFirst } from "../harm";
import { actionCount, levelsOf } from "../hover/actions";
import { readPageName } from "../pages/page-name";
import { actionTable } from "../pages/pages";
import { type Provided, type Reading, wordingOf } from "../reading";
import { counted } from "../words";
import { type Allowed, allowedBy, servicesOf } from "./allowed";
import { sentenceOf, sizeNote } from "./lens";

type Known = Pick<Provided, "catalog" | "descriptions" | "language">;

/** Null where no policy begins at the place, as when it was edited meanwhile. */
export function policyPage(reading: Reading, offset: number): string | null {
  const policies = reading.policies();
  const policy =
    policies.find(({ node }) => node.span.start === offset) ?? (policies.length === 1 ? policies[0] : undefined);
  return policy ? pageOfPolicy(policy, reading) : null;
}

/** All that a managed policy of AWS allows; null for a name that has no such page. */
export function managedPolicyText(page: string, known: Known & { readonly managed: ManagedPolicies }): string | null {
  const named = readPageName(page);
  const managed = named?.kind === "managed" ? known.managed.policy(named.name) : undefined;
  const policy = managed && documentOf(managed);
  return policy ? pageOfPolicy(policy, known) : null;
}

function pageOfPolicy(policy: Policy, reading: Known): string {
  const { catalog } = reading;
  const wording = wordingOf(reading);
  const allowed = allowedBy(policy, catalog);
  const { place, type, typeKnown } = policy;
  return joined(
    [
      md`# ${place.label || wording.text`This ${literal(policyTypeNames[type])}`}`,
      md``,
      md`${wording.of(sentenceOf(policy, catalog))}.`,
      md``,
      md`${wording.of(policyTypeNames[type]).replace(/^./, (first) => first.toUpperCase())}${!typeKnown && ` (${wording.text`as far as its content tells`})`} · ${wording.of(counted(policy.statements.length, say`1 statement`, (many) => say`${many} statements`))} · ${wording.text`${sizeNote(policy)} without white space`}`,
      md``,
      ...escalations(allowed, wording),
      ...(allowed.complete
        ? []
        : [wording.md`The template leaves something open: what it adds is not in the list.`, md``]),
      ...sections(wording.text`Allowed`, allowed, reading),
      ...deniedSections(allowed, reading),
      wording.md`On which resources and under which conditions the statements tell. Actions as of ${catalog.date}.`,
      md``,
    ],
    "\n",
  ).text;
}

function escalations({ escalations: paths }: Allowed, wording: Wording): Markdown[] {
  if (paths.length === 0) return [];
  return [
    md`## ${wording.text`Ways to more permissions`}`,
    md``,
    ...paths.map(
      ({ actions, ends }) =>
        md`- ${codes(actions, wording)}: ${wording.text`whoever holds these permissions can ${ends}.`}`,
    ),
    md``,
  ];
}

/** "`a`, `b` and `c`" */
function codes(names: readonly string[], wording: Wording): Markdown {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? code(last) : wording.md`${joined(names.slice(0, -1).map(code), ", ")} and ${code(last)}`;
}

function sections(title: string, { everyAction, everything, allBut, actions }: Allowed, reading: Known): Markdown[] {
  const wording = wordingOf(reading);
  if (everything) return [md`## ${title}`, md``, wording.md`Every action on every resource.`, md``];
  const wide = [
    ...(everyAction ? [wording.md`Every action, on some resources or under conditions.`, md``] : []),
    ...(allBut ? [wording.md`Every action but ${codes(allBut, wording)}.`, md``] : []),
  ];
  const named = [...servicesOf(actions)].flatMap(([prefix, ofService]) => [
    md`### ${reading.catalog.service(prefix)!.name}`,
    md``,
    md`${wording.of(actionCount(ofService.length))}: ${levelsOf(ofService, wording)}`,
    ...actionTable(riskyFirst(ofService), reading),
    md``,
  ]);
  return wide.length + named.length === 0 ? [] : [md`## ${title}`, md``, ...wide, ...named];
}

function deniedSections({ denied }: Allowed, reading: Known): Markdown[] {
  return denied.length === 0
    ? []
    : [
        md`## ${wordingOf(reading).text`Denied`}`,
        md``,
        md`${levelsOf(denied, wordingOf(reading))}`,
        ...actionTable(riskyFirst(denied), reading),
        md``,
      ];
}
