/** A statement as formulas: when its resource and its condition match a request, as `match-statement.ts` decides it for one. */
import { readArn } from "../policy/arn";
import { readDate, readNumber } from "../policy/condition-value";
import { readIpRange } from "../policy/ip-range";
import { hasVariables } from "../policy/match-statement";
import type {
  ConditionBlock,
  ConditionElement,
  ConditionKey,
  Item,
  ListElement,
  Operator,
  Policy,
  Statement,
} from "../policy/model";
import { type OperatorInfo, operatorInfo } from "../policy/operators";
import { type Assumed, assuming, mostVariables } from "./assumptions";
import { and, exists, type Formula, not, open, or, present } from "./formula";
import type { Names } from "./names";
import { resourceKey, type ResourcePiece, textsOf, variableNames } from "./pieces";
import { Tests } from "./tests";
import { dateOf, ofOneInstant } from "./times";
import { anything, matchesNothing, type PatternOptions, type ReadVariable, type Tokens, tokensOf } from "./tokens";
import type { ValueTest } from "./value-test";

export interface CompiledStatement {
  readonly policy: Policy;
  /** Null where the document does not tell it. */
  readonly statement: Statement | null;
  /** `open`: it may be either. */
  readonly effect: "Allow" | "Deny" | "open";
  /** Which actions it speaks about is left open. */
  readonly anyAction: boolean;
  readonly resources: readonly ResourcePiece[];
  readonly condition: Formula;
  /** The same for statements that say the same of resource, principal and condition. */
  readonly id: string;
}

export class Compiler {
  private readonly tests = new Tests();
  private readonly ids = new Map<string, string>();
  /** Of texts without variables, by what they mean. */
  private readonly plainItems = new Map<string, Formula>();
  /** By what is written of them. */
  private readonly conditions = new Map<string, Formula>();

  constructor(private readonly names: Names) {}

  statement(statement: Statement, policy: Policy): CompiledStatement {
    const written = this.names.written(policy);
    const { action, notAction, resource, notResource, principal, notPrincipal, condition, effect } = statement;
    // What is left open, or stands in one branch only, applies or does not.
    const surely = statement.conditional || !statement.complete ? open(`statement ${written(statement.node)}`) : true;
    const actions = action ?? notAction;
    const isOpenAction = actions !== null && !isKnown(actions);
    const named = isOpenAction ? open(`actions ${written(actions.entry.value)}`) : true;
    const said = [resource, notResource, principal, notPrincipal, condition].map(
      (one) => one && written(one.entry.value),
    );
    return {
      policy,
      statement,
      effect: effect ?? "open",
      anyAction: isOpenAction || (actions === null && !statement.complete),
      resources: this.resources(statement, policy),
      condition: and([surely, named, this.condition(statement, policy, said.at(-1)!)]),
      // Written as JSON, none of them has a NUL.
      id: this.idOf(
        [effect, hasVariables(policy), policy.type, surely === true, JSON.stringify(named), ...said].join("\0"),
      ),
    };
  }

  /** Statements that the document does not tell: they may allow or deny anything. */
  missing(policy: Policy): CompiledStatement | null {
    if (policy.complete) return null;
    const id = `missing ${this.names.written(policy)(policy.statementEntry?.value ?? policy.node)}`;
    return {
      policy,
      statement: null,
      effect: "open",
      anyAction: true,
      resources: [this.whole(true)],
      condition: true,
      id: this.idOf(id),
    };
  }

  /** A short one, which is compared quickly. */
  private idOf(said: string): string {
    let id = this.ids.get(said);
    if (id === undefined) this.ids.set(said, (id = `s${this.ids.size}`));
    return id;
  }

  private resources(statement: Statement, policy: Policy): readonly ResourcePiece[] {
    const { resource, notResource } = statement;
    if (resource) {
      const pieces = resource.items.map((item): ResourcePiece => {
        return {
          formula: this.resourceItem(item, policy),
          ...textsOf(item, policy),
          shown: item.value ?? this.names.shown(item),
          item,
        };
      });
      return resource.complete
        ? pieces
        : [...pieces, this.whole(open(`resources ${this.names.written(policy)(resource.entry.value)}`))];
    }
    if (notResource) return [this.whole(this.notResource(notResource, policy))];
    if (!statement.complete) return [this.whole(true)];
    return policy.type === "trust" || policy.type === "resource" ? [this.whole(true)] : [];
  }

