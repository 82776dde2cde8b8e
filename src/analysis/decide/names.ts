/** What is written in policies as identities: variables by their keys, what is left open by its text. */
import type { Item, Policy } from "../policy/model";
import type { ValueNode } from "../value";
import { type Symbol, variableSymbol } from "./tokens";

export class Names {
  private readonly variables: string[] = [];
  private readonly symbols = new Map<string, Symbol>();

  private unlike = 0;

  constructor(private readonly textOf: (policy: Policy) => string | null) {}

  /** The symbol of a variable, by its key in small letters. */
  symbol(key: string): Symbol {
    let symbol = this.symbols.get(key);
    if (symbol === undefined) {
      this.symbols.set(key, (symbol = variableSymbol(this.variables.length)));
      this.variables.push(key);
    }
    return symbol;
  }

  /** The key of a variable's symbol. */
  keyOf(symbol: Symbol): string {
    return this.variables[variableSymbol(0) - symbol]!;
  }

  /** What a node says, where it stands aside: nodes that say the same are the same. */
  written(policy: Policy): (node: ValueNode) => string {
    const text = this.textOf(policy);
    return (node) => this.said(node, text);
  }

  shown(item: Item): string {
    return item.parts.map((part) => (typeof part === "string" ? part : `\${${part.name || "…"}}`)).join("");
  }

  private said(node: ValueNode, text: string | null): string {
    switch (node.kind) {
      case "object":
        return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${this.said(value, text)}`).join()}}`;
      case "array":
        return `[${node.items.map((item) => this.said(item, text)).join()}]`;
      case "string":
      case "number":
      case "boolean":
        return JSON.stringify(node.value);
      case "null":
        return "null";
      case "template":
        return `parts[${node.parts
          .map((part) => (typeof part === "string" || part.name !== "" ? JSON.stringify(part) : this.aside(node, text)))
          .join()}]`;
      case "unknown":
        return `one[${node.alternatives.map((one) => (one ? this.said(one, text) : "")).join()}]at ${this.aside(node, text)}`;
    }
  }

  /** Without the text nothing that is left open equals anything. */
  private aside(node: ValueNode, text: string | null): string {
    return text === null ? `#${++this.unlike}` : `=${JSON.stringify(text.slice(node.span.start, node.span.end))}`;
  }
}
