/** Keys that the scripts of a workflow are given in their text. */
import type { Change, NewValue } from "../../locate/located";
import { contains, type Span, type TextEdit } from "../../text";
import { entryOf, objectAt, type ObjectNode, type ValueNode } from "../../value";
import type { CredentialFix } from "../fix";
import type { DataFile } from "./data-file";
import { keyOfSteps } from "./workflow-environment";
import { type JobOfKey, roleFixes, signInStep, stepsOf } from "./workflow-role";
import { isForOthers, isOfAws, secretIn, type WorkflowKey } from "./workflow-secrets";

const secretExpression = /\$\{\{[ \t]{0,4}secrets(?:\.\w{1,100}|\[["']\w{1,100}["']\])[ \t]{0,4}\}\}/g;
/** `aws configure set aws_access_key_id `, `-e AWS_ACCESS_KEY_ID=`, `--key ` of Serverless, `--access-key `, `-var="aws_access_key=`. */
const givesId =
  /(?:(aws_access_key_id|aws_access_key)["']?[ \t]{0,4}[=: ]|config credentials [^\n]{0,80}--key[ =]|(access[_-]key(?:[_-]id)?)[ \t]{0,4}[=: ]|-(accesskey) )[ \t]{0,4}["']?$/i;
const givesSecret =
  /(?:(?:aws_)?secret_(?:access_)?key["']?[ \t]{0,4}[=: ]|--secret[ =]|secret(?:-access)?-key[ \t]{0,4}[=: ]|-secretkey )[ \t]{0,4}["']?$/i;
/** Inputs of actions that are scripts too, or hand variables to one. */
const scripts = new Set(["script", "run", "command", "commands", "build-args", "args", "inlineScript"]);
/** A line that does nothing else. */
const settingLine =
  /^(?:(?:export )?AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)=|aws configure set (?:default\.)?aws_(?:access_key_id|secret_access_key) )(?:["']?\$\{\{ {0,4}secrets(?:\.\w{1,100}|\[["']\w{1,100}["']\]) {0,4}\}\}["']?|["']?[\w/+]{16,64}["']?|["']?\$\{?AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)\}?["']?)$/;
/** How the Serverless Framework writes a profile; without one it takes the environment. */
const serverlessLine =
  /^(?:npx )?(?:serverless|sls) config credentials (?=.{0,300}--key )(?=.{0,300}--secret )(?:(?:--provider|-p) aws|(?:--key|-k|--secret|-s) (?:\$\{\{ {0,4}secrets\.\w{1,100} {0,4}\}\}|\$AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY))|-o|--overwrite| ){1,20}$/;
/** What only says more of the same profile. */
const besideLine = /^aws configure set (?:default\.)?(?:region|output) \S{1,100}$/;

function setsKey(line: string): boolean {
  return settingLine.test(line) || serverlessLine.test(line);
}

/** The texts of a step that something runs. */
function scriptsOf(step: ObjectNode): ValueNode[] {
  const inputs = objectAt(step, "with")?.entries ?? [];
  const run = entryOf(step, "run")?.value;
  return [...(run ? [run] : []), ...inputs.filter(({ key }) => scripts.has(key)).map(({ value }) => value)];
}

/** Stored keys that the scripts of a workflow's steps are given. */
export function keysInScripts(
  file: DataFile,
  { root, jobs }: { readonly root: ObjectNode; readonly jobs: readonly ObjectNode[] },
): WorkflowKey[] {
  return jobs.flatMap((job) =>
    (stepsOf(job)?.items ?? []).flatMap((step): WorkflowKey[] =>
      step.kind === "object"
        ? scriptsOf(step).flatMap((script) => keyInScript(file, { workflow: root, job }, step, script) ?? [])
        : [],
    ),
  );
}

function keyInScript(file: DataFile, of: JobOfKey, step: ObjectNode, { span }: ValueNode): WorkflowKey | null {
  const script = file.text.slice(span.start, span.end);
  if (/session[_-]?token/i.test(script)) return null;
  const given = [...script.matchAll(secretExpression)].map(({ 0: value, index }) => ({
    at: { start: span.start + index, end: span.start + index + value.length },
    before: script.slice(Math.max(0, index - 140), index),
  }));
  const id = given.find(({ before }) => givesId.test(before));
  const secret = id && secretIn(file.text, id.at);
  if (!id || !secret || !given.some(({ before }) => givesSecret.test(before))) return null;
  const [, standard, option, parameter] = givesId.exec(id.before)!;
  // A name that anybody uses says nothing: then the secret's has to.
  const isKnown = standard !== undefined || (option ?? parameter) === undefined || isOfAws("", secret.name);
  if (!isKnown && !/aws/i.test(id.before.slice(-30))) return null;
  if (isForOthers(file.text, step.span, secret.name)) return null;
  return {
    at: id.at,
    secret: secret.name,
    given: "command",
    fixes: () => scriptFixes(file, of, step),
  };
}

/** The change to a role for a key that is written into a script: null where it stands elsewhere. */
export function hardCodedInScript(
  file: DataFile,
  { root, jobs }: { readonly root: ObjectNode; readonly jobs: readonly ObjectNode[] },
  parts: readonly Span[],
): readonly CredentialFix[] | null {
  for (const job of jobs) {
    const step = stepsOf(job)?.items.find(({ span }) => parts.every((part) => contains(span, part)));
    if (step?.kind === "object") return scriptFixes(file, { workflow: root, job }, step);
  }
  return null;
}

/** Signs in before a step, and takes the lines out of its script that do; or in its place, where nothing else is left of it. */
function scriptFixes(file: DataFile, of: JobOfKey, step: ObjectNode): CredentialFix[] {
  const run = entryOf(step, "run")?.value;
  if (!run || keyOfSteps(file, of.job, run, () => true)?.changes.length !== 0) return [];
  const whole = signInInPlace(file, of, step);
  if (whole) return roleFixes(file, of, whole, [], step);
  const gone = settingLines(file.text, run.span);
  const signIn = signInStep(of, step, [objectAt(step, "env")]);
  return gone && signIn ? roleFixes(file, of, signIn, gone) : [];
}

/** Makes a step that does nothing but write a profile the one that signs in. Null where it does more. */
export function signInInPlace(file: DataFile, of: JobOfKey, step: ObjectNode): Change[] | null {
  const run = entryOf(step, "run");
  if (!run || step.entries.some(({ key }) => /^(?:shell|working-directory)$/.test(key))) return null;
  const { start, end } = run.value.span;
  const lines = file.text
    .slice(start, end)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^[|>][-+]?$/.test(line));
  const isAll = lines.some(setsKey) && lines.every((line) => setsKey(line) || besideLine.test(line));
  const [signIn] = (isAll && signInStep(of, step, [objectAt(step, "env")])) || [];
  if (signIn?.kind !== "addItem") return null;
  const { uses, with: inputs } = signIn.value as { readonly uses: string; readonly with: NewValue };
  return [
    { kind: "renameKey", entry: run, key: "uses" },
    { kind: "replace", node: run.value, value: uses },
    { kind: "addEntry", to: step, key: "with", value: inputs },
  ];
}

/** The removal of the lines that set the key; null where a line does more with a secret, or nothing else is left. */
function settingLines(text: string, script: Span): TextEdit[] | null {
  const edits: TextEdit[] = [];
  let left = 0;
  let at = script.start;
  for (const line of text.slice(script.start, script.end).split(/(?<=\n)/)) {
    const end = at + line.length;
    // The last line goes with its break, which the span leaves out.
    const isCut = !line.endsWith("\n") && text[end] === "\n";
    if (setsKey(line.trim())) edits.push({ span: { start: at, end: isCut ? end + 1 : end }, newText: "" });
    else if (/(?:access_key|secret)[^\n]{0,80}(?:secrets[.[]|A[KS]IA)/i.test(line)) return null;
    else if (at > script.start && line.trim() !== "") left++;
    at += line.length;
  }
  return left > 0 && edits.length > 0 ? edits : null;
}
