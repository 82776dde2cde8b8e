/** Pairs of policies for the differential tests of the decision, and what `@cloud-copilot/iam-simulate` (development only) says of them. */
import assert from "node:assert/strict";

import fc from "fast-check";

import { Askable } from "../../../src/analysis/decide/askable";
import { decide, type Difference, type PolicySets, type Verdict } from "../../../src/analysis/decide/decide";
import { keysOfEveryRequest } from "../../../src/analysis/knowledge/request-keys";
import { evaluate, type Policies } from "../../../src/analysis/policy/evaluate";
import type { Request } from "../../../src/analysis/policy/request";
import { builtCatalog } from "../../support/catalog";
import {
  awsNames,
  context,
  effects,
  oftenOpen,
  otherAccount,
  policy,
  principalElement,
  provider,
  role,
  session,
  target,
  user,
} from "../policy/cases";
import { askOracle, type Documents, policiesOf } from "../policy/oracle";
import { borderRequests } from "./borders";

type Document = { readonly Version: string; readonly Statement: readonly Record<string, unknown>[] };
type Pair = readonly [before: Document, after: Document];

const version = "2012-10-17";

/** Two policies that have nothing to do with each other, or that differ in one statement. */
function near(one: fc.Arbitrary<unknown>): fc.Arbitrary<Pair> {
  return fc
    .tuple(one as fc.Arbitrary<Document>, one as fc.Arbitrary<Document>, fc.integer({ min: 0, max: 3 }), fc.nat())
    .map(([a, b, how, at]): Pair => {
      if (how === 0)
        return [
          { ...a, Version: version },
          { ...b, Version: version },
        ];
      const all = [...a.Statement];
      const place = at % all.length;
      const other = b.Statement[at % b.Statement.length]!;
      if (how === 1) all[place] = other;
      else if (how === 2) all.push(other);
      else
        all[place] = {
          ...all[place]!,
          ...(other["Condition"] !== undefined && { Condition: other["Condition"] }),
          ...(other["Resource"] !== undefined &&
            all[place]!["Resource"] !== undefined && { Resource: other["Resource"] }),
        };
      const changed = { Version: version, Statement: all };
      const kept = { ...a, Version: version };
      return at % 2 === 0 ? [kept, changed] : [changed, kept];
    });
}

const own = oftenOpen(policy({ effect: effects }));
const ofResource = policy({ effect: effects, principal: principalElement([...awsNames, session], true) });
const perhaps = (one: fc.Arbitrary<unknown>): fc.Arbitrary<object[] | undefined> =>
  fc.option(
    one.map((each) => [each as object]),
    { nil: undefined },
  );

export const kinds = ["identity", "resource", "together"] as const;
export type Kind = (typeof kinds)[number];

/** Pairs of sets as documents. */
const pairs: Readonly<Record<Kind, fc.Arbitrary<readonly [Documents, Documents]>>> = {
  identity: near(own).map(([a, b]) => [{ identity: [a] }, { identity: [b] }]),
  resource: near(ofResource).map(([a, b]) => [{ resource: [a] }, { resource: [b] }]),
  together: fc
    .tuple(near(own), perhaps(own), perhaps(own), perhaps(ofResource))
    .map(([[a, b], boundary, scp, resource]) => {
      const rest = { ...(boundary && { boundary }), ...(scp && { scps: [scp] }), ...(resource && { resource }) };
      return [
        { identity: [a], ...rest },
        { identity: [b], ...rest },
      ];
    }),
};

const callers = [user, session, role, "ec2.amazonaws.com", provider, "*", `arn:aws:iam::${otherAccount}:role/x`];
const isMember = (principal: string): boolean => /:(?:user|role|assumed-role)\//.test(principal);
const accountOf = (principal: string): string => /::(\d+):/.exec(principal)?.[1] ?? "";
const stranger = "777788889999";

const requests = fc.array(fc.record({ target, context, principal: fc.constantFrom(...callers), same: fc.boolean() }), {
  minLength: 12,
  maxLength: 12,
});

export const cases = (kind: Kind) => fc.tuple(pairs[kind], requests);

const all = { Version: version, Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };

/** What the oracle gets: policies of a resource are asked about callers who may. */
function askable(documents: Documents, principal: string): Documents {
  if (!isMember(principal)) return { ...(documents.resource && { resource: documents.resource }) };
  return documents.identity ? documents : { ...documents, identity: [all] };
}

export interface Outcome {
  readonly verdict: Verdict;
  /** Witnesses that the oracle was asked about. */
  readonly witnesses: number;
  /** Other requests that it was asked about, on both sides. */
  readonly requests: number;
}

/** AWS gives every user their name, and nobody else one. */
function withOwnName(context: Request["context"], principal: string): Request["context"] {
  const others = Object.entries(context).filter(([key]) => key.toLowerCase() !== "aws:username");
  const name = /:user\/(?:.*\/)?(.+)$/.exec(principal)?.[1];
  return Object.fromEntries(name === undefined ? others : [...others, ["aws:username", name]]);
}

