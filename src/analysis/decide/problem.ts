/** States of policies made ready for questions: statements compiled, actions in classes, principals in cases. */
import { lazily } from "../lazily";
import type { Policy, Statement } from "../policy/model";
import type { Request } from "../policy/request";
import { type ActionClass, actionClasses } from "./actions";
import { allowedBy, type CompiledSets, matchOf, type Scope } from "./allowed";
import { type Case, type CaseOptions, casesOf, namedCases, principalKey, type Relation, userNameKey } from "./cases";
import { type CompiledStatement, Compiler, type ResourcePiece } from "./compile";
import type { DecideOptions, PolicySets } from "./decision";
import { everything } from "./everything";
import { exampleResources, examplesElsewhere, fitness } from "./example";
import { type Formula, not, or, present } from "./formula";
import { keysOf } from "./keys";
import { Names } from "./names";
import { type Naming, namingOf } from "./naming";
import { strangerCases } from "./strangers";
import { Undecided } from "./value-test";
import { type Filling, isAlike, keeping, type Place, policiesOf, type View } from "./views";
import { likeliest } from "./witness";
import { confirms, Witnesses } from "./witnesses";

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

/** Steps to put one statement on one resource into a question. */
const workOfStatement = 25;

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
  private readonly namings = new Map<Case, Map<CompiledStatement, Naming>>();
  private readonly witnesses: Witnesses;

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
    this.witnesses = new Witnesses({
      ...keys,
      names: this.names,
      statements: this.statements,
      catalog: options.catalog,
    });
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
      this.witnesses.spend(view.size * workOfStatement);
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
      const result = this.witnesses.find(formulas, { given, view, to, from });
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
}

function familyOf(action: string): string {
  const lower = action.toLowerCase();
  return lower.startsWith("kms:") ? "kms" : lower.startsWith("sts:assumerole") ? "assume" : "";
}

/** Stands for what a document does not tell. */
const nothing = { ...everything.statements[0]!, action: null };
