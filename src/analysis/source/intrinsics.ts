/** CloudFormation's intrinsic functions as values: what is known of them stays known, the rest becomes a hole or an unknown. */
import { tableOf } from "../table";
import type { Span } from "../text";
import type {
  Hole,
  ObjectNode,
  StringNode,
  Substitution,
  TemplateNode,
  TextPart,
  UnknownNode,
  ValueNode,
} from "../value";

/** What the document around an intrinsic tells about it. */
export interface IntrinsicContext {
  /** Whether a `Ref` to this name may be a list: the template has a parameter of a list type that may have it. */
  mayReferToList(name: string): boolean;
}

export function unknown(span: Span, alternatives: readonly (ValueNode | null)[] = []): UnknownNode {
  return { kind: "unknown", span, alternatives };
}

/** A string node where all parts are known, else a template; neighbouring known parts are joined. */
export function textNode(span: Span, parts: readonly TextPart[]): ValueNode {
  const joined: TextPart[] = [];
  for (const part of parts) {
    const last = joined.length - 1;
    if (typeof part === "string" && typeof joined[last] === "string") joined[last] += part;
    else if (part !== "") joined.push(part);
  }
  if (joined.length === 0) return { kind: "string", span, value: "" };
  if (joined.length === 1 && typeof joined[0] === "string") return { kind: "string", span, value: joined[0] };
  return { kind: "template", span, parts: joined };
}

/** The stretches of a scalar; null where the value is no scalar or not known at all. */
function partsOf(node: ValueNode): readonly TextPart[] | null {
  switch (node.kind) {
    case "string":
      return [node.value];
    case "template":
      return node.parts;
    case "number":
    case "boolean":
      return [String(node.value)];
    case "unknown":
      return node.variable === undefined ? null : [{ name: node.variable }];
    default:
      return null;
  }
}

/** What intrinsics may make of a text. In one another they can make a few lines as long as they like. */
const mostParts = 20_000;
const mostCharacters = 1_000_000;

/** The text of several after one another; a hole where it would be longer than any document. */
function joinedText(span: Span, texts: readonly (readonly TextPart[])[]): ValueNode {
  const all: TextPart[] = [];
  let characters = 0;
  for (const parts of texts) {
    for (const part of parts) {
      characters += typeof part === "string" ? part.length : 0;
      if (all.push(part) > mostParts || characters > mostCharacters) return hole(span, "");
    }
  }
  return textNode(span, all);
}

function hole(span: Span, name: string): TemplateNode {
  return { kind: "template", span, parts: [{ name }] };
}

/** `Ref`, `Fn::Sub` and the like as their value; null where the object is no intrinsic. */
export function intrinsic(node: ObjectNode, context: IntrinsicContext): ValueNode | null {
  if (node.entries.length !== 1) return null;
  const { key, value } = node.entries[0]!;
  if ((key !== "Ref" && !key.startsWith("Fn::")) || key.startsWith("Fn::ForEach")) return null;
  const read = readers[key];
  return read ? read(value, node.span, context) : unknown(node.span);
}

type Reader = (value: ValueNode, span: Span, context: IntrinsicContext) => ValueNode;

