/** What is offered as a fix, and as what: each proof against the reason for which it must fail. */
import assert from "node:assert/strict";

import type { Fix } from "../../../src/analysis/finding";
import { Budget } from "../../../src/analysis/proof/budget";
import { Prover } from "../../../src/analysis/proof/prover";
import { applyEdits } from "../../../src/analysis/text";
import { type PatternRules, type World, worldOf } from "./ground";

/** What the first finding is offered. */
function fixesOf(text: string, rules: PatternRules): readonly Fix[] {
  const { ground, candidates } = worldOf(text, rules);
  return new Prover(ground).fixesOf(candidates[0]!)!;
}

/** The texts that the fixes of the first finding make. */
const texts = (text: string, rules: PatternRules): readonly string[] =>
  fixesOf(text, rules).map(({ edits }) =>
    applyEdits(
      text,
      edits.map(({ range, newText }) => ({
        span: { start: range.start.offset, end: range.end.offset },
        newText,
      })),
    ),
  );

const gone = { pattern: /bad/g, fixes: [() => "good"] };

describe("a fix is offered", () => {
  it("where it takes the finding away, with the place of its edit", () => {
    const [fix, ...others] = fixesOf("first\na bad one", { "test/bad": gone });
    assert.deepEqual(others, []);
    assert.deepEqual(fix, {
      title: "test/bad 0",
      kind: "safe",
      delta: null,
      edits: [
        {
          file: "policy.json",
          range: { start: { line: 2, column: 3, offset: 8 }, end: { line: 2, column: 6, offset: 11 } },
          newText: "good",
        },
      ],
    });
  });

  it("also where others of the rule remain", () =>
    assert.deepEqual(texts("bad bad", { "test/bad": gone }), ["good bad"]));

  it("with those that work only, in the order of preference", () =>
    assert.deepEqual(
      texts("bad", {
        "test/bad": { pattern: /bad/g, fixes: [() => null, () => "bad", () => "fine", () => "good"] },
      }),
      ["fine", "good"],
    ));

  it("with the package that it needs", () => {
    const { ground, candidates } = worldOf("bad", { "test/bad": gone });
    const [{ finding, propose }] = candidates as [(typeof candidates)[number]];
    const needing = () => propose().map((one) => ({ ...one, dependency: "a-package" }));
    assert.equal(new Prover(ground).fixesOf({ finding, propose: needing })![0]!.dependency, "a-package");
    assert.ok(!("dependency" in new Prover(ground).fixesOf({ finding, propose })![0]!));
  });

  it("which brings to light a risk that is less grave, where something begins to work", () =>
    assert.deepEqual(
      texts("bad", {
        "test/bad": { ...gone, severity: "error" },
        "risk/wide": { pattern: /good/g, severity: "warning" },
      }),
      ["good"],
    ));

  it("which brings to light that a statement misses its resources, where that is less grave", () =>
    assert.deepEqual(
      texts("bad", {
        "test/bad": { ...gone, severity: "error" },
        "policy/unmet-resource": { pattern: /good/g, severity: "warning" },
      }),
      ["good"],
    ));

  it("which writes what a person has yet to fill in", () =>
    assert.deepEqual(texts("bad", { "test/bad": gone, "policy/to-be-filled-in": { pattern: /good/g } }), ["good"]));

  it("which tells what a managed policy allows, once its name is right", () =>
    assert.deepEqual(
      texts("bad", {
        "policy/unknown-managed-policy": { ...gone, severity: "warning" },
        "risk/managed-administrator": { pattern: /good/g, severity: "error" },
      }),
      ["good"],
    ));
});

