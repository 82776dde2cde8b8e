/** Mappings that one side has more keys of, where a deployment chooses the key: what deployments with those find, beside what others do. */
import { stringNode } from "../../source/made-values";
import { contains } from "../../text";
import { objectAt, type ObjectNode, valueAt, type ValueNode } from "../../value";
import { withParts } from "../../value-parts";
import type { Edit } from "../pieces";
import { canonical, eachFunction, inOneLine, type WrittenTemplate } from "./written";

interface NewKey {
  readonly mapping: string;
  readonly key: string;
}

/** Each is a condition of its own. */
const mostNew = 4;

/** The keys of mappings that one side alone has, of mappings that both have. */
export function newKeys(was: ObjectNode, is: ObjectNode): readonly NewKey[] {
  return is.entries.flatMap(({ key: mapping, value }) => {
    const old = valueAt(was, mapping);
    return value.kind === "object" && old?.kind === "object"
      ? value.entries.flatMap(({ key }) => (valueAt(old, key) ? [] : [{ mapping, key }]))
      : [];
  });
}

/**
 * What deployments with new keys find beside what others do, who find what they did: null where something else of the mappings has changed.
 * @param after the side with the keys
 */
export function editsOfNewKeys(
  before: WrittenTemplate,
  after: WrittenTemplate,
  added: readonly NewKey[],
): readonly [readonly Edit[], readonly Edit[]] | null {
  const keys = [...new Set(added.map(({ key }) => key))];
  const [was, is] = [before, after].map(({ root }) => objectAt(root, "Mappings")!);
  const isNew = (mapping: string, key: string) => added.some((one) => one.mapping === mapping && one.key === key);
  const old = withParts(is!, (value, mapping) =>
    value.kind === "object" ? withParts(value, (one, key) => (isNew(mapping!, key!) ? null : one)) : value,
  );
  if (keys.length > mostNew || canonical(old) !== canonical(was!)) return null;
  const [mine, theirs] = [before, after].map((template) => chosenIn(template, after, added, keys));
  const blanks = added.map(({ mapping, key }): Edit => ({ ...valueAt(is!, mapping, key)!.span, text: "{}" }));
  return mine && theirs && mine.length + theirs.length > 0 ? [mine, [...theirs, ...blanks]] : null;
}

/** Every value that is looked up in a mapping with new keys, as a choice by key; null where one cannot be written, or decides. */
function chosenIn(
  template: WrittenTemplate,
  after: WrittenTemplate,
  added: readonly NewKey[],
  keys: readonly string[],
): readonly Edit[] | null {
  const { root, sections, form } = template;
  const edits: Edit[] = [];
  const conditions = objectAt(sections, "Conditions");
  let isClear = true;
  eachFunction(root, (node, { name }) => {
    if (name === "If" || (conditions && contains(conditions.span, node.span))) {
      // A condition that asks for it would say something else.
      if (name !== "If" && lookupsIn(node, added).length > 0) isClear = false;
      return name === "If";
    }
    const lookups = lookupsIn(node, added);
    if (lookups.length === 0) return true;
    const text = keys.reduceRight(
      (rest, key) => {
        const found = new Map(
          lookups.map(({ mapping, key: second, node: of }) => [
            of,
            valueAt(after.sections, "Mappings", mapping, key, second),
          ]),
        );
        const isFound = template === after && [...found.values()].every((one) => one !== undefined);
        const value = isFound ? replaced(node, (one) => (found.has(one) ? asText(found.get(one)!) : undefined)) : null;
        const branch = value
          ? inOneLine(value, form)
          : form === "json"
            ? '{"Ref": "AWS::NoValue"}'
            : "!Ref AWS::NoValue";
        const name = `Key${key.replace(/\W/g, "")}`;
        return form === "json" ? `{"Fn::If": ["${name}", ${branch}, ${rest}]}` : `!If [${name}, ${branch}, ${rest}]`;
      },
      asBefore(node, template),
    );
    edits.push({ ...node.span, text });
    return false;
  });
  return isClear ? edits : null;
}

interface Lookup extends NewKey {
  readonly node: ValueNode;
}

/** The lookups in a value by a key that a deployment chooses, with their second keys. */
function lookupsIn(within: ValueNode, added: readonly NewKey[]): readonly Lookup[] {
  const found: Lookup[] = [];
  eachFunction(within, (node, { name, given }) => {
    const [of, first, second] = name === "FindInMap" && given.kind === "array" ? given.items : [];
    const isOpen =
      of?.kind === "string" && first?.kind === "object" && added.some(({ mapping }) => mapping === of.value);
    if (isOpen) found.push({ node, mapping: of.value, key: second?.kind === "string" ? second.value : "" });
    return !isOpen;
  });
  return found;
}

function asBefore(node: ValueNode, { text, form }: WrittenTemplate): string {
  const said = text.slice(node.span.start, node.span.end);
  return /^![^\n]{0,2000}$/.test(said) ? said : inOneLine(node, form);
}

function replaced(node: ValueNode, by: (node: ValueNode) => ValueNode | undefined): ValueNode {
  return by(node) ?? withParts(node, (part) => replaced(part, by));
}

/** A key or account that is written as a number is a text. */
function asText(node: ValueNode): ValueNode {
  return node.kind === "number" || node.kind === "boolean" ? stringNode(node.span, String(node.value)) : node;
}
