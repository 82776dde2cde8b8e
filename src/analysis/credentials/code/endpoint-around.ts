/** Whose endpoint a client has that is put together in several places. */
import type { CodeFile } from "../../code/code-file";
import { lazily } from "../../lazily";
import { longestName, type SyntaxNode } from "../../source/syntax-tree";
import { contains, firstFrom } from "../../text";
import { type Endpoint, endpointOf } from "../endpoint";
import { functionsOf, statementOf } from "./code-around";

/** Not `RegionEndpoint`, which is a Region, nor the switches of an endpoint that is AWS's. */
const endpointName = /^(?!use_?|region_?)\w*endpoint(?!s?_?Discovery|_?Mode|_?Prefix)\w*$|^Service_?URL$/i;
/** A text without this has no such name. */
const namesEndpoint = /endpoint|Service_?URL/i;
/** What a literal is if it is an address, and not the name of a Region. */
const address = /:\/\/|\.|localhost/i;

/** An argument or entry of Ruby, or an entry of PHP. */
function isSpread(node: SyntaxNode): boolean {
  return node.type === "hash_splat_argument" || node.children[0]?.type === "variadic_unpacking";
}

function isEndpoint(name: string): boolean {
  return name.length <= longestName && endpointName.test(name);
}

export class Endpoints {
  /** What gives an endpoint, in the order of the text, and whose it is: told when it is first asked for. */
  private readonly given: readonly { readonly node: SyntaxNode; readonly judged: () => readonly Endpoint[] }[];
  private readonly known = new Map<SyntaxNode, Endpoint | null>();

  constructor(private readonly code: CodeFile) {
    const nodes = namesEndpoint.test(code.tree.text) ? code.tree.nodes : [];
    this.given = nodes.flatMap((node) => {
      const values = this.valuesAt(node);
      return values.length > 0 ? [{ node, judged: lazily(() => values.map((value) => this.judge(value))) }] : [];
    });
  }

  private valuesAt(node: SyntaxNode): SyntaxNode[] {
    const call = this.code.call(node);
    if (call) {
      if (isEndpoint(call.name)) return call.arguments.map(({ value }) => value);
      return call.arguments.filter(({ name }) => name !== null && isEndpoint(name)).map(({ value }) => value);
    }
    const assigned = this.code.assignment(node);
    if (assigned) {
      const member = this.code.language.member(this.code.tree, this.code.language.unwrap(assigned.target));
      return member && isEndpoint(member.key) ? [assigned.value] : [];
    }
    return (this.code.language.entries(this.code.tree, node) ?? [])
      .filter(({ key }) => key !== null && isEndpoint(key))
      .map(({ value }) => value);
  }

  /** The endpoint that is given within a part of the code; null where none is. */
  within(part: SyntaxNode): Endpoint | null {
    let known = this.known.get(part);
    if (known === undefined) this.known.set(part, (known = this.lookWithin(part)));
    return known;
  }

  /** The endpoint that is given with the keys; else that in the same function, where no other client may have it; else it may be that of the file. */
  around(at: readonly SyntaxNode[], usesIn: ReadonlyMap<SyntaxNode, number>): Endpoint {
    const near = worstOf(at.map((node) => this.within(statementOf(this.code, node))));
    if (near) return near;
    if (at.some((node) => this.takesMore(node))) return "unknown";
    const functions = [...functionsOf(at)];
    const inFunction = worstOf(functions.map((node) => this.within(node)));
    const isAlone = functions.every((node) => usesIn.get(node) === 1);
    if (inFunction) return inFunction === "other" && !isAlone ? "unknown" : inFunction;
    const inFile = this.within(this.code.tree.root);
    return inFile === null || inFile === "aws" ? "aws" : "unknown";
  }

  /** Whether options from elsewhere, which may have an endpoint, are spread in. */
  private takesMore(node: SyntaxNode): boolean {
    const given = this.code.call(node)?.arguments;
    const spread = given
      ? given.flatMap(({ name, value, node: argument }) =>
          name !== null ? [] : isSpread(argument) ? [value] : this.spreadInto(value),
        )
      : this.spreadInto(node);
    return spread.some((value) => {
      const { base, path } = this.code.resolve(value);
      return path.length > 0 || this.code.entries(base) === null;
    });
  }

  private spreadInto(object: SyntaxNode): readonly SyntaxNode[] {
    return (this.code.entries(object) ?? []).flatMap(({ value, node }) => (isSpread(node) ? [value] : []));
  }

  private lookWithin(part: SyntaxNode): Endpoint | null {
    const found: Endpoint[] = [];
    for (let at = firstFrom(this.given, part.start, ({ node }) => node.start); at < this.given.length; at++) {
      const { node, judged } = this.given[at]!;
      if (node.start > part.end) break;
      if (contains(part, node)) found.push(...judged());
    }
    return worstOf(found);
  }

  private judge(value: SyntaxNode): Endpoint {
    const literals = this.literalsIn(value)
      .filter((text) => address.test(text))
      .map(endpointOf);
    return worstOf(literals) ?? "unknown";
  }

  private literalsIn(value: SyntaxNode): string[] {
    const { base, path } = this.code.resolve(value);
    const text = path.length === 0 ? this.code.language.template(this.code.tree, base) : null;
    return text !== null ? [text] : base.children.flatMap((child) => this.literalsIn(child));
  }
}

/** Of several endpoints the one that matters most: another's, else one that is not known. */
function worstOf(found: readonly (Endpoint | null)[]): Endpoint | null {
  return (["other", "unknown", "aws"] as const).find((one) => found.includes(one)) ?? null;
}
