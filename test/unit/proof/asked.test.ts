/** Fixes are proven for whoever asks, and for nobody else. */
import assert from "node:assert/strict";

import type { Analysis } from "../../../src/analysis/analysis";
import { analyze } from "../../../src/analysis/analyze";
import { type AskedFixes, placeOf, proveAsked } from "../../../src/analysis/proof/asked";
import { Budget } from "../../../src/analysis/proof/budget";
import { Prover } from "../../../src/analysis/proof/prover";
import { applyEdits } from "../../../src/analysis/text";
import type { Catalog } from "../../../src/catalog/catalog";
import { loadCatalog } from "../../../src/data/catalog-file";
import { type PatternRules, worldOf } from "./ground";

const text = "bad worse bad";
const rules: PatternRules = {
  "test/bad": { pattern: /bad/g, fixes: [() => "good"] },
  "other/worse": { pattern: /worse/g, fixes: [() => "fine"] },
};

/** The findings that got fixes, and how many texts were examined for them. */
function asked(fixes: AskedFixes, budget?: Budget) {
  const { ground, candidates, examined } = worldOf(text, rules);
  const prover = new Prover(ground, budget);
  const proposals = new Map(candidates.map(({ finding, propose }) => [finding, propose]));
  const { proven, failures } = proveAsked([...proposals.keys()], fixes, (finding) => ({
    propose: proposals.get(finding)!,
    prover,
  }));
  const offered = proven.findings.map(({ ruleId, fixes: own }) => `${ruleId} ${own.length}`);
  return { offered, examined: examined.length, proven, failures };
}

describe("who asks for fixes", () => {
  it("gets none without asking, and nothing is examined", () => {
    for (const fixes of [undefined, false] as const) {
      const { offered, examined } = asked(fixes);
      assert.deepEqual([offered, examined], [["test/bad 0", "other/worse 0", "test/bad 0"], 0]);
    }
  });

  const answers: readonly (readonly [string, AskedFixes, readonly string[], number])[] = [
    ["all", true, ["test/bad 1", "other/worse 1", "test/bad 1"], 3],
    ["those of a family", { family: "other" }, ["test/bad 0", "other/worse 1", "test/bad 0"], 1],
    ["no family that only begins alike", { family: "oth" }, ["test/bad 0", "other/worse 0", "test/bad 0"], 0],
    ["those at a place", { touching: { start: 5, end: 6 } }, ["test/bad 0", "other/worse 1", "test/bad 0"], 1],
    [
      "those that a place touches",
      { touching: { start: 3, end: 4 } },
      ["test/bad 1", "other/worse 1", "test/bad 0"],
      2,
    ],
    [
      "those that a function takes",
      ({ range }) => range.start.offset > 0,
      ["test/bad 0", "other/worse 1", "test/bad 1"],
      2,
    ],
  ];
  for (const [who, fixes, expected, looks] of answers)
    it(`gets ${who}, for so much work`, () => {
      const { offered, examined } = asked(fixes);
      assert.deepEqual([offered, examined], [expected, looks]);
    });

  it("is told how many findings were left without a proof", () => {
    const { proven, offered } = asked(true, new Budget(1));
    assert.equal(proven.unproven, 2);
    assert.deepEqual(offered, ["test/bad 1", "other/worse 0", "test/bad 0"]);
    assert.ok(!("unproven" in asked(true).proven));
  });

  const fixed = (together: Extract<AskedFixes, { together: unknown }>["together"]) => {
    const { proven, examined } = asked({ together });
    assert.ok(proven.findings.every(({ fixes }) => fixes.length === 0));
    return [applyEdits(text, proven.together!.edits), proven.together!.applied, examined];
  };

  it("gets those that can be made together: all, or those of a rule, a family or some places", () => {
    assert.deepEqual(fixed({ kinds: "safe" }), ["good fine good", 3, 1]);
    assert.deepEqual(fixed({ kinds: "safe", rule: "test/bad" }), ["good worse good", 2, 1]);
    assert.deepEqual(fixed({ kinds: "safe", family: "other" }), ["bad fine bad", 1, 1]);
    assert.deepEqual(fixed({ kinds: "safe", places: ["test/bad 10 13", "other/worse 0 3"] }), ["bad worse good", 1, 1]);
    assert.deepEqual(fixed({ kinds: "safe", places: [] }), ["bad worse bad", 0, 0]);
  });

  it("names places as they are asked for", () => {
    const { proven } = asked(false);
    assert.equal(placeOf(proven.findings[2]!), "test/bad 10 13");
  });

  it("is told which rule failed", () => {
    const { ground, candidates } = worldOf(text, rules);
    const prover = new Prover(ground);
    const failing = () => {
      throw new Error("no such node");
    };
    const { failures } = proveAsked([candidates[0]!.finding], true, () => ({ propose: failing, prover }));
    assert.deepEqual(failures, [
      "The rule test/bad failed to say how to fix what it found (no such node). Please report it.",
    ]);
  });

  it("gets what another prover proves where the first has nothing", () => {
    const { ground, candidates } = worldOf("bad worse", {
      "test/bad": { pattern: /bad/g },
      "other/worse": { pattern: /worse/g, fixes: [() => "fine"] },
    });
    const provers = new Map(candidates.map(({ finding }) => [finding, new Prover(ground)]));
    const { proven } = proveAsked([...provers.keys()], { together: { kinds: "safe" } }, (finding) => ({
      prover: provers.get(finding)!,
      propose: candidates.find((one) => one.finding === finding)!.propose,
    }));
    assert.equal(proven.together!.applied, 1);
  });
});

