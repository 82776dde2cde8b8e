/** Builds value trees from plain JavaScript, for tests of the policy language. */
import type { ObjectNode, TextPart, UnknownNode, ValueNode } from "../../../src/analysis/value";

const span = { start: 0, end: 0 };

/** A string with holes: `template('arn:aws:s3:::', { name: 'Bucket' })`. */
export class Template {
  constructor(readonly parts: readonly TextPart[]) {}
}
export const template = (...parts: TextPart[]): Template => new Template(parts);

/** A value that is one of several; `undefined` stands for "left out". */
export class Unknown {
  constructor(readonly alternatives: readonly unknown[]) {}
}
export const unknown = (...alternatives: unknown[]): Unknown => new Unknown(alternatives);

export function valueOf(value: unknown): ValueNode {
  if (value instanceof Template) return { kind: "template", span, parts: value.parts };
  if (value instanceof Unknown) {
    const alternatives: UnknownNode["alternatives"] = value.alternatives.map((one) =>
      one === undefined ? null : valueOf(one),
    );
    return { kind: "unknown", span, alternatives };
  }
  if (value === null || value === undefined) return { kind: "null", span };
  if (typeof value === "string") return { kind: "string", span, value };
  if (typeof value === "number") return { kind: "number", span, value };
  if (typeof value === "boolean") return { kind: "boolean", span, value };
  if (Array.isArray(value)) return { kind: "array", span, items: value.map(valueOf) };
  return objectOf(value as object);
}

export function objectOf(value: object): ObjectNode {
  return {
    kind: "object",
    span,
    entries: Object.entries(value).map(([key, inner]) => ({ key, keySpan: span, value: valueOf(inner) })),
  };
}
