/** Policies in JSON: bare ones, CloudFormation templates, and whatever the AWS CLI and the SDKs take and return. */
import type { SourceDocument } from "../source/document";
import type { StringNode, TemplateNode } from "../value";
import { type DecodedText, locateEmbedded } from "./embedded";
import { findPolicies, type Form } from "./find";
import { looksLikePolicyText } from "./gate";
import { type JsonTree, parseJson } from "../source/json-tree";
import type { Located, SyntaxMistake } from "./located";
import { jsonWriter } from "./write/json-writer";

/** Finds the policies of a JSON document, with comments and trailing commas. */
export function locateJson(document: SourceDocument): Located {
  const { text, mustHoldPolicy = false } = document;
  const tree = parseJson(text);
  const { root, problems, cut } = tree;
  const form: Form = {
    writer: jsonWriter(text),
    isPolicy: mustHoldPolicy,
    embedded: (node, place) => {
      const decoded = decodeJsonString(text, node);
      return decoded ? locateEmbedded(decoded, place, jsonWriter) : { policies: [], problems: [] };
    },
  };
  const found = root ? findPolicies(root, form) : { policies: [], problems: [] };
  const meant = mustHoldPolicy || found.policies.length > 0 || cut || looksLikePolicyText(text);
  const policies = found.policies.map((policy) =>
    policy.root === root ? { ...policy, syntaxErrors: mistakes(tree, document) } : policy,
  );
  return { ...found, policies, problems: [...(meant ? problems : []), ...found.problems] };
}

/** What AWS does not take of a policy that is the whole document; where comments are meant, so are trailing commas. */
function mistakes(
  { problems, trailingCommas }: JsonTree,
  { name, languageId }: SourceDocument,
): readonly SyntaxMistake[] {
  const strict = languageId !== "jsonc" && !/\.(jsonc|json5)$/i.test(name);
  const commas = strict
    ? trailingCommas.map((span) => ({
        message: "In JSON no comma stands behind the last item.",
        span,
        repair: { span, newText: "" },
      }))
    : [];
  return [...problems, ...commas];
}

/** The text of a JSON string, with the place of each of its characters; null for what is no plain string. */
export function decodeJsonString(source: string, node: StringNode | TemplateNode): DecodedText | null {
  const { start, end } = node.span;
  if (source[start] !== '"' || source[end - 1] !== '"') return null;
  const offsets: number[] = [];
  let at = start + 1;
  while (at < end - 1) {
    offsets.push(at);
    at += source[at] !== "\\" ? 1 : source[at + 1] === "u" ? 6 : 2;
  }
  offsets.push(end - 1);
  let text: unknown;
  try {
    text = JSON.parse(source.slice(start, end));
  } catch {
    return null;
  }
  if (typeof text !== "string" || text.length !== offsets.length - 1) return null;
  return { text, offsets, encode: (newText) => JSON.stringify(newText).slice(1, -1) };
}
