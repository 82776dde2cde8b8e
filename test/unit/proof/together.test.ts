/** Fixes that are made at once are proven at once: what each would do alone says nothing of what they do together. */
import assert from "node:assert/strict";

import { Budget } from "../../../src/analysis/proof/budget";
import { type FixedTogether, Prover } from "../../../src/analysis/proof/prover";
import { applyEdits, type TextEdit } from "../../../src/analysis/text";
import { type PatternRules, type World, worldOf } from "./ground";

interface Made extends Pick<FixedTogether, "applied" | "isComplete"> {
  readonly text: string;
  /** How many texts were examined. */
  readonly examined: number;
}

function together(text: string, rules: PatternRules, kinds: "safe" | "any" = "safe", budget?: Budget): Made {
  const world: World = worldOf(text, rules);
  const { edits, ...made } = new Prover(world.ground, budget).fixTogether(world.candidates, kinds);
  return { ...made, text: applyEdits(text, edits), examined: world.examined.length };
}

const gone = { pattern: /bad/g, fixes: [() => "good"] };

describe("fixes made together", () => {
  it("are proven by one look at all of them", () =>
    assert.deepEqual(together("bad, fine, bad", { "test/bad": gone }), {
      text: "good, fine, good",
      applied: 2,
      isComplete: true,
      examined: 1,
    }));

  it("leave out suggestions, unless they are asked for", () => {
    const rules = { "test/bad": gone, "test/worse": { ...gone, pattern: /worse/g, kind: "suggestion" as const } };
    assert.equal(together("bad worse", rules).text, "good worse");
    assert.equal(together("bad worse", rules, "any").text, "good good");
  });

  it("leave out what two together would bring", () => {
    // Either of two equals is needless, but not both.
    const { text, applied } = together("[a, a]", {
      "test/double": { pattern: /a(?=.*a)|(?<=a.*)a/g, fixes: [() => ""] },
      "test/none": { pattern: /^[^a]*$/g },
    });
    assert.deepEqual([text, applied], ["[, a]", 1]);
  });

  it("leave out a fix that does nothing where another has put its finding right already", () => {
    // The first of three equals makes the others right, whatever becomes of them.
    const { text, applied } = together("one two three", {
      "test/many": { pattern: /one|(?<=one.*)(?:two|three)/g, fixes: [() => "0"] },
    });
    assert.deepEqual([text, applied], ["0 0 0", 3], "each finding is gone, by its own fix or another");
  });

  it("leave for another time what touches or overlaps", () => {
    const empty = { pattern: /x/g, fixes: [() => ""] };
    assert.equal(together("axxxb", { "test/x": empty }).text, "axb");
    assert.equal(
      together("xyz", {
        "test/xy": { pattern: /xy/g, fixes: [() => ""] },
        "test/yz": { pattern: /yz/g, fixes: [() => ""] },
      }).text,
      "z",
    );
  });

  it("take the next that is proposed where the first does not work", () => {
    const rules = { "test/bad": { pattern: /bad|worse/g, fixes: [() => "worse", () => null, () => "good"] } };
    assert.deepEqual(together("bad, bad", rules).text, "good, good");
  });

  it("make one fix for a finding, not all that would work", () => {
    const rules = { "test/bad": { pattern: /bad/g, fixes: [() => "good", () => "fine"] } };
    assert.deepEqual(together("bad", rules).text, "good");
  });

  const at = (offset: number): TextEdit => ({ span: { start: offset, end: offset + 3 }, newText: "good" });
  /** What is made of the first of two findings by these proposals, and of the second one, unless `alone`. */
  const proposing = (proposals: readonly (readonly TextEdit[])[], alone: boolean) => {
    const { ground, candidates } = worldOf("bad bad", { "test/bad": gone });
    const propose = () => proposals.map((edits) => ({ title: "fixed", kind: "safe" as const, edits }));
    const all = [{ ...candidates[0]!, propose }, ...(alone ? [] : [candidates[1]!])];
    const { edits, applied } = new Prover(ground).fixTogether(all, "safe");
    return [applyEdits("bad bad", edits), applied];
  };

  it("make one fix for a finding, also where another one stands elsewhere", () =>
    assert.deepEqual(proposing([[at(0)], [at(4)]], true), ["good bad", 1]));

  it("take a proposal that changes nothing for none", () =>
    assert.deepEqual(proposing([[], [at(0)]], false), ["good good", 2]));

  it("find the one that does not work among many in few looks", () => {
    const text = Array.from({ length: 64 }, (_, index) => (index === 41 ? "stuck" : "bad")).join(" ");
    const made = together(text, {
      "test/bad": { pattern: /bad|stuck/g, fixes: [(found) => (found === "stuck" ? "stuck " : "good")] },
    });
    assert.equal(made.applied, 63);
    assert.equal(made.text, text.replaceAll("bad", "good"));
    assert.ok(made.examined <= 14, `${made.examined} looks`);
  });

  it("are none where none works", () => {
    const { text, applied } = together("bad bad", { "test/bad": { pattern: /bad/g, fixes: [() => "bad"] } });
    assert.deepEqual([text, applied], ["bad bad", 0]);
  });

  it("are none where nothing is found", () =>
    assert.deepEqual(together("fine", { "test/bad": gone }), {
      text: "fine",
      applied: 0,
      isComplete: true,
      examined: 0,
    }));

  it("go on where a rule fails", () => {
    const world = worldOf("bad bad", { "test/bad": gone });
    const failing = () => {
      throw new Error("no such node");
    };
    const prover = new Prover(world.ground);
    const candidates = world.candidates.map((one, at) => (at === 0 ? { ...one, propose: failing } : one));
    assert.equal(prover.fixTogether(candidates, "safe").applied, 1);
    assert.deepEqual([...prover.failures.keys()], ["test/bad"]);
  });
});

