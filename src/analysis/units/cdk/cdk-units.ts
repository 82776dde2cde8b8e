/** The functions that a program of AWS CDK makes, with their code and their environment (AWS CDK: aws-lambda, aws-lambda-nodejs, aws-lambda-python-alpha). */
import type { ManagedPolicies } from "../../../catalog/managed-policies";
import type { CodeFile } from "../../code/code-file";
import { literalsOf } from "../../locate/code/literals";
import { CodeValues } from "../../locate/code/values";
import type { LocatedPolicy } from "../../locate/located";
import type { PolicyCodeGrammar } from "../../source/grammar";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { TextPart } from "../../value";
import { compiledLanguage, entryOfHandler } from "../handlers";
import { codeInText } from "../inline-code";
import { codeOfCompiled, codeOfImage, type CompiledCode, type DeclaredUnit, type UnitCode } from "../unit";
import { pathsOf } from "./asset-paths";
import { Constructs, type Properties } from "./constructs";
import { cdkName } from "./declarations";
import { writtenText } from "./inline-text";
import { namedValue, partsOfExpression } from "./named-values";
import type { AppReading } from "./role-policies";
import { CdkRoles } from "./roles";
import { mayMakeTasks, unitsOfTaskAt } from "./tasks";
import { usesOf } from "./uses";

const functions = new Set(["Function", "NodejsFunction", "PythonFunction", "DockerImageFunction", "GoFunction"]);
const longestName = 100;

/** A file of CDK as it was read, with the functions in it. */
export interface CdkApp {
  readonly reading: AppReading;
  readonly functions: readonly CdkFunction[];
  /** Containers of Amazon ECS. */
  readonly tasks: readonly DeclaredUnit[];
}

export interface CdkFunction {
  readonly made: SyntaxNode;
  readonly unit: DeclaredUnit;
}

export function readCdk(
  file: CodeFile,
  grammar: PolicyCodeGrammar,
  { located, managed }: { readonly located: readonly LocatedPolicy[]; readonly managed: ManagedPolicies },
): CdkApp {
  const constructs = new Constructs(file, grammar === "python");
  const reading: AppReading = { constructs, values: new CodeValues(file, literalsOf[grammar]), located, managed };
  const roles = new CdkRoles(reading);
  const environment = (expression: SyntaxNode | undefined) => environmentOf(reading, expression);
  return {
    reading,
    functions: file.tree.nodes.flatMap((node) => functionAt(reading, roles, node) ?? []),
    tasks: mayMakeTasks.test(file.tree.text)
      ? file.tree.nodes.flatMap((node) => unitsOfTaskAt(reading, roles, node, madeName(file, node), environment))
      : [],
  };
}

/** The class of CDK of which a node makes an object: `ecs.FargateTaskDefinition`; null for others. */
function madeName(file: CodeFile, node: SyntaxNode): string | null {
  if (node.type !== "new_expression" && node.type !== "call") return null;
  const callee = calleeOf(node);
  return callee && cdkName(file, callee);
}

function functionAt(reading: AppReading, roles: CdkRoles, node: SyntaxNode): CdkFunction | null {
  if (node.type !== "new_expression" && node.type !== "call") return null;
  const { constructs } = reading;
  const { file } = constructs;
  const construct = calledName(file, node);
  if (construct === null || !functions.has(construct)) return null;
  const id = file.argumentsOf(node)[1];
  const name = id && constructs.textOf(id);
  if (!name || (node.type === "new_expression" && !file.argumentsOf(node)[2])) return null;
  const properties = constructs.propertiesOf(node);
  const code = codeOf(file, construct, properties.of);
  if (!code) return null;
  const unit: DeclaredUnit = {
    name,
    kind: "lambda",
    at: spanOf(id),
    code,
    environment: new Map([
      ...environmentOf(reading, properties.of.get("environment")),
      ...addedVariables(reading, node),
    ]),
    role: roles.roleOf(node, name, id, properties),
  };
  return { made: node, unit };
}

/** The last part of the name of what is called, or constructed; null for other expressions. */
function calledName(file: CodeFile, node: SyntaxNode): string | null {
  const callee = calleeOf(node);
  return callee && file.ownName(callee);
}

function textOf(file: CodeFile, expression: SyntaxNode): string | null {
  return file.language.literal(file.tree, file.resolve(expression).base)?.text ?? null;
}

function codeOf(file: CodeFile, construct: string, properties: Properties["of"]): UnitCode | null {
  const rest = { folder: ".", layers: [], hasMore: properties.has("layers") };
  const of = (name: string) => properties.get(name);
  if (construct === "DockerImageFunction") return imageCode(file, of("code"));
  const entry = of("entry");
  if (construct === "GoFunction")
    return entry ? compiledCode("go", "bootstrap", pathsOf(file, entry), [], rest.hasMore) : null;
  const handler = of("handler");
  const name = (handler && textOf(file, handler)) ?? (construct === "Function" ? null : "handler");
  if (construct === "NodejsFunction") {
    const paths = entry ? pathsOf(file, entry) : [];
    return paths.length > 0 && name !== null ? { ...rest, entries: paths, handler: name } : null;
  }
  if (name === null) return null;
  if (construct === "PythonFunction") {
    const index = of("index");
    const main = (index && textOf(file, index)) ?? "index.py";
    return entry ? { ...rest, entries: pathsOf(file, entry).map((path) => `${path}/${main}`), handler: name } : null;
  }
  const asset = of("code");
  const call = asset && file.resolve(asset).base;
  const runtime = of("runtime");
  const inline = call && inlineCode(file, call, name, runtime ? file.ownName(runtime) : "");
  if (inline) return { ...inline, hasMore: inline.hasMore || rest.hasMore };
  const [given] = call && /^from_?asset$/i.test(calledName(file, call) ?? "") ? file.argumentsOf(call) : [];
  if (!given) return null;
  const paths = pathsOf(file, given);
  const language = compiledLanguage(runtime ? file.ownName(runtime) : "");
  if (language) return compiledCode(language, name, paths, textsIn(file, call!), rest.hasMore);
  const { entry: module, name: called } = entryOfHandler(name, runtime ? file.ownName(runtime) : "");
  return paths.length > 0 ? { ...rest, entries: paths.map((path) => `${path}/${module}`), handler: called } : null;
}

