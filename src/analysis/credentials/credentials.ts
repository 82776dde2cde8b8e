/** Static credentials: what a document holds of them, and how to take them out. The entry of this room. */
import type { CredentialText } from "../rules/credentials/credential-text";
import { isCode } from "../source/forms";
import type { Source } from "../source/source";
import type { Span } from "../text";
import { isApp } from "./app";
import { readCodeKeys } from "./code/code-keys";
import { mayHandOverKeys } from "./code/hand-over";
import { errorsIn } from "./code/verify";
import { readData } from "./data/data-file";
import { dataFixes } from "./data/data-removal";
import { findSecretKeys } from "./data/kubernetes-secret";
import { hardCodedInPipeline } from "./data/pipeline";
import { findRoleShadows } from "./data/role-shadow";
import { findWorkflowKeys, hardCodedFixes, isWorkflow } from "./data/workflow";
import { defaultFixes } from "./default-values";
import { findKeyGroups, type KeyGroup, noHints } from "./key-group";
import { kinds } from "./kinds/generated/index";
import { NotebookKeys } from "./notebook/notebook-keys";
import { otherFixes } from "./other-fixes";
import { withRolesAllowed } from "./settings/told-otherwise";
import { dockerfileFixes, findImageKeys } from "./shell/dockerfile";
import { lineFixes } from "./shell/line-removal";
import { markdownFixes } from "./shell/markdown";
import { TerraformKeys } from "./terraform/terraform-keys";
import type { KeyPart } from "./unparsed/unparsed-keys";
import { urlFixes } from "./url-removal";

export { credentialGate, mayHaveCredentials } from "./gate";

/** Files with the jobs of a service that builds. */
const pipeline =
  /(?:\.gitlab-ci[\w.-]{0,40}|bitbucket-pipelines|\.circleci[\\/][\w-]{1,40}|(?:^|[\\/])\.?(?:pipeline|buildkite|buildspec)|azure-pipelines[\w.-]{0,40}|\.travis|\.drone|appveyor)\.ya?ml$/i;

/** The values of a Helm chart. */
const isChart = /(?:^|[\\/])values[\w.-]{0,60}\.ya?ml$/i;

/** Of which names somebody else needs a value: Terraform asks for its variables, Spring ends where a setting is missing that is no setting of its own. */
function needed(file: string): (name: string) => boolean {
  if (/\.tfvars$/i.test(file)) return () => true;
  if (/\.properties$/i.test(file)) return (name) => !/^(?:spring\.)?cloud\.aws\.credentials\./.test(name);
  return () => false;
}

/** Every static credential of a document. Without parsers keys are found all the same; code is then not followed and gets no fixes. */
export function readCredentials(source: Source): CredentialText {
  const { document, form, text } = source;
  if (source.generated)
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
  const isNotebook = form === "notebook";
  const handsOver = isCode(form) && mayHandOverKeys(text, form);
  const code = handsOver ? readCodeKeys(source, form) : isNotebook ? NotebookKeys.read(source) : null;
  const terraform = form === "hcl" ? TerraformKeys.read(source) : null;
  const serviceKeys = kinds
    .flatMap(({ id, roleTakesOver, find }) => [...find(text)].map((found) => ({ ...found, kind: id, roleTakesOver })))
    .sort((a, b) => a.span.start - b.span.start);
  // The user name of an SMTP password is an access key id: they are one credential.
  const userNames = new Set(serviceKeys.map(({ userName }) => userName));
  const data = readData(source);
  const groups = findKeyGroups(text, (code ?? terraform)?.hints() ?? noHints).filter(
    ({ id, secret }) => !id || secret || !userNames.has(id.span.start),
  );
  if (data) groups.push(...findSecretKeys(data));
  const inApp = groups.length > 0 && isApp(document);
  // What a grammar reads has to be read as well as before.
  const reads = (changed: string): boolean => {
    if (!isCode(form)) return true;
    const after = source.syntaxOf(form, changed);
    return after !== null && errorsIn(after) <= errorsIn(source.syntax(form)!);
  };
  const withoutCode = (parts: readonly Span[]) => {
    // A job that loses its key has to sign in in another way.
    if (data && (pipeline.test(document.name) || (form === "yaml" && isWorkflow(data))))
      return (
        hardCodedFixes(data, parts) ??
        hardCodedInPipeline(data, parts) ??
        dataFixes(data, parts).map((fix) => ({ ...fix, kind: "suggestion" as const }))
      );
    if (data) {
      // The templates of a chart read its values by their names.
      const fixes = withRolesAllowed(text, dataFixes(data, parts));
      return isChart.test(document.name) ? fixes.map((fix) => ({ ...fix, kind: "suggestion" as const })) : fixes;
    }
    if (terraform) return terraform.fixes(parts);
    if (form === "dockerfile") return dockerfileFixes(text, parts);
    if (form === "markdown") return markdownFixes(text, parts);
    if (form === "assignments") return withRolesAllowed(text, lineFixes(text, parts, form, needed(document.name)));
    return form === "shell" || form === "powershell" ? lineFixes(text, parts, form, needed(document.name)) : [];
  };
  return {
    document,
    form,
    keys: groups.map((group) => ({
      ...group,
      inApp,
      fixes: () => {
        // Nothing that is done to the file keeps the key from who has the app.
        if (inApp) return code?.fixes(group).filter(({ dependency }) => dependency !== undefined) ?? [];
        const parts = [group.id, group.secret, group.token].flatMap((part) => (part ? [part.span] : []));
        const [inText] = [...urlFixes(text, parts), ...defaultFixes(document.name, text, parts)];
        if (inText) return [inText];
        const read = code?.fixes(group) ?? withoutCode(parts);
        return read.length > 0 ? read : otherFixes(document, partsOf(group), reads);
      },
    })),
    // Without a credential that no role takes over from, something would stop.
    serviceKeys: serviceKeys.map((key) => ({
      ...key,
      fixes: () => (key.roleTakesOver ? withoutCode([key.span]) : []),
    })),
    staticProviders: (code ?? terraform)?.staticProviders() ?? [],
    workflowKeys: form === "yaml" && data ? findWorkflowKeys(data) : [],
    roleShadows: data ? findRoleShadows(data) : form === "dockerfile" ? findImageKeys(text) : [],
    problems: isNotebook && source.notebook.problem ? [source.notebook.problem] : [],
  };
}

/** The parts of a key that stand in the text. */
function partsOf({ id, secret, token }: KeyGroup): KeyPart[] {
  return [
    ...(id ? [{ span: id.span, role: "id" as const }] : []),
    ...(secret ? [{ span: secret.span, role: "secret" as const }] : []),
    ...(token ? [{ span: token.span, role: "token" as const }] : []),
  ];
}
