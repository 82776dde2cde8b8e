/** Two sides of a subject, compared in each deployment: what is newly allowed or no longer, and what of it a Deny alone decides. */
import type { Catalog } from "../../catalog/catalog";
import { decide, type DecideOptions, type Decision, type Difference, policySetsOf } from "../decide/decide";
import { everything } from "../decide/everything";
import { groupBy } from "../group-by";
import type { Policy, PolicyType, Statement } from "../policy/model";
import { actionsOfPattern } from "../policy/pattern-actions";
import { closed } from "./closed";
import { namedBy, withoutDelegation } from "./delegated";
import { denialsOf, limitingOf, mostDenials, noLongerDeniedWhere } from "./denials";
import { type Allowed, allowedIn, chosenConditions, eachOnce, includes, type Known, wholeOf } from "./differences";
import type { Part, Sides } from "./parts";
import type { Symbols } from "./symbols";

/** How policies of a kind are compared. */
export interface Question {
  readonly type: PolicyType;
  /** By what they deny: all else is allowed beside them. */
  readonly byDenials: boolean;
  /** Without such a policy everything is allowed. */
  readonly limits: boolean;
  /** Whom it names needs no policy of the account. */
  readonly isDirect?: boolean;
}

export interface Decided {
  readonly newlyAllowed: readonly Allowed[];
  readonly noLongerAllowed: readonly Allowed[];
  /** There may be more. */
  readonly isOpen: boolean;
}

export class Comparison {
  private readonly partition: string | undefined;
  private readonly origins = new Map<Statement, Known["origin"]>();
  /** The place of each statement among all, however many deployments have it. */
  private readonly ordinals = new Map<Part, number>();

  /** @param bounds the statements of the boundaries, of both sides; none where there is no boundary */
  constructor(
    private readonly deployments: readonly Sides[],
    private readonly bounds: readonly (readonly Part[])[],
    private readonly question: Question,
    private readonly options: DecideOptions & { readonly catalog: Catalog },
    private readonly symbols: Symbols,
  ) {
    this.partition = partitionOf(deployments);
    for (const { from, to } of deployments)
      for (const part of [...from, ...to].map(wholeOf))
        if (!this.ordinals.has(part)) this.ordinals.set(part, this.ordinals.size);
  }

  /** What the second side allows and the first does not, and the other way round, in any deployment. */
  decided(): Decided {
    const answers = this.deployments.map(({ from, to }) => {
      const { newlyAllowed, noLongerAllowed, verdict } = this.asked([from, to], this.bounds);
      return {
        verdict,
        newly: [...this.known(newlyAllowed, to, from, true), ...this.direct(to, from)],
        noLonger: [...this.known(noLongerAllowed, from, to, false), ...this.direct(from, to)],
      };
    });
    return {
      newlyAllowed: this.read(answers.flatMap(({ newly }) => newly)),
      noLongerAllowed: this.read(answers.flatMap(({ noLonger }) => noLonger)),
      isOpen: answers.some(({ verdict }) => verdict === "unknown"),
    };
  }

  private policies(side: readonly Part[]): readonly Policy[] {
    const { type, byDenials, limits } = this.question;
    if (side.length === 0 && limits) return [everything];
    const asked = byDenials ? side.filter(({ statement }) => statement.effect === "Deny") : side;
    // A policy has one version: without variables its texts mean something else.
    return [...groupBy(asked, ({ policy }) => policy.version?.value).values()].flatMap((group) => {
      const made = closed(byDenials ? group.map(turned) : group, type, this.symbols, isActionOf(this.options.catalog));
      for (const [statement, origin] of made?.origins ?? [])
        this.origins.set(statement, { ...origin, ordinal: this.ordinals.get(wholeOf(group[origin.at]!))! });
      return made ? [made.policy] : [];
    });
  }

  private asked(sides: readonly (readonly Part[])[], limited: readonly (readonly Part[])[]): Decision {
    const { type, byDenials } = this.question;
    const made = sides.map((side) => this.policies(side));
    // Without any policy of an identity the boundary would be all that there is.
    const isBounded = type === "identity" && made.some((side) => side.length > 0);
    const bounded = made.map((side, at) => [
      ...side,
      ...(isBounded ? boundaryIn(limited[at] ?? [], this.symbols) : []),
    ]);
    const [old, current] = byDenials ? [bounded[1]!, bounded[0]!] : [bounded[0]!, bounded[1]!];
    return this.decide(old, current);
  }

  private decide(old: readonly Policy[], current: readonly Policy[]): Decision {
    return decide(policySetsOf(old), policySetsOf(current), { ...this.options, partition: this.partition });
  }

