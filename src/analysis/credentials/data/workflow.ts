/** GitHub Actions workflows that sign in to AWS with a key, stored in secrets or written down, and their change to OpenID Connect. */
import { tokenInputOf } from "../../knowledge/github-actions";
import type { Change } from "../../locate/located";
import { contains, type Span } from "../../text";
import { entryOf, objectAt, type ObjectEntry, type ObjectNode, type ValueNode } from "../../value";
import { endpointOf } from "../endpoint";
import type { CredentialFix } from "../fix";
import { roleOfName } from "../names";
import { type DataFile, slotsOf } from "./data-file";
import { environmentKey, keyOfSteps, otherNamedKeys, removedFrom } from "./workflow-environment";
import { type JobOfKey, roleFixes, roleFixesOfJobs, signInAction, signInStep, stepsOf, usedBy } from "./workflow-role";
import { hardCodedInScript, keysInScripts, signInInPlace } from "./workflow-scripts";
import { ForOthers, isForOthers, isOfAws, secretIn, type WorkflowKey } from "./workflow-secrets";

/** A place where a key is given, whatever its values are. */
interface GivenKey {
  readonly given: "action" | "environment";
  readonly id: ObjectEntry;
  readonly secret: ObjectEntry | undefined;
  /** The part of the workflow that tells whose key it is. */
  readonly within: ValueNode;
  /** The job whose steps share it. */
  readonly shared?: ObjectNode | null;
  /** It goes by names that anybody may use: that of the secret tells. */
  readonly isNamedOtherwise?: boolean;
  fixes(): readonly CredentialFix[];
}

/** The stored keys of a workflow; none where the file is no workflow. */
export function findWorkflowKeys(file: DataFile): WorkflowKey[] {
  const workflow = workflowOf(file);
  if (!workflow) return [];
  const others = new ForOthers(file.text);
  if (namesOtherEndpoint(workflow.root)) return [];
  const elsewhere = workflow.jobs.filter(namesOtherEndpoint);
  const stored = givenKeys(file, workflow).flatMap((key): WorkflowKey[] => {
    const secret = secretIn(file.text, key.id.value.span);
    if (!secret || (key.isNamedOtherwise && !isOfAws(key.id.key, secret.name))) return [];
    if (elsewhere.some((job) => contains(job.span, key.within.span))) return [];
    if (others.has(key.within, secret.name) || (key.shared && others.hasJob(key.shared))) return [];
    const fixes = () => (secret.isPlain ? key.fixes() : []);
    return [{ at: key.id.value.span, secret: secret.name, given: key.given, fixes }];
  });
  const inScripts = keysInScripts(file, workflow).filter(({ at }) => !elsewhere.some((job) => contains(job.span, at)));
  return [...stored, ...inScripts].sort((a, b) => a.at.start - b.at.start);
}

/** Whether every step of a workflow or job is given an endpoint that is not AWS's, or that nobody can tell. */
function namesOtherEndpoint(of: ObjectNode): boolean {
  return (objectAt(of, "env")?.entries ?? []).some(
    ({ key, value }) =>
      /^AWS_ENDPOINT_URL(?:_\w{1,40})?$/.test(key) && !(value.kind === "string" && endpointOf(value.value) === "aws"),
  );
}

/** The same change for a key that is written down. Nothing where it does not sign a job in in a way that is known; null in what is no workflow. */
export function hardCodedFixes(file: DataFile, parts: readonly Span[]): readonly CredentialFix[] | null {
  const workflow = workflowOf(file);
  if (!workflow) return null;
  const key = givenKeys(file, workflow).find(({ id, secret }) =>
    parts.every((part) => [id, secret].some((entry) => entry && contains(entry.value.span, part))),
  );
  return key ? key.fixes() : (hardCodedInScript(file, workflow, parts) ?? []);
}

/** Whether a file is a workflow: without its key a job of it needs another way to sign in. */
export function isWorkflow(file: DataFile): boolean {
  return workflowOf(file) !== null;
}

interface Workflow {
  readonly root: ObjectNode;
  readonly jobs: readonly ObjectNode[];
}

