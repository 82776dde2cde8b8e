/** States of policies made ready for questions: statements compiled, actions in classes, principals in cases. */
import type { Catalog } from "../../catalog/catalog";
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import { MemoOf } from "../memo";
import { evaluate } from "../policy/evaluate";
import { hasVariables } from "../policy/match-statement";
import type { Item, Policy, Statement } from "../policy/model";
import type { Request } from "../policy/request";
import { isEscape, variablesIn } from "../policy/variables";
import { type ActionClass, actionClasses } from "./actions";
import { allowedBy, type CompiledSets, matchOf, type Scope } from "./allowed";
import {
  type Case,
  type CaseOptions,
  casesOf,
  namedCases,
  type Naming,
  namingOf,
  principalKey,
  type Relation,
  strangerCases,
  userNameKey,
} from "./cases";
import { type CompiledStatement, Compiler, resourceKey, type ResourcePiece } from "./compile";
import type { DecideOptions, PolicySets } from "./decision";
import { everything } from "./everything";
import { exampleResources, examplesElsewhere, fitness } from "./example";
import { type Formula, not, or, present } from "./formula";
import { Names } from "./names";
import { Solver, type Surroundings } from "./solver";
import { codesOf, type Symbol, TextSet, tokensOf, type Work } from "./text-set";
import { Undecided } from "./value-test";
import { likeliest, requestsOf } from "./witness";

/** One statement's actions on one of its resources, with a request that shows that they are allowed. */
export interface Found {
  readonly actions: readonly string[];
  readonly source: CompiledStatement;
  readonly piece: ResourcePiece;
  readonly witness: Request;
  /** The statements that speak about the actions, as policies of each state. */
  readonly policies: () => readonly PolicySets[];
}

export interface Answer {
  readonly found: readonly Found[];
  /** Something beside it could not be decided. */
  readonly isOpen: boolean;
}

/** Steps of all the work of one question: some seconds at the most. */
const mostWork = 20_000_000;
/** Steps to put one statement on one resource into a question. */
const workOfStatement = 25;
/** Steps to ask it of a request: conditions are read anew for each. */
const workOfConfirmation = 100;
/** Steps for one statement on one resource for one class of actions. */
const mostWorkAtOnce = 2_000_000;
const mostModels = 12;
/** Kept for decisions that follow; some five texts each. */
const mostSuggestions = 2000;

export class Problem {
  readonly statements: readonly Statement[];
  private readonly names: Names;
  /** How each state's policies stand to each other, without their statements. */
  private readonly empty: readonly CompiledSets[];
  private readonly compiled: CompiledStatement[] = [];
  private readonly places: Place[] = [];
  /** What speaks about any action, for all that is known. */
  private readonly ofAnyAction: readonly number[];
  private readonly sets: readonly PolicySets[];
  private readonly classes: readonly ActionClass[];
  private readonly views = new Map<ActionClass, View>();
  private readonly cases: readonly Case[];
  private readonly caseOptions: CaseOptions;
  private readonly spelling: ReadonlyMap<string, string>;
  private readonly variables: ReadonlySet<string>;
  private readonly multivalued: ReadonlySet<string>;
  private readonly namings = new Map<Case, Map<CompiledStatement, Naming>>();
  private left = mostWork;