describe("no fix is offered", () => {
  const none: readonly (readonly [string, string, PatternRules])[] = [
    ["where the finding stays", "bad", { "test/bad": { pattern: /bad|worse/g, fixes: [() => "worse"] } }],
    ["where nothing changes", "bad", { "test/bad": { pattern: /bad/g, fixes: [(found) => found] } }],
    ["where another finding comes", "bad", { "test/bad": gone, "test/other": { pattern: /good/g } }],
    [
      "where another finding comes beside one that was there",
      "bad odd",
      { "test/bad": gone, "test/other": { pattern: /good|odd/g } },
    ],
    [
      "where another of the rule comes in its place",
      "bad",
      { "test/bad": { pattern: /bad|worse/g, fixes: [() => "worse"] } },
    ],
    [
      "where two of the rule come in its place",
      "bad",
      { "test/bad": { pattern: /bad|worse/g, fixes: [() => "worse, worse"] } },
    ],
    [
      "where another finding of the rule goes, and this one stays",
      "bad, odd",
      {
        "test/bad": { pattern: /bad|(?<!still.*)odd/g, fixes: [() => "still bad"] },
      },
    ],
    ["where something can no longer be read", "bad", { "test/bad": { ...gone, fixes: [() => "!"] } }],
    [
      "where something else can no longer be read than before",
      "!one\nbad",
      { "test/bad": { pattern: /one\nbad/g, fixes: [() => "two\ngood"] } },
    ],
    [
      "where the risk that comes is as grave",
      "bad",
      { "test/bad": { ...gone, severity: "warning" }, "risk/wide": { pattern: /good/g, severity: "warning" } },
    ],
    [
      "where a managed policy comes that is as grave, and no name was wrong",
      "bad",
      { "test/bad": gone, "risk/managed-administrator": { pattern: /good/g } },
    ],
    [
      "where a name is right now, and another risk comes than what it allows",
      "bad",
      { "policy/unknown-managed-policy": gone, "risk/wide": { pattern: /good/g } },
    ],
    [
      "where a mistake comes that is less grave, but no risk",
      "bad",
      { "test/bad": { ...gone, severity: "error" }, "policy/odd": { pattern: /good/g, severity: "hint" } },
    ],
    [
      "where the risk that comes is of the rule itself",
      "bad",
      {
        "risk/bad": { pattern: /bad|worse/g, severity: "error", fixes: [() => "worse"] },
      },
    ],
    ["where none is proposed", "bad", { "test/bad": { pattern: /bad/g } }],
  ];
  for (const [when, text, rules] of none) it(when, () => assert.deepEqual(texts(text, rules), []));

  it("where the edits are none", () => {
    const { ground, candidates } = worldOf("bad", { "test/bad": gone });
    const propose = () => [{ title: "Nothing", kind: "safe" as const, edits: [] }];
    assert.deepEqual(new Prover(ground).fixesOf({ finding: candidates[0]!.finding, propose }), []);
  });

  it("where the same could be read before, and one of two problems is gone", () =>
    assert.deepEqual(
      texts("!one\n!one\nbad", { "test/bad": { pattern: /!one\nbad/g, fixes: [() => "good"] } }),
      ["!one\ngood"],
      "a problem less is no reason against a fix",
    ));
});

