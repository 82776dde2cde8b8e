/** What is kept of an account between two times: the last posture, and the last one that was different. Postures hold no secrets. */
import type { Posture } from "./posture";

/** Files of another one are of another version, and are not read. */
const schema = 1;

export interface KeptPosture {
  readonly latest: Posture;
  /** What `latest` is compared with; null: nothing has changed since the first time. */
  readonly previous: Posture | null;
}

/** `differs` says whether a person would see a change. */
export function keepPosture(
  before: KeptPosture | null,
  latest: Posture,
  differs: (before: Posture, after: Posture) => boolean,
): KeptPosture {
  if (before === null || before.latest.account.id !== latest.account.id) return { latest, previous: null };
  return { latest, previous: differs(before.latest, latest) ? before.latest : before.previous };
}

export function writeKept(kept: KeptPosture): string {
  return JSON.stringify({ schema, ...kept });
}

/** What the text is of, or why it cannot be used. Never throws. */
export function readKept(text: string): KeptPosture | { readonly unusable: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { unusable: "it is no JSON" };
  }
  const {
    schema: found,
    latest,
    previous,
  } = (value ?? {}) as { schema?: unknown; latest?: unknown; previous?: unknown };
  if (found !== schema) return { unusable: `its schema is ${JSON.stringify(found) ?? "missing"}, not ${schema}` };
  if (!isPosture(latest) || (previous !== null && !isPosture(previous)))
    return { unusable: "something in it is missing" };
  return { latest, previous };
}

/** The posture of a report in JSON, or the latest of what is kept; or why it cannot be used. Never throws. */
export function readPosture(text: string): Posture | { readonly unusable: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { unusable: "it is no JSON" };
  }
  if ((value as { schema?: unknown } | null)?.schema === schema && isPosture(value)) return value;
  const kept = readKept(text);
  return "unusable" in kept ? kept : kept.latest;
}

const isList = Array.isArray;
const isText = (value: unknown): value is string => typeof value === "string";

/** As far as rows and pages rely on it. */
function isPosture(value: unknown): value is Posture {
  const { account, collectedAt, checks, failures, permissions, coverage } = (value ?? {}) as Record<
    keyof Posture,
    Record<string, unknown> | undefined
  >;
  return (
    isText(account?.id) &&
    isText(account?.partition) &&
    isText(collectedAt) &&
    !Number.isNaN(Date.parse(collectedAt)) &&
    isList(failures) &&
    isList(permissions?.denied) &&
    isList(coverage?.regions) &&
    isList(checks) &&
    checks.every(isCheck)
  );
}

function isCheck(value: unknown): boolean {
  const { id, recommendation, title, verdict, reason, resources, evidence, missingActions, remediation } = (value ??
    {}) as Record<string, unknown>;
  return (
    [id, recommendation, title, verdict, reason].every(isText) &&
    [resources, evidence, missingActions, remediation].every(isList)
  );
}
