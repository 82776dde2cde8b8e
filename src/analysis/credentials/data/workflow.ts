/** GitHub Actions workflows that sign in to AWS with a key, stored in secrets or written down, and their change to OpenID Connect. */
import type { Change } from "../../locate/located";
import { contains, type Span, type TextEdit } from "../../text";
import { entryOf, type ObjectEntry, type ObjectNode, type ValueNode } from "../../value";
import type { CredentialFix } from "../fix";
import { roleOfName } from "../names";
import { findOtherServices, namesOtherService } from "../other-service";
import { type DataFile, type Slot, slotsOf } from "./data-file";
import { DataRemoval } from "./data-removal";
import { type JobOfKey, objectAt, roleFixes, signInAction, signInStep, stepsOf, usedBy } from "./workflow-role";

/** A stored key that a workflow takes from the repository's secrets. */
export interface WorkflowKey {
  readonly at: Span;
  /** The secret that holds its id. */
  readonly secret: string;
  /** Where it is given: to an action, to everything by the environment, or to a command. */
  readonly given: "action" | "environment" | "command";
  fixes(): readonly CredentialFix[];
}

/** A place where a key is given, whatever its values are. */
interface GivenKey {
  readonly given: "action" | "environment";
  readonly id: ObjectEntry;
  readonly secret: ObjectEntry | undefined;
  /** The part of the workflow that tells whose key it is. */
  readonly within: ValueNode;
  fixes(): readonly CredentialFix[];
}

/** The stored keys of a workflow; none where the file is no workflow. */
export function findWorkflowKeys(file: DataFile): WorkflowKey[] {
  const stored = givenKeys(file).flatMap((key): WorkflowKey[] => {
    const secret = secretName(key.id.value);
    const isOther = secret === null || isForOthers(file.text, key.within, secret);
    return isOther ? [] : [{ at: key.id.value.span, secret, given: key.given, fixes: () => key.fixes() }];
  });
  return [...stored, ...keysInScripts(file)].sort((a, b) => a.at.start - b.at.start);
}

/** The same change for a key that is written down; null where that is not given as keys are, or in no workflow. */
export function hardCodedFixes(file: DataFile, parts: readonly Span[]): readonly CredentialFix[] | null {
  const key = givenKeys(file).find(({ id, secret }) =>
    parts.every((part) => [id, secret].some((entry) => entry && contains(entry.value.span, part))),
  );
  return key ? key.fixes() : null;
}

/** Whether a file is a workflow: without its key a job of it needs another way to sign in. */
export function isWorkflow(file: DataFile): boolean {
  return workflowOf(file) !== null;
}

function workflowOf(file: DataFile): { readonly root: ObjectNode; readonly jobs: readonly ObjectNode[] } | null {
  const [root] = file.roots;
  const jobs = root?.kind === "object" ? objectAt(root, "jobs") : null;
  if (root?.kind !== "object" || !jobs) return null;
  const all = slotsOf(jobs).flatMap(({ value }) => (value.kind === "object" ? [value] : []));
  // CircleCI has jobs too, and other names for the rest.
  return all.some((job) => entryOf(job, "runs-on") ?? entryOf(job, "uses")) ? { root, jobs: all } : null;
}

function givenKeys(file: DataFile): GivenKey[] {
  const workflow = workflowOf(file);
  if (!workflow) return [];
  const { root, jobs } = workflow;
  // A key that several jobs get is for a person to take apart.
  const only = jobs.length === 1 ? { workflow: root, job: jobs[0]! } : null;
  return [
    ...inEnvironment(file, root, only, null),
    ...jobs.flatMap((job) => {
      const of = { workflow: root, job };
      const steps = (stepsOf(job)?.items ?? []).flatMap((step) => (step.kind === "object" ? [step] : []));
      return [
        ...inEnvironment(file, job, of, null),
        ...steps.flatMap((step) => [...inEnvironment(file, step, of, step), ...inInputs(file, step, of)]),
      ];
    }),
  ];
}

/** The name of the secret in `${{ secrets.NAME }}`; null for anything else. */
function secretName(node: ValueNode): string | null {
  if (node.kind !== "template") return null;
  const holes = node.parts.filter((part) => typeof part !== "string");
  return holes.length === 1 ? (/^secrets\.(\w+)$/.exec(holes[0]!.name.trim())?.[1] ?? null) : null;
}

