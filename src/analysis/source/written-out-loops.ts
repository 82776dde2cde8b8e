/** Loops of templates (AWS::LanguageExtensions: `Fn::ForEach`) over what is written out, as what they make. */
import { type Hole, type ObjectEntry, type TextPart, type ValueNode } from "../value";
import { withParts } from "../value-parts";
import { substitutions, textNode } from "./intrinsics";

/** Whether a text may have one; the test is cheap. */
export function mayLoop(text: string): boolean {
  return text.includes("Fn::ForEach::");
}

/** Bounds what loops within loops may make. */
const mostItems = 100;
const mostNodes = 50_000;

/** The value with what its loops make in their place. Those over what nobody can read stay; all do where that would be too much. */
export function withoutLoops(root: ValueNode): ValueNode {
  const writer = new Writer();
  const made = writer.written(root, new Map());
  return writer.isTooMuch ? root : made;
}

type Given = ReadonlyMap<string, string>;

class Writer {
  private count = 0;

  get isTooMuch(): boolean {
    return this.count > mostNodes;
  }

  written(node: ValueNode, given: Given): ValueNode {
    // Outside of loops nothing is made anew but what has one in it; in them all is, for it stands there several times.
    const isWithin = given.size > 0;
    if (isWithin) this.count++;
    if (this.isTooMuch) return node;
    switch (node.kind) {
      case "object": {
        const entries = node.entries.flatMap((entry) => this.entries(entry, given));
        const isSame = entries.length === node.entries.length && entries.every((one, at) => one === node.entries[at]);
        return isSame && !isWithin ? node : { ...node, entries };
      }
      case "array": {
        const made = withParts(node, (item) => this.written(item, given));
        return isWithin && made === node ? { ...node } : made;
      }
      case "unknown":
        return withParts(node, (one) => this.written(one, given));
      case "string": {
        const value = filled(node.value, given);
        return value === node.value ? node : { ...node, value };
      }
      case "template":
        return given.size === 0 ? node : filledTemplate(node, given);
      default:
        return node;
    }
  }

  private entries(entry: ObjectEntry, given: Given): readonly ObjectEntry[] {
    const { key, value } = entry;
    const loop = key.startsWith("Fn::ForEach::") ? loopOf(value, given) : null;
    if (loop)
      return loop.items.flatMap((item) => {
        const within = new Map([...given, [loop.name, item] as const]);
        return loop.body.flatMap((one) => this.entries(one, within));
      });
    const made = this.written(value, given);
    const name = filled(key, given);
    return [made === value && name === key ? entry : { ...entry, key: name, value: made }];
  }
}

interface Loop {
  readonly name: string;
  readonly items: readonly string[];
  readonly body: readonly ObjectEntry[];
}

/** Null where nobody can read what it goes over. */
function loopOf(node: ValueNode, given: Given): Loop | null {
  const [name, list, body, ...rest] = node.kind === "array" ? node.items : [];
  if (name?.kind !== "string" || list?.kind !== "array" || body?.kind !== "object" || rest.length > 0) return null;
  const items = list.items.flatMap((item) =>
    item.kind === "string" ? [filled(item.value, given)] : item.kind === "number" ? [String(item.value)] : [],
  );
  const isKnown = items.length === list.items.length && items.length <= mostItems;
  return isKnown ? { name: name.value, items, body: body.entries } : null;
}

/** `${Name}`, and `&{Name}` for its letters and digits alone. */
const variable = /([$&])\{(\w{1,255})\}/g;

function filled(text: string, given: Given): string {
  if (given.size === 0 || !text.includes("{")) return text;
  return text.replace(variable, (whole, mark: string, name: string) => {
    const item = given.get(name);
    if (item === undefined) return whole;
    return mark === "&" ? item.replace(/[^A-Za-z0-9]/g, "") : item;
  });
}

function filledTemplate(node: Extract<ValueNode, { kind: "template" }>, given: Given): ValueNode {
  const named = node.parts.map((part): TextPart => {
    if (typeof part === "string") return filled(part, given);
    const item = given.get(part.name);
    if (item !== undefined) return item;
    const name = filled(part.name, given);
    return name === part.name ? part : ({ ...part, name } satisfies Hole);
  });
  if (named.every((part, at) => part === node.parts[at])) return node;
  const made = textNode(node.span, withInner(named));
  return made.kind === "template" ? { ...node, parts: made.parts } : made;
}

/** `${Bucket${Name}}` is the bucket of that name, once the name is known. */
function withInner(parts: readonly TextPart[]): readonly TextPart[] {
  const joined = textNode({ start: 0, end: 0 }, parts);
  const all = joined.kind === "template" ? joined.parts : joined.kind === "string" ? [joined.value] : parts;
  return all.flatMap((part) =>
    typeof part === "string" && /\$\{\w{1,255}(?:\.\w{1,255})?\}/.test(part) ? substitutions(part) : [part],
  );
}
