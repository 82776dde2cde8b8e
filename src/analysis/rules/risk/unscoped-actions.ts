/** What is allowed on every resource and could be limited to some: a finding a statement and kind of harm. */
import { literal, quoted, say, type Sentence, separated, someOf, type Value } from "../../../wording/sentence";
import { escalationPaths } from "../../knowledge/escalation-paths";
import {
  changesWhatIsThere,
  credentialsGiven,
  givesCredentials,
  letsOthersIn,
  recommendedUnscoped,
  takesData,
} from "../../knowledge/harmful-actions";
import { oncePer } from "../../memo";
import type { Policy } from "../../policy/model";
import type { PolicyContext, PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { scopedToDeclared } from "../support/declared-resources";
import type { KnownAction } from "../support/every-resource";
import { scopedToNamed, type Unscoped, type UnscopedStatement, unscopedStatements } from "../support/unscoped";

type Kind = "service" | "sensitive" | "credentials" | "data" | "exposure" | "change";

/** What the escalation rules tell of; all that manages permissions in IAM is among it, or about passing roles. */
const toldElsewhere = new Set(escalationPaths.flatMap((path) => path.actions));

const kinds = new WeakMap<KnownAction, Kind | "none">();

/** The worst that the action does; found once for each. */
function kindOf(action: KnownAction): Kind | null {
  let kind = kinds.get(action);
  if (!kind) kinds.set(action, (kind = worstOf(action) ?? "none"));
  return kind === "none" ? null : kind;
}

function worstOf({ name, action }: KnownAction): Kind | null {
  if (givesCredentials.has(name)) return "credentials";
  if (takesData.has(name)) return "data";
  if (action.accessLevels.includes("Permissions management") && letsOthersIn(name))
    return name.startsWith("iam:") ? null : "exposure";
  return changesWhatIsThere(name) && !toldElsewhere.has(name) && !recommendedUnscoped.has(name) ? "change" : null;
}

/** What the items of a statement allow of a kind. */
interface Part {
  readonly of: UnscopedStatement;
  readonly items: readonly Unscoped[];
  /** In AWS's spelling, each once. */
  readonly names: readonly string[];
  /** Of whole services, and of everything: actions among it that are harmful by themselves. */
  readonly among: readonly string[];
}

/** Made once for a policy. */
const partsOf = oncePer((policy: Policy, context: PolicyContext): readonly (readonly [Kind, Part])[] =>
  unscopedStatements(policy, context).flatMap(takeApart),
);

/** The whole services of the kind that holds data or lets others in: `s3:*`, each once; `NotAction` where it is all but some. */
export function sensitiveServices(policy: Policy, context: PolicyContext): readonly string[] {
  const named = partsOf(policy, context).flatMap(([kind, { names }]) => (kind === "sensitive" ? names : []));
  return [...new Set(named)];
}

function takeApart(of: UnscopedStatement): readonly (readonly [Kind, Part])[] {
  const byKind = new Map<Kind, { items: Set<Unscoped>; names: Set<string>; among: Set<string> }>();
  const add = (kind: Kind, item: Unscoped, name: string, among: readonly string[] = []): void => {
    const part = byKind.get(kind) ?? { items: new Set(), names: new Set(), among: new Set() };
    byKind.set(kind, part);
    part.items.add(item);
    part.names.add(name);
    for (const one of among) part.among.add(one);
  };
  for (const item of of.items) {
    // Of a whole service it is said once, not for each of its kinds.
    if (item.service || item.isAll) {
      const among = gravest(item.actions);
      // Of all of IAM the escalation rules speak.
      if (item.isAll || (among.length > 0 && item.service?.prefix !== "iam"))
        add("sensitive", item, item.item?.value ?? "NotAction", among);
      else add("service", item, item.item!.value!);
    } else
      for (const action of item.actions) {
        const kind = kindOf(action);
        if (kind) add(kind, item, action.name);
      }
  }
  return [...byKind].map(
    ([kind, { items, names, among }]) =>
      [kind, { of, items: [...items], names: [...names], among: [...among] }] as const,
  );
}

const grave: readonly (Kind | null)[] = ["data", "credentials", "exposure"];

/** Those by which everybody knows that a service lets others in: they stand for the rest. */
const wellKnown = /:(?:Add|Modify|Put|Set|Share|Update)\w{0,40}(?:Acl|Attribute|Permissions?|Policy)$/;

/** Those that are harmful by themselves: what a whole service may do is not less grave than any of it. */
function gravest(actions: readonly KnownAction[]): readonly string[] {
  return grave.flatMap((kind) => {
    const names = actions.filter((one) => kindOf(one) === kind).map(({ name }) => name);
    return [...names.filter((name) => wellKnown.test(name)), ...names.filter((name) => !wellKnown.test(name))];
  });
}

const mostNamed = 3;

function listed(names: readonly string[]): Value {
  return someOf(quoted(names), mostNamed);
}

/** What each of the actions gives. */
function given(names: readonly string[]): Value {
  const shown = names.slice(0, mostNamed).map((name) => say`\`${name}\` gives ${literal(credentialsGiven[name]!)}`);
  const more = names.length - shown.length;
  const all = separated(shown, "; ");
  return more > 0 ? say`${all}; and ${more} more give credentials too` : all;
}

interface Family extends Pick<PolicyRule, "id" | "title" | "severity" | "confidence" | "recommendation"> {
  readonly kind: Kind;
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
  readonly message: (part: Part) => Sentence;
}

const allow = (action: string, resource: string): string =>
  `{ "Effect": "Allow", "Action": ${action}, "Resource": "${resource}" }`;
const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"];

const families: readonly Family[] = [
  {
    kind: "service",
    id: "risk/service-wildcard",
    title: "Every action of a service on every resource",
    severity: "info",
    confidence: "medium",
    recommendation: "split-administration",
    why: "Every action of a service also means those that delete everything in it, open it to others or switch its logs off, and those that AWS adds later. Workloads need a few of them, on resources that are known.",
    avoid: allow('"s3:*"', "*"),
    prefer: allow('["s3:GetObject", "s3:PutObject"]', "arn:aws:s3:::invoices/*"),
    message: ({ names }) =>
      say`This allows ${listed(names)} on every resource: whoever holds these permissions can also delete everything there and open it to others. Name the actions and the resources that are needed.`,
  },
  {
    kind: "sensitive",
    id: "risk/sensitive-service-wildcard",
    title: "Every action of a service that holds data or lets others in",
    severity: "warning",
    confidence: "medium",
    recommendation: "split-administration",
    why: "Every action of a service that holds data, gives credentials or decides who may use its resources allows more than any of these actions alone: to read everything, to open it to others, and to delete it. What AWS adds later comes with it.",
    avoid: allow('"secretsmanager:*"', "*"),
    prefer: allow(
      '"secretsmanager:GetSecretValue"',
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:invoices/*",
    ),
    message: ({ names, among }) =>
      say`This allows ${names.includes("NotAction") ? say`every action but those that \`NotAction\` names` : listed(names)} on every resource, including ${listed(among.slice(0, mostNamed))}: whoever holds these permissions can read what is there, or open it to others. Name the actions and the resources that are needed.`,
  },
  {
    kind: "credentials",
    id: "risk/credentials-exposure",
    title: "Credentials of every resource",
    severity: "warning",
    confidence: "high",
    recommendation: "least-privilege",
    why: "Some actions answer with credentials: passwords of databases, keys of instances, tokens. Where they are allowed on every resource, whoever holds the permissions can sign in to each of them, outside of what IAM watches.",
    avoid: allow('"redshift:GetClusterCredentials"', "*"),
    prefer: allow(
      '"redshift:GetClusterCredentials"',
      "arn:aws:redshift:eu-central-1:111122223333:dbuser:invoices/reports",
    ),
    message: ({ names }) => say`${given(names)}. Name the resources that are meant.`,
  },
  {
    kind: "data",
    id: "risk/data-exfiltration",
    title: "All data of a service",
    severity: "warning",
    confidence: "medium",
    recommendation: "least-privilege",
    why: "Who may read every object, secret, parameter or table can take all data of the account in an afternoon. These actions can be limited to the buckets, secrets and tables that a workload needs.",
    avoid: allow('"secretsmanager:GetSecretValue"', "*"),
    prefer: allow(
      '"secretsmanager:GetSecretValue"',
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:invoices/*",
    ),
    message: ({ names }) =>
      names.length === 1
        ? say`${listed(names)} reads data, here everywhere in the account: whoever holds these permissions can copy all of it. Name the resources that are meant.`
        : say`${listed(names)} read data, here everywhere in the account: whoever holds these permissions can copy all of it. Name the resources that are meant.`,
  },
  {
    kind: "exposure",
    id: "risk/resource-exposure",
    title: "Leave to open every resource to others",
    severity: "warning",
    confidence: "medium",
    recommendation: "least-privilege",
    why: "These actions change who may use a resource: its policy, its sharing, its grants. Where they are allowed on every resource, whoever holds the permissions can open each of them to an account of theirs, or to everybody.",
    avoid: allow('"s3:PutBucketPolicy"', "*"),
    prefer: allow('"s3:PutBucketPolicy"', "arn:aws:s3:::website"),
    message: ({ names }) =>
      names.length === 1
        ? say`${listed(names)} changes who may use a resource, here any: whoever holds these permissions can open each to others. Name the resources that are meant.`
        : say`${listed(names)} change who may use a resource, here any: whoever holds these permissions can open each to others. Name the resources that are meant.`,
  },
  {
    kind: "change",
    id: "risk/infrastructure-modification",
    title: "Changes to every resource",
    severity: "hint",
    confidence: "low",
    recommendation: "least-privilege",
    why: "These actions change or delete resources and can be limited to some. On every resource they also reach those of other teams and stages.",
    avoid: allow('"sqs:PurgeQueue"', "*"),
    prefer: allow('"sqs:PurgeQueue"', "arn:aws:sqs:eu-central-1:111122223333:invoices"),
    message: ({ names }) =>
      names.length === 1
        ? say`${listed(names)} changes or deletes resources and can be limited to some, but here to none: whoever holds these permissions reaches those of others too. Name the resources that are meant, or demand a tag.`
        : say`${listed(names)} change or delete resources and can be limited to some, but here to none: whoever holds these permissions reaches those of others too. Name the resources that are meant, or demand a tag.`,
  },
];

function reportOf({ policies, declared }: PolicyContext, { message }: Family, part: Part): PolicyReport {
  const { of, items } = part;
  const [first] = items.flatMap(({ item }) => item ?? []);
  return {
    at: first?.node.span ?? of.element.entry.keySpan,
    path: first?.path ?? of.element.path,
    message: message(part),
    fixes: (): readonly PolicyFix[] =>
      items.some(({ isAll }) => isAll) ? [] : [...scopedToDeclared(of, declared), ...scopedToNamed(of, policies)],
  };
}

export default families.map((family): PolicyRule => {
  const { id, title, severity, confidence, recommendation, kind, why, avoid, prefer } = family;
  return {
    kind: "policy",
    id,
    title,
    severity,
    confidence,
    recommendation,
    accessAnalyzer: null,
    types: ["identity"],
    documentation: { why, avoid: { language: "json", code: avoid }, prefer: { language: "json", code: prefer }, links },
    *check(policy, context) {
      for (const [found, part] of partsOf(policy, context)) if (found === kind) yield reportOf(context, family, part);
    },
  };
});
