/** Keys of conditions that are put together (`"${aws_iam_openid_connect_provider.ci.url}:sub"`): the same text is the same key. */
import { type ObjectEntry, openKey, type ValueNode } from "../value";
import { withParts } from "../value-parts";
import { writtenAlike } from "./canonical";

const longestKey = 300;
/** Entries of elsewhere, of which nobody knows the keys. */
const spread = /^(?:\.\.\.|\*\*|<<|Fn::)/;

/** A policy with such keys called after how they are written. @param text in which it stands */
export function withComputedKeys(node: ValueNode, text: string): ValueNode {
  return withParts(node, (value, key) =>
    key === "Condition"
      ? withParts(value, (operator) => (operator.kind === "object" ? withKeys(operator, text) : operator))
      : withComputedKeys(value, text),
  );
}

function withKeys(operator: ValueNode & { readonly kind: "object" }, text: string): ValueNode {
  if (!operator.entries.some(({ key }) => key === openKey)) return operator;
  return { ...operator, entries: operator.entries.map((entry) => named(entry, text)) };
}

function named(entry: ObjectEntry, text: string): ObjectEntry {
  const { key, keySpan, value } = entry;
  const written = text.slice(keySpan.start, Math.min(keySpan.end, keySpan.start + longestKey + 1)).trim();
  // What may not be there, or more than once, is no value of a key.
  if (key !== openKey || mayBeMissing(value, written) || written.length > longestKey || spread.test(written))
    return entry;
  const name = writtenAlike(written.replace(/^["'`](.*)["'`]$/s, "$1"));
  return name === "" ? entry : { ...entry, key: name };
}

/** Of a text in quotes that is filled in, as in Terraform, or an expression in parentheses, the value is there whatever it is. */
function mayBeMissing(value: ValueNode, key: string): boolean {
  return value.kind === "unknown" && (value.alternatives.length > 0 || !/^(?:"[^"]{0,300}\$\{|\()/.test(key));
}
