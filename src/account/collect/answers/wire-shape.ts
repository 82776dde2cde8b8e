/**
 * Whether a parsed answer has the types that the service's model gives to its members. The SDK takes what comes: text where a list
 * should be becomes an empty list, any word but `true` becomes false.
 */
import type { NormalizedSchema } from "@smithy/core/schema";

/** Where something of the wrong type stands, such as `trailList[0].Name`. */
export class WrongType extends Error {}

/** Throws WrongType. `null` counts as absent, as the SDK has it. */
export function checkJson(schema: NormalizedSchema, value: unknown, path = ""): void {
  const expect = (right: boolean) => expectAt(right, path);
  if (schema.isStructSchema()) {
    const members = objectAt(value, path);
    for (const [name, member] of schema.structIterator()) {
      const key = jsonNameOf(member) ?? name;
      const given = Object.hasOwn(members, key) ? members[key] : undefined;
      if (given !== undefined && given !== null) checkJson(member, given, below(path, key));
    }
  } else if (schema.isListSchema()) {
    expect(Array.isArray(value));
    (value as unknown[]).forEach((one, index) => checkJson(schema.getValueSchema(), one, `${path}[${index}]`));
  } else if (schema.isMapSchema()) {
    for (const [key, one] of Object.entries(objectAt(value, path)))
      checkJson(schema.getValueSchema(), one, below(path, key));
  } else if (schema.isStringSchema() || schema.isBlobSchema()) {
    expect(typeof value === "string");
  } else if (schema.isBooleanSchema()) {
    expect(typeof value === "boolean");
  } else if (schema.isNumericSchema()) {
    expect(typeof value === "number");
  } else if (schema.isTimestampSchema()) {
    expect(typeof value === "number" || typeof value === "string");
  }
}

/** Throws WrongType. @param value an element as `parseXML` has it: text, or its children by their names */
export function checkXml(schema: NormalizedSchema, value: unknown, path = ""): void {
  if (schema.isListSchema()) return checkXmlList(schema, value, path);
  const expect = (right: boolean) => expectAt(right, path);
  if (schema.isStructSchema()) {
    const children = childrenAt(value, path);
    for (const [name, member] of schema.structIterator()) {
      const key = memberName(member) ?? name;
      if (Object.hasOwn(children, key)) checkXml(member, children[key], below(path, key));
    }
  } else if (schema.isMapSchema()) {
    const { entry } = childrenAt(value, path);
    for (const one of listOf(entry)) {
      const parts = childrenAt(one, path);
      const key = parts[xmlNameOf(schema.getKeySchema()) ?? "key"];
      expect(typeof key === "string");
      checkXml(schema.getValueSchema(), parts[xmlNameOf(schema.getValueSchema()) ?? "value"], below(path, String(key)));
    }
  } else {
    const text = textOf(value);
    expect(text !== undefined);
    if (schema.isBooleanSchema()) expect(/^(?:true|false)$/i.test(text!));
    else if (schema.isNumericSchema()) expect(/^[+-]?\d/.test(text!) && !Number.isNaN(Number(text)));
    else if (schema.isTimestampSchema()) expect(text !== "");
  }
}

function checkXmlList(schema: NormalizedSchema, value: unknown, path: string): void {
  const item = schema.getValueSchema();
  let found: unknown;
  if (schema.getMergedTraits().xmlFlattened) {
    found = value;
  } else {
    const children = childrenAt(value, path);
    const name = xmlNameOf(item) ?? "member";
    found = Object.hasOwn(children, name) ? children[name] : undefined;
    // Its only children are its items.
    if (found === undefined) expectAt(!Object.values(children).some((one) => typeof one === "object"), path);
  }
  listOf(found).forEach((one, index) => checkXml(item, one, `${path}[${index}]`));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** The text of an element without children. Nothing of AWS that is a text has attributes. */
function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The children of an element, which may have none, but no text beside them. */
function childrenAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === "string") {
    expectAt(value.trim() === "", path);
    return {};
  }
  const children = objectAt(value, path);
  expectAt(!Object.hasOwn(children, "#text") || String(children["#text"]).trim() === "", path);
  return children;
}

function objectAt(value: unknown, path: string): Readonly<Record<string, unknown>> {
  expectAt(typeof value === "object" && value !== null && !Array.isArray(value), path);
  return value as Readonly<Record<string, unknown>>;
}

function expectAt(right: boolean, path: string): void {
  if (!right) throw new WrongType(path);
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** A structure of its own name may stand as a member of another. */
function memberName(member: NormalizedSchema): string | undefined {
  const { xmlName } = member.getMemberTraits() as { readonly xmlName?: string };
  return xmlName;
}

/** What an item, key or value is called on the wire where it is called otherwise. */
function xmlNameOf(schema: NormalizedSchema): string | undefined {
  const { xmlName } = schema.getMergedTraits() as { readonly xmlName?: string };
  return xmlName;
}

export function jsonNameOf(schema: NormalizedSchema): string | undefined {
  const { jsonName } = schema.getMergedTraits() as { readonly jsonName?: string };
  return jsonName;
}