/** Services that only speak like S3 are named by the secret, by an address, or around the step. */
function isForOthers(text: string, { span }: ValueNode, secret: string): boolean {
  if (namesOtherService(secret)) return true;
  const { said, mentioned } = findOtherServices(text.slice(span.start, span.end));
  return said.length + mentioned.length > 0;
}

/** The key in the environment of a workflow, job or step. Only long-term keys come without a token. */
function environmentKey(of: ObjectNode): {
  readonly entry: ObjectEntry;
  readonly env: ObjectNode;
  readonly id: ObjectEntry;
  readonly secret: ObjectEntry;
} | null {
  const entry = entryOf(of, "env");
  const env = objectAt(of, "env");
  const id = env && entryOf(env, "AWS_ACCESS_KEY_ID");
  const secret = env && entryOf(env, "AWS_SECRET_ACCESS_KEY");
  return entry && env && id && secret && !entryOf(env, "AWS_SESSION_TOKEN") ? { entry, env, id, secret } : null;
}

function inEnvironment(file: DataFile, of: ObjectNode, job: JobOfKey | null, step: ObjectNode | null): GivenKey[] {
  const key = environmentKey(of);
  if (!key || key.env.entries.some(({ key: name }) => /endpoint/i.test(name))) return [];
  const { entry, env, id, secret } = key;
  return [
    {
      given: "environment",
      id,
      secret,
      within: of,
      fixes: () => {
        const steps = job && keyOfSteps(file, job.job, id.value);
        const signIn = steps && signInStep(job, step ? steps.first : null, [env]);
        if (!signIn) return [];
        const own = step ? [] : removed(of, entry, env, [id, secret]);
        return roleFixes(file, job, [...own, ...steps.changes, ...signIn]);
      },
    },
  ];
}

/**
 * Takes a key out of every step of a job: the session token of a role is there for all of them, and fits no other key.
 * Null where a step has another one.
 */
function keyOfSteps(
  file: DataFile,
  job: ObjectNode,
  id: ValueNode,
): { readonly changes: Change[]; readonly first: ObjectNode | null } | null {
  const written = ({ span }: ValueNode): string => file.text.slice(span.start, span.end);
  let first: ObjectNode | null = null;
  const changes: Change[] = [];
  for (const step of stepsOf(job)?.items ?? []) {
    const key = step.kind === "object" ? environmentKey(step) : null;
    if (!key || step.kind !== "object") continue;
    if (written(key.id.value) !== written(id) || isForOthers(file.text, step, "")) return null;
    first ??= step;
    changes.push(...removed(step, key.entry, key.env, [key.id, key.secret]));
  }
  return { changes, first };
}

/** What an object loses, and what is empty without it. */
function removed(of: ObjectNode, entry: ObjectEntry, inner: ObjectNode, gone: readonly ObjectEntry[]): Change[] {
  const removal = new DataRemoval();
  const outer: Slot = { container: of, entry, value: inner };
  for (const one of gone) removal.add([outer, { container: inner, entry: one, value: one.value }]);
  return removal.changes();
}

/** What an action is given: the one that signs in, the one that logs in to a registry, and those that do something with AWS themselves. */
function inInputs(file: DataFile, step: ObjectNode, job: JobOfKey): GivenKey[] {
  const inputs = objectAt(step, "with");
  const action = usedBy(step);
  if (!inputs || inputs.entries.some(({ key }) => roleOfName(key) === "token")) return [];
  if (/^docker\/login-action@/.test(action)) return inLogin(file, step, inputs, job);
  const id = inputs.entries.find(({ key }) => roleOfName(key) === "id");
  const secret = inputs.entries.find(({ key }) => roleOfName(key) === "secret");
  if (!id || action === "") return [];
  if (action.startsWith(signInAction))
    return [
      {
        given: "action",
        id,
        secret,
        within: step,
        fixes: () => {
          const steps = keyOfSteps(file, job.job, id.value);
          return steps ? roleFixes(file, job, [...roleInputs(inputs, id, secret), ...steps.changes]) : [];
        },
      },
    ];
  const isAws = /aws/i.test(id.key) || /aws/i.test(secretName(id.value) ?? "");
  // How such an action would take the credentials of a role is for a person to look up.
  return secret && isAws ? [{ given: "action", id, secret, within: step, fixes: () => [] }] : [];
}

