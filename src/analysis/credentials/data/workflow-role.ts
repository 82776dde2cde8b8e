/** Lets a job of a GitHub workflow assume a role by OpenID Connect, where it has signed in with a key. */
import { actionWithoutToken } from "../../knowledge/github-actions";
import type { Change } from "../../locate/located";
import type { TextEdit } from "../../text";
import { type ArrayNode, entryOf, objectAt, type ObjectNode, type ValueNode } from "../../value";
import type { CredentialFix } from "../fix";
import type { DataFile } from "./data-file";
import { actionOf, permissionsUsed } from "./workflow-permissions";

const fixTitle = "Assume a role by OpenID Connect instead; its ARN goes into the variable AWS_ROLE_ARN";
/** Where a job has the permissions that are usual in its repository, and those it uses are not known. */
const withPermissions = `${fixTitle}. Add the permissions that the other steps use: the job keeps none but those named here`;

export const signInAction = "aws-actions/configure-aws-credentials@";

/** The job that a key is for. */
export interface JobOfKey {
  readonly workflow: ObjectNode;
  readonly job: ObjectNode;
}

export function stepsOf(job: ObjectNode): ArrayNode | null {
  const steps = entryOf(job, "steps")?.value;
  return steps?.kind === "array" ? steps : null;
}

/** The fix that makes these changes and lets each of the jobs ask for the token that proves who it is. Nothing where one cannot. */
export function roleFixesOfJobs(
  file: DataFile,
  workflow: ObjectNode,
  jobs: readonly ObjectNode[],
  changes: readonly Change[],
): CredentialFix[] {
  const all = [...changes];
  const token: TextEdit[] = [];
  const widened = new Set<ValueNode>();
  let isKnown = true;
  for (const job of jobs) {
    const steps = stepsOf(job)?.items ?? [];
    const commands = commandsOfActions(steps);
    const own = sessionTokens(file.text, steps, []);
    const permission = tokenPermission(file.text, workflow, job);
    if (!commands || !own || !permission) return [];
    isKnown &&= permission.isKnown;
    token.push(...own);
    all.push(...commands);
    // What the workflow says of all its jobs is widened once.
    if (permission.of && widened.has(permission.of)) continue;
    if (permission.of) widened.add(permission.of);
    all.push(...permission.changes);
  }
  const written = file.writer.edits(all);
  if (!written) return [];
  const edits = [...written, ...token].sort((a, b) => a.span.start - b.span.start);
  return [{ title: isKnown ? fixTitle : withPermissions, kind: "suggestion", edits }];
}

/**
 * The fix that makes these changes and lets the job ask for the token that proves who it is. Nothing where a step would get
 * half of temporary credentials, or the permissions are said in a way that cannot be widened by one. A step that is
 * `replaced` hands nothing on.
 */
export function roleFixes(
  file: DataFile,
  { workflow, job }: JobOfKey,
  changes: readonly Change[] | null,
  more: readonly TextEdit[] = [],
  replaced: ObjectNode | null = null,
): CredentialFix[] {
  const steps = (stepsOf(job)?.items ?? []).filter((step) => step !== replaced);
  const commands = commandsOfActions(steps);
  const token = sessionTokens(file.text, steps, more);
  const permission = tokenPermission(file.text, workflow, job);
  const all = changes && commands && permission && [...changes, ...commands, ...permission.changes];
  const written = token && all && file.writer.edits(all);
  if (!written || !token) return [];
  const edits = [...written, ...token, ...more].sort((a, b) => a.span.start - b.span.start);
  return [{ title: permission!.isKnown ? fixTitle : withPermissions, kind: "suggestion", edits }];
}

/** Puts the AWS CLI in place of actions that lose session tokens. Null where that is not one command. */
function commandsOfActions(steps: readonly ValueNode[]): Change[] | null {
  const changes: Change[] = [];
  for (const step of steps) {
    const action = step.kind === "object" ? actionWithoutToken(usedBy(step)) : null;
    if (step.kind !== "object" || !action) continue;
    const uses = entryOf(step, "uses");
    const inputs = entryOf(step, "with");
    const given = inputs?.value.kind === "object" ? inputs.value.entries : [];
    const [written] = given.map(({ value }) => (value.kind === "string" ? value.value.trim() : null));
    const isKnown = given.length === 0 || (given.length === 1 && given[0]!.key === "args" && written != null);
    // Arguments on several lines are lines of a script otherwise.
    if (!uses || action.command === null || !isKnown || written?.includes("\n")) return null;
    const command = written ? `${action.command} ${written}` : action.command;
    changes.push({ kind: "renameKey", entry: uses, key: "run" }, { kind: "replace", node: uses.value, value: command });
    if (inputs) changes.push({ kind: "removeEntry", from: step, entry: inputs });
  }
  return changes;
}

