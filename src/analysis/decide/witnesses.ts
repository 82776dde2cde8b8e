/** Looks for a request that meets formulas, within a bound of work, and asks the policies themselves whether it does. */
import type { Catalog } from "../../catalog/catalog";
import { lazily } from "../lazily";
import { MemoOf } from "../memo";
import { evaluatePrepared } from "../policy/evaluate";
import { prepare } from "../policy/match-statement";
import type { Statement } from "../policy/model";
import type { Request } from "../policy/request";
import type { ActionClass } from "./actions";
import { type Case, userNameKey } from "./cases";
import type { PolicySets } from "./decision";
import { exampleResources, examplesElsewhere } from "./example";
import type { Work } from "./find-text";
import type { Formula } from "./formula";
import { arnKeysOf, type Keys, multivaluedOf, piecesOf } from "./keys";
import type { Names } from "./names";
import { resourceKey, type ResourcePiece } from "./pieces";
import { Solver, type Surroundings } from "./solver";
import { TextSet } from "./text-set";
import { codesOf, type Symbol, tokensOf } from "./tokens";
import { Undecided } from "./value-test";
import type { View } from "./views";
import { requestsOf } from "./witness";

/** Steps of all the work of one question: some seconds at the most. */
const mostWork = 20_000_000;
/** Steps to ask it of a request: conditions are read anew for each. */
const workOfConfirmation = 100;
/** Steps for one statement on one resource for one class of actions. */
const mostWorkAtOnce = 2_000_000;
const mostModels = 12;
/** Kept for decisions that follow; some five texts each. */
const mostSuggestions = 2000;

/** What the statements have in common. */
interface About extends Keys {
  readonly names: Names;
  readonly statements: readonly Statement[];
  readonly catalog: Catalog | null;
}

/** Of whom it is asked whether the state `to` allows what `from` does not; null: whether it is allowed at all. */
export interface Question {
  readonly given: Case;
  readonly view: View;
  readonly to: number;
  readonly from: number | null;
}

export class Witnesses {
  private left = mostWork;
  private readonly multivalued: ReadonlySet<string>;
  private readonly arnKeys: ReadonlySet<string>;

  constructor(private readonly about: About) {
    this.multivalued = multivaluedOf(about.statements);
    this.arnKeys = arnKeysOf(about.statements);
  }

  /** Null where there is none. */
  find(formulas: readonly Formula[], question: Question): Request | "unknown" | null {
    const found = this.findWith(formulas, question, new Map());
    if (found !== "unknown") return found;
    // Where the value of a variable matters, it may be one that stands elsewhere in the policies.
    for (const key of this.about.variables)
      for (const value of this.pieces()) {
        if (question.given.known.has(key)) break;
        if (question.given.limits.get(key)?.has(codesOf(value)) === false) continue;
        const other = this.findWith(formulas, question, new Map([[key, value]]));
        if (other !== null && other !== "unknown") return other;
      }
    return "unknown";
  }

  private findWith(
    formulas: readonly Formula[],
    { given, view, to, from }: Question,
    chosen: ReadonlyMap<string, string>,
  ): Request | "unknown" | null {
    const most = chosen.size > 0 ? mostWorkAtOnce / 20 : mostWorkAtOnce;
    let witness: Request | null = null;
    let unlikely: Request | null = null;
    let models = 0;
    let isOpen = false;
    let spent = 0;
    const work: Work = {
      spend: (steps) => {
        spent += steps;
        this.left -= steps;
        if (this.left < 0 || spent > most) throw new Undecided();
      },
    };
    try {
      new Solver(this.around(given, view.one, chosen), work).solve([...formulas].reverse(), (model) => {
        models++;
        this.spend(view.size * workOfConfirmation);
        const found =
          requestsOf(model, given, view.one, {
            chosen,
            catalog: this.about.catalog,
            keyOf: (symbol) => this.about.names.keyOf(symbol),
            spelling: this.about.spelling,
          }).find((request) =>
            confirms(request, view.policies()[to]!, from === null ? null : view.policies()[from]!),
          ) ?? null;
        if (!found || this.hasNoName(found)) isOpen = true;
        else if (this.hasSign(found)) unlikely ??= found;
        else witness = found;
        return witness !== null || models >= mostModels;
      });
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      if (this.left < 0) throw error;
      isOpen = true;
    }
    return witness ?? unlikely ?? (isOpen ? "unknown" : null);
  }

