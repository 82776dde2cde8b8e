/** Makes a program count its own steps: in each block of its text that may be entered often, a counter goes up. */
import { type Node, parse } from "acorn";

/** Where something is put into a text. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

/** Any field of any node: the walk asks what is there. */
type Fields = Readonly<Record<string, unknown>>;

/** The blocks of one text, each with a counter of its own. */
class Blocks {
  readonly insertions: Insertion[] = [];

  /** @param count makes the next counter, for a block of this function, and says what counts it */
  constructor(private readonly count: (inFunction: string) => string) {}

  walk(node: Node, name: string, called = ""): void {
    const fields = node as unknown as Fields;
    const within = this.enter(node, name, called);
    for (const [key, value] of Object.entries(fields))
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child)) this.part(node, key, child, within);
  }

  /** The name of the function that this is in, or is. */
  private enter(node: Node, name: string, called: string): string {
    if (!/^(?:Arrow)?Function/.test(node.type)) return name;
    return nameOf((node as unknown as Fields)["id"]) || called || `at ${node.start}`;
  }

  private part(parent: Node, key: string, child: Node, name: string): void {
    const called = calledBy(parent, key) || "";
    if (isFunction(parent) && key === "body") this.body(child, name);
    else if (isBranch(parent, key)) this.statement(child, name);
    else if (isChosen(parent, key)) this.expression(child, name);
    else this.walk(child, name, called);
  }

  private body(child: Node, name: string): void {
    if (child.type === "BlockStatement") this.block(child, name);
    else this.expression(child, name);
  }

  private statement(child: Node, name: string): void {
    if (child.type === "BlockStatement") return this.block(child, name);
    this.insert(child.start, `{${this.count(name)};`);
    this.walk(child, name);
    this.insert(child.end, "}");
  }

  private block(child: Node, name: string): void {
    const { body } = child as unknown as { readonly body: readonly (Node & { readonly directive?: string })[] };
    const directives = body.filter(({ directive }) => directive !== undefined);
    this.insert(directives.at(-1)?.end ?? child.start + 1, `;${this.count(name)};`);
    this.walk(child, name);
  }

  private expression(child: Node, name: string): void {
    this.insert(child.start, `(${this.count(name)},`);
    this.walk(child, name);
    this.insert(child.end, ")");
  }

  private insert(at: number, text: string): void {
    this.insertions.push({ at, text });
  }
}

const isFunction = ({ type }: Node) => /^(?:Arrow)?Function/.test(type);

const isBranch = ({ type }: Node, key: string) =>
  (type === "IfStatement" && (key === "consequent" || key === "alternate")) ||
  (/^(?:For(?:In|Of)?|While|DoWhile)Statement$/.test(type) && key === "body") ||
  (type === "CatchClause" && key === "body");

const isChosen = ({ type }: Node, key: string) =>
  (type === "ConditionalExpression" && (key === "consequent" || key === "alternate")) ||
  (type === "LogicalExpression" && key === "right");

/** What a function without a name of its own is called by: what it is given to. */
function calledBy(parent: Node, key: string): string | undefined {
  const fields = parent as unknown as Fields;
  if (key === "init") return nameOf(fields["id"]);
  if (key === "right") return nameOf(fields["left"]);
  return key === "value" ? nameOf(fields["key"]) : undefined;
}

function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const { name, property } = node as unknown as { readonly name?: unknown; readonly property?: unknown };
  return typeof name === "string" ? name : nameOf(property);
}

/**
 * The same program with its counters, in JavaScript.
 * @param count says what counts the next block, given the name of the function that it is in
 */
export function counting(text: string, count: (inFunction: string) => string): string {
  const blocks = new Blocks(count);
  blocks.walk(programOf(text), "");
  const pieces: string[] = [];
  let from = 0;
  // In the order of the text; what stands at one place stays in the order in which it was met.
  for (const { at, text: put } of blocks.insertions.toSorted((one, other) => one.at - other.at)) {
    pieces.push(text.slice(from, at), put);
    from = at;
  }
  return [...pieces, text.slice(from)].join("");
}

function programOf(text: string): Node {
  const options = { ecmaVersion: "latest", allowHashBang: true, allowReturnOutsideFunction: true } as const;
  try {
    return parse(text, { ...options, sourceType: "module" });
  } catch {
    return parse(text, { ...options, sourceType: "script" });
  }
}
