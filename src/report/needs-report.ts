/** What `planeguard needs` tells, as shared/CLI.md has it, and what it is written in. */
import type { Problem } from "../analysis/finding";
import type { Range } from "../analysis/text";
import type { UnitKind } from "../analysis/units/unit";
import { asPolicy, leastStatements, type NeededGrant, type WrittenStatement } from "../analysis/units/written-policy";

export interface NeedsReport {
  readonly units: readonly ReportedUnit[];
  readonly problems: readonly Problem[];
  readonly stats: { readonly files: number; readonly units: number; readonly durationMs: number };
}

export interface ReportedUnit {
  readonly name: string;
  readonly kind: UnitKind;
  /** Of what declares it; `policy` where nothing but a policy does. */
  readonly form: "cloudformation" | "terraform" | "cdk" | "policy";
  readonly entry: string | null;
  readonly files: readonly string[];
  readonly role: { readonly name: string; readonly file: string; readonly range: Range } | null;
  /** Why not all that the role allows is known; null where it is. */
  readonly doubt: string | null;
  /** Why more may be called than its files say; null where they say it all. */
  readonly more: string | null;
  readonly calls: readonly ReportedCall[];
  readonly unknownCalls: readonly { readonly file: string; readonly range: Range; readonly reason: string }[];
  readonly unused: readonly { readonly action: string; readonly file: string; readonly range: Range }[];
  /** The least policy under which the calls are allowed; resources as `Fn::Sub` writes them. */
  readonly statements: readonly WrittenStatement[];
}

export interface ReportedCall {
  readonly operation: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly file: string;
  readonly range: Range;
  readonly certainty: "certain" | "likely";
  readonly because: string | null;
  readonly granted: "yes" | "no" | "conditional" | "unknown" | null;
}

/** The least statements for all units together. */
export function mergedStatements({ units }: Pick<NeedsReport, "units">): readonly WrittenStatement[] {
  return leastStatements(units.flatMap(({ statements }) => grantsOf(statements)));
}

/** The least policy of a unit. */
export function leastPolicyOf({ statements }: Pick<ReportedUnit, "statements">): object {
  return asPolicy(withoutNames(statements));
}

/** The same with `*` for the names of a template. */
export function withoutNames(statements: readonly WrittenStatement[]): readonly WrittenStatement[] {
  return leastStatements(
    grantsOf(statements).map(({ action, resource }) => ({ action, resource: resource.replace(/\$\{[^{}]*\}/g, "*") })),
  );
}

function grantsOf(statements: readonly WrittenStatement[]): readonly NeededGrant[] {
  return statements.flatMap(({ actions, resources }) =>
    actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
  );
}