describe("a fix of a policy", () => {
  const policy = (actions: readonly string[], rest = "") =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
    }) + rest;
  const one = (newText: string, rule: Partial<PatternRules[string]> = {}): Fix =>
    fixesOf(policy(["s3:Get*", "s3:GetObject"]), {
      "test/bad": { pattern: /"s3:Get\*","s3:GetObject"/g, fixes: [() => newText], ...rule },
    })[0]!;

  it("stays safe where exactly the same is allowed", () => {
    assert.deepEqual([one('"s3:Get*"').kind, one('"s3:Get*"').delta], ["safe", null]);
  });

  it("is a suggestion where more is allowed, and says what", () => {
    const { kind, delta } = one('"s3:Get*","s3:PutObject"');
    assert.equal(kind, "suggestion");
    assert.deepEqual(delta, { newlyAllowed: ["s3:PutObject on *"], noLongerAllowed: [] });
  });

  it("is a suggestion where less is allowed, and says what", () => {
    const { kind, delta } = one('"s3:GetObject"');
    assert.equal(kind, "suggestion");
    assert.deepEqual(delta, { newlyAllowed: [], noLongerAllowed: ["s3:Get* on *"] });
  });

  it("that is proposed as a suggestion is never safe, and says that nothing changes", () => {
    const { kind, delta } = one('"s3:Get*"', { kind: "suggestion" });
    assert.equal(kind, "suggestion");
    assert.deepEqual(delta, { newlyAllowed: [], noLongerAllowed: [] });
  });

  it("is judged by its policies, what stands beside them by the rule", () => {
    const beside = one('"s3:GetObject"', { beside: true });
    assert.deepEqual([beside.kind, beside.delta], ["safe", null]);
    const suggested = one('"s3:GetObject"', { beside: true, kind: "suggestion" });
    assert.deepEqual([suggested.kind, suggested.delta], ["suggestion", null]);
  });
});

describe("a rule that fails to say its fix", () => {
  it("has none, is told of, and keeps nothing from the others", () => {
    const { ground, candidates } = worldOf("bad worse", {
      "test/bad": gone,
      "test/worse": { ...gone, pattern: /worse/g },
    });
    const prover = new Prover(ground);
    const failing = () => {
      throw new Error("no such node");
    };
    assert.deepEqual(prover.fixesOf({ finding: candidates[0]!.finding, propose: failing }), []);
    assert.equal(prover.fixesOf(candidates[1]!)!.length, 1);
    assert.deepEqual([...prover.failures], [["test/bad", "no such node"]]);
  });

  it("has none where its edits overlap", () => {
    const { ground, candidates } = worldOf("bad", { "test/bad": gone });
    const prover = new Prover(ground);
    const edits = [0, 1].map((start) => ({ span: { start, end: 3 }, newText: "" }));
    const propose = () => [{ title: "Twice", kind: "safe" as const, edits }, ...candidates[0]!.propose()];
    assert.deepEqual(
      prover.fixesOf({ finding: candidates[0]!.finding, propose })!.map(({ title }) => title),
      ["test/bad 0"],
    );
    assert.deepEqual([...prover.failures.keys()], ["test/bad"]);
  });
});

describe("the work of a proof", () => {
  const fixAll = ({ ground, candidates }: World, budget: Budget) => {
    const prover = new Prover(ground, budget);
    return candidates.map((candidate) => prover.fixesOf(candidate)?.length ?? null);
  };

  it("is done once where several findings propose the same", () => {
    const world = worldOf("bad", { "test/bad": gone, "test/alike": gone });
    assert.deepEqual(fixAll(world, new Budget()), [1, 1]);
    assert.deepEqual(world.examined, ["good"]);
  });

  it("ends with the budget: from then on nothing is known, and the same text comes as far every time", () => {
    const text = Array.from({ length: 50 }, (_, index) => `bad${index}`).join(" ");
    const rules = { "test/bad": { pattern: /bad\d+/g, fixes: [() => "good"] } };
    const run = () => fixAll(worldOf(text, rules), new Budget(20_000));
    const [first, second] = [run(), run()];
    const proven = first.indexOf(null);
    assert.ok(proven > 0 && proven < 50, String(proven));
    assert.deepEqual(first, [...Array<number>(proven).fill(1), ...Array<null>(50 - proven).fill(null)]);
    assert.deepEqual(second, first);
  });

  it("proves one fix of a text that is larger than the budget", () =>
    assert.deepEqual(fixAll(worldOf("bad bad", { "test/bad": gone }), new Budget(1)), [1, null]));

  it("gives nothing for a finding whose fixes were not all proven", () => {
    const world = worldOf("bad", { "test/bad": { pattern: /bad/g, fixes: [() => "good", () => "fine"] } });
    assert.deepEqual(fixAll(world, new Budget(1)), [null]);
  });
});
