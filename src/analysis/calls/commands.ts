/** What commands of the AWS CLI call, in scripts of a shell and in the steps of workflows. */
import type { Catalog } from "../../catalog/catalog";
import { commandOperations } from "../knowledge/cli-commands";
import { prefixOfClient, serviceName } from "../knowledge/sdk-services";
import { operationOfWaiter } from "../knowledge/sdk-waiters";
import type { Span } from "../text";
import { authorisedPlainly } from "./authorise";
import type { Call, CodeCalls } from "./call";
import { operationOf } from "./operations";
import type { GivenAt } from "./resources";
import { valuesInOption } from "./structured-options";
import { type Stretch, text, type Thing } from "./things";

const begins = /\baws[ \t]{1,20}(?=[a-z-])/g;
/** What may stand before a command on its line. */
const before: ReadonlySet<string> = new Set([
  ..."- run: then do else if while until sudo time exec xargs !".split(" "),
]);

/** Whether a command begins here: what `echo` says or stands in prose is none. */
function isCommand(source: string, index: number): boolean {
  const line = source.slice(Math.max(source.lastIndexOf("\n", index) + 1, index - 300), index);
  if (/[\w./-]$/.test(line) || line.trimStart().startsWith("#")) return false;
  const own = line.slice(Math.max(...[..."; & | ( ` {".split(" ")].map((sign) => line.lastIndexOf(sign))) + 1);
  return own.split(/[ \t]/).every((word) => word === "" || before.has(word) || /^[A-Z_]{1,60}=/.test(word));
}

/** In characters, with the lines that go on. */
const longestCommand = 4000;
const mostCommands = 2000;

/** Whether a text may have commands of the AWS CLI that a shell runs. */
export function namesCommand(source: string, isYaml: boolean): boolean {
  return (
    /\baws[ \t]/.test(source) &&
    (!isYaml || /^[ \t]*(?:-[ \t]+)?(?:run|script|commands|before_script|after_script):/m.test(source))
  );
}

export function callsOfCommands(source: string, catalog: Catalog): CodeCalls {
  const calls: Call[] = [];
  let count = 0;
  for (const { index: start } of source.matchAll(begins)) {
    if (!isCommand(source, start)) continue;
    if (++count > mostCommands) break;
    calls.push(...callsOfCommand(source, start, catalog));
  }
  return { calls, unknown: [], imports: [], exports: [] };
}

interface Word {
  readonly text: string;
  readonly thing: Thing;
  readonly span: Span;
}

/** What words are put together of (what is quoted, what is put in, the rest), and in the first group what is between them. */
const pieces =
  /((?:[ \t]|\\\r?\n){1,200})|"(?:[^"\\]|\\[^]){0,2000}"|'[^']{0,2000}'|\$\([^()]{0,300}\)|\$\{\{[^}]{0,300}\}\}|\$\{[^}]{0,300}\}|\\[^\r\n]|[^\s"'\\;&|()`<>$]{1,1000}|\$/g;

/** The words of a command, to its end. */
function wordsAt(source: string, start: number): Word[] {
  const part = source.slice(start, start + longestCommand);
  const words: Word[] = [];
  let begin = 0;
  let at = 0;
  const close = (): void => {
    if (begin === at) return;
    const written = part.slice(begin, at);
    const span = { start: start + begin, end: start + at };
    words.push({ text: unquoted(written), thing: valueOf(written, span), span });
  };
  for (const { 0: piece, 1: gap, index } of part.matchAll(pieces)) {
    if (index !== at) break;
    if (gap !== undefined) close();
    at += piece.length;
    if (gap !== undefined) begin = at;
  }
  close();
  return words;
}

/** A word without its quotes, of which some may stand in the middle: `in/"$name"/a`. */
function unquoted(written: string): string {
  return written.replace(
    /"((?:[^"\\]|\\[^]){0,2000})"|'([^']{0,2000})'/g,
    (_, double: string | undefined, single: string | undefined) => double ?? single ?? "",
  );
}

