/** The units of a workspace: what declares them, and their programs. */
import { basename, dirname } from "node:path";

import { readCode } from "../../analysis/code/code-file";
import { resourcesOf } from "../../analysis/locate/cloudformation";
import { declaredInTemplate } from "../../analysis/locate/declared";
import { locatePolicies } from "../../analysis/locate/locate";
import { jsonWriter } from "../../analysis/locate/write/json-writer";
import { yamlWriter } from "../../analysis/locate/write/yaml-writer";
import { Source } from "../../analysis/source/source";
import { readCdk } from "../../analysis/units/cdk/cdk-units";
import { unitsOfServerless } from "../../analysis/units/serverless-units";
import { roleOfTemplate, unitsOfTemplate } from "../../analysis/units/template-units";
import { roleOfTerraform, unitsOfTerraform } from "../../analysis/units/terraform-units";
import { textInTemplate } from "../../analysis/units/text-in-template";
import type { DeclaredUnit, UnitRole } from "../../analysis/units/unit";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { loadParsers } from "../../data/grammars";
import { loadManagedPolicies } from "../../data/managed-policies-file";
import { configurationFile } from "../configuration/configuration";
import type { CodeFiles, CodeText } from "./code-files";
import { withCompiledCode } from "./compiled-code";
import { configuredUnits } from "./configured-units";
import { withImageCode } from "./image-code";
import { isReadable, mayBeWorkflow, mayDeclareUnits, type ReadableForm, unitInTerraform } from "./may-declare";
import { programOf } from "./program";
import { moduleOf, type TerraformModule } from "./terraform-module";
import type { Unit, UnitReading } from "./unit";
import { type RolesDocument, unitsOfWorkflow } from "./workflow-units";

type Parsers = Awaited<ReturnType<typeof loadParsers>>;

/**
 * The units that a document declares, with their programs. Never rejects for what a document holds.
 * @param paths all files of the workspace, absolute: a workflow may run as a role that another of them declares
 */
export async function unitsIn(
  document: CodeText,
  code: CodeFiles,
  paths: () => Iterable<string> | Promise<Iterable<string>>,
): Promise<readonly Unit[]> {
  if (!mayDeclareUnits(document)) return [];
  if (mayBeWorkflow(document)) return unitsOfWorkflow(document, code, await paths(), (one) => rolesIn(one, code));
  if (basename(document.path) === configurationFile) return configuredUnits(document, code);
  if (isReadable(document.form)) return unitsOfApp(document, document.form, code);
  const managed = await loadManagedPolicies();
  if (document.form === "hcl") {
    const module = moduleOf(document, code, (text) => unitInTerraform.test(text));
    return module ? unitsOfModule(module, managed, code) : [];
  }
  const reading = readTemplate(document, managed);
  return reading.units.map((written) => {
    const declared = withSources(written, dirname(document.path), code);
    const program = declared.code && programOf(declared.code, document, code);
    return { declared, document, program, reading };
  });
}

/** What a document says of its roles, whether it declares units or not. */
async function rolesIn(document: CodeText, code: CodeFiles): Promise<RolesDocument | null> {
  const managed = await loadManagedPolicies();
  if (document.form === "yaml" || document.form === "json")
    return { document, reading: readTemplate(document, managed) };
  const module = document.form === "hcl" ? moduleOf(document, code, (text) => /\baws_iam_role\b/.test(text)) : null;
  const reading = module && readModule(module.document, managed, await loadParsers(["hcl"]));
  return reading && { document: module.document, parts: module.parts, reading };
}

/** The unit with its code where an image or a build has it. */
function withSources(declared: DeclaredUnit, folder: string, code: CodeFiles): DeclaredUnit {
  return withCompiledCode(withImageCode(declared, folder, code), folder, code);
}

function readTemplate(document: CodeText, managed: ManagedPolicies): UnitReading {
  const { path, text, form } = document;
  const source = new Source({ name: path, text }, null);
  const { policies: located, problems } = locatePolicies(source);
  const templates = (form === "yaml" ? source.yaml.roots : [source.json.root]).flatMap((root) => root ?? []);
  return {
    terms: "cloudformation",
    resources: templates.flatMap((root) => resourcesOf(root).map(declaredInTemplate)),
    units: templates.flatMap((root) => [
      ...unitsOfServerless(root, { managed, located }),
      ...unitsOfTemplate(root, { managed, located, textOf: (node) => textInTemplate(source, node) }),
    ]),
    problems: problems.length,
    templates,
    writer: form === "yaml" ? yamlWriter(text, source.yaml) : jsonWriter(text),
    roleCalled: (name) =>
      templates.reduce<UnitRole | null>(
        (found, root) => found ?? roleOfTemplate(root, { managed, located }, name),
        null,
      ),
    again: (other) => readTemplate({ ...document, text: other }, managed),
  };
}

async function unitsOfModule(
  { document, parts }: TerraformModule,
  managed: ManagedPolicies,
  code: CodeFiles,
): Promise<readonly Unit[]> {
  const reading = readModule(document, managed, await loadParsers(["hcl"]));
  return (reading?.units ?? []).map((written) => {
    const declared = withSources(written, dirname(document.path), code);
    const program = declared.code && programOf(declared.code, document, code);
    return { declared, document, parts, program, reading: reading! };
  });
}

function readModule(document: CodeText, managed: ManagedPolicies, parsers: Parsers): UnitReading | null {
  const source = new Source({ name: document.path, text: document.text }, parsers);
  const tree = source.syntax("hcl");
  if (!tree) return null;
  const { policies: located, declared = [], problems } = locatePolicies(source);
  return {
    terms: "terraform",
    resources: declared,
    units: unitsOfTerraform(tree, { managed, located }),
    problems: problems.length,
    templates: [],
    writer: null,
    roleCalled: (name) => roleOfTerraform(tree, { managed, located }, name),
    again: (text) => readModule({ ...document, text }, managed, parsers),
  };
}

/** Functions of an app of CDK, as far as their code is found. */
async function unitsOfApp(document: CodeText, form: ReadableForm, code: CodeFiles): Promise<readonly Unit[]> {
  const managed = await loadManagedPolicies();
  const reading = readApp(document, form, managed, await loadParsers([form]));
  return (reading?.units ?? []).flatMap((written): Unit[] => {
    const declared = withSources(written, dirname(document.path), code);
    const program = declared.code && programOf(declared.code, document, code);
    // A container that is not followed runs beside the others as their role.
    return program || declared.kind === "ecs" ? [{ declared, document, program, reading: reading! }] : [];
  });
}

function readApp(
  document: CodeText,
  form: ReadableForm,
  managed: ManagedPolicies,
  parsers: Parsers,
): UnitReading | null {
  const source = new Source({ name: document.path, text: document.text }, parsers);
  const file = readCode(source.syntax(form), form);
  if (!file) return null;
  const { policies: located, problems } = locatePolicies(source);
  const app = readCdk(file, form, { located, managed });
  return {
    terms: "none",
    resources: [],
    units: [...app.functions.map(({ unit }) => unit), ...app.tasks],
    problems: problems.length,
    templates: [],
    writer: null,
    app,
    again: (text) => readApp({ ...document, text }, form, managed, parsers),
  };
}