  constructor(
    given: readonly PolicySets[],
    private readonly options: DecideOptions,
    more: readonly Statement[] = [],
  ) {
    this.names = new Names(options.textOf ?? (() => null));
    const hasIdentity = given.some(({ identity }) => identity);
    const hasResource = given.some(({ resource }) => resource);
    // What only limits is asked about beside what allows everything, and what lets in is asked about callers who may.
    this.sets = given.map((sets) => ({
      ...sets,
      identity: sets.identity ?? (hasIdentity ? [] : [everything]),
      ...(hasResource ? { resource: sets.resource ?? [] } : {}),
    }));
    const compiler = new Compiler(this.names);
    this.empty = this.sets.map((sets, state) => {
      const compile = (policies: readonly Policy[], side: Place["side"], level = 0): [] => {
        for (const policy of policies) {
          const missing = compiler.missing(policy);
          const statements = policy.statements.map((statement) => compiler.statement(statement, policy));
          for (const one of missing ? [...statements, missing] : statements) {
            this.compiled.push(one);
            this.places.push({ state, side, level });
          }
        }
        return [];
      };
      return {
        identity: compile(sets.identity ?? [], "identity"),
        boundary: sets.boundary ? compile(sets.boundary, "boundary") : null,
        session: sets.session ? compile(sets.session, "session") : null,
        resource: sets.resource ? compile(sets.resource, "resource") : null,
        scps: (sets.scps ?? []).map((level, at) => compile(level, "scps", at)),
        rcps: (sets.rcps ?? []).map((level, at) => compile(level, "rcps", at)),
      };
    });
    const told = this.compiled.filter((one) => one.statement !== null);
    this.statements = told.map((one) => one.statement!);
    this.ofAnyAction = [...this.compiled.keys()].filter((at) => this.compiled[at]!.anyAction);
    // The policy of a key, and of a role that is assumed, has to let the account in.
    const apart = (action: string): string => (hasIdentity && hasResource ? familyOf(action) : "");
    this.classes = actionClasses(
      [...this.compiled.map((one) => one.statement ?? nothing), ...more],
      options.catalog,
      apart,
    );
    const keys = keysOf(told);
    this.spelling = keys.spelling;
    this.variables = keys.variables;
    this.multivalued = multivaluedOf(this.statements);
    const relations: readonly Relation[] = hasResource
      ? hasIdentity
        ? ["same-account", "across-accounts"]
        : ["across-accounts"]
      : ["same-account"];
    this.caseOptions = {
      statements: this.statements,
      usedKeys: new Set(this.spelling.keys()),
      hasLimits: given.some(({ boundary, session }) => boundary ?? session),
      hasPrincipals: hasResource || given.some(({ rcps }) => rcps && rcps.length > 0),
      relations,
    };
    this.cases = casesOf(this.caseOptions);
  }

  /** The place of the first statement that was given beside those of the policies. */
  get questionOrdinal(): number {
    return this.compiled.length;
  }

  /** What one state allows and another does not; with null for the other, what it allows at all. */
  differences(
    to: number,
    from: number | null,
    asked: {
      readonly isAsked?: (one: ActionClass) => boolean;
      readonly resource?: Formula;
      /** By their names; `null`: anybody at all. */
      readonly principals?: readonly (string | null)[];
      readonly isEnough?: (found: Found) => boolean;
    } = {},
  ): Answer {
    const found: Found[] = [];
    let isOpen = false;
    const cases = asked.principals ? asked.principals.flatMap((name) => this.casesOf(name)) : this.cases;
    try {
      for (const one of this.classes) {
        if (asked.isAsked && !asked.isAsked(one)) continue;
        const view = this.viewOf(one);
        if (from !== null && isAlike(view.sets[to]!, view.sets[from]!)) continue;
        const isKept = from === null ? null : keeping(view.sets[to]!, view.sets[from]!);
        for (const source of this.allowing(view, to)) {
          if (isKept?.(source)) continue;
          for (const piece of source.resources) {
            const result = this.ask(view, source, piece, to, from, cases, asked.resource ?? true);
            if (result === "unknown") isOpen = true;
            else if (result) {
              const difference = { actions: one.actions, source, piece, witness: result, policies: view.policies };
              found.push(difference);
              if (asked.isEnough?.(difference)) return { found, isOpen };
            }
          }
        }
      }
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      isOpen = true;
    }
    return { found, isOpen };
  }

  /** A request that shows the same of one of these actions: of the likeliest that is confirmed. */
  shown({ witness, policies }: Found, actions: readonly string[], to: number, from: number | null): Request {
    const { catalog } = this.options;
    const likely = likeliest(actions, witness, catalog);
    const examples = exampleResources(likely, catalog);
    const fits = fitness(likely, witness.resource, [], catalog) > 0;
    if (fits && likely === witness.action) return witness;
    const places = fits ? [witness.resource] : [...examples, ...examples.flatMap(examplesElsewhere), witness.resource];
    const requests = places.map((resource): Request => ({ ...witness, action: likely, resource }));
    return requests.find((one) => confirms(one, policies()[to]!, from === null ? null : policies()[from]!)) ?? witness;
  }

  setsOf(ordinal: number): PolicySets {
    return this.sets[ordinal]!;
  }

  /** A principal by its name: an account stands for everybody in it. */
  private casesOf(name: string | null): readonly Case[] {
    return name === null ? strangerCases(this.caseOptions) : namedCases(name, this.caseOptions);
  }

