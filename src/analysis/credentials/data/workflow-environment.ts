/** Keys in the environment of a workflow, of its jobs and of their steps. */
import type { Change } from "../../locate/located";
import { entryOf, objectAt, type ObjectEntry, type ObjectNode, type ValueNode } from "../../value";
import { affixOfName, roleOfName } from "../names";
import type { DataFile, Slot } from "./data-file";
import { DataRemoval } from "./data-removal";
import { stepsOf } from "./workflow-role";

export interface EnvironmentKey {
  readonly entry: ObjectEntry;
  readonly env: ObjectNode;
  readonly id: ObjectEntry;
  readonly secret: ObjectEntry;
}

/** The key in the environment of a workflow, job or step. Only long-term keys come without a token. */
export function environmentKey(of: ObjectNode): EnvironmentKey | null {
  const entry = entryOf(of, "env");
  const env = objectAt(of, "env");
  const id = env && entryOf(env, "AWS_ACCESS_KEY_ID");
  const secret = env && entryOf(env, "AWS_SECRET_ACCESS_KEY");
  return entry && env && id && secret && !entryOf(env, "AWS_SESSION_TOKEN") ? { entry, env, id, secret } : null;
}

/** The same under other names, such as `TF_VAR_aws_access_key`: something reads it by these. */
export function otherNamedKeys(of: ObjectNode): EnvironmentKey[] {
  const entry = entryOf(of, "env");
  const env = objectAt(of, "env");
  if (!entry || !env || env.entries.some(({ key }) => roleOfName(key) === "token" || /endpoint/i.test(key))) return [];
  const secrets = new Map<string, ObjectEntry>();
  for (const one of env.entries)
    if (roleOfName(one.key) === "secret" && !secrets.has(affixOfName(one.key))) secrets.set(affixOfName(one.key), one);
  return env.entries
    .filter(({ key }) => key !== "AWS_ACCESS_KEY_ID" && roleOfName(key) === "id")
    .flatMap((id) => {
      const secret = secrets.get(affixOfName(id.key));
      return secret ? [{ entry, env, id, secret }] : [];
    });
}

/**
 * Takes a key out of every step of a job: the session token of a role is there for all of them, and fits no other key.
 * Null where a step has another one, or one for another service.
 */
export function keyOfSteps(
  file: DataFile,
  job: ObjectNode,
  id: ValueNode,
  isForOthers: (step: ObjectNode) => boolean,
): { readonly changes: Change[]; readonly first: ObjectNode | null } | null {
  const written = ({ span }: ValueNode): string => file.text.slice(span.start, span.end);
  let first: ObjectNode | null = null;
  const changes: Change[] = [];
  for (const step of stepsOf(job)?.items ?? []) {
    const key = step.kind === "object" ? environmentKey(step) : null;
    if (!key || step.kind !== "object") continue;
    if (written(key.id.value) !== written(id) || isForOthers(step)) return null;
    first ??= step;
    changes.push(...removedFrom(step, key.entry, key.env, [key.id, key.secret]));
  }
  return { changes, first };
}

/** What an object loses, and what is empty without it. */
export function removedFrom(
  of: ObjectNode,
  entry: ObjectEntry,
  inner: ObjectNode,
  gone: readonly ObjectEntry[],
): Change[] {
  const removal = new DataRemoval();
  const outer: Slot = { container: of, entry, value: inner };
  for (const one of gone) removal.add([outer, { container: inner, entry: one, value: one.value }]);
  return removal.changes();
}
