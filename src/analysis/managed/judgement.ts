/** What the rules of risk say of a managed policy, told in a sentence of its own. */
import type { Catalog } from "../../catalog/catalog";
import type { ManagedPolicy } from "../../catalog/managed-policies";
import type { EscalationPath } from "../knowledge/escalation-paths";
import { oncePer } from "../memo";
import type { Policy } from "../policy/model";
import { readPolicy } from "../policy/read";
import { sensitiveServices } from "../rules/risk/unscoped-actions";
import { alone } from "../rules/support/alone";
import { escalationsOf } from "../rules/support/escalations";
import { permissionsOf } from "../rules/support/permissions";
import { parseJson } from "../source/json-tree";

export interface Judgement {
  /** It allows every action on every resource. */
  readonly isEverything: boolean;
  /** A way to become an administrator with nothing but this policy. */
  readonly escalation: EscalationPath | null;
  /** What it allows of whole services that hold data or let others in, on every resource: `s3:*`; `NotAction` for all but some. */
  readonly services: readonly string[];
}

const read = new WeakMap<ManagedPolicy, Policy>();

/** The policy as one of an identity; null where only AWS attaches it. */
export function documentOf(managed: ManagedPolicy): Policy | null {
  let policy = read.get(managed) ?? null;
  if (policy || managed.document === null) return policy;
  const { root } = parseJson(managed.document);
  policy = root?.kind === "object" ? readPolicy(root, { policyType: "identity", label: managed.name }) : null;
  if (policy) read.set(managed, policy);
  return policy;
}

/** Made once for a policy. */
export const judgementOf = oncePer((managed: ManagedPolicy, catalog: Catalog): Judgement =>
  judge(documentOf(managed), catalog),
);

function judge(policy: Policy | null, catalog: Catalog): Judgement {
  if (!policy) return { isEverything: false, escalation: null, services: [] };
  const context = alone(policy, catalog);
  const permissions = permissionsOf(policy, context);
  return {
    isEverything: permissions.isEverything,
    escalation: escalationsOf(permissions, catalog).find(({ kind }) => kind === "iam") ?? null,
    services: sensitiveServices(policy, context),
  };
}
