/** The policies of a document, in whatever form it is written. */
import type { SourceDocument } from "../source/document";
import { baseName, type Form, formOf, grammarOf } from "../source/forms";
import { isOfSdk } from "../source/generated";
import type { Grammar, PolicyCodeGrammar } from "../source/grammar";
import type { Source } from "../source/source";
import { longestParsed } from "../source/syntax-tree";
import { hasPlaceToAttach, mayAttach, mayAttachInCode } from "./attached/attached";
import { attachedInCommands, mayAttachInCommands } from "./attached/commands";
import { mayHaveDoor } from "./attached/doors";
import { type Links, noLinks } from "./attached/links";
import { mayUseRole } from "./attached/role-users";
import { mayGenerateInSam } from "./attached/sam-grants";
import { mayBeService, mayGenerateInServerless } from "./attached/serverless-grants";
import { mayGiveToForeign } from "./attached/terraform-modules";
import { locateBuilt } from "./code/built";
import { locateInCode } from "./code/code";
import { mayBuildPolicy } from "./code/may-build";
import { grammarsOfBlocks, locateInDocumentation, mayShowPolicy } from "./documentation";
import { mayHoldPolicy, mayHoldPolicyInCode } from "./gate";
import { locateJson } from "./json";
import type { DeclaredResource, Located, LocatedPolicy } from "./located";
import { locateInNotebook } from "./notebook";
import { locateQuoted, mayQuotePolicy } from "./quoted-json";
import type { CalledPolicy, CallOptions } from "./terraform/called-modules";
import { isTerraformJson } from "./terraform/json-syntax";
import { locateCalled, locateTerraform } from "./terraform/terraform";
import { mayGivePolicy } from "./terraform/unread-documents";
import { locateYaml } from "./yaml";

const nothing: Located = { policies: [], problems: [] };

/** The forms in which policies are read. */
export type PolicyForm = "json" | "yaml" | "hcl" | PolicyCodeGrammar;

const policyForms: ReadonlySet<Form> = new Set<PolicyForm>([
  "json",
  "yaml",
  "hcl",
  "javascript",
  "typescript",
  "tsx",
  "python",
]);

/** The form of a document in which policies are read; null for every other. */
export function policyFormOf(document: SourceDocument): PolicyForm | null {
  const form = formOf(document);
  return policyForms.has(form) ? (form as PolicyForm) : null;
}

/**
 * Finds the policies of a document; what has no policy costs next to nothing and yields no problem.
 * Without the grammar of its form, code and Terraform have none.
 */
export function locatePolicies(source: Source): Located {
  const { document, form } = source;
  if (isOfSdk(document.name)) return nothing;
  if (mayShowPolicy(document, form)) return locateInDocumentation(source, locatePolicies);
  if (form === "notebook" && mayHoldPolicyInCode(document.text)) return locateInNotebook(source, locatePolicies);
  if (mayQuotePolicy(document, form) || mayBuildPolicy(document, form) || mayAttachInCommands(document.text, form))
    return source.generated ? nothing : locateInOther(source);
  return mayHavePolicies(document) || mayAttachPolicies(document) ? locateAll(source, false) : nothing;
}

