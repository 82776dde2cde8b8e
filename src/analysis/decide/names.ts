/** What is written in policies as identities: variables by their keys, what is left open by its text. */
import type { Item, Policy } from "../policy/model";
import type { ValueNode } from "../value";
import { type Symbol, variableSymbol } from "./text-set";

export class Names {
  private readonly variables: string[] = [];
  private readonly symbols = new Map<string, Symbol>();

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
    return (node) => JSON.stringify(said(node, text));
  }

  shown(item: Item): string {
    return item.parts.map((part) => (typeof part === "string" ? part : `\${${part.name || "…"}}`)).join("");
  }
}

function said(node: ValueNode, text: string | null): unknown {
  switch (node.kind) {
    case "object":
      return { o: node.entries.map(({ key, value }) => [key, said(value, text)]) };
    case "array":
      return node.items.map((item) => said(item, text));
    case "string":
    case "number":
    case "boolean":
      return node.value;
    case "null":
      return null;
    case "template":
      return { t: node.parts.map((part) => (typeof part === "string" || part.name !== "" ? part : aside(node, text))) };
    case "unknown":
      return { u: node.alternatives.map((one) => one && said(one, text)), at: aside(node, text) };
  }
}

/** Without the text nothing that is left open equals anything. */
function aside(node: ValueNode, text: string | null): unknown {
  return text === null ? ++unlike : text.slice(node.span.start, node.span.end);
}

let unlike = 0;
