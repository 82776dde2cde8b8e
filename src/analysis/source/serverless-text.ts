/** Strings of the Serverless Framework, which may hold its own variables. */
import type { Span } from "../text";
import type { TextPart, ValueNode } from "../value";
import { textNode, unknown } from "./intrinsics";
import { plainText } from "./placeholders";

/** Whether plain strings of a text may hold the framework's own variables. */
export function usesServerlessVariables(text: string): boolean {
  if (/\$\{(?:self|opt|sls|param):/.test(text)) return true;
  if (/^service\s*:/m.test(text) && /^provider\s*:/m.test(text)) return true;
  return inBraces.test(text) && text.includes("${") && serviceInBraces.test(text) && providerInBraces.test(text);
}

/** JSON, and YAML that is written like it, where comments may stand before the service. */
const inBraces = /^\uFEFF?\s{0,100}(?:(?:#|\/\/)[^\n]{0,500}\n\s{0,100}){0,20}\{/;
const serviceInBraces = /[{,]\s{0,100}["']?service["']?\s{0,20}:/;
const providerInBraces = /[{,]\s{0,100}["']?provider["']?\s{0,20}:/;

/** Of the sources of variables, `aws` is also the prefix of IAM's own policy variables, such as `${aws:username}`. */
const variableStart =
  /\$\{(?:(?:self|opt|env|file|ssm|cf|s3|param|sls|git|terraform|vault|custom|output)\b|aws:(?:accountId|region)\b)/g;

/** A string of `serverless.yml`, with its variables as holes; one that is nothing but a variable may be any value. */
export function serverlessText(span: Span, value: string): ValueNode {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of value.matchAll(variableStart)) {
    if (match.index < at) continue;
    const end = closingBrace(value, match.index + 2);
    parts.push(value.slice(at, match.index), { name: value.slice(match.index + 2, end) });
    at = Math.min(end + 1, value.length);
  }
  if (at === 0) return plainText(span, value);
  const all = [...parts, value.slice(at)].filter((part) => part !== "");
  const [only] = all;
  return all.length === 1 && typeof only === "object" ? { ...unknown(span), variable: only.name } : textNode(span, all);
}

/** Variables stand in variables: `${self:custom.${opt:stage}}`. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return text.length;
}