/** Whether a document may attach policies, or have keys, though it has no policy itself; the test is cheap and passes some that do not. */
export function mayLink(document: SourceDocument): boolean {
  const form = policyFormOf(document);
  if (form === null || !isData(form)) return form !== null && mayBeService(document);
  return (
    (form === "json" && document.text.includes('"resource_changes"')) ||
    (isTerraformJson(document.name) && /"aws_\w|"module"/.test(document.text)) ||
    mayHaveDoor(document.text) ||
    mayUseRole(document.text) ||
    mayGenerate(document) ||
    (form === "hcl" &&
      (document.modules?.some(({ files }) => files.length === 0) ||
        mayGiveToForeign(document.text) ||
        mayGivePolicy(document.text) ||
        /^removed\b/m.test(document.text))) ||
    /\b(?:(?:iamM|m)anagedPolicies|iamPermissionsBoundary|stateMachines|handler|iam)["']?\s{0,20}:|"?States"?\s{0,20}:|AWS::(?:IAM::(?:Group|User(?:ToGroupAddition)?)|SSO::PermissionSet|KMS::Key|EC2::VPCEndpoint|ApiGateway::RestApi|Serverless::Api)\b|\baws_(?:api_gateway_rest_api|kms_key|vpc_endpoint|organizations_policy_attachment|ssoadmin_customer_managed_policy_attachment|iam_\w{1,12}_(?:attachment|membership|policy_attachment))\b/.test(
      document.text,
    )
  );
}

/** Whether a tool may make roles of a document, and give them managed policies of AWS; the test is cheap. */
export function mayGenerate(document: SourceDocument): boolean {
  const form = policyFormOf(document);
  if (form !== "yaml" && form !== "json") return form !== null && form !== "hcl" && mayBeService(document);
  return mayGenerateInSam(document.text) || mayGenerateInServerless(document.text);
}

/** Who has what in a document without a policy. */
export function locateLinks(source: Source): Links {
  return (mayLink(source.document) && locateAll(source, false).links?.()) || noLinks;
}

/** The resources that a template or a module of Terraform declares, whether it has policies or not. */
export function locateDeclared(source: Source): readonly DeclaredResource[] {
  const { form } = source;
  return form === "json" || form === "yaml" || form === "hcl" ? (locateAll(source, false).declared ?? []) : [];
}

/** In languages in which no policy is edited. */
function locateInOther(source: Source): Located {
  const { document, form } = source;
  const quoted = mayQuotePolicy(document, form) ? locateQuoted(source) : nothing;
  if (mayAttachInCommands(document.text, form)) return { ...quoted, attached: attachedInCommands(document.text) };
  if (!mayBuildPolicy(document, form)) return quoted;
  const built = locateBuilt(source, form);
  return { ...built, policies: inOrder([...quoted.policies, ...built.policies]) };
}

function inOrder(policies: readonly LocatedPolicy[]): LocatedPolicy[] {
  return [...policies].sort((a, b) => a.root.span.start - b.root.span.start);
}

/** The same of a text in which a managed policy is about to be named, whatever it names yet. */
export function locateBegun(source: Source): Located {
  return locateAll(source, true);
}

function locateAll(source: Source, isBegun: boolean): Located {
  const { text } = source;
  const form = source.form as PolicyForm;
  if (form === "json") return locateJson(source);
  if (form === "yaml") return locateYaml(source);
  if (!source.parsers || source.generated) return nothing;
  if (text.length > longestParsed) {
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
  return form === "hcl" ? locateTerraform(source, isBegun) : locateInCode(source, form, isBegun);
}

/** The policies of the modules that a document calls, with the values that it gives them. */
export function locateCalledPolicies(source: Source, options?: CallOptions): readonly CalledPolicy[] {
  const { document, text, form, parsers, generated } = source;
  return form === "hcl" &&
    (document.modules || document.templates) &&
    parsers &&
    !generated &&
    text.length <= longestParsed
    ? locateCalled(source, options)
    : [];
}

/** Whether `locatePolicies` would read the document; the test is cheap and passes some that have none. */
export function mayHavePolicies(document: SourceDocument): boolean {
  const form = policyFormOf(document);
  if (form === null) {
    const other = formOf(document);
    if (other === "notebook") return mayHoldPolicyInCode(document.text);
    return mayQuotePolicy(document, other) || mayBuildPolicy(document, other) || mayShowPolicy(document, other);
  }
  if (document.mustHoldPolicy && isData(form)) return true;
  if ((isData(form) ? mayHoldPolicy : mayHoldPolicyInCode)(document.text)) return true;
  const { modules = [], templates = [] } = document;
  return [...modules.flatMap(({ files }) => files), ...templates].some(({ text }) => mayHoldPolicy(text));
}

/** The grammars that the reading of a document wants, those of the blocks in documentation included. */
export function grammarsFor(document: SourceDocument): readonly Grammar[] {
  const { name, text } = document;
  const form = formOf(document);
  const grammar = grammarOf(form);
  if (grammar !== null) return [grammar];
  return mayShowPolicy(document, form) ? grammarsOfBlocks(name, text) : [];
}

/** Whether the document may attach a managed policy of AWS by its name; the test is cheap and passes some that do not. */
export function mayAttachPolicies(document: SourceDocument): boolean {
  const form = policyFormOf(document);
  if (form === null) return mayAttachInCommands(document.text, formOf(document));
  return (isData(form) ? mayAttach : mayAttachInCode)(document.text);
}

/** Whether there is a place in the document for the name of a managed policy, though none may stand there yet. */
export function mayBeginToAttach(document: SourceDocument): boolean {
  return policyFormOf(document) !== null && document.text.length <= longestParsed && hasPlaceToAttach(document.text);
}

/** Whether something of a policy may stand, or be about to be written, in the document: what has only begun counts too. */
export function mayBeginPolicy(document: SourceDocument): boolean {
  const form = policyFormOf(document);
  if (form === null || document.text.length > longestParsed) return false;
  return (
    (isData(form) ? mayHoldPolicy : mayHoldPolicyInCode)(document.text) ||
    /20(?:08|12)-10-17/.test(document.text) ||
    isBlankJson(document)
  );
}

/** Names of JSON files that are something else, however little stands in them. */
const ofOtherTools =
  /^(?:package|tsconfig|jsconfig|settings|launch|tasks|extensions|composer|manifest|angular|nx|project|turbo|lerna|deno|vercel|firebase|renovate|babel|cdk|samconfig|appsettings|planeguard|\.\w{1,40})(?:[.-].{0,40})?$/i;
const foldersOfOtherTools = /(?:^|[\\/])\.(?:vscode|github|devcontainer|idea|config)[\\/]/;

/** Whether the name of a JSON file says that it is of a tool, as package.json and what is in `.vscode` are. */
export function isOfAnotherTool(name: string): boolean {
  const base = baseName(name);
  return foldersOfOtherTools.test(name) || (ofOtherTools.test(base) && !/polic|role|trust/i.test(base));
}

const mostBlank = 300;
const topElements = new Set(["Version", "Id", "Statement"]);

/** Whether a document in JSON holds nothing yet, or nothing but what a policy begins with: it may become one. */
export function isBlankJson(document: SourceDocument): boolean {
  const { name, text } = document;
  if (text.length > mostBlank || policyFormOf(document) !== "json" || isOfAnotherTool(name)) return false;
  const whole = text.trim();
  if (!whole.startsWith("{") || /[{}[\]]/.test(whole.slice(1).replace(/\}$/, ""))) return false;
  return [...text.matchAll(/"([^"\n]*)"[ \t]*:/g)].every(([, key]) => topElements.has(key!));
}

function isData(form: PolicyForm): boolean {
  return form === "json" || form === "yaml" || form === "hcl";
}
