/** Static credentials: what a document holds of them, and how to take them out. The entry of this room. */
import type { SourceDocument } from "../source/document";
import type { CredentialText } from "../rules/credentials/credential-text";
import type { Parsers } from "../source/grammar";
import type { Span } from "../text";
import { readCodeKeys } from "./code/code-keys";
import { readData } from "./data/data-file";
import { dataFixes } from "./data/data-removal";
import { findSecretKeys } from "./data/kubernetes-secret";
import { findRoleShadows } from "./data/role-shadow";
import { findWorkflowKeys } from "./data/workflow";
import { formOf, grammarOf } from "../source/forms";
import { findKeyGroups, noHints } from "./key-group";
import { isGenerated } from "./look-alikes";
import { readNotebook } from "../source/notebook";
import { NotebookKeys } from "./notebook/notebook-keys";
import { findServiceKeys } from "./service-keys";
import { dockerfileFixes, findImageKeys } from "./shell/dockerfile";
import { lineFixes } from "./shell/line-removal";
import { markdownFixes } from "./shell/markdown";
import { TerraformKeys } from "./terraform/terraform-keys";

export { grammarsFor } from "../source/forms";
export { credentialGate } from "./gate";

/** Every static credential of a document. Without parsers keys are found all the same; code is then not followed and gets no fixes. */
export function readCredentials(document: SourceDocument, parsers: Parsers | null): CredentialText {
  const { text } = document;
  const form = formOf(document);
  if (isGenerated(document))
    return {
      document,
      form,
      keys: [],
      serviceKeys: [],
      staticProviders: [],
      workflowKeys: [],
      roleShadows: [],
      problems: [],
    };
  const grammar = grammarOf(document);
  const notebook = form === "notebook" ? readNotebook(text) : null;
  const code = !parsers
    ? null
    : grammar
      ? readCodeKeys(parsers, grammar, text)
      : notebook && NotebookKeys.read(parsers, text, notebook);
  const terraform = form === "hcl" && parsers ? TerraformKeys.read(parsers, text) : null;
  const serviceKeys = findServiceKeys(text);
  // The user name of an SMTP password is an access key id: they are one credential.
  const userNames = new Set(serviceKeys.map(({ userName }) => userName));
  const data = form === "json" || form === "yaml" ? readData(form, text) : null;
  const groups = findKeyGroups(text, (code ?? terraform)?.hints() ?? noHints).filter(
    ({ id, secret }) => !id || secret || !userNames.has(id.span.start),
  );
  if (data) groups.push(...findSecretKeys(data));
  const withoutCode = (parts: readonly Span[]) => {
    if (data) return dataFixes(data, parts);
    if (terraform) return terraform.fixes(parts);
    if (form === "dockerfile") return dockerfileFixes(text, parts);
    if (form === "markdown") return markdownFixes(text, parts);
    return form === "assignments" || form === "shell" || form === "powershell" ? lineFixes(text, parts, form) : [];
  };
  return {
    document,
    form,
    keys: groups.map((group) => ({
      ...group,
      fixes: () =>
        code?.fixes(group) ??
        withoutCode([group.id, group.secret, group.token].flatMap((part) => (part ? [part.span] : []))),
    })),
    // Only Bedrock takes the credentials of a role in the place of its key; without the others something would stop.
    serviceKeys: serviceKeys.map((key) => ({
      ...key,
      fixes: () => (key.kind.startsWith("bedrock") ? withoutCode([key.span]) : []),
    })),
    staticProviders: (code ?? terraform)?.staticProviders() ?? [],
    workflowKeys: form === "yaml" && data ? findWorkflowKeys(data) : [],
    roleShadows: data ? findRoleShadows(data) : form === "dockerfile" ? findImageKeys(text) : [],
    problems: notebook?.problem ? [notebook.problem] : [],
  };
}
