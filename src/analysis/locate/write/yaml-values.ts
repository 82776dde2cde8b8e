/** New values as YAML text: flow and block, in the quotes of the document. */
import { type NewValue, SourceExpression } from "../located";

export type Quote = '"' | "'" | "";

/** Words that YAML, in one version or the other, reads as something else than text. */
const reserved = /^(true|false|yes|no|on|off|y|n|null|~)$/i;
/** Text that is the same with and without quotes, in block and in flow. */
const plain = /^[A-Za-z_/][\w.:/*@+=?$-]*$/;

/** A scalar; quoted as asked, or where it must be. */
export function yamlScalar(value: Scalar, quote: Quote, preferred: Quote): string {
  if (value instanceof SourceExpression) return value.source;
  if (typeof value !== "string") return String(value);
  const needed = !plain.test(value) || value.endsWith(":") || reserved.test(value);
  const wanted = quote || (needed ? preferred || "'" : "");
  if (wanted === "") return value;
  return wanted === '"' || /[\x00-\x1f\x7f\u2028\u2029\ufeff]/.test(value)
    ? JSON.stringify(value)
    : `'${value.replaceAll("'", "''")}'`;
}

/** A value on one line. */
export function yamlFlow(value: NewValue, preferred: Quote): string {
  if (Array.isArray(value)) return `[${value.map((one) => yamlFlow(one, preferred)).join(", ")}]`;
  if (isScalar(value)) return yamlScalar(value, "", preferred);
  const entries = Object.entries(value);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, one]) => `${yamlScalar(key, "", preferred)}: ${yamlFlow(one, preferred)}`).join(", ")} }`;
}

/** A value as lines without indentation of their own. */
export function yamlBlock(value: NewValue, unit: string, preferred: Quote): string[] {
  if (isScalar(value) || isEmpty(value)) return [yamlFlow(value, preferred)];
  if (Array.isArray(value)) return value.flatMap((item) => listItem(yamlBlock(item, unit, preferred)));
  return Object.entries(value).flatMap(([key, one]) => mapEntry(key, one, unit, preferred));
}

/** The lines of an item behind its dash. */
export function listItem(lines: readonly string[]): string[] {
  return lines.map((line, index) => (index === 0 ? "- " : "  ") + line);
}

/** The lines of an entry of a block map. */
export function mapEntry(key: string, value: NewValue, unit: string, preferred: Quote): string[] {
  const name = yamlScalar(key, "", preferred);
  const lines = yamlBlock(value, unit, preferred);
  if (isScalar(value) || isEmpty(value)) return [`${name}: ${lines[0]!}`];
  return [`${name}:`, ...lines.map((line) => unit + line)];
}

export type Scalar = string | number | boolean | null | SourceExpression;

export function isScalar(value: NewValue): value is Scalar {
  return typeof value !== "object" || value === null || value instanceof SourceExpression;
}

/** The value with CloudFormation's functions in their short form: `!Sub 'text'` for `{ "Fn::Sub": "text" }`. */
export function withTags(value: NewValue, quote: Quote, preferred: Quote): NewValue {
  if (isScalar(value)) return value;
  if (Array.isArray(value)) return value.map((one: NewValue) => withTags(one, quote, preferred));
  const entries = Object.entries(value as { readonly [key: string]: NewValue });
  const [[key, argument] = ["", null], ...more] = entries;
  if (more.length === 0) {
    if (key === "Ref" && typeof argument === "string") return new SourceExpression(`!Ref ${argument}`);
    if (key === "Fn::Sub" && typeof argument === "string")
      return new SourceExpression(`!Sub ${yamlScalar(argument, quote, preferred)}`);
    if (key === "Fn::GetAtt" && Array.isArray(argument)) return new SourceExpression(`!GetAtt ${argument.join(".")}`);
  }
  return Object.fromEntries(entries.map(([name, one]) => [name, withTags(one, quote, preferred)]));
}

export function isEmpty(value: NewValue): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
