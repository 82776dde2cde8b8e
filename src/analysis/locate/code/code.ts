/** Policies in JavaScript, TypeScript and Python: literals, JSON in strings, and the statements of AWS CDK. */
import { readCode } from "../../code/code-file";
import { type DecodedText } from "../../source/decoded-text";
import type { PolicyCodeGrammar } from "../../source/grammar";
import { substitutions } from "../../source/intrinsics";
import type { LocateProblem } from "../../source/problem";
import { decodeQuoted } from "../../source/quoted-text";
import type { Source } from "../../source/source";
import { partsOf, type SyntaxNode } from "../../source/syntax-tree";
import type { StringNode, TemplateNode, ValueNode } from "../../value";
import { mayAttachInCode } from "../attached/attached";
import { attachedInCode } from "../attached/code";
import { mayBeService, providerOf } from "../attached/serverless-grants";
import { locateEmbedded } from "../embedded";
import { findPolicies, type Form } from "../find";
import { isFrame } from "../frame";
import { mayListActionsInCode } from "../gate";
import type { Located, LocatedPolicy } from "../located";
import { codeWriter } from "../write/code-writer";
import { jsonWriter } from "../write/json-writer";
import { trustPolicies } from "./assumed-by";
import { mayGivePolicy } from "./cdk";
import { handedActions } from "./handed-actions";
import { valuesWithImports } from "./imported-values";
import { lambdaPermissions } from "./lambda-permissions";
import { listedActions, namesOnly } from "./listed-actions";
import { literalsOf } from "./literals";
import { loneStatements } from "./lone-statements";
import { publicAccess } from "./public-access";
import type { CodeValues } from "./values";

/** Finds the policies of a file of code. Code that does not parse is read as far as it does; saying so is the compiler's part. */
export function locateInCode(source: Source, grammar: PolicyCodeGrammar, isBegun = false): Located {
  const file = readCode(source.syntax(grammar), grammar);
  if (!file) return { policies: [], problems: [] };
  const values = valuesWithImports(file, literalsOf[grammar], source);
  const roots = rootsOf(values);
  const form: Form = {
    writer: codeWriter(values, grammar === "python"),
    embedded: (node, place) => {
      const decoded = verbatimText(values, node);
      if (!decoded) return { policies: [], problems: [] };
      const found = locateEmbedded(decoded, place, jsonWriter);
      return { ...found, policies: found.policies.filter(({ root }) => !isFrame(root)) };
    },
  };
  const policies: LocatedPolicy[] = [];
  const problems: LocateProblem[] = [];
  const isOfService = mayBeService(source.document);
  let service: Located | null = null;
  for (const root of roots) {
    const found = findPolicies(root, form);
    policies.push(...found.policies);
    problems.push(...found.problems);
    if (isOfService && providerOf(root)) service = found;
  }
  for (const { root, place } of loneStatements(roots, policies, values))
    policies.push({ root, place, writer: form.writer });
  for (const { root, place } of [...lambdaPermissions(values), ...handedActions(values), ...publicAccess(values)])
    policies.push({ root, place, writer: form.writer });
  for (const { root, label } of trustPolicies(values))
    policies.push({ root, place: { policyType: "trust", resourceType: "AWS::IAM::Role", label }, writer: form.writer });
  const listed = mayListActionsInCode(file.tree.text)
    ? listedActions(
        values,
        policies.map(({ root }) => root),
      )
    : [];
  for (const { root, place } of listed) policies.push({ root, place, writer: namesOnly(form.writer) });
  const named = isBegun || mayAttachInCode(file.tree.text) ? attachedInCode(values) : [];
  const ofService = service?.attached ?? [];
  const known = new Set(ofService.map(({ node }) => node.span.start));
  const attached = [...named.filter(({ node }) => !known.has(node.span.start)), ...ofService];
  const inOrder = policies.sort((a, b) => a.root.span.start - b.root.span.start);
  return { policies: inOrder, problems, attached, ...(service && { bounded: service.bounded, links: service.links }) };
}

/** What no other value leads to, in the order of the text. */
function rootsOf(values: CodeValues): ValueNode[] {
  const { tree } = values.file;
  const outermost = tree.nodes.filter((node) => {
    if (values.read.has(node) || !mayBeRoot(values, node)) return false;
    values.value(node);
    return true;
  });
  return outermost.filter((node) => !values.referenced.has(node)).map((node) => values.value(node));
}

function mayBeRoot(values: CodeValues, node: SyntaxNode): boolean {
  const { file } = values;
  switch (node.type) {
    case "call_expression":
      return mayGivePolicy(values, node);
    case "object":
    case "dictionary":
    case "new_expression":
    case "call":
      return true;
    case "argument_list":
      return (
        node.parent?.children[0] !== undefined &&
        file.text(node.parent.children[0]) !== "dict" &&
        node.children.some((child) => child.type === "keyword_argument")
      );
    case "string":
    case "template_string":
    case "concatenated_string": {
      // A part of a text that is put together is none.
      if (node.parent?.type === "concatenated_string") return false;
      return /^[rRfF]{0,2}["'`]{1,3}(?:\s|\\[nrt\n]){0,200}\{/.test(
        file.tree.text.slice(node.start, Math.min(node.end, node.start + 300)),
      );
    }
    default:
      return false;
  }
}

/** JSON that does not stand as it is: with the escapes of the language, or in a format with doubled braces. */
function escapedText(text: string, { start, end }: SyntaxNode): DecodedText | null {
  const begin = text.indexOf("{", start);
  if (begin < 0 || begin >= end) return null;
  const isFormat = /^[rR]?[fF]/.test(text.slice(start, start + 2));
  const host = /["'`]/.exec(text.slice(start, begin))?.[0] ?? "";
  const style = {
    quote: host === '"' && !text.startsWith('"""', start + (isFormat ? 1 : 0)) ? ('\\"' as const) : ('"' as const),
    isFormat,
    hasEscapes: true,
  };
  return decodeQuoted(text, begin, end, style)?.decoded ?? null;
}

/** The text of strings that stand side by side, in which nothing is written: an edit may go across a joint. */
function joinedText({ file: { tree }, literals }: CodeValues, node: SyntaxNode): DecodedText | null {
  const parts = partsOf(node).map((part) => literals.verbatim(tree, part));
  if (parts.includes(null)) return null;
  const offsets = parts.flatMap((part) =>
    Array.from({ length: part!.end - part!.start }, (_, index) => part!.start + index),
  );
  return {
    text: parts.map((part) => tree.text.slice(part!.start, part!.end)).join(""),
    offsets: [...offsets, parts.at(-1)!.end],
    encode: () => null,
  };
}

function verbatimText(values: CodeValues, value: StringNode | TemplateNode): DecodedText | null {
  const node = values.nodeOf.get(value);
  const { tree } = values.file;
  if (node?.type === "concatenated_string") return joinedText(values, node);
  const inner = node ? values.literals.verbatim(tree, node) : null;
  if (!inner) return node ? escapedText(tree.text, node) : null;
  const text = tree.text.slice(inner.start, inner.end);
  const isLong = inner.quote === "`" || inner.quote.length > 1;
  return {
    text,
    offsets: Array.from({ length: text.length + 1 }, (_, index) => inner.start + index),
    encode: (newText) =>
      newText.includes("\\") ||
      newText.includes(inner.quote) ||
      newText.includes("${") ||
      (!isLong && newText.includes("\n"))
        ? null
        : newText,
    ...(inner.quote === "`" && { parts: substitutions }),
  };
}
