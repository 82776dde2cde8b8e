/**
 * Lets a job of GitLab, Bitbucket, CircleCI, Buildkite or Azure Pipelines assume a role by OpenID Connect, where it is given a
 * key. What each of them calls its token, and how it is handed on, is from its documentation (`guidance/pipeline-oidc.ts`).
 */
import type { PipelineService } from "../../../guidance/pipeline-oidc";
import type { Change } from "../../locate/located";
import { parseYaml } from "../../source/yaml-tree";
import { contains, type Span, type TextEdit } from "../../text";
import { type ArrayNode, entryOf, objectAt, type ObjectEntry, type ObjectNode, type ValueNode } from "../../value";
import type { CredentialFix } from "../fix";
import { type DataFile, type Slot, slotsOf } from "./data-file";
import { DataRemoval } from "./data-removal";
import { asAwsTask, bashTaskChanges, orbChanges, pipelineScriptFixes } from "./pipeline-scripts";
import { roleArn, titles, tokenFile } from "./pipeline-titles";

const mostJobs = 10;

/** The service whose jobs a document describes; null for anything else. */
export function pipelineServiceOf(root: ValueNode | undefined): PipelineService | null {
  if (root?.kind !== "object") return null;
  const has = (key: string): boolean => entryOf(root, key) !== undefined;
  const jobs = objectAt(root, "jobs");
  if (objectAt(root, "pipelines") && (has("image") || has("definitions") || root.entries.length <= 4))
    return "Bitbucket";
  if (jobs && has("version") && jobs.entries.some(({ value }) => isObjectWith(value, "steps"))) return "CircleCI";
  const steps = listAt(root, "steps");
  const isOfAzure = (step: ValueNode): boolean => isObjectWith(step, "script", "bash", "pwsh", "task", "checkout");
  if (steps?.items.some((step) => isObjectWith(step, "command", "commands", "plugins", "wait"))) return "Buildkite";
  if (steps?.items.some(isOfAzure) || listAt(root, "stages")?.items.some((one) => isObjectWith(one, "stage", "jobs")))
    return "Azure Pipelines";
  if (listAt(root, "jobs")?.items.some((one) => isObjectWith(one, "job", "deployment"))) return "Azure Pipelines";
  return root.entries.some(({ value }) => isObjectWith(value, "script")) ? "GitLab" : null;
}

interface Given {
  /** The places that lead to the object with the names, the outermost first. */
  readonly path: readonly Slot[];
  readonly env: ObjectNode;
  readonly id: ObjectEntry;
  readonly secret: ObjectEntry;
}

/** The change to a role for a key that an environment gives as an object; nothing where a person has to say more. */
export function pipelineFixes(file: DataFile, service: PipelineService, given: Given): CredentialFix[] {
  const root = given.path[0]?.container;
  if (root?.kind !== "object") return [];
  const more = service === "Azure Pipelines" ? azureScript(file, given) : [];
  const changes = {
    GitLab: inGitLab,
    Bitbucket: inBitbucket,
    CircleCI: inCircleCi,
    Buildkite: inBuildkite,
    "Azure Pipelines": inAzure,
  }[service](file, root, given);
  const written = changes && file.writer.edits(changes);
  if (!written || written.length === 0) return [];
  const edits = [...written, ...more].sort((a, b) => a.span.start - b.span.start);
  return [{ title: titles[service], kind: "suggestion", edits }];
}

