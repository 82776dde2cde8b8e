/** Where JavaScript and TypeScript hand keys to AWS clients: SDK v3, SDK v2, and the environment that they set themselves. */
import type { CodeFile } from "../../code/code-file";
import type { Entry } from "../../code/language";
import { lazily } from "../../lazily";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { type KeyRole, roleOfName } from "../names";
import { assumeRole, cognito, importEdit } from "./javascript-alternatives";
import {
  closed,
  endpointIn,
  follows,
  type KeyLanguage,
  type KeyUse,
  type OpenUse,
  openUse,
  type OutsideRead,
  withEndpoint,
} from "./key-use";

const keyProperties: Readonly<Record<string, KeyRole>> = tableOf({
  accessKeyId: "id",
  secretAccessKey: "secret",
  sessionToken: "token",
});
const endpointProperties = new Set(["endpoint", "endpointUrl", "baseEndpoint"]);

/** Clients that look for credentials themselves when they are given none. Signers do not, so they are not among them. */
const client = /^(?:@aws-sdk\/client-[\w-]+\.\w+|@aws-sdk\/rds-signer\.Signer|(?:aws-sdk|AWS)(?:[/.].*)?)$/;
/** Without an import nothing but the name tells. */
const clientName = /^[A-Z]\w*Client$/;
const config = /^(?:aws-sdk|AWS)(?:\/global)?(?:\.AWS)?\.config/;

function javascriptUses(code: CodeFile): KeyUse[] {
  const uses: OpenUse[] = [];
  const assigned = new Map<SyntaxNode, OpenUse>();
  const areAsked = lazily(() => areAskedLater(code));
  for (const node of code.tree.nodes) {
    const use =
      node.type === "new_expression" || node.type === "call_expression"
        ? clientUse(code, node, areAsked)
        : node.type === "assignment_expression"
          ? assignmentUse(code, node, assigned, areAsked)
          : null;
    if (use && Object.keys(use.keys).length > 0) uses.push(use);
  }
  return uses.map(closed);
}

/** `new S3Client(options)`, `new AWS.S3(options)`, `AWS.config.update(options)`. */
function clientUse(code: CodeFile, call: SyntaxNode, areAsked: () => boolean): OpenUse | null {
  const callee = childOf(call, call.type === "new_expression" ? "constructor" : "function");
  const options = argumentsOf(call)[0];
  if (!callee || !options || !takesOptions(code, call, callee)) return null;
  const use = openUse();
  readOptions(code, options, use);
  // Version 2 has providers of its own.
  if (/^(?:aws-sdk|AWS)\b/.test(code.qualified(callee) ?? "")) {
    use.option = null;
    use.cannotGo = areAsked();
  }
  return use;
}

function takesOptions(code: CodeFile, call: SyntaxNode, callee: SyntaxNode): boolean {
  const name = code.qualified(callee);
  if (name === null) return false;
  if (call.type === "call_expression") return config.test(name) && name.endsWith(".config.update");
  return !/\.(?:Credentials|\w+Credentials|Endpoint)$/.test(name) && (client.test(name) || clientName.test(name));
}

function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  const list = childOf(call, "arguments");
  return list ? partsOf(list) : [];
}

/** Reads the options of a client, with what is spread into them. */
function readOptions(code: CodeFile, expression: SyntaxNode, use: OpenUse): void {
  const { base, path } = code.resolve(expression);
  const entries = path.length === 0 ? code.entries(base) : null;
  if (!entries) {
    withEndpoint(use, "unknown");
    return;
  }
  use.tolerant.push(expression);
  for (const entry of entries) {
    if (!follows(use)) return;
    const role = entry.key === null ? undefined : keyProperties[entry.key];
    if (entry.key === null) readOptions(code, entry.value, use);
    else if (role) take(use, role, entry.value, entry.node);
    else if (entry.key === "credentials") readCredentialsOption(code, entry, use);
    else if (endpointProperties.has(entry.key)) withEndpoint(use, endpointIn(code, entry.value, readOutside));
    else if (/^(?:s3)?forcePathStyle$/i.test(entry.key))
      withEndpoint(use, use.endpoint === "aws" ? "unknown" : use.endpoint);
  }
}

function take(use: OpenUse, role: KeyRole, value: SyntaxNode, node: SyntaxNode): void {
  use.keys[role] = value;
  use.removals.push(node);
}

function readCredentialsOption(code: CodeFile, option: Entry, use: OpenUse): void {
  if (!readCredentials(code, option.value, use)) return;
  use.removals.push(option.node);
  use.option = { entry: option.node, value: option.value };
}

/** Objects spread into objects; while code is typed, one may seem to hold itself. */
const deepest = 8;

/** Reads an expression for credentials: an object, `new AWS.Credentials(…)`, or a function that gives one of them. */
function readCredentials(code: CodeFile, expression: SyntaxNode, use: OpenUse, depth = 0): boolean {
  const { base, path } = code.resolve(expression);
  if (path.length > 0 || depth > deepest) return false;
  const given = givenBy(code, base);
  if (given) return readCredentials(code, given, use, depth + 1);
  const values = base.type === "new_expression" ? credentialsArguments(code, base) : code.entries(base);
  if (!values) return false;
  let found = false;
  for (const { key, value } of values) {
    if (!follows(use)) break;
    const role = key === null ? undefined : keyProperties[key];
    if (role) use.keys[role] = value;
    if (role || (key === null && readCredentials(code, value, use, depth + 1))) found = true;
  }
  return found;
}