  /** Whether a value that stands for a variable has a `*` or a `?` in it, which a reader takes for a pattern. */
  private hasSign(request: Request): boolean {
    return keysWithSigns(request).some((key) => this.about.variables.has(key));
  }

  /** Whether it is about a name or tag that nobody can have (IAM: quotas; what names and values of tags are made of). */
  private hasNoName(request: Request): boolean {
    return keysWithSigns(request).some(
      (key) => key === userNameKey || (/^aws:\w+tag\//.test(key) && this.about.variables.has(key)),
    );
  }

  /** The resources that would be good ones within a piece, as a text; null where they are too many to tell. */
  suggestedWithin({ prefix, isPlain }: ResourcePiece, one: ActionClass): string | null {
    if (prefix === "") return null;
    if (isPlain) return "";
    const within = suggestionsFor(one, this.about.catalog).filter((codes) => begins(codes, prefix));
    return within.map(textOf).join("\0");
  }

  /** Throws where the question has taken all the work that it may take. */
  spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new Undecided();
  }

  /** The texts between the signs of all that the policies name. */
  private readonly pieces = lazily(() => piecesOf(this.about.statements));

  private around(given: Case, one: ActionClass, chosen: ReadonlyMap<string, string>): Surroundings {
    const isNobody = given.principal === "*";
    const suggestions = suggestionsFor(one, this.about.catalog);
    return {
      fixed: (key) => {
        const known = given.known.get(key) ?? chosen.get(key);
        if (known !== undefined) return known;
        if (given.known.has(key)) return null;
        return isNobody && key.startsWith("aws:principaltag/") ? null : undefined;
      },
      limit: (key) =>
        key === resourceKey ? resources : (given.limits.get(key) ?? (this.arnKeys.has(key) ? arns : null)),
      suggestions: (key) =>
        key === resourceKey
          ? suggestions
          : (given.limits.get(key)?.samples ?? (this.arnKeys.has(key) ? [codesOf(exampleArn)] : [])),
      isMultivalued: (key) => this.multivalued.has(key),
      keyOf: (symbol) => this.about.names.keyOf(symbol),
    };
  }
}

const arns = new TextSet([tokensOf(["arn:*:*:*:*:*"], { wildcards: true, segments: "always" })!], false);
const exampleArn = "arn:aws:sns:us-east-1:111122223333:example";

/** The keys that have a value with a `*` or a `?` in it, in lower case. */
function keysWithSigns({ context }: Request): readonly string[] {
  return Object.entries(context).flatMap(([key, value]) =>
    [value].flat().some((one) => /[*?]/.test(one)) ? [key.toLowerCase()] : [],
  );
}

/** Whether a request is surely allowed by the one and denied by the other. */
export function confirms(request: Request, to: PolicySets, from: PolicySets | null): boolean {
  const prepared = prepare(request);
  if (evaluatePrepared(prepared, to).decision !== "allowed") return false;
  return from === null || evaluatePrepared(prepared, from).decision.endsWith("denied");
}

const suggested = new WeakMap<ActionClass, readonly (readonly Symbol[])[]>();
const suggestedFor = new MemoOf<Catalog, readonly (readonly Symbol[])[]>(mostSuggestions);

/** Resources that actions of a class are asked about. */
function suggestionsFor(one: ActionClass, catalog: Catalog | null): readonly (readonly Symbol[])[] {
  let found = suggested.get(one);
  if (!found) {
    const actions = one.actions.slice(0, 3);
    const make = () => {
      const examples = actions.flatMap((name) => exampleResources(name, catalog));
      return [...new Set([...examples, ...examples.flatMap(examplesElsewhere), "*"])].map(codesOf);
    };
    suggested.set(one, (found = catalog ? suggestedFor.get(catalog, actions.join(), make) : make()));
  }
  return found;
}

const texts = new WeakMap<readonly Symbol[], string>();

function textOf(codes: readonly Symbol[]): string {
  let text = texts.get(codes);
  if (text === undefined) texts.set(codes, (text = String.fromCharCode(...codes)));
  return text;
}

function begins(codes: readonly Symbol[], prefix: string): boolean {
  for (let at = 0; at < prefix.length; at++) if (codes[at] !== prefix.charCodeAt(at)) return false;
  return true;
}

/** What a request's resource may be: an ARN, or `*` for an action that knows none. */
const resources = new TextSet(
  [tokensOf(["arn:*:*:*:*:*"], { wildcards: true, segments: "always" })!, tokensOf(["*"], {})!],
  false,
);
