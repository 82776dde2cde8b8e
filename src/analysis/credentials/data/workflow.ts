/** GitHub Actions workflows that sign in to AWS with a stored key, and their change to OpenID Connect. */
import type { Change } from "../../locate/located";
import type { Span } from "../../text";
import { type ArrayNode, entryOf, type ObjectNode, type ValueNode } from "../../value";
import type { CredentialFix } from "../fix";
import { type DataFile, type Slot, slotsOf } from "./data-file";
import { DataRemoval } from "./data-removal";

/** A stored key that a workflow takes from the repository's secrets. */
export interface WorkflowKey {
  readonly at: Span;
  /** The secret that holds its id. */
  readonly secret: string;
  /** Where it is given: to the action that signs in, or to everything by the environment. */
  readonly given: "action" | "environment";
  fixes(): readonly CredentialFix[];
}

const fixTitle = "Assume a role by OpenID Connect instead; its ARN goes into the variable AWS_ROLE_ARN";

/** The stored keys of a workflow; none where the file is no workflow. */
export function findWorkflowKeys(file: DataFile): WorkflowKey[] {
  const [root] = file.roots;
  const jobs = root?.kind === "object" ? objectAt(root, "jobs") : null;
  if (root?.kind !== "object" || !jobs) return [];
  const slots = slotsOf(jobs).filter(({ value }) => value.kind === "object");
  const only = slots.length === 1 ? (slots[0]!.value as ObjectNode) : null;
  // A key that several jobs get is for a person to take apart.
  const found = environmentKeys(file, root, only && { workflow: root, job: only, step: null });
  for (const { value } of slots) {
    const job = value as ObjectNode;
    found.push(...environmentKeys(file, job, { workflow: root, job, step: null }));
    for (const step of stepsOf(job)?.items ?? []) {
      if (step.kind !== "object") continue;
      found.push(...environmentKeys(file, step, { workflow: root, job, step }), ...actionKeys(file, root, job, step));
    }
  }
  return found;
}

function stepsOf(job: ObjectNode): ArrayNode | null {
  const steps = entryOf(job, "steps")?.value;
  return steps?.kind === "array" ? steps : null;
}

function objectAt(node: ObjectNode, key: string): ObjectNode | null {
  const value = entryOf(node, key)?.value;
  return value?.kind === "object" ? value : null;
}

/** The name of the secret in `${{ secrets.NAME }}`; null for anything else. */
function secretName(node: ValueNode | undefined): string | null {
  if (node?.kind !== "template") return null;
  const holes = node.parts.filter((part) => typeof part !== "string");
  return holes.length === 1 ? (/^secrets\.(\w+)$/.exec(holes[0]!.name.trim())?.[1] ?? null) : null;
}

/** Where a role is assumed for what an environment was for: before a step, or in the whole job. */
interface SignIn {
  readonly workflow: ObjectNode;
  readonly job: ObjectNode;
  readonly step: ObjectNode | null;
}

/** Only long-term keys come without a token. */
function environmentKeys(file: DataFile, of: ObjectNode, signIn: SignIn | null): WorkflowKey[] {
  const entry = entryOf(of, "env");
  const env = objectAt(of, "env");
  const id = env && entryOf(env, "AWS_ACCESS_KEY_ID");
  const secret = secretName(id?.value);
  const secretKey = env && entryOf(env, "AWS_SECRET_ACCESS_KEY");
  if (!entry || !env || !id || secret === null || entryOf(env, "AWS_SESSION_TOKEN") || !secretKey) return [];
  // Such a key may be for a service that only speaks like S3.
  if (env.entries.some(({ key }) => /endpoint/i.test(key))) return [];
  const removed = () => {
    const removal = new DataRemoval();
    const outer: Slot = { container: of, entry, value: env };
    for (const gone of [id, secretKey]) removal.add([outer, { container: env, entry: gone, value: gone.value }]);
    return removal.changes();
  };
  return [
    {
      at: id.value.span,
      secret,
      given: "environment",
      fixes: () => {
        const added = signIn && signInStep(env, signIn);
        return fixes(file, added && [...removed(), ...added]);
      },
    },
  ];
}