/** What `() => value`, `async () => value`, `Promise.resolve(value)` and `fromStatic(value)` give. */
function givenBy(code: CodeFile, base: SyntaxNode): SyntaxNode | null {
  if (base.type === "arrow_function") {
    const body = childOf(base, "body")!;
    return body.type === "statement_block" ? null : body;
  }
  if (base.type !== "call_expression") return null;
  return /^(?:Promise\.resolve|Object\.freeze|fromStatic)$/.test(code.name(childOf(base, "function")!))
    ? (argumentsOf(base)[0] ?? null)
    : null;
}

function credentialsArguments(
  code: CodeFile,
  construction: SyntaxNode,
): readonly Pick<Entry, "key" | "value">[] | null {
  if (!/(?:^|\.)Credentials$/.test(code.qualified(childOf(construction, "constructor")!) ?? "")) return null;
  const given = argumentsOf(construction);
  if (given.length === 1) {
    const { base } = code.resolve(given[0]!);
    return code.entries(base);
  }
  return given.slice(0, 3).map((value, index) => ({ key: Object.keys(keyProperties)[index]!, value }));
}

/** `AWS.config.accessKeyId = …`, `AWS.config.credentials = …`, `process.env.AWS_ACCESS_KEY_ID = …`: those of one block are one use. */
function assignmentUse(
  code: CodeFile,
  assignment: SyntaxNode,
  assigned: Map<SyntaxNode, OpenUse>,
  areAsked: () => boolean,
): OpenUse | null {
  const statement = assignment.parent;
  const value = childOf(assignment, "right");
  if (statement?.type !== "expression_statement" || !statement.parent || !value) return null;
  const name = code.qualified(childOf(assignment, "left")!);
  if (name === null) return null;
  const last = name.slice(name.lastIndexOf(".") + 1);
  const known = assigned.get(statement.parent);
  const use = known ?? openUse();
  if (config.test(name) && last === "credentials") {
    if (!readCredentials(code, value, use)) return null;
    use.removals.push(statement);
  } else {
    const role = config.test(name)
      ? keyProperties[last]
      : isEnvironment(name) && last.startsWith("AWS_")
        ? roleOfName(last)
        : null;
    if (!role) return null;
    take(use, role, value, statement);
    if (!config.test(name)) use.endpoint = "unknown";
  }
  if (config.test(name) && areAsked()) use.cannotGo = true;
  assigned.set(statement.parent, use);
  return known ? null : use;
}

/**
 * Whether code asks the credentials of a configuration for something, or hands them on: without keys version 2 has none there
 * until a request is sent.
 */
function areAskedLater(code: CodeFile): boolean {
  return code.tree.nodes.some((node) => {
    if (node.type !== "member_expression" || node.field === "left") return false;
    return /config\??\.credentials$/i.test(code.text(node).slice(-60));
  });
}

const environment = /^(?:(?:node:)?process\.(?:process\.)?env|import\.meta\.env|Bun\.env|Deno\.env)\b/;

function isEnvironment(name: string): boolean {
  return environment.test(name);
}

/** `process.env.X`, `import.meta.env.X`, `Deno.env.get('X')`, and `config.get('X')` where X is a name for keys. */
function readOutside(code: CodeFile, expression: SyntaxNode): OutsideRead | null {
  const node = code.language.unwrap(expression);
  if (node.type === "template_string") {
    const parts = partsOf(node);
    const hole = parts.length === 1 && parts[0]!.type === "template_substitution" ? partsOf(parts[0]!)[0] : undefined;
    return hole ? readOutside(code, hole) : null;
  }
  if (node.type === "call_expression") return readByCall(code, node);
  const name = code.qualified(node);
  if (name !== null && isEnvironment(name))
    return { kind: "environment", name: name.slice(name.lastIndexOf(".") + 1), fallback: null };
  return null;
}

function readByCall(code: CodeFile, call: SyntaxNode): OutsideRead | null {
  const callee = childOf(call, "function")!;
  const [first] = argumentsOf(call);
  if (!first) return null;
  if (code.name(callee) === "String") return readOutside(code, first);
  const literal = code.language.literal(code.tree, first);
  const method = code.language.member(code.tree, callee);
  if (!literal || !method || !/^(?:get|getOrThrow|getString|require|required)$/.test(method.key)) return null;
  const name = code.qualified(callee);
  if (name !== null && isEnvironment(name)) return { kind: "environment", name: literal.text, fallback: null };
  const isConfiguration = /config|settings|env/i.test(code.name(method.object)) && roleOfName(literal.text) !== null;
  return isConfiguration ? { kind: "configuration", name: literal.text, fallback: null } : null;
}

const alternatives: KeyLanguage["alternatives"] = {
  of: ({ isBrowser }) => (isBrowser ? [cognito] : [assumeRole]),
  importEdit,
};

export const javascriptKeys: KeyLanguage = { uses: javascriptUses, readOutside, alternatives };
