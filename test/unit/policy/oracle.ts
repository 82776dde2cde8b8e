/** Asks `@cloud-copilot/iam-simulate` (AGPL, development only) what it makes of a request. */
import { anonymousPrincipal, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";

import type { Decision, Policies } from "../../../src/analysis/policy/evaluate";
import type { Policy, PolicyType } from "../../../src/analysis/policy/model";
import { readPolicy } from "../../../src/analysis/policy/read";
import type { Request } from "../../../src/analysis/policy/request";
import { objectOf } from "./values";

/** The policies of a request as plain documents. */
export interface Documents {
  readonly identity?: readonly object[];
  readonly boundary?: readonly object[];
  readonly session?: readonly object[];
  readonly resource?: readonly object[];
  readonly scps?: readonly (readonly object[])[];
  readonly rcps?: readonly (readonly object[])[];
}

export function policyOf(document: object, policyType: PolicyType): Policy {
  return readPolicy(objectOf(document), { policyType })!;
}

export function policiesOf(documents: Documents): Policies {
  const all = (list: readonly object[], type: PolicyType): readonly Policy[] => list.map((one) => policyOf(one, type));
  return {
    ...(documents.identity && { identity: all(documents.identity, "identity") }),
    ...(documents.boundary && { boundary: all(documents.boundary, "boundary") }),
    ...(documents.session && { session: all(documents.session, "identity") }),
    ...(documents.resource && { resource: all(documents.resource, "resource") }),
    ...(documents.scps && { scps: documents.scps.map((level) => all(level, "scp")) }),
    ...(documents.rcps && { rcps: documents.rcps.map((level) => all(level, "rcp")) }),
  };
}

const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

export async function askOracle(request: Request, documents: Documents): Promise<Decision> {
  const named = (list: readonly object[] = []): { name: string; policy: object }[] =>
    list.map((policy, at) => ({ name: `policy${at}`, policy }));
  const levels = (list: readonly (readonly object[])[]): Simulation["serviceControlPolicies"] =>
    list.map((level, at) => ({ orgIdentifier: `level${at}`, policies: named(level) }));
  const anonymous = request.principal === "*";
  const context = Object.fromEntries(
    Object.entries(request.context).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
  );
  const simulation: Simulation = {
    request: {
      principal: anonymous ? anonymousPrincipal : request.principal,
      action: request.action,
      resource: { resource: request.resource, accountId: request.resourceAccount },
      contextVariables: context,
    },
    identityPolicies: named(documents.identity),
    serviceControlPolicies: anonymous ? [] : levels(documents.scps ?? [[everything]]),
    resourceControlPolicies: levels(documents.rcps ?? []),
    resourcePolicy: documents.resource?.[0],
    sessionPolicy: documents.session?.[0],
    ...(documents.boundary && { permissionBoundaryPolicies: named(documents.boundary) }),
  };
  const result = await runSimulation(simulation, { simulationMode: "Strict" });
  if (result.resultType === "error") throw new Error(JSON.stringify(result.errors));
  return (
    { Allowed: "allowed", ExplicitlyDenied: "explicitly-denied", ImplicitlyDenied: "implicitly-denied" } as const
  )[result.overallResult];
}