  /** The statements that speak about a class of actions, sorted as they act together. */
  private viewOf(one: ActionClass): View {
    const known = this.views.get(one);
    if (known) return known;
    const sets = this.empty.map((empty): Filling => ({
      identity: [],
      boundary: empty.boundary && [],
      session: empty.session && [],
      resource: empty.resource && [],
      scps: empty.scps.map(() => []),
      rcps: empty.rcps.map(() => []),
    }));
    const ordinals =
      this.ofAnyAction.length === 0 ? one.statements : [...new Set([...one.statements, ...this.ofAnyAction])];
    for (const at of ordinals) {
      const place = this.places[at];
      if (!place) continue;
      const { side, level } = place;
      const of = sets[place.state]!;
      (side === "scps" || side === "rcps" ? of[side][level] : of[side])!.push(this.compiled[at]!);
    }
    const policies = lazily(() => sets.map((of, state) => policiesOf(of, this.sets[state]!)));
    const size = ordinals.reduce((sum, at) => sum + 1 + (this.compiled[at]?.resources.length ?? 0), 0);
    const view = { one, sets, policies, size };
    this.views.set(one, view);
    return view;
  }

  private allowing(view: View, to: number): readonly CompiledStatement[] {
    const { identity, resource } = view.sets[to]!;
    // Where identity policies are not given, the policies of resources decide.
    const byResource = resource !== null && this.sets[to]!.identity?.[0] === everything;
    return [...(byResource ? [] : identity), ...(resource ?? [])].filter(({ effect }) => effect !== "Deny");
  }

  private ask(
    view: View,
    source: CompiledStatement,
    piece: ResourcePiece,
    to: number,
    from: number | null,
    cases: readonly Case[],
    resource: Formula,
  ): Request | "unknown" | null {
    let isOpen = false;
    for (const given of cases) {
      const scope: Scope = {
        given,
        naming: (statement) => this.naming(statement, given),
        action: view.one.actions[0]!.toLowerCase(),
        within: piece,
      };
      const naming = view.sets[to]!.resource?.includes(source) ? this.naming(source, given) : null;
      const named = naming ? or([naming.direct, naming.role, naming.account]) : true;
      if (named === false) continue;
      this.spend(view.size * workOfStatement);
      const formulas = [
        allowedBy(view.sets[to]!, scope),
        from === null ? true : not(allowedBy(view.sets[from]!, scope)),
        resource,
        matchOf(source, piece) === false ? false : source.condition,
        piece.formula,
        named,
        ...this.always(given),
      ];
      if (formulas.includes(false)) continue;
      const result = this.witness(formulas, given, view, to, from);
      if (result === "unknown") isOpen = true;
      else if (result) return result;
    }
    return isOpen ? "unknown" : null;
  }

  /** What a principal's request has in any case, where the policies ask for it. */
  private always(given: Case): readonly Formula[] {
    if (given.principal !== null) return [];
    const keys = given.kind === "user" ? [principalKey, userNameKey] : [principalKey];
    return keys.filter((key) => this.spelling.has(key)).map(present);
  }

  private witness(
    formulas: readonly Formula[],
    given: Case,
    view: View,
    to: number,
    from: number | null,
  ): Request | "unknown" | null {
    const found = this.witnessWith(formulas, given, view, to, from, new Map());
    if (found !== "unknown") return found;
    // Where the value of a variable matters, it may be one that stands elsewhere in the policies.
    for (const key of this.variables)
      for (const value of this.pieces()) {
        if (given.known.has(key)) break;
        const other = this.witnessWith(formulas, given, view, to, from, new Map([[key, value]]));
        if (other !== null && other !== "unknown") return other;
      }
    return "unknown";
  }