const signInAction = "aws-actions/configure-aws-credentials@";

/** The step that assumes the role, before the first that may need it. Null where the job signs in already, or has no steps of its own. */
function signInStep(env: ObjectNode, { workflow, job, step }: SignIn): Change[] | null {
  const steps = stepsOf(job);
  const permission = tokenPermission(workflow, job);
  if (!steps || !permission || steps.items.some((item) => usedBy(item).startsWith(signInAction))) return null;
  const before = step ?? steps.items.find((item) => !usedBy(item).startsWith("actions/checkout@"));
  if (!before) return null;
  const region = [env, objectAt(job, "env"), objectAt(workflow, "env")]
    .map((given) => given && (entryOf(given, "AWS_REGION") ?? entryOf(given, "AWS_DEFAULT_REGION"))?.value)
    .find((value) => value?.kind === "string");
  const inputs = {
    "role-to-assume": "${{ vars.AWS_ROLE_ARN }}",
    "aws-region": region?.kind === "string" ? region.value : "${{ vars.AWS_REGION }}",
  };
  return [...permission, { kind: "addItem", to: steps, before, value: { uses: `${signInAction}v5`, with: inputs } }];
}

function usedBy(step: ValueNode): string {
  const uses = step.kind === "object" ? entryOf(step, "uses")?.value : undefined;
  return uses?.kind === "string" ? uses.value : "";
}

function actionKeys(file: DataFile, workflow: ObjectNode, job: ObjectNode, step: ObjectNode): WorkflowKey[] {
  const inputs = objectAt(step, "with");
  const id = inputs && entryOf(inputs, "aws-access-key-id");
  const secret = secretName(id?.value);
  if (!usedBy(step).startsWith(signInAction)) return [];
  if (!inputs || !id || secret === null || entryOf(inputs, "aws-session-token")) return [];
  return [
    { at: id.value.span, secret, given: "action", fixes: () => fixes(file, openIdConnect(inputs, workflow, job)) },
  ];
}

function fixes(file: DataFile, changes: readonly Change[] | null): CredentialFix[] {
  const edits = changes && file.writer.edits(changes);
  return edits ? [{ title: fixTitle, kind: "suggestion", edits }] : [];
}

/** The role in the place of the key, and the permission to ask for the token that proves who asks. */
function openIdConnect(inputs: ObjectNode, workflow: ObjectNode, job: ObjectNode): Change[] | null {
  const id = entryOf(inputs, "aws-access-key-id")!;
  const secret = entryOf(inputs, "aws-secret-access-key");
  const permission = tokenPermission(workflow, job);
  if (!permission) return null;
  const role: Change[] = entryOf(inputs, "role-to-assume")
    ? [{ kind: "removeEntry", from: inputs, entry: id }]
    : [
        { kind: "renameKey", entry: id, key: "role-to-assume" },
        { kind: "replace", node: id.value, value: "${{ vars.AWS_ROLE_ARN }}" },
      ];
  return [...role, ...(secret ? [{ kind: "removeEntry", from: inputs, entry: secret } as const] : []), ...permission];
}

/** Null where the permissions are said in a way that cannot be widened by one. */
function tokenPermission(workflow: ObjectNode, job: ObjectNode): Change[] | null {
  const governing = entryOf(job, "permissions") ?? entryOf(workflow, "permissions");
  if (!governing) {
    const before = entryOf(job, "steps");
    return [
      { kind: "addEntry", to: job, key: "permissions", value: { "id-token": "write", contents: "read" }, before },
    ];
  }
  const { value } = governing;
  if (value.kind === "string") return value.value === "write-all" ? [] : null;
  if (value.kind !== "object") return null;
  const token = entryOf(value, "id-token");
  if (!token) return [{ kind: "addEntry", to: value, key: "id-token", value: "write" }];
  return token.value.kind === "string" && token.value.value === "write"
    ? []
    : [{ kind: "replace", node: token.value, value: "write" }];
}
