/** YAML as trees of values: all documents of a stream, CloudFormation's tags, anchors, aliases and merge keys. */
import { Composer, type CST, Parser } from "yaml";

import type { Span } from "../text";
import type { ValueNode } from "../value";
import type { JoinedTexts } from "./intrinsics";
import { deepest } from "./json-tree";
import type { LocateProblem } from "./problem";
import { withoutDirectives } from "./yaml-directives";
import { withoutOutdents } from "./yaml-outdented";
import { mostAliased, type ScalarSource, YamlReader } from "./yaml-reader";

export interface YamlTree {
  /** One for each document of the stream. */
  readonly roots: readonly ValueNode[];
  readonly problems: readonly LocateProblem[];
  /** Where the text is no YAML: what is made of the stretches around may be something else than what is meant. */
  readonly mistakes: readonly number[];
  /** Reading ended before the text did. */
  readonly cut: boolean;
  /** Stretches that stand for several places at once, by an anchor that is used. */
  readonly shared: readonly Span[];
  /** The flow collections, from bracket to bracket; of nested ones, the outermost first. */
  readonly flows: readonly Span[];
  /** The scalar that a string or template was made of. */
  readonly scalars: ReadonlyMap<ValueNode, ScalarSource>;
  /** What the texts that `Fn::Join` makes are put together from. */
  readonly joins: ReadonlyMap<ValueNode, JoinedTexts>;
}

export interface YamlOptions {
  /** CloudFormation's functions stay objects, those with a tag in their long form: `!Ref A` is `{ Ref: A }`. */
  readonly asWritten?: boolean;
}

/** Reads a YAML stream, as PyYAML and CloudFormation would where the specification is stricter. What is broken in one document leaves the others readable. */
export function parseYaml(text: string, options: YamlOptions = {}): YamlTree {
  const tree = parseStrictly(text, options);
  if (tree.mistakes.length === 0 || tree.cut) return tree;
  const filled = withoutDirectives(text);
  for (const mended of [withoutOutdents(text), filled, filled && withoutOutdents(filled)]) {
    const again = mended === null ? null : parseStrictly(mended, options);
    if (again && again.problems.length < tree.problems.length) return again;
  }
  return tree;
}

function parseStrictly(text: string, { asWritten = false }: YamlOptions): YamlTree {
  const problems: LocateProblem[] = [];
  const mistakes: number[] = [];
  const reader = new YamlReader(text, asWritten);
  const roots: ValueNode[] = [];
  let cut = false;
  try {
    const tokens = [...new Parser().parse(text)];
    const tooDeep = tokens.map(tokenTooDeep).find((offset) => offset !== null) ?? null;
    if (tooDeep !== null) throw new TooDeep(tooDeep);
    const composer = new Composer({
      prettyErrors: false,
      uniqueKeys: false,
      strict: false,
      logLevel: "silent",
      merge: false,
    });
    for (const document of composer.compose(tokens)) {
      const [error] = document.errors;
      for (const { pos } of document.errors) mistakes.push(pos[0]);
      if (error)
        problems.push({
          message: `This YAML cannot be read: ${explain(error.message)}.`,
          span: { start: error.pos[0], end: error.pos[1] },
        });
      const root = reader.document(document);
      if (root) roots.push(root);
    }
  } catch (error) {
    if (!(error instanceof TooDeep || error instanceof RangeError)) throw error;
    const at = error instanceof TooDeep ? error.offset : 0;
    problems.push({
      message: `This YAML is nested more than ${deepest} levels deep; it is not read.`,
      span: { start: at, end: Math.min(at + 1, text.length) },
    });
    cut = true;
  }
  if (reader.unread)
    problems.push({
      message: `What the aliases of this YAML stand for is too much to be read (more than ${mostAliased} values, or ${deepest} levels deep): from this one on it is not checked.`,
      span: reader.unread,
    });
  const { shared, flows, scalars, joins } = reader;
  return { roots, problems, mistakes, cut, shared, flows, scalars, joins };
}

class TooDeep extends Error {
  constructor(readonly offset: number) {
    super("too deep");
  }
}

function explain(message: string): string {
  if (/^Tabs are not allowed as indentation/.test(message))
    return "a tab stands in the indentation; YAML takes spaces there";
  const text = message.replace(/\.$/, "");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The offset of the first token below the deepest level; walked without recursion, as the composer is not. */
function tokenTooDeep(document: CST.Token): number | null {
  const pending: { token: CST.Token; depth: number }[] = [{ token: document, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return token.offset;
    if (token.type === "document" && token.value) pending.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    for (const item of token.items) {
      if (item.key) pending.push({ token: item.key, depth: depth + 1 });
      if (item.value) pending.push({ token: item.value, depth: depth + 1 });
    }
  }
  return null;
}