  private whole(formula: Formula): ResourcePiece {
    return { formula, prefix: "", suffix: "", isPlain: false, isPrefix: formula === true, shown: "*", item: null };
  }

  private resourceItem(item: Item, policy: Policy): Formula {
    const written = item.completed ?? item.parts;
    const names = variableNames(written, policy);
    const [text] = written;
    if (written.length !== 1 || typeof text !== "string" || names.length > 0 || item.conditional)
      return this.anyItem(item, written, names, policy);
    const key = `${hasVariables(policy)} ${text}`;
    let formula = this.plainItems.get(key);
    if (formula === undefined) this.plainItems.set(key, (formula = this.anyItem(item, written, names, policy)));
    return formula;
  }

  private anyItem(item: Item, written: Item["parts"], names: readonly string[], policy: Policy): Formula {
    const surely = item.conditional ? open(`item ${this.names.written(policy)(item.node)}`) : true;
    return and([
      surely,
      assuming(names, (assumed) => {
        const tokens = tokensOf(written, this.resourceOptions(policy, assumed));
        return tokens === null
          ? this.unless(written, policy, item, assumed)
          : exists(resourceKey, this.tests.ofTexts("String", [tokens], false), true);
      }),
    ]);
  }

  /** Of an item without tokens: a variable without a value matches nothing, what is open matches or does not. */
  private unless(parts: Item["parts"], policy: Policy, item: Item, assumed: Assumed): Formula {
    if (parts.every((part) => typeof part === "string")) return false;
    return this.openText(parts, policy, item, this.resourceOptions(policy, assumed));
  }

  /** It matches at most what it would with anything in its holes. */
  private openText(parts: Item["parts"], policy: Policy, item: Item, options: PatternOptions): Formula {
    const loose = tokensOf(parts, { ...options, holes: true, missing: true });
    const said = open(`text ${this.names.written(policy)(item.node)}`);
    return and([said, loose === null || exists(resourceKey, this.tests.ofTexts("String", [loose], false), true)]);
  }

  private notResource(element: ListElement, policy: Policy): Formula {
    const names = [...new Set(element.items.flatMap((item) => variableNames(item.completed ?? item.parts, policy)))];
    const left = assuming(names, (assumed) => {
      const tokens: Tokens[] = [];
      const others: Formula[] = [];
      for (const item of element.items) {
        const parts = item.completed ?? item.parts;
        // Where only the value that a variable lacks could tell, the statement does not match.
        const options = this.resourceOptions(policy, assumed);
        const found = tokensOf(parts, options) ?? tokensOf(parts, { ...options, missing: true });
        if (found === null || item.conditional) others.push(this.openText(parts, policy, item, options));
        else tokens.push(found);
      }
      return and([
        tokens.length > 0 ? exists(resourceKey, this.tests.ofTexts("String", tokens, false), false) : true,
        not(or(others)),
      ]);
    });
    return element.complete ? left : and([left, open(`resources ${this.names.written(policy)(element.entry.value)}`)]);
  }

  private resourceOptions(policy: Policy, assumed: Assumed): PatternOptions {
    return { wildcards: true, segments: "where-readable", variable: this.variable(policy, assumed) };
  }

  private variable(policy: Policy, assumed: Assumed): ReadVariable | null {
    if (!hasVariables(policy)) return null;
    return (name, defaultValue) => {
      const key = name.toLowerCase();
      return assumed(key) ? this.names.symbol(key) : defaultValue;
    };
  }

  /** @param said what is written of it: where that is the same, so is what it says */
  private condition({ condition }: Statement, policy: Policy, said: string | null): Formula {
    if (!condition) return true;
    const key = `${hasVariables(policy)} ${said}`;
    let formula = this.conditions.get(key);
    if (formula === undefined) this.conditions.set(key, (formula = this.newCondition(condition, policy)));
    return formula;
  }

  private newCondition(condition: ConditionElement, policy: Policy): Formula {
    const written = this.names.written(policy);
    const known = condition.blocks.map((block) =>
      and([block.complete ? true : open(`block ${written(block.entry.value)}`), this.block(block, policy)]),
    );
    return and([condition.complete ? true : open(`condition ${written(condition.entry.value)}`), ...known]);
  }

