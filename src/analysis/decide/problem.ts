/** States of policies made ready for questions: statements compiled, actions in classes, principals in cases. */
import type { Policy, Statement } from "../policy/model";
import type { Request } from "../policy/request";
import { type ActionClass, actionClasses } from "./actions";
import { type CompiledSets, kindOf } from "./allowed";
import { Askable } from "./askable";
import { type Answers, Asking, type Shown } from "./asking";
import { type Case, type CaseOptions, casesOf, namedCases, type Relation } from "./cases";
import { type CompiledStatement, Compiler } from "./compile";
import type { DecideOptions, PolicySets } from "./decision";
import { everything } from "./everything";
import { exampleResources, examplesElsewhere, fitness } from "./example";
import { type Formula } from "./formula";
import { keysOf } from "./keys";
import { Names } from "./names";
import { mayLieIn, type ResourcePiece } from "./pieces";
import { strangerCases } from "./strangers";
import { fromToday } from "./times";
import { Undecided } from "./value-test";
import { isAlike, keeping, type Place, type View, viewOf } from "./views";
import { likeliest } from "./witness";
import { confirms, Witnesses } from "./witnesses";

/** One statement's actions on one of its resources, with requests that show that they are allowed. */
export interface Found extends Shown {
  readonly source: CompiledStatement;
  readonly piece: ResourcePiece;
  /** All of the actions, by requests that show them. */
  readonly shown: readonly Shown[];
  /** What the statement speaks about and AWS never asks about on any of its resources. */
  readonly never: readonly string[];
  /** The statements that speak about the actions, as policies of each state. */
  readonly policies: () => readonly PolicySets[];
}

export interface Answer {
  readonly found: readonly Found[];
  /** Something beside it could not be decided. */
  readonly isOpen: boolean;
}

export class Problem {
  readonly statements: readonly Statement[];
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
  private readonly askable: Askable | null;
  private readonly asking: Asking;