  private witnessWith(
    formulas: readonly Formula[],
    given: Case,
    view: View,
    to: number,
    from: number | null,
    chosen: ReadonlyMap<string, string>,
  ): Request | "unknown" | null {
    const most = chosen.size > 0 ? mostWorkAtOnce / 20 : mostWorkAtOnce;
    let witness: Request | null = null;
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
        witness =
          requestsOf(model, given, view.one, {
            chosen,
            catalog: this.options.catalog,
            keyOf: (symbol) => this.names.keyOf(symbol),
            spelling: this.spelling,
          }).find((request) =>
            confirms(request, view.policies()[to]!, from === null ? null : view.policies()[from]!),
          ) ?? null;
        if (!witness) isOpen = true;
        return witness !== null || models >= mostModels;
      });
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      if (this.left < 0) throw error;
      isOpen = true;
    }
    return witness ?? (isOpen ? "unknown" : null);
  }

  /** Throws where the question has taken all the work that it may take. */
  private spend(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new Undecided();
  }

  /** The texts between the signs of all that the policies name. */
  private readonly pieces = lazily(() => piecesOf(this.statements));

  private naming(statement: CompiledStatement, given: Case): Naming {
    let all = this.namings.get(given);
    if (!all) this.namings.set(given, (all = new Map<CompiledStatement, Naming>()));
    let found = all.get(statement);
    if (!found) {
      found = statement.statement
        ? namingOf(statement.statement, given, (element) => this.names.written(statement.policy)(element.entry.value))
        : { direct: true, role: false, account: false };
      all.set(statement, found);
    }
    return found;
  }

  private around(given: Case, one: ActionClass, chosen: ReadonlyMap<string, string>): Surroundings {
    const isNobody = given.principal === "*";
    const suggestions = suggestionsFor(one, this.options.catalog);
    return {
      fixed: (key) => {
        const known = given.known.get(key) ?? chosen.get(key);
        if (known !== undefined) return known;
        if (given.known.has(key)) return null;
        return isNobody && key.startsWith("aws:principaltag/") ? null : undefined;
      },
      limit: (key) => (key === resourceKey ? resources : (given.limits.get(key) ?? null)),
      suggestions: (key) => (key === resourceKey ? suggestions : (given.limits.get(key)?.samples ?? [])),
      isMultivalued: (key) => this.multivalued.has(key),
      keyOf: (symbol) => this.names.keyOf(symbol),
    };
  }
}

