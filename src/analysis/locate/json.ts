/** Policies in JSON: bare ones, CloudFormation templates, and whatever the AWS CLI and the SDKs take and return. */
import { decodeJsonString } from "../source/decoded-text";
import type { SourceDocument } from "../source/document";
import type { JsonTree } from "../source/json-tree";
import type { SyntaxMistake } from "../source/problem";
import type { Source } from "../source/source";
import { isTerraformTemplate, parseTemplate, parseTerraformTemplate } from "../source/template-text";
import type { ValueNode } from "../value";
import { boundPermissionSets } from "./attached/terraform";
import { locateComputed, locateEmbedded } from "./embedded";
import { findPolicies, type Form } from "./find";
import { looksLikePolicyText } from "./gate";
import type { Located, LocatedPolicy } from "./located";
import { loneShapes } from "./lone-shapes";
import { attachedInJson, boundInJson, isTerraformJson, linksInJson } from "./terraform/json-syntax";
import { linksInPlan, permissionsInPlan, plannedResources } from "./terraform/plan";
import { jsonWriter } from "./write/json-writer";

/** Finds the policies of a JSON document, with comments and trailing commas. */
export function locateJson({ document, text, json }: Source): Located {
  const { mustHoldPolicy = false } = document;
  const tree = isTerraformTemplate(document.name)
    ? parseTerraformTemplate(text)
    : ((json.problems.length > 0 ? parseTemplate(text) : null) ?? json);
  const { root, problems, cut } = tree;
  const form: Form = {
    writer: jsonWriter(text),
    isPolicy: mustHoldPolicy,
    embedded: (node, place) => {
      const decoded = decodeJsonString(text, node);
      return decoded ? locateEmbedded(decoded, place, jsonWriter) : locateComputed(node, place, jsonWriter);
    },
  };
  const found = root ? findIn(root, form, document) : { policies: [], problems: [] };
  const meant = mustHoldPolicy || found.policies.length > 0 || cut || looksLikePolicyText(text);
  const policies = found.policies.map((policy): LocatedPolicy =>
    policy.root === root
      ? { ...policy, place: { ...policy.place, fileName: document.name }, syntaxErrors: mistakes(tree, document) }
      : policy,
  );
  // Who says what the policy is means a whole one: statements without it are none.
  if (!mustHoldPolicy) policies.push(...loneShapes(text, root ? [root] : [], policies, form.writer));
  return { ...found, policies, problems: [...(meant ? problems : []), ...found.problems] };
}

function findIn(root: ValueNode, form: Form, { name, text }: SourceDocument): Located {
  const plan = plannedResources(root, text);
  if (!plan) {
    const found = findPolicies(root, form);
    const given = { attached: attachedInJson(root), bounded: boundInJson(root), links: () => linksInJson(root) };
    return isTerraformJson(name) ? { ...found, ...given } : found;
  }
  const { resources } = plan;
  const found = resources.map(({ values, place, placed }) => findPolicies(values, form, place, placed));
  return {
    attached: resources.flatMap(({ attached }) => attached),
    bounded: [
      ...resources.flatMap(({ bounded }) => bounded),
      ...boundPermissionSets(plan.module.blocks, plan.module.values),
    ],
    links: () => linksInPlan(plan),
    policies: [
      ...found.flatMap(({ policies }) => policies),
      ...resources.flatMap(({ open }) => open.map((one): LocatedPolicy => ({ ...one, writer: form.writer }))),
      ...permissionsInPlan(plan).map((one): LocatedPolicy => ({ ...one, writer: form.writer })),
    ],
    problems: found.flatMap(({ problems }) => problems),
  };
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
