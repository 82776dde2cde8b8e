/** Every fix that any fixture is offered: it applies, what it leaves can be read, and a safe one lets nobody do more. */
import assert from "node:assert/strict";

import type { Finding, Fix } from "../../../src/analysis/finding";
import { locatePolicies } from "../../../src/analysis/locate/locate";
import { evaluate, type Policies } from "../../../src/analysis/policy/evaluate";
import type { Item, Policy } from "../../../src/analysis/policy/model";
import { readPolicy } from "../../../src/analysis/policy/read";
import { principalContext, type Request } from "../../../src/analysis/policy/request";
import { Source } from "../../../src/analysis/source/source";
import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { analysisOf } from "../../support/fixed-fixtures";
import { type Fixture, readFixtures } from "../../support/fixtures";

const engine = createEngine();
const user = "arn:aws:iam::111122223333:user/alice";

function applied({ name, text }: Fixture, { edits }: Fix): string {
  return applyEdits(
    text,
    edits
      .filter(({ file }) => file === name)
      .map(({ range, newText }) => ({ span: { start: range.start.offset, end: range.end.offset }, newText })),
  );
}

function policiesOf({ name, policyType }: Fixture, text: string): readonly Policy[] {
  return locatePolicies(new Source({ name, text }, null)).policies.flatMap(
    ({ root, place }) => readPolicy(root, place, policyType) ?? [],
  );
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)];
const texts = (items: readonly Item[] | undefined) => (items ?? []).flatMap(({ value }) => value ?? []);

/** Texts that a pattern matches, or that lie beside it. */
const examples = (pattern: string) =>
  unique(["", "a", "Get", "x/y"].map((filling) => pattern.replaceAll("*", filling).replaceAll("?", "a")));

/** Requests about everything that the policies name, with and without the keys that they ask for. */
function requestsAbout(policies: readonly Policy[]): Request[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const actions = unique(
    statements.flatMap((one) => [...texts(one.action?.items), ...texts(one.notAction?.items)]).flatMap(examples),
  ).concat("iam:CreateUser", "s3:GetObject");
  const resources = unique(
    statements.flatMap((one) => [...texts(one.resource?.items), ...texts(one.notResource?.items)]).flatMap(examples),
  ).concat("arn:aws:s3:::elsewhere/x");
  const keys = statements.flatMap((one) => one.condition?.blocks.flatMap((block) => block.keys) ?? []);
  const contexts = [
    {},
    ...[0, 1].map((at) => Object.fromEntries(keys.map((key) => [key.name, texts(key.items).at(at) ?? "other"]))),
  ];
  return contexts.flatMap((context) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({
        principal: user,
        action,
        resource,
        resourceAccount: "111122223333",
        context: { ...principalContext(user), ...context },
      })),
    ),
  );
}

/** The policy in the part that its type plays; beside a guard everything else is allowed. */
function asPart(policy: Policy): Policies {
  const everything = readPolicy(
    locatePolicies(
      new Source(
        {
          name: "policy.json",
          text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
        },
        null,
      ),
    ).policies[0]!.root,
    {},
  )!;
  switch (policy.type) {
    case "identity":
      return { identity: [policy] };
    case "boundary":
      return { identity: [everything], boundary: [policy] };
    case "scp":
      return { identity: [everything], scps: [[policy]] };
    case "rcp":
      return { identity: [everything], rcps: [[policy]] };
    default:
      return { resource: [policy] };
  }
}

/** The requests that the second policies allow and the first do not. */
function newlyAllowed(before: readonly Policy[], after: readonly Policy[]): Request[] {
  const allowed = (policies: readonly Policy[], request: Request) =>
    policies.some((policy) => evaluate(request, asPart(policy)).decision === "allowed");
  return requestsAbout([...before, ...after]).filter((request) => allowed(after, request) && !allowed(before, request));
}

const safeForPolicy = (finding: Finding, fix: Fix) => fix.kind === "safe" && finding.policyPath !== null;

describe("fixes", () => {
  for (const fixture of readFixtures().filter(({ kind }) => kind === "found")) {
    it(`${fixture.ruleId} ${fixture.file}`, async () => {
      const { findings } = await analysisOf(fixture);
      for (const finding of findings) {
        const same = (all: readonly Finding[]) => all.filter(({ ruleId }) => ruleId === finding.ruleId).length;
        for (const fix of finding.fixes) {
          const text = applied(fixture, fix);
          const after = await engine.analyze({ name: fixture.name, text }, { policyType: fixture.policyType });
          assert.deepEqual(after.problems, [], `${fix.title} leaves a file that can be read`);
          assert.ok(same(after.findings) < same(findings), `${fix.title} takes the finding away`);
          if (!safeForPolicy(finding, fix)) continue;
          assert.deepEqual(
            newlyAllowed(policiesOf(fixture, fixture.text), policiesOf(fixture, text)),
            [],
            `${fix.title} allows no more`,
          );
        }
      }
    });
  }
});
