/** GitHub Actions workflows that sign in to AWS with a stored key, and their change to OpenID Connect. */
import type { Change } from '../../locate/located';
import type { CredentialFix } from '../../rules/rule';
import type { Span } from '../../text';
import { entryOf, type ObjectNode, type ValueNode } from '../../value';
import { type DataFile, slotsOf } from './data-file';

/** A stored key that a workflow takes from the repository's secrets. */
export interface WorkflowKey {
  readonly at: Span;
  /** The secret that holds its id. */
  readonly secret: string;
  /** Where it is given: to the action that signs in, or to everything by the environment. */
  readonly given: 'action' | 'environment';
  fixes(): readonly CredentialFix[];
}

const fixTitle = 'Assume a role by OpenID Connect instead; its ARN goes into the variable AWS_ROLE_ARN';

/** The stored keys of a workflow; none where the file is no workflow. */
export function findWorkflowKeys(file: DataFile): WorkflowKey[] {
  const [root] = file.roots;
  const jobs = root?.kind === 'object' ? objectAt(root, 'jobs') : null;
  if (root?.kind !== 'object' || !jobs) return [];
  const found = environmentKeys(root);
  for (const { value: job } of slotsOf(jobs)) {
    if (job.kind !== 'object') continue;
    found.push(...environmentKeys(job));
    const steps = entryOf(job, 'steps')?.value;
    for (const step of steps?.kind === 'array' ? steps.items : []) {
      if (step.kind !== 'object') continue;
      found.push(...environmentKeys(step), ...actionKeys(file, root, job, step));
    }
  }
  return found;
}

function objectAt(node: ObjectNode, key: string): ObjectNode | null {
  const value = entryOf(node, key)?.value;
  return value?.kind === 'object' ? value : null;
}

/** The name of the secret in `${{ secrets.NAME }}`; null for anything else. */
function secretName(node: ValueNode | undefined): string | null {
  if (node?.kind !== 'template') return null;
  const holes = node.parts.filter(part => typeof part !== 'string');
  return holes.length === 1 ? /^secrets\.(\w+)$/.exec(holes[0]!.name.trim())?.[1] ?? null : null;
}

/** Only long-term keys come without a token. */
function environmentKeys(of: ObjectNode): WorkflowKey[] {
  const env = objectAt(of, 'env');
  const id = env && entryOf(env, 'AWS_ACCESS_KEY_ID');
  const secret = secretName(id?.value);
  if (!env || !id || secret === null || entryOf(env, 'AWS_SESSION_TOKEN') || !entryOf(env, 'AWS_SECRET_ACCESS_KEY')) return [];
  return [{ at: id.value.span, secret, given: 'environment', fixes: () => [] }];
}

function actionKeys(file: DataFile, workflow: ObjectNode, job: ObjectNode, step: ObjectNode): WorkflowKey[] {
  const uses = entryOf(step, 'uses')?.value;
  const inputs = objectAt(step, 'with');
  const id = inputs && entryOf(inputs, 'aws-access-key-id');
  const secret = secretName(id?.value);
  if (uses?.kind !== 'string' || !uses.value.startsWith('aws-actions/configure-aws-credentials@')) return [];
  if (!inputs || !id || secret === null || entryOf(inputs, 'aws-session-token')) return [];
  return [{ at: id.value.span, secret, given: 'action', fixes: () => fixes(file, openIdConnect(inputs, workflow, job)) }];
}

function fixes(file: DataFile, changes: readonly Change[] | null): CredentialFix[] {
  const edits = changes && file.writer.edits(changes);
  return edits ? [{ title: fixTitle, kind: 'suggestion', edits }] : [];
}

/** The role in the place of the key, and the permission to ask for the token that proves who asks. */
function openIdConnect(inputs: ObjectNode, workflow: ObjectNode, job: ObjectNode): Change[] | null {
  const id = entryOf(inputs, 'aws-access-key-id')!;
  const secret = entryOf(inputs, 'aws-secret-access-key');
  const permission = tokenPermission(workflow, job);
  if (!permission) return null;
  const role: Change[] = entryOf(inputs, 'role-to-assume')
    ? [{ kind: 'removeEntry', from: inputs, entry: id }]
    : [{ kind: 'renameKey', entry: id, key: 'role-to-assume' }, { kind: 'replace', node: id.value, value: '${{ vars.AWS_ROLE_ARN }}' }];
  return [...role, ...(secret ? [{ kind: 'removeEntry', from: inputs, entry: secret } as const] : []), ...permission];
}

/** Null where the permissions are said in a way that cannot be widened by one. */
function tokenPermission(workflow: ObjectNode, job: ObjectNode): Change[] | null {
  const governing = entryOf(job, 'permissions') ?? entryOf(workflow, 'permissions');
  if (!governing) {
    const before = entryOf(job, 'steps');
    return [{ kind: 'addEntry', to: job, key: 'permissions', value: { 'id-token': 'write', contents: 'read' }, before }];
  }
  const { value } = governing;
  if (value.kind === 'string') return value.value === 'write-all' ? [] : null;
  if (value.kind !== 'object') return null;
  const token = entryOf(value, 'id-token');
  if (!token) return [{ kind: 'addEntry', to: value, key: 'id-token', value: 'write' }];
  return token.value.kind === 'string' && token.value.value === 'write' ? [] : [{ kind: 'replace', node: token.value, value: 'write' }];
}
