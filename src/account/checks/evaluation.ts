/** Building blocks of verdicts, so that every check treats a missing answer and a list of resources alike. */
import type { Evidence, ResourceVerdict } from "../posture";
import { isOn } from "../sections/regions";
import {
  type Section,
  sectionActions,
  type SectionData,
  type SectionName,
  sectionOf,
  sectionsOf,
  type Snapshot,
} from "../snapshot";
import type { Evaluation } from "./check";

export type Answered<Name extends SectionName> = Section<Name> & {
  readonly status: "ok";
  readonly data: SectionData[Name];
};

/** A section that did not answer, or the name of one that has not come in. */
export type Missing = Section | SectionName;

export function isAnswered<Name extends SectionName>(section: Section<Name> | undefined): section is Answered<Name> {
  return section?.status === "ok";
}

/** The evaluation by what a section says; not assessed where it does not say anything. */
export function whenAnswered<Name extends SectionName>(
  snapshot: Snapshot,
  name: Name,
  decide: (data: SectionData[Name], section: Answered<Name>) => Evaluation,
): Evaluation {
  const section = sectionOf(snapshot, name);
  return isAnswered(section) ? decide(section.data, section) : notAssessed(missingFrom(section, name));
}

/** What is missing of a section: nothing where it has answered, its name where it has not come in. */
export function missingFrom<Name extends SectionName>(section: Section<Name> | undefined, name: Name): Missing[] {
  return isAnswered(section) ? [] : [section ?? name];
}

export interface AcrossRegions<Name extends SectionName> {
  readonly answered: readonly Answered<Name>[];
  /** The list of Regions, or what a Region that is on did not answer. */
  readonly missing: readonly Missing[];
}

/** What a regional service says, Region by Region; where the Regions are not known, the others count as missing. */
export function acrossRegions<Name extends SectionName>(snapshot: Snapshot, name: Name): AcrossRegions<Name> {
  const regions = sectionOf(snapshot, "ec2/regions");
  const sections = sectionsOf(snapshot, name);
  const silent =
    isAnswered(regions) &&
    regions.data.some((one) => isOn(one) && !sections.some((section) => section.region === one.name));
  return {
    answered: sections.filter(isAnswered),
    missing: [
      ...missingFrom(regions, "ec2/regions"),
      ...sections.filter((section) => section.status !== "ok"),
      ...(silent || sections.length === 0 ? [name] : []),
    ],
  };
}

export function missingActionsOf(missing: readonly Missing[]): string[] {
  return [
    ...new Set(
      missing.flatMap((one) => {
        if (typeof one === "string") return sectionActions[one];
        return one.status === "ok" ? [] : one.missingActions;
      }),
    ),
  ];
}

export function notAssessed(
  missing: readonly Missing[],
  evidence: readonly Evidence[] = [],
  resources: readonly ResourceVerdict[] = [],
): Evaluation {
  return {
    verdict: "not-assessed",
    reason: [...new Set(missing.map(whyMissing))].join(" "),
    resources,
    evidence,
    missingActions: missingActionsOf(missing),
  };
}

/** A resource of which nothing is known, because these did not answer. */
export function resourceNotAssessed(
  about: Pick<ResourceVerdict, "id" | "region">,
  missing: readonly Missing[],
): ResourceVerdict {
  return { ...about, verdict: "not-assessed", reason: notAssessed(missing).reason };
}

function whyMissing(missing: Missing): string {
  if (typeof missing === "string") return `${sectionActions[missing][0]} has not answered.`;
  return missing.status === "ok" ? "" : missing.message;
}

export function evidenceOf(
  section: Pick<Section, "name" | "region">,
  field: string,
  value: string | number | boolean | null,
): Evidence {
  return {
    call: sectionActions[section.name][0],
    field,
    value: value === null ? "absent" : String(value),
    region: section.region,
  };
}

export function decided(
  verdict: "pass" | "fail" | "not-applicable",
  reason: string,
  evidence: readonly Evidence[],
  resources: readonly ResourceVerdict[] = [],
): Evaluation {
  return { verdict, reason, resources, evidence, missingActions: [] };
}

/** What only a person can say. */
export function asked(question: string, evidence: readonly Evidence[]): Evaluation {
  return { verdict: "attest", reason: question, resources: [], evidence, missingActions: [] };
}

export interface ResourceWords {
  /** Where there is nothing to judge. */
  readonly none: { readonly verdict: "pass" | "not-applicable"; readonly reason: string };
  readonly pass: (count: number) => string;
  readonly fail: (count: number, of: number) => string;
}

/** One fails: fail, with what did not answer beside it: it may hide more. None fails but one is unknown: not assessed. */
export function judgeResources(
  resources: readonly ResourceVerdict[],
  words: ResourceWords,
  evidence: readonly Evidence[],
  missing: readonly Missing[] = [],
): Evaluation {
  const missingActions = missingActionsOf(missing);
  if (resources.length === 0) return decided(words.none.verdict, words.none.reason, evidence);
  const failing = resources.filter((one) => one.verdict === "fail");
  const unknown = resources.filter((one) => one.verdict === "not-assessed");
  const sorted = [...failing, ...unknown, ...resources.filter((one) => one.verdict === "pass")];
  if (failing.length > 0)
    return { ...decided("fail", words.fail(failing.length, resources.length), evidence, sorted), missingActions };
  if (unknown.length > 0)
    return { verdict: "not-assessed", reason: unknown[0]!.reason, resources: sorted, evidence, missingActions };
  return decided("pass", words.pass(resources.length), evidence, sorted);
}

/** What did not answer may hide something that fails: only a fail is then sure. */
export function withMissing(evaluation: Evaluation, missing: readonly Missing[]): Evaluation {
  if (missing.length === 0) return evaluation;
  const unanswered = notAssessed(missing);
  const missingActions = [...new Set([...evaluation.missingActions, ...unanswered.missingActions])];
  if (evaluation.verdict === "fail") return { ...evaluation, missingActions };
  const reason = evaluation.verdict === "not-assessed" ? evaluation.reason : unanswered.reason;
  return { ...evaluation, verdict: "not-assessed", reason, missingActions };
}

/** `1 user`, `3 users`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A sentence within another. */
export function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
