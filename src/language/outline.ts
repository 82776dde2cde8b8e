/** The policies of a document as symbols, and what of them can be folded, where the form has none of its own. */
import { policyTypeNames } from "../analysis/knowledge/policy-elements";
import type { Policy, Statement } from "../analysis/policy/model";
import { type Range, startOf } from "../analysis/text";
import type { ValueNode } from "../analysis/value";
import { plainText } from "../escape/label";
import { say } from "../wording/sentence";
import { type Reading, wordingOf } from "./reading";
import { writtenText } from "./spots";
import { listed } from "./words";

export interface PolicySymbol {
  readonly kind: "policy" | "statement";
  /** Plain text, and never empty. */
  readonly name: string;
  readonly detail: string;
  readonly range: Range;
  /** What is selected when the symbol is gone to; within `range`. */
  readonly selection: Range;
  readonly children: readonly PolicySymbol[];
}

/** Each policy with its statements, in the order of the text. */
export function symbolsOf(reading: Reading): readonly PolicySymbol[] {
  const { policies, lines } = reading;
  const { of } = wordingOf(reading);
  const head = ({ span }: ValueNode): Range => lines.range(startOf(span));
  const symbol = (policy: Policy): PolicySymbol => ({
    kind: "policy",
    name: policy.place.label?.trim() ? plainText(policy.place.label) : of(policyTypeNames[policy.type]),
    detail: policy.place.label?.trim() ? of(policyTypeNames[policy.type]) : "",
    range: lines.range(policy.node.span),
    selection: head(policy.node),
    children: distinct(policy.statements).map((statement) => ({
      kind: "statement",
      ...named(statement, reading),
      range: lines.range(statement.node.span),
      selection: head(statement.node),
      children: [],
    })),
  });
  return policies()
    .filter(({ statements }) => statements.length > 0)
    .map(symbol);
}

/** A template that chooses between elements makes several statements of one object. */
function distinct(statements: readonly Statement[]): readonly Statement[] {
  return [...new Map(statements.map((statement) => [statement.node, statement])).values()];
}

/** By its Sid, else by what it does. */
function named({ sid, effect, action, notAction }: Statement, reading: Reading): Pick<PolicySymbol, "name" | "detail"> {
  const element = action ?? notAction;
  const named = listed(element?.items.map(({ parts }) => writtenText(parts)) ?? [], 2);
  const actions = wordingOf(reading).of(notAction ? say`all but ${named}` : say`${named}`);
  const does = plainText(`${effect ?? ""} ${actions}`).trim() || "…";
  return sid?.value?.trim() ? { name: plainText(sid.value), detail: does } : { name: does, detail: "" };
}

/** Of policies that are a text of another language, such as JSON in a template string: what is more than a line long. */
export function foldsOf({ policies, document, lines }: Reading): readonly Range[] {
  const nodes = policies()
    .filter(
      ({ node }) =>
        document.text[node.span.start] === "{" &&
        /["'`]\s*$/.test(document.text.slice(Math.max(0, node.span.start - 100), node.span.start)),
    )
    .flatMap(({ node }) => [...collections(node)]);
  return nodes.map(({ span }) => lines.range(span)).filter(({ start, end }) => end.line > start.line);
}

function* collections(node: ValueNode): Iterable<ValueNode> {
  if (node.kind !== "object" && node.kind !== "array") return;
  yield node;
  for (const inner of node.kind === "array" ? node.items : node.entries.map(({ value }) => value))
    yield* collections(inner);
}