function workflowOf(file: DataFile): Workflow | null {
  const [root] = file.roots;
  const jobs = root?.kind === "object" ? objectAt(root, "jobs") : null;
  if (root?.kind !== "object" || !jobs) return null;
  const all = slotsOf(jobs).flatMap(({ value }) => (value.kind === "object" ? [value] : []));
  // CircleCI has jobs too, and other names for the rest.
  return all.some((job) => entryOf(job, "runs-on") ?? entryOf(job, "uses")) ? { root, jobs: all } : null;
}

function givenKeys(file: DataFile, { root, jobs }: Workflow): GivenKey[] {
  const only = jobs.length === 1 ? { workflow: root, job: jobs[0]! } : null;
  const shared = inEnvironment(file, root, only, null).map((key): GivenKey =>
    only || key.isNamedOtherwise ? key : { ...key, fixes: () => fixesOfShared(file, { root, jobs }) },
  );
  return [
    ...shared,
    ...jobs.flatMap((job) => {
      const of = { workflow: root, job };
      const container = objectAt(job, "container");
      const steps = (stepsOf(job)?.items ?? []).flatMap((step) => (step.kind === "object" ? [step] : []));
      return [
        ...inEnvironment(file, job, of, null),
        // A container has its environment before any step signs in.
        ...(container ? inEnvironment(file, container, null, null) : []),
        ...handedToWorkflow(job),
        ...steps.flatMap((step) => [...inEnvironment(file, step, of, step), ...inInputs(file, step, of)]),
      ];
    }),
  ];
}

/** What a workflow of another repository is handed; one of the same repository says itself what it does with it. */
function handedToWorkflow(job: ObjectNode): GivenKey[] {
  const uses = entryOf(job, "uses")?.value;
  const secrets = objectAt(job, "secrets");
  if (uses?.kind !== "string" || uses.value.startsWith(".") || !secrets) return [];
  const [id, secret, token] = ["id", "secret", "token"].map((role) =>
    secrets.entries.find(({ key }) => roleOfName(key) === role),
  );
  return id && secret && !token
    ? [{ given: "action", id, secret, within: job, isNamedOtherwise: true, fixes: () => [] }]
    : [];
}

function inEnvironment(file: DataFile, of: ObjectNode, job: JobOfKey | null, step: ObjectNode | null): GivenKey[] {
  const named = otherNamedKeys(of).map(({ id, secret }): GivenKey => ({
    given: "environment",
    id,
    secret,
    within: of,
    isNamedOtherwise: true,
    // Something reads these names, and the SDK does not.
    fixes: () => [],
  }));
  const key = environmentKey(of);
  if (!key || key.env.entries.some(({ key: name }) => /endpoint/i.test(name))) return named;
  const { entry, env, id, secret } = key;
  return [
    ...named,
    {
      given: "environment",
      id,
      secret,
      within: of,
      fixes: () => {
        const steps = job && stepsWithout(file, job.job, id.value);
        // A step may do nothing else with the key than write it into a profile.
        const whole = job && step && steps?.first === step ? signInInPlace(file, job, step) : null;
        if (job && steps && whole) return roleFixes(file, job, [...steps.changes, ...whole], [], step);
        const signIn = steps && signInStep(job, step ? steps.first : null, [env]);
        if (!signIn) return [];
        const own = step ? [] : removedFrom(of, entry, env, [id, secret]);
        return roleFixes(file, job, [...own, ...steps.changes, ...signIn]);
      },
    },
  ];
}

/** So many jobs sign in at most by one fix. */
const mostJobs = 8;