function compiledCode(
  language: CompiledCode["language"],
  handler: string,
  paths: readonly string[],
  commands: readonly string[],
  hasMore: boolean,
): UnitCode | null {
  return paths.length > 0 ? codeOfCompiled({ language, handler, paths, target: null, commands }, hasMore) : null;
}

/** So many texts of what is bundled are looked at. */
const mostTexts = 50;

/** The texts in an asset: commands that bundle it are among them. */
function textsIn(file: CodeFile, call: SyntaxNode): readonly string[] {
  const found: string[] = [];
  const visit = (node: SyntaxNode): void => {
    const text = file.language.literal(file.tree, node)?.text;
    if (text !== undefined) found.push(text);
    else if (found.length < mostTexts) node.children.forEach(visit);
  };
  visit(call);
  return found;
}

/** `Code.fromInline("…")`, where the text is written out. */
function inlineCode(file: CodeFile, call: SyntaxNode, handler: string, runtime: string): UnitCode | null {
  const [given] = /^(?:from_?inline|inline|InlineCode)$/i.test(calledName(file, call) ?? "")
    ? file.argumentsOf(call)
    : [];
  const written = given && writtenText(file, childOf(given, "value") ?? given);
  return written ? codeInText(written, handler, runtime, written.hasHoles) : null;
}

/** `DockerImageCode.fromImageAsset("src", { cmd: ["app.handler"] })`. */
function imageCode(file: CodeFile, code: SyntaxNode | undefined): UnitCode | null {
  const call = code && file.resolve(code).base;
  const [folder, options] =
    call && /^from_?image_?asset$/i.test(calledName(file, call) ?? "") ? file.argumentsOf(call) : [];
  if (!folder || !call) return null;
  const entries =
    options?.type === "keyword_argument" ? [] : ((options && file.entries(file.resolve(options).base)) ?? []);
  const named = file.argumentsOf(call).flatMap((one) => (one.type === "keyword_argument" ? [one] : []));
  const given = (key: string): SyntaxNode | undefined =>
    entries.find((one) => one.key === key)?.value ??
    named.flatMap((one) => (file.text(childOf(one, "name")!) === key ? (childOf(one, "value") ?? []) : []))[0];
  const [command, dockerfile] = [given("cmd"), given("file")];
  const parts = command && file.resolve(command).base.children.filter((one) => one.named);
  const first = parts?.[0] && textOf(file, parts[0]);
  if (command && !first) return null;
  const name = dockerfile ? textOf(file, dockerfile) : "Dockerfile";
  const contexts = pathsOf(file, folder);
  return name !== null && contexts.length > 0 ? codeOfImage({ contexts, file: name, command: first ?? null }) : null;
}

/** An expression of which nothing is known stands as it is written. */
function environmentOf(
  reading: AppReading,
  expression: SyntaxNode | undefined,
): ReadonlyMap<string, readonly TextPart[] | null> {
  if (!expression) return new Map();
  const { file } = reading.constructs;
  const entries = file.entries(file.resolve(expression).base) ?? [];
  return new Map(entries.flatMap(({ key, value }) => (key === null ? [] : [[key, variable(reading, value)] as const])));
}

/** `fn.addEnvironment("TABLE", table.tableName)`. */
function addedVariables(reading: AppReading, made: SyntaxNode): [string, readonly TextPart[] | null][] {
  const { constructs } = reading;
  const { file } = constructs;
  return usesOf(constructs, made).at.flatMap((use): [string, readonly TextPart[] | null][] => {
    const member = use.parent && file.language.member(file.tree, use.parent);
    const call = use.parent?.parent;
    if (!call || !member || !/^add_?environment$/i.test(member.key)) return [];
    const [key, value] = file.argumentsOf(call).map((one) => childOf(one, "value") ?? one);
    const name = key && constructs.textOf(key);
    return name && value ? [[name, variable(reading, value)]] : [];
  });
}

function variable(reading: AppReading, expression: SyntaxNode): readonly TextPart[] | null {
  const { constructs } = reading;
  const text = constructs.textOf(expression);
  if (text !== null) return [text];
  const parts = partsOfExpression(constructs, expression);
  if (parts) return parts;
  const value = namedValue(reading, expression);
  if (value.kind === "string") return [value.value];
  if (value.kind === "template") return value.parts;
  const written = constructs.file.text(expression);
  return written.length <= longestName && /^[\w.]+$/.test(written) ? [{ name: written }] : null;
}
