/** The policies of what a place names: a resource of a CloudFormation template, a role or a policy document of Terraform. */
import { formOf } from "../../analysis/source/forms";
import { endOfLine, type Span, startOf, startOfLine } from "../../analysis/text";
import type { Reading } from "../reading";
import { declarationOf, idAt, type Target } from "./go-to";
import { templateIdsOf } from "./names";

/** Those of the resource itself, those attached to it, and who may assume it, in the order of the text. */
export function policiesAt(reading: Reading, offset: number): readonly Target[] {
  const named = formOf(reading.document) === "hcl" ? addressAt(reading.document.text, offset) : idIn(reading, offset);
  if (!named) return [];
  const { name, span, block } = named;
  const { lines } = reading;
  const links = reading.links().links.filter(({ holder }) => holder === name);
  const attached = new Set(links.flatMap(({ to }) => to ?? []));
  return reading
    .policies()
    .filter(
      ({ place: { label, principal }, node }) =>
        label === name ||
        principal === name ||
        (label !== undefined && attached.has(label)) ||
        (block && block.start <= node.span.start && node.span.start < block.end),
    )
    .map(({ node }) => ({
      from: lines.range(span),
      range: lines.range(node.span),
      selection: lines.range(startOf(node.span)),
    }));
}

interface Named {
  /** As `Place.principal` and `Place.label` call it. */
  readonly name: string;
  readonly span: Span;
  /** Of a document that has no name in its policy's place. */
  readonly block?: Span | undefined;
}

function idIn({ document }: Reading, offset: number): Named | null {
  const ids = templateIdsOf(document);
  const at = ids && idAt(ids, offset);
  return at && declarationOf(ids, at.id) && { name: at.id, span: at.span };
}

/** An address of Terraform around an offset: `aws_iam_role.reader` of `aws_iam_role.reader.arn`. */
function addressAt(text: string, offset: number): Named | null {
  const start = startOfLine(text, offset);
  const line = text.slice(start, endOfLine(text, offset));
  for (const { 0: name, 1: data, index } of line.matchAll(address)) {
    const span = { start: start + index, end: start + index + name.length };
    if (offset < span.start || offset > span.end) continue;
    const plain = name.split(".").slice(0, data === undefined ? 2 : 3);
    return { name: plain.join("."), span, block: data === undefined ? undefined : blockOf(text, plain) };
  }
  return null;
}

const address = /\b(data\.)?aws_[a-z0-9_]{1,80}\.[\w-]{1,200}(?:\.\w{1,80})?/g;

/** The block of a data source, up to the bracket that ends it. */
function blockOf(text: string, [, type, name]: readonly string[]): Span | undefined {
  const start = text.indexOf(`data "${type}" "${name}"`);
  if (start < 0) return undefined;
  const end = text.indexOf("\n}", start);
  return { start, end: end < 0 ? text.length : end };
}
