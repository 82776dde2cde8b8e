/** Where Python hands keys to AWS clients: boto3, botocore, aiobotocore, aioboto3, and the environment that it sets itself. */
import type { CodeFile } from "../../code/code-file";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { type KeyRole, roleOfName } from "../names";
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

const keyArguments: Readonly<Record<string, KeyRole>> = tableOf({
  aws_access_key_id: "id",
  aws_secret_access_key: "secret",
  aws_session_token: "token",
});
/** In the order in which `Session` takes them without names. */
const roles: readonly KeyRole[] = ["id", "secret", "token"];

const makers = /(?:^|\.)(?:client|resource|Session|create_client|setup_default_session)$/;
const packages = /^(?:boto3|botocore|aioboto3|aiobotocore)(?:\.|$)/;

function pythonUses(code: CodeFile): KeyUse[] {
  const uses: OpenUse[] = [];
  const assigned = new Map<SyntaxNode, OpenUse>();
  for (const node of code.tree.nodes) {
    const use =
      node.type === "call"
        ? callUse(code, node)
        : node.type === "assignment"
          ? (environmentUse(code, node, assigned) ?? settingUse(code, node, assigned))
          : null;
    if (use && Object.keys(use.keys).length > 0) uses.push(use);
  }
  return uses.map(closed);
}

/** How s3fs calls them, and pandas, Dask and Polars with it. */
const storageOptions: Readonly<Record<string, KeyRole>> = tableOf({
  key: "id",
  secret: "secret",
  token: "token",
  aws_access_key_id: "id",
  aws_secret_access_key: "secret",
  aws_session_token: "token",
});

/** `s3fs.S3FileSystem(key=…, secret=…)`, `read_csv(…, storage_options={ "key": …, "secret": … })`: both look for credentials themselves. */
function storageUse(code: CodeFile, callee: SyntaxNode, list: SyntaxNode): OpenUse | null {
  const options = /(?:^|\.)S3FileSystem$/.test(code.name(callee))
    ? list
    : code.entries(list)?.find(({ key }) => key === "storage_options")?.value;
  if (!options) return null;
  const use = openUse();
  readArguments(code, options, use, storageOptions);
  // `key` alone may be anything.
  return use.keys.id && use.keys.secret ? use : null;
}

function callUse(code: CodeFile, call: SyntaxNode): OpenUse | null {
  const callee = childOf(call, "function")!;
  const list = childOf(call, "arguments");
  const storage = list?.type === "argument_list" ? storageUse(code, callee, list) : null;
  if (storage) return storage;
  if (list?.type !== "argument_list" || !makers.test(code.name(callee)) || !isOfSdk(code, callee)) return null;
  const use = openUse();
  readArguments(code, list, use);
  if (/Session$/.test(code.name(callee))) readPositions(partsOf(list), use);
  return use;
}

/** `boto3.client`, or `client` of a session that something in the file made; not a function or class of the file itself. */
function isOfSdk(code: CodeFile, callee: SyntaxNode): boolean {
  const name = code.qualified(callee);
  if (name !== null) return packages.test(name);
  return code.language.member(code.tree, callee) !== null;
}

function readArguments(code: CodeFile, expression: SyntaxNode, use: OpenUse, names = keyArguments): void {
  const { base, path } = code.resolve(expression);
  const entries = path.length === 0 ? code.entries(base) : null;
  if (!entries) {
    withEndpoint(use, "unknown");
    return;
  }
  use.tolerant.push(expression);
  for (const { key, value, node } of entries) {
    if (!follows(use)) return;
    const role = key === null ? undefined : names[key];
    if (key === null) readArguments(code, value, use, names);
    else if (role) {
      use.keys[role] = value;
      use.removals.push(node);
    } else if (key === "client_kwargs") readArguments(code, value, use);
    else if (key === "endpoint_url" || key === "aws_endpoint_url")
      withEndpoint(use, endpointIn(code, value, readOutside));
  }
}

/** `Session(id, secret, token)`; where more follows, taking them out would move it. */
function readPositions(parts: readonly SyntaxNode[], use: OpenUse): void {
  const positions = parts.filter((part) => !/^(?:keyword_argument|dictionary_splat|list_splat)$/.test(part.type));
  if (positions.length < 2) return;
  positions.slice(0, roles.length).forEach((value, index) => (use.keys[roles[index]!] = value));
  if (positions.length <= roles.length) use.removals.push(...positions);
  else use.removals.length = 0;
}