  private block(block: ConditionBlock, policy: Policy): Formula {
    const { parsed } = block;
    if (!parsed)
      return open(`operator ${block.operator.toLowerCase()} ${this.names.written(policy)(block.entry.value)}`);
    const info = operatorInfo(parsed.name)!;
    return and(block.keys.map((key) => this.key(parsed, info, key, policy)));
  }

  private key(operator: Operator, written: OperatorInfo, key: ConditionKey, policy: Policy): Formula {
    const { key: name, info } = ofOneInstant(key.name.toLowerCase(), written);
    const undecided = (): Formula =>
      open(
        `key ${operator.qualifier} ${info.name} ${operator.ifExists} ${name} ${this.names.written(policy)(key.entry.value)}`,
      );
    const isOpen = !key.complete || key.items.some((item) => item.value === null || item.conditional);
    if (info.type === "Null") {
      if (isOpen) return undecided();
      const asked = new Set(key.items.map((item) => item.value!.toLowerCase()));
      const absent = asked.has("true");
      if (absent && asked.has("false")) return true;
      return absent ? not(present(name)) : asked.has("false") ? present(name) : false;
    }
    const whenAbsent =
      operator.ifExists ||
      operator.qualifier === "ForAllValues" ||
      (info.negated && operator.qualifier !== "ForAnyValue");
    const whenPresent = isOpen ? undecided() : (this.values(operator, written, key, policy) ?? undecided());
    return or([and([present(name), whenPresent]), whenAbsent ? not(present(name)) : false]);
  }

  /** What is said of the values of a key that is there; null where it cannot be decided. */
  private values(operator: Operator, written: OperatorInfo, key: ConditionKey, policy: Policy): Formula | null {
    const { key: name, info } = ofOneInstant(key.name.toLowerCase(), written);
    const given = key.items.map((item) => item.value!);
    const texts = written.type === "Numeric" && info.type === "Date" ? given.map(dateOf) : given;
    const said = (test: ValueTest): Formula => {
      const inside = !info.negated;
      return operator.qualifier === "ForAllValues" ? not(exists(name, test, !inside)) : exists(name, test, inside);
    };
    if (info.type === "String" || info.type === "Arn" || info.type === "Binary") {
      if (info.type === "Arn" && texts.some((text) => readArn(text).kind !== "arn")) return null;
      const names = info.variables ? [...new Set(key.items.flatMap((item) => variableNames(item.parts, policy)))] : [];
      if (names.length > mostVariables) return null;
      const ignoreCase = info.comparison === "equalsIgnoreCase";
      const options = {
        wildcards: info.wildcards,
        ignoreCase,
        ...(info.type === "Arn" ? { segments: "always" as const } : {}),
      };
      return assuming(names, (assumed) => {
        const variable = info.variables ? this.variable(policy, assumed) : null;
        const tokens = key.items.map((item) => tokensOf(item.parts, { ...options, variable }));
        // A variable without a value keeps a negated condition from holding.
        if (info.negated && tokens.includes(null)) return false;
        const patterns = tokens.filter((one) => one !== null).flatMap((one) => this.ofItself(one, name));
        return said(this.tests.ofTexts(info.type, patterns, ignoreCase));
      });
    }
    const readable = texts.filter((text) => isReadable(info.type, text));
    if (readable.length < texts.length && info.negated) return null;
    return said(this.tests.compared(info, readable));
  }

  /** Where a value is compared with itself: with more beside it, it is never the same. */
  private ofItself(tokens: Tokens, key: string): readonly Tokens[] {
    const own = this.names.symbol(key);
    if (!tokens.includes(own)) return [tokens];
    const others = tokens.filter((token) => token !== own);
    return others.length === tokens.length - 1 && matchesNothing(others) ? [anything] : [];
  }
}

/** Whether a value is one of those that the operator compares. */
function isReadable(type: OperatorInfo["type"], text: string): boolean {
  if (type === "Numeric") return readNumber(text) !== null;
  if (type === "Date") return readDate(text) !== null;
  return type !== "IpAddress" || readIpRange(text) !== null;
}

function isKnown({ complete, items }: ListElement): boolean {
  return complete && items.every((item) => item.value !== null && !item.conditional);
}