describe("the analysis, asked for fixes", () => {
  let catalog: Catalog;
  before(async () => (catalog = await loadCatalog()));
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:Get*", "s3:GetObject"], Resource: "arn:aws:s3:::a/*" }],
  });
  const analyzed = (options: Partial<Parameters<typeof analyze>[1]>): Analysis =>
    analyze({ name: "policy.json", text: policy }, { catalog, parsers: null, ...options });
  const redundant = ({ findings }: Analysis) => findings.find(({ ruleId }) => ruleId === "policy/redundant-action")!;

  it("offers a fix that works", () => {
    const [fix] = redundant(analyzed({ fixes: true })).fixes;
    assert.equal(fix?.kind, "safe");
  });

  it("offers none that makes a rule fail, and the others go on", () => {
    // The rules are lent a catalogue that fails as soon as the fix was made.
    let fails = false;
    const failing = new Proxy(catalog, {
      get: (target, name) => {
        if (fails) throw new Error("broken");
        return Reflect.get(target, name) as unknown;
      },
    });
    const analysis = analyze(
      { name: "policy.json", text: policy },
      {
        catalog: failing,
        parsers: null,
        fixes: () => {
          fails = true;
          return true;
        },
      },
    );
    assert.deepEqual(redundant(analysis).fixes, []);
    assert.deepEqual(analysis.problems, []);
  });

  it("fixes together what is found, and leaves what is not asked for", () => {
    const { together } = analyzed({ fixes: { together: { kinds: "safe", rule: "policy/redundant-action" } } });
    assert.equal(together?.applied, 1);
    assert.ok(!applyEdits(policy, together!.edits).includes("s3:GetObject"));
    assert.equal(analyzed({ fixes: { together: { kinds: "safe", family: "credentials" } } }).together?.applied, 0);
  });

  it("takes a suppression for needed while what it accepts is there, whatever else is fixed", () => {
    const accepted = [
      "Version: '2012-10-17'",
      "Statement:",
      "  - Effect: Allow",
      "    # planeguard-ignore policy/redundant-action: it is named for the reader",
      "    Action: ['s3:Get*', 's3:GetObject']",
      "    Resource: arn:aws:s3:::a/*",
      "    # planeguard-ignore policy/redundant-action: nothing is accepted here",
      "    Condition: { Bool: { 'aws:SecureTransport': 'true' } }",
      "",
    ].join("\n");
    const { together } = analyze(
      { name: "policy.yaml", text: accepted },
      { catalog, parsers: null, fixes: { together: { kinds: "safe" } } },
    );
    assert.equal(together?.applied, 1);
    const after = applyEdits(accepted, together!.edits);
    assert.ok(after.includes("for the reader") && !after.includes("nothing is accepted"));
  });
});