function valueOf(written: string, span: Span): Thing {
  const plain = unquoted(written).slice(0, 500);
  // Nothing is put into what stands in single quotes.
  if (written.startsWith("'")) return text(plain);
  const parts = plain.split(/(\$\([^()]{0,200}\)|\$\{\{[^}]{0,200}\}\}|\$\{\w{1,100}\}|\$\w{1,100})/);
  const stretches = parts.flatMap((part): readonly Stretch[] => {
    const [, name] = /^\$\{?(\w+)\}?$/.exec(part) ?? [];
    if (name !== undefined && /^[A-Za-z_]/.test(name)) return [{ variable: name, span }];
    if (/^\$[({]/.test(part)) return [null];
    return part === "" ? [] : [part];
  });
  return stretches.length === 0 ? text("") : text(...stretches);
}

function callsOfCommand(source: string, start: number, catalog: Catalog): Call[] {
  const [, ...words] = wordsAt(source, start);
  const named: Word[] = [];
  const options = new Map<string, Thing[]>();
  const flags = new Set<string>();
  for (let index = 0; index < words.length; index++) {
    const one = words[index]!;
    if (!one.text.startsWith("--")) {
      named.push(one);
      continue;
    }
    const [, name = "", own] = /^--([^=]*)(?:=([^]*))?$/.exec(one.text) ?? [];
    flags.add(name);
    const values: Thing[] = own === undefined ? [] : [valueOf(own, one.span)];
    // Options of several values are called so: `--key a out.txt` is one, and a file.
    const takes = isSwitch(name, named[0]) ? 0 : named.length < 2 || !name.endsWith("s") ? 1 : 20;
    while (own === undefined && values.length < takes && words[index + 1] && !words[index + 1]!.text.startsWith("--"))
      values.push(words[++index]!.thing);
    options.set(name, values);
  }
  const [service, command, ...rest] = named;
  if (!service || !command) return [];
  const span = { start, end: command.span.end };
  const given: GivenAt = (path) => {
    const [first = "", ...rest] = path.split(".");
    const own = options.get(kebab(first)) ?? null;
    if (!own || rest.length === 0) return own;
    const inside = valuesInOption(own, rest.at(-1)!);
    return inside.length > 0 ? inside : null;
  };
  const uses = operationsOf(service.text, command.text, rest, flags, given, catalog);
  return uses.flatMap((use): Call[] => {
    const operation = operationOf(use.service, use.operation, catalog);
    if (!operation) return [];
    const { grants, possible, ifEncrypted } = authorisedPlainly(operation, use.given, catalog);
    return [
      {
        operation: `${operation.prefix}:${operation.name}`,
        actions: [...new Set(grants.map(({ action }) => action))],
        grants,
        possible,
        ifEncrypted,
        span,
        nameSpan: { start: service.span.start, end: command.span.end },
        certainty: "certain",
        because: null,
      },
    ];
  });
}

/** Options without a value (AWS CLI: global options, `aws s3`). */
function isSwitch(name: string, service: Word | undefined): boolean {
  return /^(?:no-[\w-]+|debug)$/.test(name) || (service?.text === "s3" && switchesOfS3.has(name));
}

const switchesOfS3 = new Set([
  ...["recursive", "dryrun", "quiet", "delete", "force", "only-show-errors", "follow-symlinks", "size-only"],
  ...["exact-timestamps", "human-readable", "summarize", "force-glacier-transfer", "ignore-glacier-warnings"],
]);

/** `TableName` is `--table-name`. */
function kebab(parameter: string): string {
  return parameter
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

interface CommandUse {
  readonly service: string;
  readonly operation: string;
  readonly given: GivenAt;
}

function operationsOf(
  written: string,
  command: string,
  rest: readonly Word[],
  flags: ReadonlySet<string>,
  given: GivenAt,
  catalog: Catalog,
): readonly CommandUse[] {
  if (written === "s3") return ofS3(command, rest, flags, given);
  const service = serviceName(
    ({ s3api: "s3", configservice: "config", deploy: "codedeploy" } as Readonly<Record<string, string>>)[written] ??
      written,
  );
  const listed = commandOperations(written, command);
  if (listed)
    return [...listed.map((operation) => ({ service, operation, given })), ...uploads(written, command, given)];
  if (command === "wait") {
    const prefix = prefixOfClient(service, catalog);
    const waiter = rest[0]?.text.replaceAll("-", "_");
    const operation = prefix !== null && waiter !== undefined ? operationOfWaiter(prefix, waiter) : null;
    return operation === null ? [] : [{ service, operation, given }];
  }
  return [{ service, operation: command.replaceAll("-", "_"), given }];
}

/** What `deploy` and `package` put into a bucket that is given: the template, and what it refers to. */
function uploads(service: string, command: string, given: GivenAt): readonly CommandUse[] {
  const bucket = service === "cloudformation" && /^(?:deploy|package)$/.test(command) ? given("S3Bucket") : null;
  if (!bucket) return [];
  const renamed: Readonly<Record<string, string>> = { SSEKMSKeyId: "KmsKeyId" };
  const named = (path: string): readonly Thing[] | null => (path in renamed ? given(renamed[path]!) : null);
  return [{ service: "s3", operation: "PutObject", given: (path) => (path === "Bucket" ? bucket : named(path)) }];
}

/** What options of `aws s3` are in the request that writes an object (AWS CLI Command Reference: "cp"). */
const optionsOfWrites: Readonly<Record<string, string>> = {
  ACL: "Acl",
  ServerSideEncryption: "Sse",
  SSECustomerAlgorithm: "SseC",
  SSEKMSKeyId: "SseKmsKeyId",
};

/** `aws s3 cp`, `sync` and the like: from where to where decides. */
function ofS3(
  command: string,
  rest: readonly Word[],
  flags: ReadonlySet<string>,
  options: GivenAt,
): readonly CommandUse[] {
  const [from, to] = rest;
  const isMany = flags.has("recursive") || command === "sync";
  const at = (operation: string, where: Word | undefined): CommandUse => ({
    service: "s3",
    operation,
    given: (path) =>
      path === "Bucket"
        ? where
          ? [bucketOf(where)]
          : null
        : path === "Key"
          ? keyOf(where, isMany)
          : operation === "PutObject" && path in optionsOfWrites
            ? (options(optionsOfWrites[path]!) ?? (path === "ACL" ? options("Grants") : null))
            : null,
  });
  const isRemote = (word: Word | undefined): boolean => word?.text.startsWith("s3://") ?? false;
  const list = (where: Word | undefined): CommandUse[] => (isMany ? [at("ListObjectsV2", where)] : []);
  switch (command) {
    case "ls":
      return isRemote(from) || from
        ? [at("ListObjectsV2", from)]
        : [{ service: "s3", operation: "ListBuckets", given: () => null }];
    case "cp":
    case "mv":
    case "sync": {
      const found: CommandUse[] = [];
      if (isRemote(from)) found.push(...list(from), at("GetObject", from));
      if (isRemote(to)) found.push(...(command === "sync" ? [at("ListObjectsV2", to)] : []), at("PutObject", to));
      if (command === "mv" && isRemote(from)) found.push(at("DeleteObject", from));
      if (command === "sync" && flags.has("delete") && isRemote(to)) found.push(at("DeleteObject", to));
      return found;
    }
    case "rm":
      return [...list(from), at("DeleteObject", from)];
    case "mb":
      return [at("CreateBucket", from)];
    case "rb":
      return [
        ...(flags.has("force") ? [at("ListObjectsV2", from), at("DeleteObject", from)] : []),
        at("DeleteBucket", from),
      ];
    case "presign":
      return [at("GetObject", from)];
    default:
      return [];
  }
}

/** The bucket of `s3://bucket/key`. */
function bucketOf({ thing }: Word): Thing {
  if (thing.kind !== "text") return thing;
  const [first, ...others] = thing.stretches;
  const name = typeof first === "string" ? first.replace(/^s3:\/\//, "") : "";
  if (name.includes("/")) return text(name.slice(0, name.indexOf("/")));
  const next = others[0];
  if (name !== "")
    return next === undefined || (typeof next === "string" && next.startsWith("/")) ? text(name) : text(name, null);
  return next === undefined || typeof next === "string" ? text(null) : text(next);
}

/** One object has the key that is written; of many it begins their keys. */
function keyOf(where: Word | undefined, isMany: boolean): readonly Thing[] {
  const [, key = ""] = /^s3:\/\/[^/]{1,200}\/([^$]{1,300})$/.exec(where?.text ?? "") ?? [];
  if (key === "") return [text(null)];
  return [isMany || key.endsWith("/") ? text(key, null) : text(key)];
}
