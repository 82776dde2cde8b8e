/** Expressions of Terraform computed with what their module says: locals, variables that have a value, what a loop is at. */
import type { Block } from "../../../locate/terraform/blocks";
import { filledIn, isTextOfResource, itemsIn, unescaped, unwrapped } from "../../../locate/terraform/written";
import { childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../../source/syntax-tree";
import type { Span } from "../../../text";
import { Attempts } from "./attempts";
import { calledWith } from "./functions";
import { type Around, isMissing, joinedTexts, type Known, listOf, plainOf, stepInto, textValue } from "./known";
import { looped, type LoopSteps } from "./loops";
import { combined, negated, truthOf } from "./operations";

export interface Surroundings {
  /** Variables with a value, by their name. */
  readonly variables: ReadonlyMap<string, Known>;
  /** What the resources are that stand there several times, by their address. */
  readonly resources: (address: string) => Known | null;
  /** What of an expression can be computed is written anew. */
  readonly rewritten: (node: SyntaxNode, around: Around) => string;
  /** By the name of a map the key under which alone the other side has something else: `local.levels`. */
  readonly chosen?: ReadonlyMap<string, string> | undefined;
  /** Whether something new decides that others may switch. */
  readonly isNew?: (condition: SyntaxNode) => boolean;
  /** Whether the other side says the same somewhere. */
  readonly wasThere?: (stretch: Span) => boolean;
}

/** What is not there. */
const none = /^(?:null|""|(?:to(?:set|list|map)\()?(?:\[\s*\]|\{\s*\})\)?)$/;

/** What has attributes that are surely there. */
const isOfResource = /^(?:data\.)?aws_\w{1,100}\.[\w-]{1,200}$/;

const deepest = 60;
/** So many expressions are computed for a document. */
const mostComputed = 40_000;

export class Evaluator {
  private readonly locals = new Map<string, SyntaxNode>();
  private readonly known = new Map<string, Known | null>();
  private readonly knownIfOn = new Map<string, Known | null>();
  private leavesSwitches = false;
  private depth = 0;
  private computed = 0;
  private readonly attempts = new Attempts();
  private readonly steps: LoopSteps;

  constructor(
    private readonly tree: SyntaxTree,
    blocks: readonly Block[],
    private readonly surroundings: Surroundings,
  ) {
    for (const block of blocks)
      if (block.type === "locals") for (const { name, value } of block.arguments) this.locals.set(name, value);
    this.steps = {
      tree,
      evaluate: (expression, around) => this.evaluate(expression, around),
      valueOf: (expression, around) => this.valueOf(expression, around),
    };
  }

  /** What locals are is asked anew. */
  forget(): void {
    this.known.clear();
    this.knownIfOn.clear();
    this.computed = 0;
  }

  /** Null: nobody can compute it here. */
  evaluate(expression: SyntaxNode, around: Around): Known | null {
    if (this.depth >= deepest || ++this.computed > mostComputed) return null;
    this.depth++;
    try {
      return this.computedOf(filledIn(unwrapped(expression)), around);
    } finally {
      this.depth--;
    }
  }

  /** Runs something with what is new and switched by others left open, or not. */
  leavingSwitches<Result>(leaves: boolean, run: () => Result): Result {
    const before = this.leavesSwitches;
    this.leavesSwitches = leaves;
    try {
      return run();
    } finally {
      this.leavesSwitches = before;
    }
  }

  /** Whether a conditional gives nothing by default, or what was there before, and others may switch it. */
  isSwitch(expression: SyntaxNode, around: Around): boolean {
    const node = unwrapped(expression);
    const [condition, one, other] = node.type === "conditional" ? partsOf(node) : [];
    if (!condition || !one || !other || !this.surroundings.isNew?.(condition)) return false;
    const isTrue = truthOf(this.evaluate(condition, around));
    if (isTrue === null) return false;
    const [taken, left] = isTrue ? [one, other] : [other, one];
    if (this.isNone(left)) return false;
    if (this.isNone(taken)) return true;
    const wasThere = (stretch: Span): boolean => this.surroundings.wasThere?.(stretch) === true;
    // A condition with another name chooses between the same.
    return wasThere(taken) && !wasThere({ start: one.start, end: other.end });
  }

  private isNone(node: SyntaxNode): boolean {
    return none.test(textOf(this.tree, node).trim());
  }

  /** The same, as it is written where it cannot be computed. */
  private valueOf(expression: SyntaxNode, around: Around): Known {
    const value = this.evaluate(expression, around);
    if (value) return value;
    this.attempts.note("open");
    return { kind: "open", text: this.surroundings.rewritten(expression, around).trim() };
  }

  private computedOf(node: SyntaxNode, around: Around): Known | null {
    const { tree } = this;
    switch (node.type) {
      case "string_lit":
      case "quoted_template":
      case "heredoc_template":
        return this.text(node, around);
      case "numeric_lit":
        return { kind: "number", value: Number(textOf(tree, node)) };
      case "bool_lit":
        return { kind: "boolean", value: textOf(tree, node) === "true" };
      case "null_lit":
        return { kind: "null" };
      case "tuple":
        return listOf(
          partsOf(node).flatMap((one) => (one.type === "expression" ? itemsIn(one, this.valueOf(one, around)) : [])),
        );
      case "object":
        return this.object(node, around);
      case "conditional":
        return this.chosen(node, around);
      case "operation":
        return this.operation(node, around);
      case "function_call":
        return this.call(node, around);
      case "for_tuple_expr":
      case "for_object_expr":
        return looped(node, around, this.steps);
      default:
        return this.followed(node, around);
    }
  }

  private text(node: SyntaxNode, around: Around): Known | null {
    const isHeredoc = node.type === "heredoc_template";
    const parts: Known[] = [];
    for (const child of node.children) {
      if (child.type === "template_literal") parts.push(textValue(unescaped(textOf(this.tree, child), isHeredoc)));
      else if (child.type === "template_interpolation") {
        const expression = child.children.find(({ type }) => type === "expression");
        if (!expression) return null;
        parts.push(this.valueOf(expression, around));
      } else if (child.type === "template_directive" || child.type === "ERROR") return null;
    }
    return joinedTexts(parts, isHeredoc);
  }

  private object(node: SyntaxNode, around: Around): Known | null {
    const entries = new Map<string, Known>();
    for (const element of partsOf(node).filter(({ type }) => type === "object_elem")) {
      const [key, value] = [childOf(element, "key"), childOf(element, "val")];
      const name = key && this.key(key, around);
      if (name == null || !value) return null;
      entries.set(name, this.valueOf(value, around));
    }
    return { kind: "map", entries };
  }

  private key(key: SyntaxNode, around: Around): string | null {
    const text = textOf(this.tree, key).trim();
    if (/^[A-Za-z_][\w-]*$/.test(text)) return text;
    const bare = /^\(/.test(text) ? (partsOf(unwrapped(key))[0] ?? key) : key;
    return plainOf(this.evaluate(bare, around) ?? undefined);
  }

  private chosen(node: SyntaxNode, around: Around): Known | null {
    const [condition, one, other] = partsOf(node);
    const isTrue = truthOf(condition ? this.evaluate(condition, around) : null);
    if (isTrue === null || !one || !other) return null;
    if (this.leavesSwitches && this.isSwitch(node, around)) return null;
    return this.valueOf(isTrue ? one : other, around);
  }

  private operation(node: SyntaxNode, around: Around): Known | null {
    const inner = partsOf(node)[0] ?? node;
    const operator = inner.children.find(({ named, type }) => !named && type.trim() !== "");
    const parts = partsOf(inner);
    // A reference stands there step by step.
    const operands = [
      parts.filter(({ start }) => operator && start < operator.start),
      parts.filter(({ start }) => !operator || start > operator.start),
    ].filter((one) => one.length > 0);
    const values = operands.map((one) => this.operand(one, around));
    const [first, second] = values;
    const sign = operator ? textOf(this.tree, operator) : "";
    // One of two is enough, whatever the other is.
    const enough = sign === "&&" ? false : sign === "||" ? true : null;
    if (enough !== null && values.some((one) => truthOf(one) === enough)) return { kind: "boolean", value: enough };
    if (!first || values.includes(null)) return null;
    return operands.length === 1 ? negated(sign, first) : second ? combined(first, sign, second) : null;
  }

  private operand(parts: readonly SyntaxNode[], around: Around): Known | null {
    const [first, ...rest] = parts;
    if (!first) return null;
    return rest.length === 0 ? this.evaluate(first, around) : this.reached(first, rest, around);
  }

  private call(node: SyntaxNode, around: Around): Known | null {
    const [name, list] = partsOf(node);
    const expressions = (list ? partsOf(list) : []).filter(({ type }) => type === "expression");
    const called = name ? textOf(this.tree, name) : "";
    const tries = expressions.map((one) => () => this.evaluate(one, around));
    if (called === "try") return this.attempts.tried(tries);
    if (called === "can") return this.attempts.succeeds(tries[0]);
    const given = expressions.map((one) => this.valueOf(one, around));
    const last = given.at(-1);
    const expands = list?.children.some(({ type }) => type === "ellipsis") ?? false;
    if (expands && last?.kind !== "list") return null;
    const all = expands && last?.kind === "list" ? [...given.slice(0, -1), ...last.items] : given;
    return calledWith(called, all);
  }

  private followed(node: SyntaxNode, around: Around): Known | null {
    const [head, ...rest] = node.type === "expression" ? partsOf(node) : [node];
    if (!head || (head === node && head.type !== "variable_expr")) return null;
    return this.reached(head, rest, around);
  }

  private reached(head: SyntaxNode, rest: readonly SyntaxNode[], around: Around): Known | null {
    if (head.type !== "variable_expr")
      return rest.length > 0 ? this.stepped(this.evaluate(head, around), rest, around) : null;
    const name = textOf(this.tree, head);
    const bound = around.get(name);
    if (bound) return this.stepped(bound, rest, around);
    const [first, second] = rest.map((one) =>
      one.type === "get_attr" ? textOf(this.tree, one).slice(1).trim() : null,
    );
    if (first == null) return null;
    if (name === "local") return this.stepped(this.local(first), rest.slice(1), around);
    if (name === "var") return this.stepped(this.surroundings.variables.get(first) ?? null, rest.slice(1), around);
    const steps = name === "data" ? 2 : 1;
    if (name === "data" && second == null) return null;
    const address = name === "data" ? `data.${first}.${second}` : `${name}.${first}`;
    return this.stepped(this.surroundings.resources(address), rest.slice(steps), around);
  }

  private local(name: string): Known | null {
    const known = this.leavesSwitches ? this.knownIfOn : this.known;
    let value = known.get(name);
    if (value === undefined) {
      known.set(name, null); // it may name itself
      const node = this.locals.get(name);
      value = node ? (this.evaluate(node, new Map()) ?? this.renamed(node)) : null;
      if (value?.kind === "map") value = { ...value, chosen: this.surroundings.chosen?.get(`local.${name}`) };
      known.set(name, value);
    }
    return value;
  }

  /** Another name for a text of a resource, or of data. */
  private renamed(node: SyntaxNode): Known | null {
    const text = textOf(this.tree, node).trim();
    return isTextOfResource(text) && /^[\w.-]{1,300}$/.test(text) ? { kind: "open", text } : null;
  }

  private stepped(value: Known | null, steps: readonly SyntaxNode[], around: Around): Known | null {
    let at = value;
    for (const [index, step] of steps.entries()) {
      if (!at) return null;
      if (step.type === "splat") {
        const inner = partsOf(partsOf(step)[0] ?? step);
        const rest = [...inner, ...steps.slice(index + 1)];
        const items = at.kind === "list" ? at.items.map((one) => this.stepped(one, rest, around)) : [null];
        return items.every((one) => one !== null) ? listOf(items) : null;
      }
      const key = this.stepKey(step, around);
      if (key !== null && isMissing(at, key)) this.attempts.note("failed");
      if (at.kind === "open" && !isOfResource.test(at.text)) this.attempts.note("open");
      at = stepInto(at, key);
    }
    return at;
  }

  private stepKey(step: SyntaxNode, around: Around): string | null {
    if (step.type === "get_attr") return textOf(this.tree, step).slice(1).trim();
    const index = partsOf(step)[0] ?? step;
    if (index.type === "legacy_index") return textOf(this.tree, index).slice(1).trim();
    const expression = partsOf(index)[0];
    return expression ? plainOf(this.evaluate(expression, around) ?? undefined) : null;
  }
}
