/** Services, actions, and the wildcards that stand for several of them. */
import { addTo } from "../../analysis/group-by";
import { readArn, textOf } from "../../analysis/policy/arn";
import type { Policy, Statement } from "../../analysis/policy/model";
import type { KnownAction } from "../../analysis/rules/support/every-resource";
import { withoutTrailing } from "../../analysis/scan";
import type { AccessLevel, Service } from "../../catalog/catalog";
import { say } from "../../wording/sentence";
import { actionsOf, harmOf, levelRank, levels, levelWord } from "../harm";
import { actionCount } from "../hover/actions";
import { typesOf } from "../hover/resources";
import { wordingOf } from "../reading";
import type { Known, Offer, Offers } from "./offer";
import { isMark, type Slot } from "./slot";

export const actionOffers: Offers = (slot, known) => {
  const colon = slot.token.text.indexOf(":");
  const service = colon < 0 ? undefined : known.catalog.service(slot.token.text.slice(0, colon));
  return service
    ? ofService(service, slot.token.text.slice(colon + 1), slot, known)
    : colon < 0
      ? services(slot, known)
      : [];
};

/** What policies are mostly about. */
const usual = [
  "s3",
  "iam",
  "sts",
  "ec2",
  "lambda",
  "dynamodb",
  "logs",
  "kms",
  "sqs",
  "sns",
  "secretsmanager",
  "ssm",
  "cloudwatch",
  "ecr",
  "ecs",
  "rds",
  "cloudformation",
  "events",
  "states",
  "apigateway",
  "cloudfront",
  "route53",
  "kinesis",
  "eks",
  "elasticloadbalancing",
  "autoscaling",
];

/** Those that the policy names already come first. */
function services({ policy, statement }: Slot, { catalog }: Known): readonly Offer[] {
  const near = prefixesOf(statement ? [statement] : []);
  const far = prefixesOf(policy.statements);
  const rank = (prefix: string): number =>
    near.has(prefix) ? 0 : far.has(prefix) ? 1 : usual.includes(prefix) ? 2 + usual.indexOf(prefix) : 2 + usual.length;
  const offers = catalog.prefixes.map((prefix): Offer => ({
    kind: "service",
    text: `${prefix}:`,
    detail: catalog.service(prefix)!.name,
    again: true,
    topic: `service ${prefix}`,
  }));
  const any: Offer = { kind: "wildcard", text: "*", detail: "Every action of every service", topic: "action *" };
  return [
    ...offers
      .map((offer) => ({ offer, at: rank(offer.text.slice(0, -1)) }))
      .sort((a, b) => a.at - b.at)
      .map(({ offer }) => offer),
    any,
  ];
}

function prefixesOf(statements: Policy["statements"]): ReadonlySet<string> {
  return new Set(
    statements
      .flatMap(({ action, notAction }) => [...(action?.items ?? []), ...(notAction?.items ?? [])])
      .flatMap(({ value }) => /^([^:*?]+):/.exec(value ?? "")?.[1]?.toLowerCase() ?? []),
  );
}

function ofService(service: Service, typed: string, slot: Slot, known: Known): readonly Offer[] {
  const { catalog } = known;
  const { statement } = slot;
  const written = new Set(
    (statement?.action ?? statement?.notAction)?.items.flatMap(({ value }) =>
      value === null || isMark(value) ? [] : value.toLowerCase(),
    ),
  );
  const wanted = wantedTypes(statement, service, catalog);
  const rank = (action: KnownAction): number => {
    const { name, types } = action;
    return (
      (wanted.size > 0 && !types.some((type) => wanted.has(type.name)) ? 100 : 0) +
      (/^(Permissions management|Tagging)$/.test(levels[levelRank(action)]!) ? 10 : 0) -
      // What a service is there for reads what it holds, or has a short name: `GetObject`.
      (harmOf(action) === "data" ? 0.5 : 0) +
      Math.max(0, (name.slice(service.prefix.length + 1).match(/[A-Z][a-z0-9]*/g)?.length ?? 0) - 2)
    );
  };
  const actions = actionsOf(service, catalog).filter(({ name }) => !written.has(name.toLowerCase()));
  const ranked = actions
    .map((action) => ({ action, at: rank(action) }))
    .sort((a, b) => a.at - b.at || readRank(a.action) - readRank(b.action));
  return [
    ...ranked.map(({ action }): Offer => ({
      kind: "action",
      text: action.name,
      detail: action.action.accessLevels.map((level) => wordingOf(known).of(levelWord(level))).join(", "),
      topic: `action ${action.name}`,
    })),
    ...wildcards(service, typed, known).filter(({ text }) => !written.has(text.toLowerCase())),
  ];
}

/** In the order in which policies allow them. */
const readFirst: readonly AccessLevel[] = ["Read", "List", "Write", "Tagging", "Permissions management"];

function readRank(action: KnownAction): number {
  return readFirst.indexOf(levels[levelRank(action)]!);
}

/** The types of the service's resources that the statement is limited to; none where it is not. */
function wantedTypes(statement: Statement | null, service: Service, catalog: Known["catalog"]): ReadonlySet<string> {
  const types = statement?.resource?.items.flatMap(({ parts }) => {
    const reading = readArn(parts);
    return reading.kind === "arn" && textOf(reading.arn.service) === service.prefix
      ? typesOf(reading.arn, catalog)
      : [];
  });
  return new Set(types?.map(({ name }) => name));
}

const word = /^[A-Z][a-z0-9]*/;

/** `s3:Get*`, `s3:*`, and what begins as was typed and goes on in several ways: `s3:GetObject*`. */
function wildcards(service: Service, typed: string, { catalog, language }: Known): readonly Offer[] {
  const { of } = wordingOf({ language });
  const actions = actionsOf(service, catalog);
  const counts = new Map<string, KnownAction[]>();
  for (const action of actions) {
    const short = action.name.slice(service.prefix.length + 1);
    for (const stem of stemsOf(short, typed)) addTo(counts, stem, action);
  }
  const several = [...counts].filter(([, list]) => list.length > 1).sort(([a], [b]) => (a < b ? -1 : 1));
  return [...several, ["", actions] as const].map(([stem, list]): Offer => ({
    kind: "wildcard",
    text: `${service.prefix}:${stem}*`,
    detail: of(say`${actionCount(list.length)}, up to ${levelWord(levels[Math.min(...list.map(levelRank))]!)}`),
    topic: `action ${service.prefix}:${stem}*`,
  }));
}

/** Its first word; and, where more was typed, each longer beginning that has it. */
function stemsOf(name: string, typed: string): readonly string[] {
  const first = word.exec(name)?.[0];
  if (first === undefined) return [];
  const stems = [first];
  if (typed.length <= first.length || !name.toLowerCase().startsWith(withoutTrailing(typed.toLowerCase(), /\*/)))
    return stems;
  let at = first.length;
  for (let next = word.exec(name.slice(at)); next; next = word.exec(name.slice(at))) {
    at += next[0].length;
    if (at >= typed.length && at < name.length) stems.push(name.slice(0, at));
    // The whole name too: `GetObject*` also stands for `GetObjectAcl`.
    if (at === name.length) stems.push(name);
  }
  return stems;
}