function inGitLab(_: DataFile, root: ObjectNode, given: Given): Change[] | null {
  const [outer] = given.path;
  const jobs =
    outer?.entry?.key === "variables"
      ? root.entries.flatMap(({ value }) => (value.kind === "object" && entryOf(value, "script") ? [value] : []))
      : outer?.value.kind === "object"
        ? [outer.value]
        : [];
  if (jobs.length === 0 || jobs.length > mostJobs) return null;
  const changes = asTokenFile(given);
  for (const job of jobs) {
    const script = listAt(job, "before_script") ?? listAt(job, "script");
    if (!script?.items[0] || entryOf(job, "id_tokens")) return null;
    const value = { AWS_ID_TOKEN: { aud: "https://gitlab.com" } };
    changes.push(
      {
        kind: "addEntry",
        to: job,
        key: "id_tokens",
        value,
        before: entryOf(job, "before_script") ?? entryOf(job, "script"),
      },
      { kind: "addItem", to: script, before: script.items[0], value: `echo "$AWS_ID_TOKEN" > ${tokenFile}` },
    );
  }
  return changes;
}

/** Atlassian's pipes for AWS take the role by a variable of their own. */
function inBitbucket(_: DataFile, __: ObjectNode, { path, env, id, secret }: Given): Change[] | null {
  const pipe = path.at(-1)?.container;
  const name = pipe?.kind === "object" ? entryOf(pipe, "pipe")?.value : undefined;
  const step = path.map(({ value }) => value).findLast((value) => isObjectWith(value, "script"));
  if (name?.kind !== "string" || !/^atlassian\/aws-/.test(name.value) || step?.kind !== "object") return null;
  const oidc = entryOf(step, "oidc");
  return [
    { kind: "renameKey", entry: id, key: "AWS_OIDC_ROLE_ARN" },
    { kind: "replace", node: id.value, value: "$AWS_ROLE_ARN" },
    { kind: "removeEntry", from: env, entry: secret },
    ...(oidc
      ? []
      : [{ kind: "addEntry", to: step, key: "oidc", value: true, before: entryOf(step, "script") } as const]),
  ];
}

function inCircleCi(_: DataFile, root: ObjectNode, given: Given): Change[] | null {
  const job = given.path[1]?.value;
  const isJob = given.path[0]?.entry?.key === "jobs" && job?.kind === "object" && job !== root;
  const steps = isJob ? listAt(job, "steps") : null;
  if (!steps?.items[0]) return null;
  const orb = orbChanges(steps.items);
  if (orb) return [...removed(given.path, given.env, [given.id, given.secret]), ...orb];
  const value = { run: { name: "Write the token for AWS", command: `echo "$CIRCLE_OIDC_TOKEN" > ${tokenFile}` } };
  return [...asTokenFile(given), { kind: "addItem", to: steps, before: steps.items[0], value }];
}

function inBuildkite(_: DataFile, root: ObjectNode, { path, env, id, secret }: Given): Change[] | null {
  const all = listAt(root, "steps")?.items ?? [];
  const steps =
    path[0]?.entry?.key === "env"
      ? all.filter((step) => isObjectWith(step, "command", "commands"))
      : all.filter((step) => path.some(({ value }) => value === step));
  if (steps.length === 0 || steps.length > mostJobs) return null;
  const changes = removed(path, env, [id, secret]);
  const plugin = { "aws-assume-role-with-web-identity#v1.4.0": { "role-arn": roleArn } };
  for (const step of steps) {
    if (step.kind !== "object") return null;
    const plugins = entryOf(step, "plugins");
    if (!plugins) changes.push({ kind: "addEntry", to: step, key: "plugins", value: [plugin] });
    else if (plugins.value.kind === "array" && plugins.value.items[0])
      changes.push({ kind: "addItem", to: plugins.value, before: plugins.value.items[0], value: plugin });
    else return null;
  }
  return changes;
}