function confirms(request: Request, to: PolicySets, from: PolicySets | null): boolean {
  if (evaluate(request, to).decision !== "allowed") return false;
  return from === null || /denied$/.test(evaluate(request, from).decision);
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

/** Where a statement stands. */
interface Place {
  readonly state: number;
  readonly side: keyof CompiledSets;
  readonly level: number;
}

/** Sets that are being filled. */
interface Filling {
  readonly identity: CompiledStatement[];
  readonly boundary: CompiledStatement[] | null;
  readonly session: CompiledStatement[] | null;
  readonly resource: CompiledStatement[] | null;
  readonly scps: CompiledStatement[][];
  readonly rcps: CompiledStatement[][];
}

/** The statements that speak about a class of actions, in each state. */
interface View {
  readonly one: ActionClass;
  readonly sets: readonly CompiledSets[];
  /** The same as policies. */
  readonly policies: () => readonly PolicySets[];
  /** How many statements speak about them on how many resources, both states together. */
  readonly size: number;
}

/** Whether both states have the same statements. */
function isAlike(one: CompiledSets, other: CompiledSets): boolean {
  return (
    saySame(one.identity, other.identity) &&
    saySame(one.boundary, other.boundary) &&
    saySame(one.session, other.session) &&
    saySame(one.resource, other.resource) &&
    one.scps.length === other.scps.length &&
    one.scps.every((level, at) => saySame(level, other.scps[at]!)) &&
    one.rcps.length === other.rcps.length &&
    one.rcps.every((level, at) => saySame(level, other.rcps[at]!))
  );
}

/** Whether each statement of one list says the same as some of the other. */
function saySame(one: readonly CompiledStatement[] | null, other: readonly CompiledStatement[] | null): boolean {
  if (one === null || other === null) return one === other;
  if (one.length === 1 && other.length === 1) return one[0]!.id === other[0]!.id;
  const [ids, others] = [new Set(one.map(({ id }) => id)), new Set(other.map(({ id }) => id))];
  if (ids.size !== others.size) return false;
  for (const id of ids) if (!others.has(id)) return false;
  return true;
}

/**
 * Whether an Allow lets in nobody new: it stands on both sides, nothing that denied has gone beside it, and the policies of other
 * kinds are the same.
 */
function keeping(to: CompiledSets, from: CompiledSets): (source: CompiledStatement) => boolean {
  const others = (of: CompiledSets, side: "identity" | "resource"): CompiledSets => ({ ...of, [side]: [] });
  const kept = (side: "identity" | "resource"): ReadonlySet<string> => {
    const idsOf = (list: readonly CompiledStatement[] | null, effect: string): Set<string> =>
      new Set((list ?? []).filter((one) => one.effect === effect).map(({ id }) => id));
    const [denying, denied] = [idsOf(to[side], "Deny"), idsOf(from[side], "Deny")];
    const isClosed = [...(to[side] ?? []), ...(from[side] ?? [])].every(({ effect }) => effect !== "open");
    const isSame =
      isClosed && [...denied].every((id) => denying.has(id)) && isAlike(others(to, side), others(from, side));
    return isSame ? idsOf(from[side], "Allow") : new Set();
  };
  const [identity, resource] = [lazily(() => kept("identity")), lazily(() => kept("resource"))];
  return (source) => (to.resource?.includes(source) ? resource() : identity()).has(source.id);
}

/** Policies with those of their statements that are in the sets. */
function policiesOf(of: CompiledSets, all: PolicySets): PolicySets {
  const some = (policies: readonly Policy[] | undefined, list: readonly CompiledStatement[] | null) => {
    const statements = groupBy(list ?? [], (one) => one.policy);
    return (policies ?? []).flatMap((policy): Policy[] => {
      const own = statements.get(policy)?.flatMap((one) => one.statement ?? []) ?? [];
      return own.length > 0 || !policy.complete ? [{ ...policy, statements: own }] : [];
    });
  };
  return {
    identity: some(all.identity, of.identity),
    ...(all.boundary && { boundary: some(all.boundary, of.boundary) }),
    ...(all.session && { session: some(all.session, of.session) }),
    ...(all.resource && { resource: some(all.resource, of.resource) }),
    ...(all.scps && { scps: all.scps.map((level, at) => some(level, of.scps[at] ?? null)) }),
    ...(all.rcps && { rcps: all.rcps.map((level, at) => some(level, of.rcps[at] ?? null)) }),
  };
}

function familyOf(action: string): string {
  const lower = action.toLowerCase();
  return lower.startsWith("kms:") ? "kms" : lower.startsWith("sts:assumerole") ? "assume" : "";
}

/** Stands for what a document does not tell. */
const nothing = { ...everything.statements[0]!, action: null };

/** What a request's resource may be: an ARN, or `*` for an action that knows none. */
const resources = new TextSet(
  [tokensOf(["arn:*:*:*:*:*"], { wildcards: true, segments: "always" })!, tokensOf(["*"], {})!],
  false,
);

/** The keys of conditions and variables, in small letters, as they are written. */
function keysOf(statements: readonly CompiledStatement[]): {
  readonly spelling: ReadonlyMap<string, string>;
  readonly variables: ReadonlySet<string>;
} {
  const found = new Map<string, string>();
  const variables = new Set<string>();
  const add = (name: string): void => {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  };
  for (const { statement, policy } of statements) {
    const { condition, resource, notResource } = statement!;
    const keys = condition?.blocks.flatMap((block) => block.keys) ?? [];
    for (const { name } of keys) add(name);
    if (!hasVariables(policy)) continue;
    const items = [...((resource ?? notResource)?.items ?? []), ...keys.flatMap((key) => key.items)];
    for (const { parts } of items)
      for (const part of parts)
        if (typeof part === "string" && part.includes("${"))
          for (const variable of variablesIn(part)) {
            if (variable.problem !== null || isEscape(variable)) continue;
            add(variable.name);
            variables.add(variable.name.toLowerCase());
          }
  }
  return { spelling: found, variables };
}

/** The keys with several values: those that are always asked for any or all of them. */
function multivaluedOf(statements: readonly Statement[]): ReadonlySet<string> {
  const several = new Set<string>();
  const single = new Set<string>();
  for (const { condition } of statements)
    for (const { parsed, keys } of condition?.blocks ?? [])
      for (const { name } of keys)
        if (parsed && parsed.name !== "Null") (parsed.qualifier ? several : single).add(name.toLowerCase());
  for (const key of single) several.delete(key);
  return several;
}

const mostPieces = 24;

function piecesOf(statements: readonly Statement[]): readonly string[] {
  const found = new Set<string>();
  const add = (items: readonly Item[]): void => {
    for (const { value } of items)
      for (const piece of (value ?? "").split(/[:/*?]|\$\{[^${}]*\}/))
        if (piece !== "" && found.size < mostPieces) found.add(piece);
  };
  for (const { resource, notResource, condition } of statements) {
    for (const { keys } of condition?.blocks ?? []) for (const { items } of keys) add(items);
    add((resource ?? notResource)?.items ?? []);
  }
  return [...found];
}
