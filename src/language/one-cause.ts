/** One cause, one message: a finding at an element of a policy tells in one line what follows from the same mistake. */
import { type Finding, severities } from "../analysis/finding";
import { groupBy } from "../analysis/group-by";
import { english, messageIn, wordingIn } from "../wording/language";

/** What follows from a cause, in the words of a line of its message. */
export interface Consequence {
  readonly finding: Finding;
  /** Goes on after "Also: "; null where the message says it already. */
  readonly words: string | null;
}

/** A finding as people are told of it. */
export interface Told extends Finding {
  /** Findings that are not told by themselves. */
  readonly also: readonly Consequence[];
}

type IsRule = (ruleId: string) => boolean;

interface Cause {
  readonly is: IsRule;
  /** What follows from it where it stands at the same element. */
  readonly tells: readonly IsRule[];
  /** Whether it is about this element alone; else it neither tells of others nor is told by them. */
  readonly isOfOneElement?: (finding: Finding) => boolean;
  /** As a consequence. */
  readonly words?: string;
}

const only =
  (...ids: readonly string[]): IsRule =>
  (ruleId) =>
    ids.includes(ruleId);
const startsWith =
  (beginning: string): IsRule =>
  (ruleId) =>
    ruleId.startsWith(beginning);
const endsWith =
  (beginning: string, end: string): IsRule =>
  (ruleId) =>
    ruleId.startsWith(beginning) && ruleId.endsWith(end);

const passRole = startsWith("risk/pass-role-");
const serviceLinkedRole = startsWith("risk/create-service-linked-role-");
const wholeService = only("risk/service-wildcard", "risk/sensitive-service-wildcard");
const everyRegion = only("risk/administration-in-every-region");
const fullAdministrator = only("risk/full-administrator");
const isMissing = startsWith("policy/missing-");
const wildcardInService = only("policy/wildcard-in-service-name");

/** Of findings that are equally grave, the one that says more comes first. */
const causes: readonly Cause[] = [
  { is: fullAdministrator, tells: [passRole, serviceLinkedRole, everyRegion] },
  {
    is: only("risk/escalation-by-iam"),
    tells: [passRole, serviceLinkedRole, wholeService, everyRegion],
    isOfOneElement,
  },
  { is: only("risk/escalation-by-takeover"), tells: [wholeService], isOfOneElement },
  {
    is: only("risk/sensitive-service-wildcard"),
    tells: [passRole, serviceLinkedRole, everyRegion],
    isOfOneElement: namesOneElement,
    words: "reads data and opens it to others",
  },
  {
    is: endsWith("risk/pass-role-", "-not-resource"),
    tells: [serviceLinkedRole],
    words: "passes any role but a few",
  },
  { is: passRole, tells: [serviceLinkedRole, wholeService, everyRegion], words: "passes any role" },
  { is: serviceLinkedRole, tells: [wholeService, everyRegion], words: "creates service-linked roles" },
  {
    is: only("risk/service-wildcard"),
    tells: [],
    isOfOneElement: namesOneElement,
    words: "allows every action of the service on every resource",
  },
  { is: everyRegion, tells: [], words: "administers every Region" },
  { is: only("trust/any-principal"), tells: [only("trust/wildcard-principal")] },
  { is: only("trust/wildcard-principal"), tells: [], words: "AWS rejects this principal in a trust policy" },
  { is: only("trust/oidc-without-subject"), tells: [only("trust/oidc-without-condition")] },
  { is: only("trust/oidc-without-condition"), tells: [], words: "no condition limits who signs in" },
  {
    is: only("policy/wildcard-usage-too-permissive", "trust/github-wildcard", "trust/github-any-branch"),
    tells: [only("policy/equivalent-to-null-false")],
  },
  { is: only("policy/equivalent-to-null-false"), tells: [], words: "asks only that the key is there" },
  { is: only("policy/scp-action-wildcard"), tells: [wildcardInService] },
  { is: wildcardInService, tells: [], words: "reaches into every service that it fits" },
];

/** Nothing that stands elsewhere takes part in it. */
function isOfOneElement({ range, related }: Finding): boolean {
  return related.every((place) => placeOf(place.range) === placeOf(range));
}