const readers: { readonly [key: string]: Reader | undefined } = tableOf({
  Ref: (value, span, context) => {
    if (value.kind !== "string") return unknown(span);
    if (value.value === "AWS::NoValue") return unknown(span, [null]);
    if (value.value === "AWS::NotificationARNs") return unknown(span);
    if (!value.value.startsWith("AWS::") && context.mayReferToList(value.value)) return unknown(span);
    return hole(span, value.value);
  },
  "Fn::GetAtt": (value, span) => {
    if (value.kind === "string") return hole(span, value.value);
    if (value.kind !== "array") return unknown(span);
    return hole(span, value.items.map((item) => (item.kind === "string" ? item.value : "")).join("."));
  },
  "Fn::ImportValue": (value, span) => hole(span, value.kind === "string" ? value.value : ""),
  "Fn::Sub": (value, span) => {
    if (value.kind === "string")
      return substituted(textNode(span, substitutions(value.value)), { text: value.value, inDocument: false });
    if (value.kind === "template")
      return substituted(textNode(span, substitutedParts(value)), { text: null, inDocument: false });
    if (value.kind !== "array") return unknown(span);
    const [text, variables] = value.items;
    if (text?.kind !== "string" && text?.kind !== "template") return hole(span, "");
    const entries = variables?.kind === "object" ? variables.entries : [];
    const given = new Map(entries.map((entry) => [entry.key, entry.value]));
    const expressions = new Map<Hole, Span>();
    const made = joinedText(
      span,
      substitutedParts(text).map((part) => {
        const isOwn = typeof part === "string" || (text.kind === "template" && text.parts.includes(part));
        const known = isOwn ? undefined : given.get(part.name);
        if (!known || typeof part === "string") return [part];
        const parts = partsOf(known) ?? [part];
        const [only, ...others] = parts;
        if (typeof only === "object" && others.length === 0 && (only === part || only.name === ""))
          expressions.set(only, known.span);
        return parts;
      }),
    );
    return substituted(made, { text: null, inDocument: false, expressions });
  },
  "Fn::Join": (value, span) => {
    if (value.kind !== "array" || value.items.length !== 2) return unknown(span);
    const [delimiter, list] = value.items as [ValueNode, ValueNode];
    const between = partsOf(delimiter) ?? [{ name: "" }];
    if (list.kind !== "array") return hole(span, "");
    const expressions = new Map<Hole, Span>();
    const made = joinedText(
      span,
      list.items.flatMap((item, index) => {
        const parts = partsOf(item) ?? [{ name: "" }];
        const [only, ...others] = parts;
        if (typeof only === "object" && others.length === 0 && only.name === "") expressions.set(only, item.span);
        return index === 0 ? [parts] : [between, parts];
      }),
    );
    return made.kind === "template" && expressions.size > 0 ? { ...made, expressions } : made;
  },
  "Fn::Select": (value, span) => {
    if (value.kind !== "array" || value.items.length !== 2) return unknown(span);
    const [index, list] = value.items as [ValueNode, ValueNode];
    const at = index.kind === "number" ? index.value : index.kind === "string" ? Number(index.value) : NaN;
    const chosen = list.kind === "array" ? list.items[at] : undefined;
    const parts = chosen && partsOf(chosen);
    return parts ? textNode(span, parts) : hole(span, "");
  },
  // AWS::LanguageExtensions: the text of what stands there.
  "Fn::ToJsonString": (value, span) => (value.kind === "object" || value.kind === "array" ? value : unknown(span)),
  "Fn::If": (value, span) => {
    if (value.kind !== "array" || value.items.length !== 3) return unknown(span);
    return unknown(
      span,
      value.items
        .slice(1)
        .flatMap((item) => (item.kind === "unknown" && item.alternatives.length === 1 ? item.alternatives : [item])),
    );
  },
});

/** What `Fn::Join` puts together. */
export interface JoinedTexts {
  readonly delimiter: ValueNode;
  readonly items: readonly ValueNode[];
}

/** Null for an object that is not `Fn::Join`, or does not write its items out. */
export function joinedTexts({ entries: [entry] }: ObjectNode): JoinedTexts | null {
  if (entry?.key !== "Fn::Join" || entry.value.kind !== "array") return null;
  const [delimiter, list, ...rest] = entry.value.items;
  return delimiter && list?.kind === "array" && rest.length === 0 ? { delimiter, items: list.items } : null;
}

/** A text that `Fn::Sub` fills in. */
export function substituted(node: ValueNode, substitution: Substitution): ValueNode {
  return node.kind === "template" ? { ...node, substitution } : node;
}

/** The stretches of what `Fn::Sub` is given, in which another tool may fill something in as well. */
function substitutedParts(node: StringNode | TemplateNode): TextPart[] {
  const parts = node.kind === "string" ? [node.value] : node.parts;
  return parts.flatMap((part) => (typeof part === "string" ? substitutions(part) : [part]));
}

/** The stretches of a text with `${Name}`; `${!Literal}` stands for `${Literal}`, as `Fn::Sub` reads it. */
export function substitutions(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(/\$\{([^{}]*)\}/g)) {
    parts.push(text.slice(at, match.index));
    const name = match[1]!.trim();
    parts.push(name.startsWith("!") ? `\${${name.slice(1)}}` : ({ name } satisfies Hole));
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}
