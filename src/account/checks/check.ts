/** What a check is: one file declares everything about it; `npm run generate` makes the index and the pages. */
import type { Catalog } from "../../catalog/catalog";
import type { RecommendationId } from "../../guidance/recommendations";
import type { CheckResult, CheckSeverity, Evaluation, Remediation, Remedies } from "../posture";
import { sectionActions, type SectionName, type Snapshot } from "../snapshot";
import { cisOf } from "./benchmarks";
import { bounded } from "./bounded";
import { filledIn } from "./commands";
import { limitOf } from "./partition-limits";

export type { Evaluation };

export interface CheckDeclaration {
  /** `family/name`. */
  readonly id: string;
  /** What holds where it passes. */
  readonly title: string;
  /** What somebody could do where it fails: one or two plain sentences. */
  readonly why: string;
  readonly severity: CheckSeverity;
  readonly recommendation: RecommendationId;
  /** Controls of the CIS AWS Foundations Benchmark v7.0.0. */
  readonly cis: readonly string[];
  readonly securityHub: readonly string[];
  readonly sections: readonly SectionName[];
  readonly remediation: Remedies;
  readonly links?: readonly string[];
  /** Whether it is judged only when the catalogue has been loaded, or cannot be. */
  readonly needsCatalog?: true;
  /** Pure. What has not come in, or was not answered, is never a pass nor a fail. */
  evaluate(snapshot: Snapshot, now: Date, catalog: Catalog | null): Evaluation;
}

export interface Check extends Omit<CheckDeclaration, "remediation"> {
  readonly remediation: readonly Remediation[];
  /** The IAM actions that its sections take. */
  readonly actions: readonly string[];
}

export function defineCheck(declaration: CheckDeclaration): Check {
  return {
    ...declaration,
    remediation: Object.entries(declaration.remediation).map(([kind, text]) =>
      wholeTemplate(kind as Remediation["kind"], text),
    ),
    actions: [...new Set(declaration.sections.flatMap((name) => sectionActions[name]))],
  };
}

/** A check may declare its resources alone, or just one; what a person opens is a template, with what it refers to as its parameters. */
function wholeTemplate(kind: Remediation["kind"], written: string): Remediation {
  const text = written.trimEnd();
  if (kind !== "cloudformation") return { kind, text };
  const lone = /^Type: AWS::\w+::(\w+)/m.exec(text);
  const resources = /^Resources:/m.test(text)
    ? text
    : `Resources:\n${indented(lone ? `${lone[1]}:\n${indented(text)}` : text)}`;
  return { kind, text: withParameters(resources) };
}

/** What stands in no template of ours is given when the stack is made. */
function withParameters(template: string): string {
  const defined = new Set(template.split("\n").flatMap((line) => /^ {2}(\w+):/.exec(line)?.[1] ?? []));
  const wanted = new Set<string>();
  const given = (name: string, attribute = "") => {
    wanted.add(`${name}${attribute}`);
    return `${name}${attribute}`;
  };
  const text = template
    .replace(/!GetAtt (\w+)\.(\w+)/g, (whole, name: string, attribute: string) =>
      defined.has(name) ? whole : `!Ref ${given(name, attribute)}`,
    )
    .replace(/!Ref ([\w:]+)/g, (whole, name: string) => {
      if (!name.includes(":") && !defined.has(name) && !wanted.has(name)) given(name);
      return whole;
    })
    .replace(/\$\{(\w+)(?:\.(\w+))?\}/g, (whole, name: string, attribute?: string) =>
      defined.has(name) ? whole : `\${${given(name, attribute)}}`,
    );
  const parameters = [...wanted].map((name) => `  ${name}: { Type: String }`);
  if (parameters.length === 0) return text;
  return /^Parameters:$/m.test(text)
    ? text.replace(/^Parameters:$/m, ["Parameters:", ...parameters].join("\n"))
    : text.replace(/^Resources:/m, ["Parameters:", ...parameters, "Resources:"].join("\n"));
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}

/** The result of a check; how to put it right comes only with what is not right. */
export function runCheck(check: Check, snapshot: Snapshot, now: Date, catalog: Catalog | null): CheckResult {
  const { mended, ...evaluation } = bounded(
    limitOf(check.id, snapshot.account) ?? check.evaluate(snapshot, now, catalog),
  );
  const { id, recommendation, title, severity, cis, securityHub } = check;
  const wanted = evaluation.verdict === "fail" || evaluation.verdict === "attest";
  return {
    id,
    recommendation,
    title,
    severity,
    cis,
    securityHub,
    cisByVersion: cisOf(id, cis),
    ...evaluation,
    remediation: wanted ? filledIn(check.remediation, mended ?? evaluation.resources, snapshot) : [],
  };
}
