/** Terraform's functions, as far as what they give can be told without running them. */
import { textNode, unknown } from "../../source/intrinsics";
import { listNode } from "../../source/made-values";
import type { Span } from "../../text";
import type { TextPart, ValueNode } from "../../value";
import { anyOf, flattened, itemsOf, merged, oneOf, optional, stepped } from "./collections";
import { openName } from "./written";

/**
 * What a call gives.
 * @param expands the last argument stands for several: `concat(lists...)`
 * @param written the call as it stands
 */
export function called(
  name: string,
  given: readonly ValueNode[],
  expands: boolean,
  span: Span,
  written: string,
): ValueNode {
  const values = expands && given.length > 0 ? [...given.slice(0, -1), ...itemsOf(given.at(-1)!)] : given;
  const [first, second] = values;
  switch (name) {
    case "jsonencode":
    case "sensitive":
    case "nonsensitive":
    case "tomap":
    case "tostring":
      return first ?? unknown(span);
    case "one":
      return onlyOne(written, span) ?? (first?.kind === "array" ? first.items[0] : first) ?? unknown(span);
    case "toset":
    case "tolist":
    case "distinct":
    case "sort":
    case "reverse":
      return first?.kind === "array" || first?.kind === "unknown" ? first : unknown(span);
    case "compact":
      return first?.kind === "array"
        ? { ...first, items: first.items.flatMap((item) => withoutEmpty(item, span, written)) }
        : (first ?? unknown(span));
    case "concat":
    case "setunion":
      return listNode(span, values.flatMap(itemsOf));
    case "setsubtract":
    case "setintersection":
      return first?.kind === "array" ? { ...first, items: first.items.map(optional) } : unknown(span);
    case "flatten":
      return first ? listNode(span, flattened(itemsOf(first))) : unknown(span);
    case "merge":
      return merged(span, values);
    case "try":
      return onlyOne(written, span) ?? oneOf(span, values);
    case "coalesce":
    case "coalescelist":
      return oneOf(span, values);
    case "lookup": {
      const key = second?.kind === "string" ? second.value : null;
      const found = first ? stepped(first, [{ kind: "index", key }], span) : unknown(span);
      return oneOf(span, [found, ...values.slice(2)]);
    }
    case "element":
      return onlyOne(written, span) ?? (first ? stepped(first, [{ kind: "index", key: null }], span) : unknown(span));
    case "values":
      return first ? listNode(span, [anyOf(span, first).values, unknown(span)]) : unknown(span);
    case "format":
      return formatted(values, span, written);
    case "join":
      return onlyOne(written, span) ?? textNode(span, [{ name: openName(written) }]);
    case "lower":
    case "upper":
    case "replace":
    case "trimspace":
    case "templatefile":
    case "file":
      return textNode(span, [{ name: openName(written) }]);
    default:
      return unknown(span);
  }
}

/** The ways to say the only one of a resource that may not be there, without blanks. */
const ofOne = [
  /^one\(((?:data\.)?aws_\w{1,100}\.[\w-]{1,200})(?:\[\*\]|\.\*)\.(arn|id|name|json)\)$/,
  /^join\("",((?:data\.)?aws_\w{1,100}\.[\w-]{1,200})(?:\[\*\]|\.\*)\.(arn|id|name|json)\)$/,
  /^try\(((?:data\.)?aws_\w{1,100}\.[\w-]{1,200})(?:\[0\])?\.(arn|id|name|json),(?:""|null)\)$/,
  /^element\((?:concat\()?((?:data\.)?aws_\w{1,100}\.[\w-]{1,200})(?:\[\*\]|\.\*)\.(arn|id|name|json)(?:,(?:\[(?:""|null)\]|list\(""\))\))?,0\)$/,
  /^concat\(((?:data\.)?aws_\w{1,100}\.[\w-]{1,200})(?:\[\*\]|\.\*)\.(arn|id|name|json),\[(?:""|null)\]\)\[0\]$/,
];
const longestOfOne = 500;

/** `one(aws_iam_policy.p[*].arn)`, and the like: of what is made once at most. Null for any other expression. */
export function onlyOne(written: string, span: Span): ValueNode | null {
  const name = referenceToOne(written);
  return name === null || name.startsWith("data.") || name.endsWith(".json") ? null : textNode(span, [{ name }]);
}

/** The document that is made once at most, where `join("", data.aws_iam_policy_document.d.*.json)` and the like take it. */
export function onlyDocument(written: string): string | null {
  const name = written.includes("aws_iam_policy_document") ? referenceToOne(written) : null;
  return name?.startsWith("data.aws_iam_policy_document.") && name.endsWith(".json") ? name : null;
}

function referenceToOne(written: string): string | null {
  if (written.length > longestOfOne || !written.includes("aws_")) return null;
  const text = written.replace(/\s+/g, "");
  for (const pattern of ofOne) {
    const [, address, attribute] = pattern.exec(text) ?? [];
    if (address !== undefined) return `${address}.${attribute}`;
  }
  return null;
}

/** `compact` leaves out `null` and empty texts, those between which a condition chooses too. */
function withoutEmpty(item: ValueNode, { start }: Span, call: string): ValueNode[] {
  const isEmpty = (one: ValueNode | null): boolean => {
    if (one?.kind !== "unknown") return one?.kind === "string" && one.value === "";
    const { span, alternatives } = one;
    return alternatives.length === 0 && span.start > start && call.slice(span.start - start, span.end - start) === '""';
  };
  if (isEmpty(item)) return [];
  if (item.kind !== "unknown") return [item];
  return [{ ...item, alternatives: item.alternatives.map((one) => (isEmpty(one) ? null : one)) }];
}

/** `format("arn:aws:s3:::%s/*", bucket)`; a verb that names its argument, or has a width, leaves all open. */
function formatted([pattern, ...values]: readonly ValueNode[], span: Span, written: string): ValueNode {
  const open = textNode(span, [{ name: openName(written) }]);
  if (pattern?.kind !== "string") return open;
  let index = 0;
  const parts = pattern.value.split(/(%.)/).map((part): TextPart | null => {
    if (!part.startsWith("%")) return part;
    if (part === "%%") return "%";
    if (part !== "%s" && part !== "%d" && part !== "%v") return null;
    const value = values[index++];
    return value?.kind === "string" ? value.value : { name: "" };
  });
  return parts.includes(null) ? open : textNode(span, parts as TextPart[]);
}
