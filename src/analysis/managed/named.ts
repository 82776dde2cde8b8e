/** Which managed policy of AWS a text names. */
import type { ManagedPolicies, ManagedPolicy } from "../../catalog/managed-policies";
import type { AttachedPolicy } from "../locate/attached/attached";

export interface NamedPolicy {
  readonly attached: AttachedPolicy;
  /** As written, with the slash at its end: `service-role/`; null where the place takes none. */
  readonly path: string | null;
  readonly name: string;
  /** Null where the text leaves it open, or does not say it. */
  readonly partition: string | null;
  /** The place takes names of the account's own policies too. */
  readonly mayBeOther: boolean;
  /** The policy of that name, whatever its path and case. */
  readonly policy: ManagedPolicy | undefined;
}

const ofAws = ":iam::aws:policy/";
const longestName = 128;
/** Stands for what is not known. */
const hole = "\0";

/** Null where that cannot be told, and for the account's own policies. */
export function namedPolicy(attached: AttachedPolicy, managed: ManagedPolicies): NamedPolicy | null {
  const { node, by } = attached;
  const text =
    node.kind === "string" ? node.value : node.parts.map((part) => (typeof part === "string" ? part : hole)).join("");
  const at = text.indexOf(ofAws);
  if (at < 0 && (by === "arn" || text.startsWith("arn:"))) return null;
  const partition = at < 0 ? null : partitionIn(text.slice(0, at));
  if (at >= 0 && partition === undefined) return null;
  const rest = at < 0 ? text : text.slice(at + ofAws.length);
  const slash = rest.lastIndexOf("/") + 1;
  const name = rest.slice(slash);
  if (rest.includes(hole) || name.length > longestName || !/^[\w+=,.@-]+$/.test(name)) return null;
  const takesPath = at >= 0 || by === "path";
  return {
    attached,
    path: takesPath ? rest.slice(0, slash) : null,
    name,
    partition: partition ?? null,
    mayBeOther: !takesPath,
    policy: takesPath || slash === 0 ? managed.policy(name) : undefined,
  };
}

/** Of `arn:aws-cn` or of what stands open before the service; undefined where it is neither. */
function partitionIn(begin: string): string | null | undefined {
  if (/^arn:aws(?:-[a-z-]{1,20})?$/.test(begin)) return begin.slice("arn:".length);
  // The Serverless Framework fills in variables of its own.
  return begin.endsWith(hole) || /^arn:\$\{[^{}]*\}$/.test(begin) ? null : undefined;
}
