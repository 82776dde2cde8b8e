/** Asks of a statement's actions on one of its resources whether one state allows what another does not. */
import { groupBy } from "../group-by";
import { keysOfEveryRequest } from "../knowledge/request-keys";
import type { Request } from "../policy/request";
import { allowedBy, isUniform, kindOf, matchOf, type Scope } from "./allowed";
import type { Askable } from "./askable";
import { type Case, principalKey, userNameKey } from "./cases";
import type { CompiledStatement } from "./compile";
import { and, exists, type Formula, not, or, present } from "./formula";
import { keysOf } from "./keys";
import type { Names } from "./names";
import { type Naming, namingOf } from "./naming";
import type { ResourcePiece } from "./pieces";
import { anyArn } from "./stand-ins";
import { ownerKeys } from "./strangers";
import { isAlike, keeping, type Placed, type View } from "./views";
import type { Witnesses } from "./witnesses";

export interface Shown {
  readonly actions: readonly string[];
  /** Where it is not confirmed, for another action that the same statements speak about. */
  readonly witness: Request;
  readonly isConfirmed: boolean;
}

/** What was found out about pieces, by what it depends on. */
export type Answers = Map<ResourcePiece, Map<string, Request | "unknown" | null>>;

type Answer = Pick<Shown, "witness" | "isConfirmed"> | "unknown" | null;

/** Steps to put one statement on one resource into a question. */
const workOfStatement = 25;

/** With more actions, or more kinds of resources that they are about, nobody reads which of them is allowed on what. */
const mostActionsApart = 400;
const mostKinds = 24;

export interface Asked {
  readonly view: View;
  readonly source: CompiledStatement;
  readonly piece: ResourcePiece;
  readonly to: number;
  readonly from: number | null;
  readonly cases: readonly Case[];
  readonly resource: Formula;
  /** Those to the same question. */
  readonly answers: Answers;
}

export interface Given {
  readonly names: Names;
  /** The keys that the policies use, by their names in small letters. */
  readonly spelling: ReadonlyMap<string, string>;
  /** Those of them that stand as variables. */
  readonly variables: ReadonlySet<string>;
  readonly witnesses: Witnesses;
  /** Null where nobody knows what AWS asks about. */
  readonly askable: Askable | null;
  /** What holds of the time of any request. */
  readonly time: Formula;
}

/** Whether a statement may take a resource away that a document leaves open, or keep it. */
function limitsOpen({ side, statement: { effect, statement } }: Placed): boolean {
  const [resource, others] = [statement?.resource, statement?.notResource];
  const onlyAllows = /^(?:identity|resource)$/.test(side) && effect === "Allow" && !others;
  return !onlyAllows && [resource, others].some((one) => one?.items.some(({ value }) => value?.startsWith(anyArn)));
}

export class Asking {
  private readonly namings = new Map<Case, Map<CompiledStatement, Naming>>();

  private readonly used = new Map<CompiledStatement, ReadonlyMap<string, string>>();

  /** Of the keys that the policies use, those that every request has. */
  private readonly alwaysThere: readonly string[];

  constructor(private readonly given: Given) {
    this.alwaysThere = [...given.spelling.keys()].filter((key) => keysOfEveryRequest.has(key));
  }

  /** Of a piece, the actions that AWS may ask about on it: which of them are allowed on what. */
  shownOf(question: Asked, actions: readonly string[]): { readonly shown: readonly Shown[]; readonly isOpen: boolean } {
    if (actions.length === 0) return { shown: [], isOpen: false };
    const { piece, source, to, from } = question;
    const view = question.view.within(piece);
    if (from !== null && view !== question.view) {
      const [mine, others] = [view.sets[to]!, view.sets[from]!];
      if (isAlike(mine, others) || keeping(mine, others)(source)) return { shown: [], isOpen: false };
    }
    const of = (some: readonly string[]): View =>
      some === view.one.actions ? view : { ...view, one: { ...view.one, actions: some } };
    const first = this.askOnce({ ...question, view: of(actions) });
    if (first === "unknown" || first === null) return { shown: [], isOpen: first === "unknown" };
    const whole = { shown: [{ actions, ...first }], isOpen: false };
    // Where all say the same of every resource of the piece, one stands for all.
    const { askable } = this.given;
    if (!askable || piece.isPlain || actions.length > mostActionsApart) return whole;
    if (view.placed.every(({ statement }) => isUniform(statement, piece))) return whole;
    const mayBeOpen = piece.prefix.startsWith(anyArn) || view.placed.some(limitsOpen);
    const fitting = actions.filter((name) => askable.fits(name, first.witness.resource, mayBeOpen));
    const others = actions.filter((name) => !fitting.includes(name));
    const groups = [...groupBy(others, (name) => askable.limitOf(name, mayBeOpen))];
    if (groups.length > mostKinds) return whole;
    const shown: Shown[] = fitting.length > 0 ? [{ actions: fitting, ...first }] : [];
    let isOpen = false;
    for (const [limit, some] of groups) {
      const witness = this.ask({ ...question, view: of(some), resource: and([question.resource, limit]) });
      if (witness === "unknown") isOpen = true;
      else if (witness) shown.push({ actions: some, witness, isConfirmed: true });
    }
    return { shown, isOpen };
  }

