/** The policies of a document, in whatever form it is written. */
import { longestParsed } from "../source/syntax-tree";
import { isGenerated } from "../credentials/look-alikes";
import type { SourceDocument } from "../source/document";
import type { Grammar, Parsers, PolicyCodeGrammar } from "../source/grammar";
import { tableOf } from "../table";
import { locateInCode } from "./code/code";
import { mayHoldPolicy, mayHoldPolicyInCode } from "./gate";
import { locateJson } from "./json";
import type { Located } from "./located";
import { locateTerraform } from "./terraform/terraform";
import { locateYaml } from "./yaml";

const nothing: Located = { policies: [], problems: [] };

/**
 * Finds the policies of a document; what has no policy costs next to nothing and yields no problem.
 * Without the parser that `grammarsForPolicies` asks for, code and Terraform have none.
 */
export function locatePolicies(document: SourceDocument, parsers: Parsers | null): Located {
  const form = policyFormOf(document);
  if (!form) return nothing;
  if (form === "json") return locateJson(document);
  if (form === "yaml") return locateYaml(document);
  if (!parsers || isGenerated(document)) return nothing;
  if (document.text.length > longestParsed) {
    return {
      policies: [],
      problems: [
        {
          message: "This file is over 1 million characters long: its policies were not checked.",
          span: { start: 0, end: 0 },
        },
      ],
    };
  }
  return form === "hcl" ? locateTerraform(document, parsers) : locateInCode(document, form, parsers);
}

/** Whether `locatePolicies` would read the document; the test is cheap and passes some that have none. */
export function mayHavePolicies(document: SourceDocument): boolean {
  return policyFormOf(document) !== null;
}

/** The grammars that `locatePolicies` wants for a document. */
export function grammarsForPolicies(document: SourceDocument): Grammar[] {
  const form = policyFormOf(document);
  return form === null || form === "json" || form === "yaml" ? [] : [form];
}

/** Whether something of a policy may stand, or be about to be written, in the document: what has only begun counts too. */
export function mayBeginPolicy(document: SourceDocument): boolean {
  const form = formOf(document);
  if (form === null || document.text.length > longestParsed) return false;
  return (isData(form) ? mayHoldPolicy : mayHoldPolicyInCode)(document.text) || /20(?:08|12)-10-17/.test(document.text);
}

/** The grammars that a document wants while it is written. */
export function grammarsToComplete(document: SourceDocument): Grammar[] {
  const form = formOf(document);
  return form === null || form === "json" || form === "yaml" ? [] : [form];
}

export type PolicyForm = "json" | "yaml" | "hcl" | PolicyCodeGrammar;

const formOfLanguage: { readonly [languageId: string]: PolicyForm | undefined } = tableOf({
  json: "json",
  jsonc: "json",
  jsonl: "json",
  yaml: "yaml",
  cloudformation: "yaml",
  "cloudformation-yaml": "yaml",
  "cloudformation-json": "json",
  terraform: "hcl",
  opentofu: "hcl",
  hcl: "hcl",
  javascript: "javascript",
  javascriptreact: "javascript",
  typescript: "typescript",
  typescriptreact: "tsx",
  python: "python",
});
const formOfEnding: { readonly [ending: string]: PolicyForm | undefined } = tableOf({
  json: "json",
  jsonc: "json",
  json5: "json",
  yaml: "yaml",
  yml: "yaml",
  tf: "hcl",
  tofu: "hcl",
  hcl: "hcl",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  tsx: "tsx",
  py: "python",
});

/** By the language, else by the ending of the name, else by the first characters; null for what holds no policy that we can read. */
export function formOf({ languageId, name, text }: SourceDocument): PolicyForm | null {
  const known = formOfLanguage[languageId ?? ""] ?? formOfEnding[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ""];
  if (known) return known;
  if (/\.(template|tpl|policy|txt)$|(^|[\\/])[^.\\/]*$/i.test(name) || languageId === "plaintext") {
    if (/^\s*[{[]/.test(text)) return "json";
    if (/^(AWSTemplateFormatVersion|Resources|Transform|Version|Statement)\s*:/m.test(text)) return "yaml";
  }
  return null;
}

function isData(form: PolicyForm): boolean {
  return form === "json" || form === "yaml" || form === "hcl";
}

/** The form, where the text can hold a policy at all. */
function policyFormOf(document: SourceDocument): PolicyForm | null {
  const form = formOf(document);
  if (form === null || (document.mustHoldPolicy && isData(form))) return form;
  return (isData(form) ? mayHoldPolicy : mayHoldPolicyInCode)(document.text) ? form : null;
}