  private knownOf(
    differences: readonly Difference[],
    side: readonly Part[],
    denial: Part | null = null,
    where: string | null = null,
  ): readonly Known[] {
    const limiting = limitingOf(side);
    return differences.flatMap((difference) => {
      const origin = this.origins.get(difference.statement.statement);
      return origin ? [{ difference, origin, denial, where, limiting }] : [];
    });
  }

  /** What one side allows and the other does not: what a Deny alone decides with that. */
  private known(
    found: readonly Difference[],
    side: readonly Part[],
    other: readonly Part[],
    isAfter: boolean,
  ): readonly Known[] {
    if (this.question.byDenials)
      return this.knownOf(found, []).map((one) => ({ ...one, where: whereOf(one, side, other) }));
    const denials = found.length === 0 ? [] : denialsOf(other, side);
    const without = other.filter((part) => !denials.includes(part));
    if (denials.length === 0 || denials.length > mostDenials || without.length === 0) return this.knownOf(found, side);
    const [own, others] = isAfter ? [this.bounds[1]!, this.bounds[0]!] : [this.bounds[0]!, this.bounds[1]!];
    const fresh = this.knownOf(this.asked([without, side], [others, own]).newlyAllowed, side);
    const denied = denials.flatMap((denial) => {
      const { newlyAllowed } = this.asked([[...side, denial], side], [own, own]);
      const all = this.knownOf(newlyAllowed, side, denial, noLongerDeniedWhere(denial, side, other));
      return all.filter((one) => !fresh.some((two) => includes(two, one)));
    });
    return denied.length > 0 ? [...fresh, ...denied] : this.knownOf(found, side);
  }

  /** What one side allows whom it names, and the other only lets the account allow. */
  private direct(side: readonly Part[], other: readonly Part[]): readonly Known[] {
    // Of a Deny that goes is told above.
    const allows = other.filter(({ statement }) => statement.effect !== "Deny");
    const made = this.question.isDirect ? [this.policies(allows), this.policies(side)] : [];
    const [without, own] = made.map((all) => all.map(withoutDelegation));
    if (!without?.some((one) => one !== null)) return [];
    const isKept = own!.some((one) => one !== null);
    const [old, current] = [without, own!].map((all, at) => all.map((one, n) => one ?? made[at]![n]!));
    return this.knownOf(this.decide(old!, current!).newlyAllowed, side).filter(({ difference, origin }) => {
      const named = namedBy(difference.statement.statement!, origin.part.statement, this.symbols);
      return named === "anybody" || (named === "member" && isKept);
    });
  }

  private read(all: readonly Known[]): Allowed[] {
    const groups = groupBy(eachOnce(all), ({ difference, origin, denial }) =>
      JSON.stringify([
        origin.ordinal,
        difference.resources,
        chosenConditions(origin),
        denial && this.ordinals.get(wholeOf(denial)),
      ]),
    );
    return [...groups.values()].flatMap((group) => allowedIn(group, this.symbols, this.options.catalog));
  }
}

/** Of what a Deny alone decides: where the one that stands in its place does not deny it. */
function whereOf({ origin }: Known, side: readonly Part[], other: readonly Part[]): string | null {
  const denial = other.find(({ said }) => said === origin.part.said);
  return denial ? noLongerDeniedWhere(denial, side, other) : null;
}

/** The partition that the policies are written for: what is there of others they say nothing about. */
function partitionOf(deployments: readonly Sides[]): string | undefined {
  const items = deployments
    .flatMap(({ from, to }) => [...from, ...to])
    .flatMap(({ statement: { resource, notResource } }) => [resource, notResource])
    .flatMap((element) => element?.items ?? []);
  const found = new Set(items.flatMap(({ parts: [first] }) => partitionIn.exec(String(first))?.[1] ?? []));
  return found.size === 1 && found.has("aws") ? "aws" : undefined;
}

const partitionIn = /^arn:([\w-]{1,40}):/;

function boundaryIn(parts: readonly Part[], symbols: Symbols): readonly Policy[] {
  return [...groupBy(parts, ({ policy }) => policy.version?.value).values()].flatMap(
    (group) => closed(group, "boundary", symbols)?.policy ?? [],
  );
}

/** Whether AWS has an action that a pattern stands for; what is no pattern of the actions of one service is left to the decision. */
export function isActionOf(catalog: Catalog): (pattern: string) => boolean {
  return (pattern) => !/^[^:*?]+:./.test(pattern) || (actionsOfPattern(pattern, catalog)?.length ?? 0) > 0;
}

/** What a Deny denies, as if it allowed that. */
function turned(part: Part): Part {
  return { ...part, statement: { ...part.statement, effect: "Allow" }, denial: part.statement };
}
