/** What the expressions of a module name again and again: the variables that its caller gives a value, and its locals. */
import type { SyntaxNode } from "../../source/syntax-tree";
import type { Span } from "../../text";

/** Where a variable of a module stands that its caller gives a value. */
interface VariableUse {
  readonly name: string;
  readonly span: Span;
}

/** So many variables of one local are told, and so many uses all in all. */
const mostUses = 20;
const mostGiven = 2_000;

export class Uses {
  /** Of variables that were given, in no order; what a local takes of them counts where the local is named. */
  readonly given: VariableUse[] = [];
  /** Locals that several expressions name: a change there would change more than one policy. */
  readonly shared: Span[] = [];
  private readonly counts = new Map<string, number>();
  private readonly givenTo = new Map<SyntaxNode, readonly string[]>();

  ofVariable(name: string, span: Span): void {
    if (this.given.length < mostGiven) this.given.push({ name, span });
  }

  /** @param read reads what the local stands for, and so counts what it uses */
  ofLocal<Value>(target: SyntaxNode, span: Span, read: () => Value): Value {
    const before = this.given.length;
    const value = read();
    let names = this.givenTo.get(target);
    if (!names) {
      names = [...new Set(this.given.slice(before).map(({ name }) => name))].slice(0, mostUses);
      this.givenTo.set(target, names);
    }
    for (const name of names) this.ofVariable(name, span);
    return value;
  }

  /** @param at where the value stands that is named */
  count(name: string, at: Span): void {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    if (count === 2) this.shared.push(at);
  }
}