/** AWS sends these with every request; the oracle takes requests without them, too. */
const alwaysSent = {
  "aws:SecureTransport": "true",
  "aws:CurrentTime": "2025-06-30T12:00:00Z",
  "aws:userid": "AROAEXAMPLE:run",
} as const;

function withAlwaysSent(context: Request["context"]): Request["context"] {
  const sent = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const missing = Object.entries(alwaysSent).filter(([key]) => !sent.has(key.toLowerCase()));
  assert.ok(missing.every(([key]) => keysOfEveryRequest.has(key.toLowerCase())));
  return { ...context, ...Object.fromEntries(missing) };
}

/** It refuses actions on resources that they are never asked about. */
const refused = /no\.resource\.types|multiple\.resource\.types|must\.use\.wildcard|invalid\./;

/** Whether both sides are what the oracle says: 1, or 0 where it cannot be asked. */
async function agrees(
  request: Request,
  sides: readonly Documents[],
  said: readonly boolean[],
  told: (what: string) => string,
): Promise<number> {
  try {
    for (const [at, documents] of sides.entries()) {
      const decision = await askOracle(request, documents);
      assert.equal(said[at], decision === "allowed", told(`${JSON.stringify(request)} is ${decision};`));
    }
    return 1;
  } catch (error) {
    if (!refused.test(String(error)) || error instanceof assert.AssertionError) throw error;
    return 0;
  }
}

/** Decides a pair, and compares it with random requests, with requests at its borders and with what the oracle says of each witness. */
export async function outcomeOf(
  [[before, after], random]: readonly [
    readonly [Documents, Documents],
    readonly {
      target: { action: string; resource: string };
      context: Request["context"];
      principal: string;
      same: boolean;
    }[],
  ],
  kind: Kind,
): Promise<Outcome> {
  const [old, current] = [policiesOf(before), policiesOf(after)];
  const { verdict, newlyAllowed, noLongerAllowed } = decide(old, current, { catalog: builtCatalog() });
  const told = (what: string): string => `${what} ${verdict}: ${JSON.stringify([before, after])}`;
  const closed = (sets: PolicySets): Policies =>
    kind === "resource" ? { ...sets, ...policiesOf({ identity: [all] }) } : sets;
  const targets = random.map(({ target: place }) => place);
  const atBorders = borderRequests([before, after], targets, targets.length + JSON.stringify(before).length, 24).map(
    ({ action, resource, context: values }, at) => {
      const { principal, same } = random[at % random.length]!;
      return { target: { action, resource }, context: values, principal, same };
    },
  );
  let asked = 0;
  for (const { target: place, context: given, principal: named, same } of [...random, ...atBorders]) {
    // A role acts in sessions, which its boundary limits.
    const principal = named === role && kind === "together" ? session : named;
    const values = withAlwaysSent(withOwnName(given, principal));
    if (kind === "identity" && !isMember(principal)) continue;
    const home = accountOf(principal);
    const isHome = kind === "identity" || principal === provider || (kind === "together" && same);
    const request = { principal, ...place, resourceAccount: isHome && home !== "" ? home : stranger, context: values };
    const [was, is] = [closed(old), closed(current)].map((sets) => evaluate(request, sets).decision === "allowed");
    // Without its policy the oracle lets nobody use a key or a role.
    if (asked < 6 && !/^(?:kms|sts):/.test(place.action) && principal !== provider)
      asked += await agrees(request, [askable(before, principal), askable(after, principal)], [was!, is!], told);
    // Of what AWS never asks about nothing is said.
    if (!new Askable(builtCatalog()).fits(place.action, place.resource, true)) continue;
    if (is && !was) assert.ok(verdict !== "same" && verdict !== "less", told(JSON.stringify(request)));
    if (was && !is) assert.ok(verdict !== "same", told(JSON.stringify(request)));
  }
  let witnesses = 0;
  const shown = async (list: readonly Difference[], yes: Documents, no: Documents): Promise<void> => {
    for (const { witness } of list) {
      // Without its policy the oracle lets nobody use a key or a role.
      if (/^(?:kms|sts):/.test(witness.action)) continue;
      try {
        const [allows, denies] = [
          await askOracle(witness, askable(yes, witness.principal)),
          await askOracle(witness, askable(no, witness.principal)),
        ];
        assert.ok(
          allows === "allowed" && denies !== "allowed",
          told(`${JSON.stringify(witness)} is ${allows} and ${denies};`),
        );
        witnesses++;
      } catch (error) {
        if (!refused.test(String(error))) throw error;
      }
    }
  };
  await shown(newlyAllowed.slice(0, 2), after, before);
  await shown(noLongerAllowed.slice(0, 2), before, after);
  return { verdict, witnesses, requests: asked };
}