/** `os.environ['AWS_ACCESS_KEY_ID'] = …`: those of one block are one use. */
function environmentUse(code: CodeFile, assignment: SyntaxNode, assigned: Map<SyntaxNode, OpenUse>): OpenUse | null {
  const statement = assignment.parent;
  const value = childOf(assignment, "right");
  const left = childOf(assignment, "left")!;
  if (statement?.type !== "expression_statement" || !statement.parent || !value || left.type !== "subscript")
    return null;
  const name = /^os\.environ\.(AWS_\w+)$/.exec(code.qualified(left) ?? "")?.[1];
  const role = name === undefined ? null : roleOfName(name);
  if (!role) return null;
  const known = assigned.get(statement.parent);
  const use = known ?? openUse();
  use.keys[role] = value;
  use.removals.push(statement);
  use.endpoint = "unknown";
  assigned.set(statement.parent, use);
  return known ? null : use;
}

/** What django-storages and django-ses read from the settings, and do without. */
const setting = /^AWS_(?:S3_|SES_)?(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/;

/** `AWS_ACCESS_KEY_ID = …` in the settings of Django: they are one use. */
function settingUse(code: CodeFile, assignment: SyntaxNode, assigned: Map<SyntaxNode, OpenUse>): OpenUse | null {
  const statement = assignment.parent;
  const value = childOf(assignment, "right");
  const name = code.name(childOf(assignment, "left")!);
  const isSetting =
    statement?.type === "expression_statement" && statement.parent === code.tree.root && setting.test(name);
  if (
    !isSetting ||
    !value ||
    !/^(?:INSTALLED_APPS|STORAGES|DEFAULT_FILE_STORAGE|EMAIL_BACKEND)\b/m.test(code.tree.text)
  )
    return null;
  const known = assigned.get(code.tree.root);
  const use = known ?? openUse();
  use.keys[roleOfName(name)!] = value;
  use.removals.push(statement);
  use.endpoint = "unknown";
  use.readElsewhere = true;
  assigned.set(code.tree.root, use);
  return known ? null : use;
}

/** `os.environ['X']`, `os.environ.get('X')`, `os.getenv('X', 'default')`, `config('X')`, `settings.AWS_ACCESS_KEY_ID`. */
function readOutside(code: CodeFile, expression: SyntaxNode): OutsideRead | null {
  const node = code.language.unwrap(expression);
  if (node.type === "call") return readByCall(code, node);
  const name = code.qualified(node);
  const variable = name === null ? undefined : /^os\.environ\.(\w+)$/.exec(name)?.[1];
  if (variable !== undefined) return { kind: "environment", name: variable, fallback: null };
  const setting = name === null ? undefined : /(?:^|\.)settings\.(\w+)$/.exec(name)?.[1];
  return setting !== undefined && roleOfName(setting) !== null
    ? { kind: "configuration", name: setting, fallback: null }
    : null;
}

const environmentCalls = /^os\.(?:getenv|environ\.get)$/;
/** python-decouple and django-environ read the environment, then a `.env` file. */
const configurationCalls = /^(?:decouple\.config|environ\.Env)$|(?:^|\.)(?:config|env|getenv)$/;

function readByCall(code: CodeFile, call: SyntaxNode): OutsideRead | null {
  const callee = childOf(call, "function")!;
  const list = childOf(call, "arguments")!;
  const [first, ...others] = partsOf(list);
  const literal = first ? code.language.literal(code.tree, first) : null;
  if (!literal) return null;
  const name = code.qualified(callee) ?? code.name(callee);
  const kind = environmentCalls.test(name)
    ? "environment"
    : configurationCalls.test(name) && roleOfName(literal.text) !== null
      ? "configuration"
      : null;
  if (kind === null) return null;
  const fallback =
    others.find((part) => part.type !== "keyword_argument") ??
    code.entries(list)?.find(({ key }) => key === "default")?.value ??
    null;
  return { kind, name: literal.text, fallback, mayBeNothing: kind === "environment" && fallback === null };
}

export const pythonKeys: KeyLanguage = { uses: pythonUses, readOutside };