  /** Of other actions that the same statements speak about, the answer is the same. */
  private askOnce(question: Asked): Answer {
    const { view, piece, to, from, answers } = question;
    const suggested = from === null ? null : this.given.witnesses.suggestedWithin(piece, view.one);
    if (suggested === null) return this.asFound(this.ask(question), true);
    const key = `${view.key} ${to} ${kindOf(view.one.actions[0]!)} ${suggested}`;
    let known = answers.get(piece);
    if (!known) answers.set(piece, (known = new Map<string, Request | "unknown" | null>()));
    const before = known.get(key);
    if (before !== undefined) return this.asFound(before, false);
    const found = this.ask(question);
    known.set(key, found);
    return this.asFound(found, true);
  }

  private asFound(found: Request | "unknown" | null, isConfirmed: boolean): Answer {
    return found === null || found === "unknown" ? found : { witness: found, isConfirmed };
  }

  private ask({ view, source, piece, to, from, cases, resource }: Asked): Request | "unknown" | null {
    let isOpen = false;
    for (const given of cases) {
      const scope: Scope = {
        given,
        naming: (statement) => this.naming(statement, given),
        kind: kindOf(view.one.actions[0]!),
        within: piece,
      };
      const naming = view.sets[to]!.resource?.includes(source) ? this.naming(source, given) : null;
      const named = naming ? or([naming.direct, naming.role, naming.account]) : true;
      if (named === false) continue;
      this.given.witnesses.spend(view.size * workOfStatement);
      const formulas = [
        allowedBy(view.sets[to]!, scope),
        from === null ? true : not(allowedBy(view.sets[from]!, scope)),
        resource,
        matchOf(source, piece) === false ? false : source.condition,
        piece.formula,
        named,
        ...this.always(given),
        ...this.keysOfAll(view).map(present),
      ];
      if (formulas.includes(false)) continue;
      const result = this.given.witnesses.find(formulas, { given, view, to, from });
      if (result === "unknown") isOpen = true;
      else if (result) return result;
    }
    return isOpen ? "unknown" : null;
  }

  /** What a principal's request has in any case, where the policies ask for it. */
  private always(given: Case): readonly Formula[] {
    const { variables, time } = this.given;
    const owners = ownerKeys.filter((key) => given.limits.has(key) && variables.has(key)).map(present);
    if (given.principal !== null) return [time, ...owners];
    const others =
      given.apart && this.given.spelling.has(principalKey)
        ? not(exists(principalKey, { kind: "text", id: "users apart", type: "String", set: given.apart }, true))
        : true;
    const keys = given.kind === "user" ? [principalKey, userNameKey] : [principalKey];
    return [time, others, ...owners, ...keys.filter((key) => this.given.spelling.has(key)).map(present)];
  }

  private naming(statement: CompiledStatement, given: Case): Naming {
    let all = this.namings.get(given);
    if (!all) this.namings.set(given, (all = new Map<CompiledStatement, Naming>()));
    let found = all.get(statement);
    if (!found) {
      found = statement.statement
        ? namingOf(statement.statement, given, (element) =>
            this.given.names.written(statement.policy)(element.entry.value),
          )
        : { direct: true, role: false, account: false };
      all.set(statement, found);
    }
    return found;
  }

  /** Of the keys that the statements of a view ask for, those that every request has. */
  private keysOfAll({ placed }: View): readonly string[] {
    if (this.alwaysThere.length === 0) return [];
    return this.alwaysThere.filter((key) => placed.some(({ statement }) => this.usedBy(statement).has(key)));
  }

  private usedBy(statement: CompiledStatement): ReadonlyMap<string, string> {
    let found = this.used.get(statement);
    if (!found) this.used.set(statement, (found = keysOf(statement.statement ? [statement] : []).spelling));
    return found;
  }
}