describe("safe fixes made together", () => {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const policy = (...actions: readonly string[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: actions.map((Action) => ({ ...statement, Action })) });
  const without = (action: string) => ({
    pattern: new RegExp(`"${action}"`, "g"),
    fixes: [() => '"s3:Nothing"'],
  });

  it("allow together what the policies allowed before, no more and no less", () => {
    // Each of two equals may go, for the other one still allows the same.
    const text = policy("s3:GetObject", "s3:GetObject");
    const made = together(text, { "test/equal": without("s3:GetObject") });
    assert.equal(made.applied, 0, "what takes its place is new");
    const removed = together(text, {
      "test/equal": { pattern: /"s3:GetObject"/g, fixes: [() => "[]"] },
    });
    assert.equal(removed.applied, 1);
    assert.deepEqual(
      JSON.parse(removed.text).Statement.map(({ Action }: { Action: unknown }) => Action),
      [[], "s3:GetObject"],
    );
  });

  it("need not where suggestions are asked for, and where no policy is meant", () => {
    const rules = { "test/equal": without("s3:GetObject") };
    assert.equal(together(policy("s3:GetObject"), rules, "any").applied, 1);
    assert.equal(
      together(policy("s3:GetObject"), { "test/equal": { ...without("s3:GetObject"), beside: true } }).applied,
      1,
    );
  });
});

describe("the budget of fixes made together", () => {
  it("is not enough where half of it went into asking what is proposed", () => {
    // To ask costs a twentieth of the text.
    const text = "bad ".repeat(20);
    const rules: PatternRules = { "test/bad": { pattern: /bad/g, fixes: [() => null] } };
    assert.equal(together(text, rules, "safe", new Budget(120)).isComplete, false);
    assert.equal(together(text, rules, "safe", new Budget(200)).isComplete, true);
  });

  const many = (count: number) => Array.from({ length: count }, (_, index) => `bad${index}`).join(" ");
  const rules: PatternRules = { "test/bad": { pattern: /bad\d+/g, fixes: [() => "good"] } };

  it("lets some be made of more than it suffices for, and says that it was spent", () => {
    const text = many(400);
    const { applied, isComplete } = together(text, rules, "safe", new Budget(text.length * 6));
    assert.ok(applied > 10 && applied < 400, String(applied));
    assert.equal(isComplete, false);
  });

  it("keeps what was proven before it was spent", () => {
    // The first half works, the second half is looked at again and again.
    const text = `${many(20)} ${"stuck ".repeat(20)}`;
    const stuck: PatternRules = {
      "test/bad": { pattern: /bad\d+|stuck/g, fixes: [(found) => (found === "stuck" ? "stuck?" : "good")] },
    };
    const made = together(text, stuck, "safe", new Budget(8_000));
    assert.equal(made.applied, 20);
    assert.equal(made.isComplete, false);
    assert.equal(together(text, stuck).isComplete, true);
  });

  it("is enough for a thousand", () => assert.equal(together(many(1000), rules).applied, 1000));

  it("bring no risk to light that is as grave as the least of what they put right", () => {
    const rules: PatternRules = {
      "test/bad": { ...gone, severity: "error" },
      "test/odd": { pattern: /odd/g, fixes: [() => "even"], severity: "info" },
      "risk/wide": { pattern: /even/g, severity: "warning" },
    };
    assert.equal(together("bad odd", rules).text, "good odd", "the odd one shows a risk that is graver than itself");
    assert.equal(
      together("bad odd", { ...rules, "risk/wide": { pattern: /good(?=.*even)/g, severity: "info" } }).text,
      "good odd",
      "together they show what neither shows alone",
    );
  });

  it("change nothing of a policy, also where one of them is about what stands beside it", () => {
    const text = JSON.stringify({
      Statement: [{ Effect: "Allow", Action: ["s3:Get*", "s3:GetObject"], Resource: "*" }],
    });
    const rules: PatternRules = {
      "test/key": { pattern: /(?<=^)(?=\{)/g, fixes: [() => " "], beside: true },
      "test/bad": { pattern: /"s3:Get\*",/g, fixes: [() => ""] },
    };
    assert.equal(together(text, rules).applied, 1, "the fix that takes a permission away is left out");
  });

  it("are none where a text cannot be examined, and the rule is named", () => {
    const { ground, candidates } = worldOf("bad", { "test/bad": gone });
    const prover = new Prover({
      ...ground,
      examine: () => {
        throw new Error("too deep");
      },
    });
    assert.deepEqual(prover.fixTogether(candidates, "safe"), { edits: [], applied: 0, isComplete: true });
    assert.deepEqual([...prover.failures], [["test/bad", "too deep"]]);
  });
});