/** Amazon ECR takes a key for a user name and password; with a role the action finds the credentials itself. */
function inLogin(file: DataFile, step: ObjectNode, inputs: ObjectNode, job: JobOfKey): GivenKey[] {
  const [registry, id, secret] = ["registry", "username", "password"].map((name) => entryOf(inputs, name));
  const written = registry && file.text.slice(registry.value.span.start, registry.value.span.end);
  if (!written || !id || !secret || !/ecr/i.test(written)) return [];
  const changes: Change[] = [id, secret].map((entry) => ({ kind: "removeEntry", from: inputs, entry }));
  return [
    {
      given: "action",
      id,
      secret,
      within: step,
      fixes: () => {
        const steps = keyOfSteps(file, job.job, id.value);
        const first = steps?.first && steps.first.span.start < step.span.start ? steps.first : step;
        const signIn = steps && signInStep(job, first, []);
        return signIn ? roleFixes(file, job, [...changes, ...steps.changes, ...signIn]) : [];
      },
    },
  ];
}

/** The role in the place of the key. */
function roleInputs(inputs: ObjectNode, id: ObjectEntry, secret: ObjectEntry | undefined): Change[] {
  const role: Change[] = entryOf(inputs, "role-to-assume")
    ? [{ kind: "removeEntry", from: inputs, entry: id }]
    : [
        { kind: "renameKey", entry: id, key: "role-to-assume" },
        { kind: "replace", node: id.value, value: "${{ vars.AWS_ROLE_ARN }}" },
      ];
  return [...role, ...(secret ? [{ kind: "removeEntry", from: inputs, entry: secret } as const] : [])];
}

/** `aws configure set aws_access_key_id ${{ secrets.NAME }}`, `-e AWS_ACCESS_KEY_ID=${{ secrets.NAME }}`, `--key ${{ secrets.NAME }}` of Serverless. */
const idInScript =
  /(?:aws_access_key_id["']?[ \t]{0,4}[=: ][ \t]{0,4}|config credentials [^\n]{0,80}--key[ =])["']?(\$\{\{[ \t]{0,4}secrets\.(\w{1,100})[ \t]{0,4}\}\})/gi;
const secretInScript =
  /(?:aws_secret_access_key["']?[ \t]{0,4}[=: ][ \t]{0,4}|--secret[ =])["']?\$\{\{[ \t]{0,4}secrets\.\w{1,100}[ \t]{0,4}\}\}/i;
/** A line that does nothing else. */
const settingLine =
  /^(?:(?:export )?AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)=|aws configure set (?:default\.)?aws_(?:access_key_id|secret_access_key) )["']?\$\{\{ {0,4}secrets\.\w{1,100} {0,4}\}\}["']?$/;

/** Keys that the script of a step is given. */
function keysInScripts(file: DataFile): WorkflowKey[] {
  const { root, jobs } = workflowOf(file) ?? { root: null, jobs: [] };
  return jobs.flatMap((job) =>
    (stepsOf(job)?.items ?? []).flatMap((step): WorkflowKey[] => {
      const run = step.kind === "object" ? entryOf(step, "run")?.value : undefined;
      const script = run ? file.text.slice(run.span.start, run.span.end) : "";
      const [found] = script.matchAll(idInScript);
      if (!found || !run || step.kind !== "object" || !secretInScript.test(script) || /session_token/i.test(script))
        return [];
      const start = run.span.start + found.index + found[0].lastIndexOf(found[1]!);
      const secret = found[2]!;
      if (isForOthers(file.text, step, secret)) return [];
      return [
        {
          at: { start, end: start + found[1]!.length },
          secret,
          given: "command",
          fixes: () => {
            const gone = settingLines(file.text, run.span);
            const signIn = signInStep({ workflow: root!, job }, step, [objectAt(step, "env")]);
            const isAlone = keyOfSteps(file, job, run)?.changes.length === 0;
            return gone && signIn && isAlone ? roleFixes(file, { workflow: root!, job }, signIn, gone) : [];
          },
        },
      ];
    }),
  );
}

/** The removal of the lines that set the key; null where a line does more with a secret, or nothing else is left. */
function settingLines(text: string, { start, end }: Span): TextEdit[] | null {
  const edits: TextEdit[] = [];
  let left = 0;
  let at = start;
  for (const line of text.slice(start, end).split(/(?<=\n)/)) {
    if (settingLine.test(line.trim())) edits.push({ span: { start: at, end: at + line.length }, newText: "" });
    else if (/(?:access_key_id|secret_access_key)[^\n]{0,80}secrets\./i.test(line)) return null;
    else if (at > start && line.trim() !== "") left++;
    at += line.length;
  }
  return left > 0 && edits.length > 0 ? edits : null;
}