/** The step that assumes the role, before the first that may need it or before `step`. Null where the job signs in already, or has no steps of its own. */
export function signInStep(
  { workflow, job }: JobOfKey,
  step: ObjectNode | null,
  environments: readonly (ObjectNode | null)[],
): Change[] | null {
  const steps = stepsOf(job);
  if (!steps || steps.items.some((item) => usedBy(item).startsWith(signInAction))) return null;
  const before = step ?? steps.items.find((item) => !usedBy(item).startsWith("actions/checkout@"));
  if (!before) return null;
  const region = [...environments, objectAt(job, "env"), objectAt(workflow, "env")]
    .map((given) => given && (entryOf(given, "AWS_REGION") ?? entryOf(given, "AWS_DEFAULT_REGION"))?.value)
    .find((value) => value?.kind === "string");
  const inputs = {
    "role-to-assume": "${{ vars.AWS_ROLE_ARN }}",
    "aws-region": region?.kind === "string" ? region.value : "${{ vars.AWS_REGION }}",
  };
  return [{ kind: "addItem", to: steps, before, value: { uses: `${signInAction}v5`, with: inputs } }];
}

export function usedBy(step: ValueNode): string {
  return (step.kind === "object" ? actionOf(step) : null) ?? "";
}

/** `-e AWS_SECRET_ACCESS_KEY`, with or without the variable of the same name as its value. */
const passedOn =
  /(-e|--env)([ =])AWS_SECRET_ACCESS_KEY(=(?:"?\$\{?AWS_SECRET_ACCESS_KEY\}?"?|\$\{\{ ?(?:env|secrets)\.\w{1,60} ?\}\}))?(?![\w=])/g;

/**
 * Credentials of a role have a session token: what hands on the key by hand hands it on too.
 * Null where that cannot be told. What `gone` takes away hands on nothing.
 */
function sessionTokens(text: string, steps: readonly ValueNode[], gone: readonly TextEdit[]): TextEdit[] | null {
  const edits: TextEdit[] = [];
  for (const step of steps) {
    if (step.kind !== "object") continue;
    const run = entryOf(step, "run")?.value;
    if (!run) continue;
    const script = text.slice(run.span.start, run.span.end);
    if (/AWS_SESSION_TOKEN/.test(script)) continue;
    let handedOn = 0;
    for (const { 0: match, 1: option, 2: sign, 3: value, index } of script.matchAll(passedOn)) {
      // A key that is still a stored one has no token.
      if (value?.includes("secrets.")) {
        handedOn++;
        continue;
      }
      const at = run.span.start + index + match.length;
      handedOn += match.split("AWS_SECRET_ACCESS_KEY").length - 1;
      const given = value === undefined ? "" : "=$AWS_SESSION_TOKEN";
      edits.push({ span: { start: at, end: at }, newText: ` ${option}${sign}AWS_SESSION_TOKEN${given}` });
    }
    const removed = gone
      .filter(({ span }) => span.start >= run.span.start && span.start < run.span.end)
      .reduce((count, { span }) => count + mentions(text.slice(span.start, span.end)), 0);
    if (mentions(script) > handedOn + removed) return null;
  }
  return edits;
}

function mentions(script: string): number {
  return script.split(/aws_secret_access_key/i).length - 1;
}

interface TokenPermission {
  readonly changes: readonly Change[];
  readonly isKnown: boolean;
  /** The list that they widen; undefined where the job gets one of its own. */
  readonly of?: ValueNode;
}

/** All that `read-all` gives a job (GitHub, "Workflow syntax": permissions). */
const readable = [
  "actions",
  "attestations",
  "checks",
  "contents",
  "deployments",
  "discussions",
  "issues",
  "packages",
  "pages",
  "pull-requests",
  "repository-projects",
  "security-events",
  "statuses",
];

/** Null where the permissions are said in a way that cannot be widened by one. */
function tokenPermission(text: string, workflow: ObjectNode, job: ObjectNode): TokenPermission | null {
  const own = entryOf(job, "permissions");
  const governing = own ?? entryOf(workflow, "permissions");
  const { permissions, isKnown } = permissionsUsed(text, stepsOf(job)?.items ?? []);
  const before = entryOf(job, "steps");
  if (!governing) {
    const value = { "id-token": "write", ...permissions };
    return { changes: [{ kind: "addEntry", to: job, key: "permissions", value, before }], isKnown };
  }
  const { value } = governing;
  const changed = (changes: readonly Change[]): TokenPermission => ({ changes, isKnown: true, of: value });
  if (value.kind === "string") {
    if (value.value === "write-all") return changed([]);
    if (value.value !== "read-all") return null;
    // What its steps use is read, as before; where that is not known, all that they could read.
    const read = isKnown ? Object.keys(permissions) : readable;
    const list = { "id-token": "write", ...Object.fromEntries(read.map((name) => [name, "read"])) };
    return {
      isKnown: true,
      changes: [
        own
          ? { kind: "replace", node: own.value, value: list }
          : { kind: "addEntry", to: job, key: "permissions", value: list, before },
      ],
    };
  }
  if (value.kind !== "object") return null;
  const token = entryOf(value, "id-token");
  if (!token) return changed([{ kind: "addEntry", to: value, key: "id-token", value: "write" }]);
  return token.value.kind === "string" && token.value.value === "write"
    ? changed([])
    : changed([{ kind: "replace", node: token.value, value: "write" }]);
}