/** A statement's services are told in one finding at the first of them: only where it is the only one, nothing else is told there. */
function namesOneElement({ message }: Finding): boolean {
  return /^This allows (?:`[^`]+`|every action but those that `NotAction` names) on every resource\b/.test(message);
}

/**
 * Findings without those that others tell, in the order in which they are given (that of the text). Two mistakes at one
 * place stay two, and so does what is graver than the finding that would tell it.
 */
export function toldOf(findings: readonly Finding[]): readonly Told[] {
  const tellers = new Map<Finding, Finding>();
  for (const here of groupBy(findings, elementOf).values()) if (here.length > 1) joinAt(here, tellers);
  joinRegions(findings, tellers);
  joinMisspelt(findings, tellers);
  const consequences = new Map<Finding, Consequence[]>();
  for (const finding of findings) {
    const teller = tellers.get(finding);
    if (teller)
      consequences.set(teller, [
        ...(consequences.get(teller) ?? []),
        { finding, words: isMissing(finding.ruleId) ? null : (causeOf(finding)?.words ?? finding.ruleId) },
      ]);
  }
  return findings
    .filter((finding) => !tellers.has(finding))
    .map((finding) => {
      const also = (consequences.get(finding) ?? []).sort((a, b) => byGravity(a.finding, b.finding));
      return { ...finding, also, related: relatedOf(finding, also) };
    });
}

/** The message and, where something follows from the same cause, a line of it. */
export function linesOf(
  told: Pick<Told, "message" | "said" | "also">,
  { namesRules = false, language = english } = {},
): readonly string[] {
  const message = messageIn(told, language);
  const wording = wordingIn(language);
  const words = told.also.flatMap(({ words, finding }) =>
    words === null ? [] : namesRules ? `${wording.of(words)} (${finding.ruleId})` : wording.of(words),
  );
  if (words.length === 0) return [message];
  return [message, wording.text`Also: ${[...new Set(words)].join(", ")}.`];
}

function elementOf({ file, range, policyPath }: Finding): string {
  return `${file}|${placeOf(range)}|${(policyPath ?? []).join()}`;
}

function placeOf({ start, end }: Finding["range"]): string {
  return `${start.offset} ${end.offset}`;
}

function causeOf({ ruleId }: Finding): Cause | undefined {
  return causes.find(({ is }) => is(ruleId));
}

export function gravestFirst(a: Pick<Finding, "severity">, b: Pick<Finding, "severity">): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

/** Of those that are equally grave, the one that says the most first. */
function byGravity(a: Finding, b: Finding): number {
  return gravestFirst(a, b) || rank(a) - rank(b);
}

function rank(finding: Finding): number {
  const at = causes.findIndex(({ is }) => is(finding.ruleId));
  return at < 0 ? causes.length : at;
}

function joinAt(here: readonly Finding[], tellers: Map<Finding, Finding>): void {
  const ordered = [...here].sort(byGravity);
  ordered.forEach((teller, at) => {
    const cause = causeOf(teller);
    if (tellers.has(teller) || !cause || cause.isOfOneElement?.(teller) === false) return;
    for (const other of ordered.slice(at + 1))
      if (!tellers.has(other) && isToldBy(cause, other)) tellers.set(other, teller);
  });
}

function isToldBy({ tells }: Cause, other: Finding): boolean {
  return tells.some((told) => told(other.ruleId)) && causeOf(other)?.isOfOneElement?.(other) !== false;
}

/** So many findings may stand between the name of an element and the one that is looked for. */
const nearest = 50;

/** That every Region is administered stands at the name of the element, right before the value that allows everything. */
function joinRegions(findings: readonly Finding[], tellers: Map<Finding, Finding>): void {
  findings.forEach((finding, at) => {
    const { ruleId, range, policyPath } = finding;
    if (!everyRegion(ruleId) || tellers.has(finding) || !policyPath) return;
    for (const other of findings.slice(at + 1, at + 1 + nearest)) {
      const isWithin = policyPath.every((part, index) => other.policyPath?.[index] === part);
      if (!isWithin || other.file !== finding.file || other.range.start.line > range.end.line + 1) return;
      if (!fullAdministrator(other.ruleId) || byGravity(other, finding) > 0) continue;
      tellers.set(finding, other);
      return;
    }
  });
}

/** An element that is misspelt is missing by its right name, which is told at the first element of the same statement. */
function joinMisspelt(findings: readonly Finding[], tellers: Map<Finding, Finding>): void {
  findings.forEach((misspelt, at) => {
    const { ruleId, message, policyPath, file, range } = misspelt;
    const meant = ruleId === "policy/invalid-element" && /Did you mean `(\w+)`\?$/.exec(message)?.[1];
    if (!meant || !policyPath) return;
    const statement = policyPath.slice(0, -1).join();
    const isOfStatement = (other: Finding) =>
      other.file === file && (other.policyPath ?? []).slice(0, policyPath.length - 1).join() === statement;
    const before = findings.slice(Math.max(0, at - nearest), at).reverse();
    const after = findings.slice(at + 1, at + 1 + nearest);
    const others = [
      ...before.slice(
        0,
        firstWhere(before, (other) => !isOfStatement(other)),
      ),
      ...after.slice(
        0,
        firstWhere(after, (other) => other.range.start.offset > range.start.offset),
      ),
    ];
    const missing = others.find((other) => other.ruleId === `policy/missing-${meant.toLowerCase()}`);
    if (missing && isOfStatement(missing) && byGravity(misspelt, missing) <= 0) tellers.set(missing, misspelt);
  });
}

function firstWhere(findings: readonly Finding[], is: (finding: Finding) => boolean): number {
  const at = findings.findIndex(is);
  return at < 0 ? findings.length : at;
}

/** Its own places, and those that only the others have. */
function relatedOf(finding: Finding, also: readonly Consequence[]): Finding["related"] {
  if (also.length === 0) return finding.related;
  const known = new Set([finding, ...finding.related].map(({ file, range }) => `${file}|${placeOf(range)}`));
  const more = also
    .flatMap((one) => one.finding.related)
    .filter(({ file, range }) => {
      const place = `${file}|${placeOf(range)}`;
      const isNew = !known.has(place);
      known.add(place);
      return isNew;
    });
  return [...finding.related, ...more];
}