/** A script becomes a task of the AWS Toolkit, which signs in by a service connection. */
function inAzure(file: DataFile, _: ObjectNode, { path, env, id, secret }: Given): Change[] | null {
  const step = path.at(-1)?.container;
  if (step?.kind !== "object" || path.at(-1)?.entry?.key !== "env") return null;
  const ofTask = bashTaskChanges(step);
  if (ofTask) return [...removed(path, env, [id, secret]), ...ofTask];
  const script = entryOf(step, "script") ?? entryOf(step, "bash");
  if (
    script?.value.kind !== "string" ||
    step.entries.some(({ key }) => /^(?:workingDirectory|failOnStderr|inputs)$/.test(key))
  )
    return null;
  const { span } = script.value;
  if (file.text.slice(span.start, span.end).includes("\n"))
    return azureScript(file, { path, env, id, secret }).length > 0 ? removed(path, env, [id, secret]) : null;
  const inputs = {
    awsCredentials: "SERVICE_CONNECTION",
    regionName: "$(AWS_REGION)",
    scriptType: "inline",
    inlineScript: script.value.value,
  };
  return [
    ...removed(path, env, [id, secret]),
    { kind: "renameKey", entry: script, key: "task" },
    { kind: "replace", node: script.value, value: "AWSShellScript@1" },
    { kind: "addEntry", to: step, key: "inputs", value: inputs },
  ];
}

/** What becomes of a script of several lines, which keeps its form where it stands. */
function azureScript(file: DataFile, { path }: Given): TextEdit[] {
  const step = path.at(-1)?.container;
  return (step?.kind === "object" && path.at(-1)?.entry?.key === "env" && asAwsTask(file.text, step, [])) || [];
}

/** The SDKs and the CLI assume the role of AWS_ROLE_ARN with the token in this file. */
function asTokenFile({ env, id, secret }: Given): Change[] {
  return [
    { kind: "renameKey", entry: id, key: "AWS_WEB_IDENTITY_TOKEN_FILE" },
    { kind: "replace", node: id.value, value: tokenFile },
    { kind: "removeEntry", from: env, entry: secret },
  ];
}

function removed(path: readonly Slot[], env: ObjectNode, gone: readonly ObjectEntry[]): Change[] {
  const removal = new DataRemoval();
  for (const entry of gone) removal.add([...path, { container: env, entry, value: entry.value }]);
  return removal.changes();
}

function listAt(of: ObjectNode, key: string): ArrayNode | null {
  const value = entryOf(of, key)?.value;
  return value?.kind === "array" ? value : null;
}

function isObjectWith(node: ValueNode, ...keys: readonly string[]): boolean {
  return node.kind === "object" && keys.some((key) => entryOf(node, key) !== undefined);
}

/** The pair of a key in an object of names and values. */
function pairIn(env: ValueNode): Pick<Given, "env" | "id" | "secret"> | null {
  if (env.kind !== "object") return null;
  const [id, secret] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map((name) => entryOf(env, name));
  return id && secret && !entryOf(env, "AWS_SESSION_TOKEN") ? { env, id, secret } : null;
}

/** Everything in an object that is an environment with a key, with the places that lead there. */
export function givenIn(root: ValueNode, path: readonly Slot[] = []): Given[] {
  if (path.length > 20) return [];
  return slotsOf(root).flatMap((slot) => {
    const pair = pairIn(slot.value);
    return pair ? [{ path: [...path, slot], ...pair }] : givenIn(slot.value, [...path, slot]);
  });
}

/** The same change for a key that is written down; null where it is given in another way, or nothing is known to take its place. */
export function hardCodedInPipeline(file: DataFile, parts: readonly Span[]): readonly CredentialFix[] | null {
  for (const root of file.roots) {
    const service = pipelineServiceOf(root);
    const given = service
      ? givenIn(root).find(({ id, secret }) =>
          parts.every((part) => [id, secret].some(({ value }) => contains(value.span, part))),
        )
      : undefined;
    const fixes = service && given ? pipelineFixes(file, service, given) : [];
    if (fixes.length > 0) return fixes;
    const inScripts = service ? pipelineScriptFixes(file, service, parts) : [];
    if (inScripts.length > 0) return inScripts;
  }
  return null;
}

/** The service whose jobs a text describes; null for anything else. */
export function pipelineService(text: string): PipelineService | null {
  return pipelineServiceOf(parseYaml(text).roots[0]);
}
