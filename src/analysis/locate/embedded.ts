/** JSON inside a string of another document: the policy is read as it will be deployed, and points into the text around it. */
import { hasElements } from "../policy/looks-like-policy";
import type { Place } from "../policy/model";
import { computedText, type DecodedText } from "../source/decoded-text";
import { substituted, substitutions, textNode, unknown } from "../source/intrinsics";
import { parseJson } from "../source/json-tree";
import { objectNode, openEntry } from "../source/made-values";
import type { Span, TextEdit } from "../text";
import {
  type ArrayNode,
  type ObjectNode,
  type StringNode,
  type TemplateNode,
  type TextPart,
  valueAt,
  type ValueNode,
} from "../value";
import { documentAround } from "./document-around";
import { findPolicies, type Form } from "./find";
import { looksLikePolicyText } from "./gate";
import type { Located, LocatedPolicy, Writer } from "./located";
import { movedPolicy } from "./moved";

/** The policies in a text that holds JSON. */
export function locateEmbedded(decoded: DecodedText, place: Place, makeWriter: (text: string) => Writer): Located {
  if (!looksLikePolicyText(decoded.text) && !mayListStatements(decoded.text)) return { policies: [], problems: [] };
  const { parts, isSubstituted } = decoded;
  const string = (span: Span, value: string): ValueNode => {
    const read = withHoles(span, parts!(value));
    return isSubstituted ? substituted(read, { text: value, inDocument: true }) : read;
  };
  const tree = parseJson(decoded.text, parts ? { string } : {});
  if (!tree.root) return { policies: [], problems: [] };
  const inner = makeWriter(decoded.text);
  const form: Form = { writer: inner, embedded: () => ({ policies: [], problems: [] }) };
  const found = findPolicies(isStatements(tree.root) ? documentAround(tree.root) : tree.root, form);
  const policies = found.policies.map((policy) => {
    const { root, writer } = movedInto(policy, decoded);
    const located = { root, place: { ...place, ...policy.place, isFilledIn: isSubstituted }, writer };
    return tree.problems.length > 0 ? { ...located, unread: true } : located;
  });
  const problems =
    policies.length === 0
      ? []
      : tree.problems.map((problem) => ({ message: problem.message, span: move(problem.span, decoded) }));
  return { policies, problems };
}

/** The policies in a text that intrinsics put together. */
export function locateComputed(
  node: StringNode | TemplateNode,
  place: Place,
  makeWriter: (text: string) => Writer,
): Located {
  const decoded = { ...computedText(node), parts: substitutions, isSubstituted: true };
  const { policies } = locateEmbedded(decoded, place, makeWriter);
  const isRead = policies.length > 0 && !policies.some(({ unread }) => unread);
  if (isRead || !looksLikePolicyText(decoded.text)) return { policies, problems: [] };
  // What is filled in beside its strings may be anything.
  const { span } = node;
  const open = objectNode(span, [openEntry(span)]);
  return { policies: [{ root: open, place, writer: makeWriter("") }], problems: [] };
}

/** Whether a text may be statements without a document around them, as kops takes them for its nodes, or one alone. */
function mayListStatements(text: string): boolean {
  return /^\s*[[{]/.test(text) && /"Effect"/.test(text) && /"(?:Not)?Action"/.test(text);
}

function isStatements(root: ValueNode): root is ArrayNode | ObjectNode {
  const items = root.kind === "array" ? root.items : [root];
  return (
    items.length > 0 &&
    items.every((item) => {
      const effect = valueAt(item, "Effect");
      return (
        effect?.kind === "string" &&
        /^(?:Allow|Deny)$/.test(effect.value) &&
        hasElements(item as ObjectNode) &&
        (root.kind === "array" || valueAt(item, "Action") !== undefined || valueAt(item, "NotAction") !== undefined)
      );
    })
  );
}

function withHoles(span: Span, parts: readonly TextPart[] | null): ValueNode {
  return parts ? textNode(span, parts) : unknown(span);
}

/** A policy of a decoded text at its place in the document. */
export function movedInto(policy: LocatedPolicy, decoded: DecodedText): ReturnType<typeof movedPolicy> {
  return movedPolicy(
    policy,
    (span) => move(span, decoded),
    (edits) => encoded(edits, decoded),
  );
}

/** The edits at their places in the document; null where one of them cannot be written there. */
function encoded(edits: readonly TextEdit[], decoded: DecodedText): readonly TextEdit[] | null {
  const moved = edits.map((edit): TextEdit | null => {
    const newText = decoded.encode(edit.newText);
    return newText === null ? null : { span: move(edit.span, decoded), newText };
  });
  return moved.every((edit) => edit !== null) ? moved : null;
}

function move(span: Span, { offsets, whole }: DecodedText): Span {
  return whole ?? { start: offsets[span.start]!, end: offsets[span.end]! };
}