  constructor(
    given: readonly PolicySets[],
    private readonly options: DecideOptions,
    more: readonly Statement[] = [],
  ) {
    const names = new Names(options.textOf ?? (() => null));
    this.askable = options.catalog && new Askable(options.catalog);
    const hasIdentity = given.some(({ identity }) => identity);
    const hasResource = given.some(({ resource }) => resource);
    // What only limits is asked about beside what allows everything, and what lets in is asked about callers who may.
    this.sets = given.map((sets) => ({
      ...sets,
      identity: sets.identity ?? (hasIdentity ? [] : [everything]),
      ...(hasResource ? { resource: sets.resource ?? [] } : {}),
    }));
    const compiler = new Compiler(names);
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
    const apart = (action: string): string => (hasIdentity && hasResource ? kindOf(action) : "");
    this.classes = actionClasses(
      [...this.compiled.map((one) => one.statement ?? nothing), ...more],
      options.catalog,
      apart,
    );
    const { statements } = this;
    const keys = keysOf(told);
    const { spelling } = keys;
    this.asking = new Asking({
      names,
      ...keys,
      witnesses: new Witnesses({ ...keys, names, statements, catalog: options.catalog }),
      askable: this.askable,
      time: options.today === undefined ? true : fromToday(statements, options.today),
    });
    const relations: readonly Relation[] = hasResource
      ? hasIdentity
        ? ["same-account", "across-accounts"]
        : ["across-accounts"]
      : ["same-account"];
    this.caseOptions = {
      statements,
      usedKeys: new Set(spelling.keys()),
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
    const answers: Answers = new Map();
    const cases = asked.principals ? asked.principals.flatMap((name) => this.casesOf(name)) : this.cases;
    try {
      for (const one of this.classes) {
        if (asked.isAsked && !asked.isAsked(one)) continue;
        const view = this.viewOf(one);
        if (from !== null && isAlike(view.sets[to]!, view.sets[from]!)) continue;
        const isKept = from === null ? null : keeping(view.sets[to]!, view.sets[from]!);
        for (const source of this.allowing(view, to)) {
          if (isKept?.(source)) continue;
          const about = source.resources.map((piece) => this.askable?.about(one.actions, piece) ?? one.actions);
          const ever = union(about, one.actions);
          const never = one.actions.length > ever.length ? one.actions.filter((name) => !ever.includes(name)) : [];
          const results: Pick<Found, "piece" | "shown">[] = [];
          for (const [at, piece] of source.resources.entries()) {
            const question = { view, source, piece, to, from, cases, resource: asked.resource ?? true, answers };
            const result = this.asking.shownOf(question, about[at]!);
            if (result.isOpen) isOpen = true;
            if (result.shown.length === 0) continue;
            results.push({ piece, shown: result.shown });
            if (asked.isEnough) break;
          }
          const actions = union(
            results.flatMap(({ shown }) => shown.map((each) => each.actions)),
            ever,
          );
          for (const { piece, shown } of results) {
            const difference = {
              actions,
              source,
              piece,
              shown,
              never,
              witness: shown[0]!.witness,
              isConfirmed: shown[0]!.isConfirmed,
              policies: view.policies,
            };
            found.push(difference);
            if (asked.isEnough?.(difference)) return { found, isOpen };
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
  shown(found: Found, actions: readonly string[], to: number, from: number | null): Request {
    const { shown, policies, piece, ...first } = found;
    const { catalog } = this.options;
    const { witness, isConfirmed } =
      (shown.length > 1 && shown.find((one) => actions.some((name) => one.actions.includes(name)))) || first;
    // Of all that it was found for, it names the likeliest already.
    const isOfAll = isConfirmed && shown.length === 1 && shown[0]!.actions.length === actions.length;
    const likely = isOfAll ? witness.action : likeliest(actions, witness, catalog);
    const isShown = isConfirmed && likely === witness.action;
    // A piece with one resource has no better one.
    const fits = piece.isPlain || fitness(likely, witness.resource, [], catalog) > 0;
    if (isShown && fits) return witness;
    const examples = fits ? [] : exampleResources(likely, catalog);
    const places = [...examples, ...examples.flatMap(examplesElsewhere)].filter((place) => mayLieIn(place, piece));
    if (!isShown) places.push(witness.resource);
    const [after, before] = [policies()[to]!, from === null ? null : policies()[from]!];
    const requests = places.map((resource): Request => ({ ...witness, action: likely, resource }));
    return requests.find((one) => confirms(one, after, before)) ?? witness;
  }

  setsOf(ordinal: number): PolicySets {
    return this.sets[ordinal]!;
  }

  /** A principal by its name: an account stands for everybody in it. */
  private casesOf(name: string | null): readonly Case[] {
    return name === null ? strangerCases(this.caseOptions) : namedCases(name, this.caseOptions);
  }

  private viewOf(one: ActionClass): View {
    let view = this.views.get(one);
    if (!view) {
      const ordinals =
        this.ofAnyAction.length === 0 ? one.statements : [...new Set([...one.statements, ...this.ofAnyAction])];
      const placed = ordinals.flatMap((at) =>
        this.places[at] ? [{ statement: this.compiled[at]!, ordinal: at, ...this.places[at] }] : [],
      );
      this.views.set(one, (view = viewOf(one, placed, this.empty, this.sets)));
    }
    return view;
  }

  private allowing(view: View, to: number): readonly CompiledStatement[] {
    const { identity, resource } = view.sets[to]!;
    // Where identity policies are not given, the policies of resources decide.
    const byResource = resource !== null && this.sets[to]!.identity?.[0] === everything;
    return [...(byResource ? [] : identity), ...(resource ?? [])].filter(({ effect }) => effect !== "Deny");
  }
}

/** Those of `all` that are in some list, in their order; the same list where they all are. */
function union(lists: readonly (readonly string[])[], all: readonly string[]): readonly string[] {
  if (lists.includes(all)) return all;
  const some = new Set(lists.flat());
  return some.size === all.length ? all : all.filter((name) => some.has(name));
}

/** Stands for what a document does not tell. */
const nothing = { ...everything.statements[0]!, action: null };
