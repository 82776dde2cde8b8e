/** Keys that the scripts of GitLab, Bitbucket, CircleCI and Azure Pipelines export, and that orbs of CircleCI are handed: a role takes their place. */
import type { PipelineService } from "../../../guidance/pipeline-oidc";
import type { Change } from "../../locate/located";
import { applyEdits, contains, linesAround, type Span, startOf, startOfLine, type TextEdit } from "../../text";
import { entryOf, type ObjectEntry, type ObjectNode, type ValueNode } from "../../value";
import type { CredentialFix } from "../fix";
import { type DataFile, pathTo, type Slot } from "./data-file";
import { roleArn, titles, tokenFile } from "./pipeline-titles";

/** A script that exports a key: what leads to it, and its two lines. */
interface Exported {
  readonly path: readonly Slot[];
  readonly id: Span;
  readonly secret: Span;
}

/** The token of the job by its name, and what lets the job have one (`guidance/pipeline-oidc.ts` says from where). */
const tokens: Partial<
  Record<PipelineService, { readonly variable: string; readonly allow: (path: readonly Slot[]) => Change[] | null }>
> = {
  GitLab: {
    variable: "AWS_ID_TOKEN",
    allow: ([outer]) => {
      const job = outer?.value;
      if (job?.kind !== "object" || entryOf(job, "id_tokens")) return null;
      const before = entryOf(job, "before_script") ?? entryOf(job, "script");
      const value = { AWS_ID_TOKEN: { aud: "https://gitlab.com" } };
      return [{ kind: "addEntry", to: job, key: "id_tokens", value, before }];
    },
  },
  Bitbucket: {
    variable: "BITBUCKET_STEP_OIDC_TOKEN",
    allow: (path) => {
      const step = path.map(({ value }) => value).findLast((value) => isObjectWith(value, "script"));
      if (step?.kind !== "object") return null;
      const before = entryOf(step, "script");
      return entryOf(step, "oidc") ? [] : [{ kind: "addEntry", to: step, key: "oidc", value: true, before }];
    },
  },
  CircleCI: { variable: "CIRCLE_OIDC_TOKEN", allow: () => [] },
};

/** Nothing where the parts are not the two values of one script, or one orb. */
export function pipelineScriptFixes(file: DataFile, service: PipelineService, parts: readonly Span[]): CredentialFix[] {
  const [first] = parts;
  const path = first && parts.length === 2 ? pathTo(file, first) : null;
  if (!path) return [];
  const orb = service === "CircleCI" ? orbEdits(file, path, parts) : null;
  if (orb) return [{ title: orbTitle, kind: "suggestion", edits: orb }];
  const exported = exportsIn(file, path, parts);
  if (!exported) {
    const inline = inlineEdits(file, service, path, parts);
    return inline ? [{ title: titles[service], kind: "suggestion", edits: inline }] : [];
  }
  const edits = service === "Azure Pipelines" ? azureEdits(file, exported) : tokenEdits(file, service, exported);
  return edits ? [{ title: titles[service], kind: "suggestion", edits }] : [];
}