/** Each job that the key of the workflow was for signs in; workflows that a job calls never had it. */
function fixesOfShared(file: DataFile, { root, jobs }: Workflow): readonly CredentialFix[] {
  const key = environmentKey(root);
  const signing = jobs.filter((job) => stepsOf(job) !== null);
  if (!key || signing.length === 0 || signing.length > mostJobs) return [];
  const changes = removedFrom(root, key.entry, key.env, [key.id, key.secret]);
  for (const job of signing) {
    // A container has its environment before any step signs in.
    if (environmentKey(job) || entryOf(job, "container")) return [];
    const steps = stepsWithout(file, job, key.id.value);
    const signIn = steps && signInStep({ workflow: root, job }, null, [key.env]);
    if (!steps || !signIn) return [];
    changes.push(...steps.changes, ...signIn);
  }
  return roleFixesOfJobs(file, root, signing, changes);
}

function stepsWithout(file: DataFile, job: ObjectNode, id: ValueNode): ReturnType<typeof keyOfSteps> {
  return keyOfSteps(file, job, id, (step) => isForOthers(file.text, step.span, ""));
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
        shared: job.job,
        fixes: () => {
          const steps = stepsWithout(file, job.job, id.value);
          return steps ? roleFixes(file, job, [...roleInputs(inputs, id, secret), ...steps.changes]) : [];
        },
      },
    ];
  if (!secret) return [];
  const tokenInput = tokenInputOf(action);
  return [
    {
      given: "action",
      id,
      secret,
      within: step,
      isNamedOtherwise: true,
      fixes: () => {
        // How another action would take the credentials of a role is for a person to look up.
        const steps = tokenInput === null ? null : stepsWithout(file, job.job, id.value);
        const signIn = steps && signInStep(job, step, []);
        return signIn
          ? roleFixes(file, job, [...credentialInputs(inputs, id, secret, tokenInput!), ...steps.changes, ...signIn])
          : [];
      },
    },
  ];
}

/** Hands an action the credentials that the step before it has left in the environment. */
function credentialInputs(inputs: ObjectNode, id: ObjectEntry, secret: ObjectEntry, tokenInput: string): Change[] {
  return [
    { kind: "replace", node: id.value, value: "${{ env.AWS_ACCESS_KEY_ID }}" },
    { kind: "replace", node: secret.value, value: "${{ env.AWS_SECRET_ACCESS_KEY }}" },
    { kind: "addEntry", to: inputs, key: tokenInput, value: "${{ env.AWS_SESSION_TOKEN }}" },
  ];
}

/** Amazon ECR takes a key for a user name and password; with a role the action finds the credentials itself. */
function inLogin(file: DataFile, step: ObjectNode, inputs: ObjectNode, job: JobOfKey): GivenKey[] {
  const [registry, id, secret] = ["registry", "username", "password"].map((name) => entryOf(inputs, name));
  const written = registry && file.text.slice(registry.value.span.start, registry.value.span.end);
  if (!written || !id || !secret) return [];
  // A registry that only the repository knows is ECR's where it is given a key of AWS.
  const name = secretIn(file.text, id.value.span)?.name ?? "";
  const isEcr =
    /ecr/i.test(written) || (/^["']?\$\{\{/.test(written) && isOfAws("", name) && roleOfName(name) === "id");
  if (!isEcr) return [];
  const changes: Change[] = [id, secret].map((entry) => ({ kind: "removeEntry", from: inputs, entry }));
  return [
    {
      given: "action",
      id,
      secret,
      within: step,
      fixes: () => {
        const steps = stepsWithout(file, job.job, id.value);
        const first = steps?.first && steps.first.span.start < step.span.start ? steps.first : step;
        const signIn = steps && signInStep(job, first, []);
        return signIn ? roleFixes(file, job, [...changes, ...steps.changes, ...signIn]) : [];
      },
    },
  ];
}

/** The role in place of the key. */
function roleInputs(inputs: ObjectNode, id: ObjectEntry, secret: ObjectEntry | undefined): Change[] {
  const role: Change[] = entryOf(inputs, "role-to-assume")
    ? [{ kind: "removeEntry", from: inputs, entry: id }]
    : [
        { kind: "renameKey", entry: id, key: "role-to-assume" },
        { kind: "replace", node: id.value, value: "${{ vars.AWS_ROLE_ARN }}" },
      ];
  return [...role, ...(secret ? [{ kind: "removeEntry", from: inputs, entry: secret } as const] : [])];
}