const exportLine = /^[ \t]{0,80}(?:- {1,4})?export {1,4}(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY)=["']?$/;

function exportsIn(file: DataFile, path: readonly Slot[], parts: readonly Span[]): Exported | null {
  const lines = new Map<string, Span>();
  for (const part of parts) {
    const line = linesAround(file.text, part);
    const name = exportLine.exec(file.text.slice(Math.max(line.start, part.start - 200), part.start))?.[1];
    if (name === undefined || !/^["']?\s*$/.test(file.text.slice(part.end, line.end))) return null;
    lines.set(name, line);
  }
  const [id, secret] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map((name) => lines.get(name));
  const script = path.map(({ value }) => value).find((value) => isScriptWith(value, parts));
  return id && secret && script && !/AWS_SESSION_TOKEN/.test(file.text) ? { path, id, secret } : null;
}

function isScriptWith(value: ValueNode, parts: readonly Span[]): boolean {
  return (value.kind === "array" || value.kind === "string") && parts.every((part) => contains(value.span, part));
}

/** The lines that exported the key write the token into a file, which every SDK reads for the role of AWS_ROLE_ARN. */
function tokenEdits(file: DataFile, service: PipelineService, { path, id, secret }: Exported): TextEdit[] | null {
  const token = tokens[service];
  const changes = token?.allow(path);
  const written = changes && (changes.length > 0 ? file.writer.edits(changes) : []);
  if (!token || !written) return null;
  const commands: readonly (readonly [Span, string])[] = [
    [id, `export AWS_WEB_IDENTITY_TOKEN_FILE=${tokenFile}`],
    [secret, `echo "$${token.variable}" > ${tokenFile}`],
  ];
  const replaced = commands.map(([line, command]): TextEdit => {
    const start = file.text.indexOf("export", line.start);
    const end = line.start + file.text.slice(line.start, line.end).trimEnd().length;
    return { span: { start, end }, newText: command };
  });
  return [...written, ...replaced].sort((a, b) => a.span.start - b.span.start);
}

/** `export NAME=value NAME=value` or `NAME=value NAME=value command`: a line before it writes the token. */
function inlineEdits(
  file: DataFile,
  service: PipelineService,
  path: readonly Slot[],
  parts: readonly Span[],
): TextEdit[] | null {
  const token = tokens[service];
  const [first, second] = [...parts].sort((a, b) => a.start - b.start);
  const script = path.map(({ value }) => value).find((value) => isScriptWith(value, parts));
  if (!token || !first || !second || !script || /AWS_SESSION_TOKEN/.test(file.text)) return null;
  const line = linesAround(file.text, first);
  const written = file.text.slice(line.start, line.end);
  const [, head = "", before = "", names = ""] = inlinePair.exec(written) ?? [];
  const start = line.start + head.length + before.length;
  const pair: Span = { start, end: start + names.length };
  const isWhole = ["AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY="].every((name) => names.includes(name));
  if (!isWhole || !contains(pair, first) || !contains(pair, second)) return null;
  const changes = token.allow(path);
  const allowed = changes && (changes.length > 0 ? file.writer.edits(changes) : []);
  if (!allowed) return null;
  const end = /\r\n$/.test(written) ? "\r\n" : "\n";
  return [
    ...allowed,
    {
      span: startOf(line),
      newText: `${head}echo "$${token.variable}" > ${tokenFile}${end}`,
    },
    { span: pair, newText: `AWS_WEB_IDENTITY_TOKEN_FILE=${tokenFile}` },
  ].sort((a, b) => a.span.start - b.span.start);
}

const inlinePair =
  /^([ \t]{0,80}(?:- {1,4})?)((?:export {1,4})?)(AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)=["']?[\w/+]{16,40}["']? {1,4}AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)=["']?[\w/+]{16,40}["']?)(?=[ \t\r\n]|$)/;

function azureEdits(file: DataFile, { path, id, secret }: Exported): TextEdit[] | null {
  const step = path.at(-1)?.container;
  const task = path.at(-3)?.value;
  if (path.at(-2)?.entry?.key === "inputs" && task?.kind === "object") {
    const changes = bashTaskChanges(task);
    const written = changes && file.writer.edits(changes);
    const removed = [id, secret].map((span): TextEdit => ({ span, newText: "" }));
    const script = path.at(-1)!.value.span;
    const left = applyEdits(file.text.slice(0, script.end), removed).slice(script.start);
    if (!written || !left.includes("\n") || left.slice(left.indexOf("\n")).trim() === "") return null;
    return [...written, ...removed].sort((one, other) => one.span.start - other.span.start);
  }
  const isStep = path.at(-2)?.entry === null;
  return step?.kind === "object" && isStep ? asAwsTask(file.text, step, [id, secret]) : null;
}

/**
 * Makes the task of Bash one of the AWS Toolkit. Its inputs are called alike but for the script and what says where that stands
 * (Microsoft's reference of Bash@3, and the toolkit's of AWSShellScript); null where it has others.
 */
export function bashTaskChanges(task: ObjectNode): Change[] | null {
  const uses = entryOf(task, "task");
  const inputs = entryOf(task, "inputs")?.value;
  const type = inputs?.kind === "object" ? entryOf(inputs, "targetType") : undefined;
  const script = inputs?.kind === "object" ? entryOf(inputs, "script") : undefined;
  if (uses?.value.kind !== "string" || uses.value.value !== "Bash@3" || inputs?.kind !== "object") return null;
  if (type?.value.kind !== "string" || type.value.value !== "inline" || !script || inputs.entries.length !== 2)
    return null;
  return [
    { kind: "replace", node: uses.value, value: "AWSShellScript@1" },
    { kind: "renameKey", entry: type, key: "scriptType" },
    { kind: "renameKey", entry: script, key: "inlineScript" },
    { kind: "addEntry", to: inputs, key: "awsCredentials", value: "SERVICE_CONNECTION", before: inputs.entries[0] },
    { kind: "addEntry", to: inputs, key: "regionName", value: "$(AWS_REGION)", before: inputs.entries[0] },
  ];
}

/**
 * Makes a script of several lines one of the AWS Toolkit, which signs in by a service connection.
 * @param gone lines that are left out
 */
export function asAwsTask(text: string, step: ObjectNode, gone: readonly Span[]): TextEdit[] | null {
  const script = entryOf(step, "script") ?? entryOf(step, "bash");
  if (!script || step.entries.some(({ key }) => /^(?:workingDirectory|failOnStderr|inputs)$/.test(key))) return null;
  const { keySpan, value } = script;
  const written = text.slice(value.span.start, value.span.end);
  // A number says how far the lines are indented.
  const head = /^[|>][-+]?[ \t]*\r?\n/.exec(written)?.[0];
  if (head === undefined) return null;
  const lines: string[] = [];
  let at = value.span.start + head.length;
  for (const line of written.slice(head.length).split(/(?<=\n)/)) {
    const start = at;
    at += line.length;
    if (!gone.some((span) => span.start === start)) lines.push(line.trim() === "" ? line : `  ${line}`);
  }
  if (lines.join("").trim() === "") return null;
  const indent = " ".repeat(keySpan.start - startOfLine(text, keySpan.start));
  const end = head.endsWith("\r\n") ? "\r\n" : "\n";
  const inputs = [
    "task: AWSShellScript@1",
    `${indent}inputs:`,
    `${indent}  awsCredentials: SERVICE_CONNECTION`,
    `${indent}  regionName: '$(AWS_REGION)'`,
    `${indent}  scriptType: inline`,
    `${indent}  inlineScript: ${head}`,
  ];
  const newText = inputs.join(end) + lines.join("");
  return [{ span: { start: keySpan.start, end: value.span.end }, newText }];
}

const orbTitle = "Let the orb assume a role with the OIDC token of the job; fill in its ARN";
const setup = "aws-cli/setup";

/** `aws-cli/setup` since 3.1 takes a role in place of a key. */
function orbEdits(file: DataFile, path: readonly Slot[], parts: readonly Span[]): readonly TextEdit[] | null {
  const inputs = path.at(-1)?.container;
  if (inputs?.kind !== "object" || path.at(-2)?.entry?.key !== setup) return null;
  const given = (...names: readonly string[]): ObjectEntry | undefined =>
    inputs.entries.find(({ key, value }) => names.includes(key) && parts.some((part) => contains(value.span, part)));
  const [id, secret] = [
    given("aws_access_key_id", "aws-access-key-id"),
    given("aws_secret_access_key", "aws-secret-access-key"),
  ];
  const name = id?.key.includes("_") ? "role_arn" : "role-arn";
  if (!id || !secret || entryOf(inputs, name)) return null;
  return file.writer.edits([
    { kind: "renameKey", entry: id, key: name },
    { kind: "replace", node: id.value, value: roleArn },
    { kind: "removeEntry", from: inputs, entry: secret },
  ]);
}

/** The changes that give the orb of a job a role; null where it has none that signs in. */
export function orbChanges(steps: readonly ValueNode[]): Change[] | null {
  for (const step of steps) {
    if (step.kind === "string" && step.value === setup)
      return [{ kind: "replace", node: step, value: { [setup]: { role_arn: roleArn } } }];
    const inputs = step.kind === "object" ? entryOf(step, setup)?.value : undefined;
    if (inputs?.kind === "object")
      return inputs.entries.some(({ key }) => /role[-_]arn|access[-_]key/.test(key))
        ? null
        : [{ kind: "addEntry", to: inputs, key: "role_arn", value: roleArn }];
  }
  return null;
}

function isObjectWith(node: ValueNode, key: string): boolean {
  return node.kind === "object" && entryOf(node, key) !== undefined;
}
