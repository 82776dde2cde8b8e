import assert from "node:assert/strict";

import type { KeyPlace } from "../../../src/analysis/credentials/key-place";
import type { Finding } from "../../../src/analysis/finding";
import { CancellationSource } from "../../../src/language/cancellation";
import { CurrentAnalyses } from "../../../src/language/current-analyses";
import { type CheckedText, OpenDocuments } from "../../../src/language/open-documents";

const range = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 2, offset: 1 } };
const key = (fingerprint: string): KeyPlace => ({
  file: "as the analysis says",
  range,
  fingerprints: [fingerprint],
  key: { shown: null, lifetime: "long-term", account: null },
});
/** One finding about each key. */
const found = (...keys: readonly string[]): CheckedText => ({
  findings: keys.map(() => ({ ruleId: "credentials/access-key", range, related: [] }) as unknown as Finding),
  problems: [],
  keys: keys.map(key),
});

/** What somebody waits for, and may be given when it suits the test. */
class Later<Value> {
  resolve!: (value: Value) => void;
  reject!: (error: unknown) => void;
  readonly promise = new Promise<Value>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

/** An editor that writes down what it is to show: the version, and the documents that findings name. */
class Screen {
  readonly log: string[] = [];
  private due: (() => void)[] = [];
  readonly documents = new OpenDocuments({
    show: ({ uri, version }, { findings }) => {
      const others = findings.flatMap(({ related }) => related.map(({ file }) => file));
      this.log.push(`${uri}@${version ?? "disk"}: ${[findings.length, ...others].join(" ")}`);
    },
    hide: (uri) => this.log.push(`${uri} hidden`),
    failed: (uri, error) => this.log.push(`${uri} failed: ${(error as Error).message}`),
    after: (milliseconds, act) => {
      this.pauses.push(milliseconds);
      this.due.push(act);
      return () => (this.due = this.due.filter((one) => one !== act));
    },
    now: () => this.time,
  });
  /** How long it was asked to wait. */
  readonly pauses: number[] = [];
  private time = 0;

  /** As if the time had passed. */
  pass(): void {
    for (const act of this.due.splice(0)) act();
  }

  /** A check that takes so many milliseconds. */
  checkFor(milliseconds: number): Promise<unknown> {
    return this.documents.check({ uri: "a", version: 1 }, () => {
      this.time += milliseconds;
      return Promise.resolve(found());
    });
  }

  check(uri: string, version: number, ...keys: readonly string[]) {
    return this.documents.check({ uri, version }, () => Promise.resolve(found(...keys)));
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("what is shown of open documents", () => {
  it("is that of the last check, whatever comes when", async () => {
    const { documents, log } = new Screen();
    const [first, second] = [new Later<CheckedText>(), new Later<CheckedText>()];
    const checks = [first, second].map((later, index) =>
      documents.check({ uri: "a", version: index + 1 }, () => later.promise),
    );
    second.resolve(found("k"));
    first.resolve(found());
    assert.deepEqual(
      (await Promise.all(checks)).map((one) => one?.findings.length),
      [undefined, 1],
    );
    assert.deepEqual(log, ["a@2: 1"]);
  });

  it("is nothing of a document that was closed meanwhile, and its keys are not told elsewhere", async () => {
    const screen = new Screen();
    const later = new Later<CheckedText>();
    const check = screen.documents.check({ uri: "a", version: 1 }, () => later.promise);
    screen.documents.close("a", null);
    later.resolve(found("k"));
    assert.equal(await check, null);
    await screen.check("b", 1, "k");
    assert.deepEqual(screen.log, ["a hidden", "b@1: 1"]);
  });

  it("says that a check failed, but not of one that is no longer wanted", async () => {
    const { documents, log } = new Screen();
    const fail = (error: Error) => documents.check({ uri: "a", version: 1 }, () => Promise.reject(error));
    await fail(new Error("no memory"));
    await fail(Object.assign(new Error("Canceled"), { name: "Canceled" }));
    const later = new Later<CheckedText>();
    const superseded = documents.check({ uri: "a", version: 1 }, () => later.promise);
    await documents.check({ uri: "a", version: 2 }, () => Promise.resolve(found()));
    later.reject(new Error("too late"));
    assert.equal(await superseded, null);
    assert.deepEqual(log, ["a failed: no memory", "a@2: 0"]);
  });

  it("tells where else the same key stands, on both sides and at once", async () => {
    const screen = new Screen();
    await screen.check("a", 1, "k");
    await screen.check("b", 1, "k");
    await screen.check("a", 2);
    assert.deepEqual(screen.log, ["a@1: 1", "a@1: 1 b", "b@1: 1 a", "b@1: 1", "a@2: 0"]);
  });

  for (const [what, saved, after] of [
    ["has no file", null, []],
    ["has the key on the disk, too", () => Promise.resolve(found("k")), ["b@1: 1 a"]],
    ["has it no more on the disk", () => Promise.resolve(found()), ["b@1: 1"]],
    ["cannot be read any more", () => Promise.reject(new Error("gone")), ["b@1: 1"]],
  ] as const)
    it(`tells of a document that is closed and ${what}`, async () => {
      const screen = new Screen();
      await screen.check("a", 1, "k");
      await screen.check("b", 1, "k");
      screen.log.length = 0;
      screen.documents.close("a", saved);
      await settled();
      assert.deepEqual(screen.log, ["a hidden", ...(saved === null ? ["b@1: 1"] : after)]);
    });

  it("does not take up what the disk has of a document that is open again", async () => {
    const screen = new Screen();
    await screen.check("a", 1, "k");
    const disk = new Later<CheckedText>();
    screen.documents.close("a", () => disk.promise);
    await screen.check("a", 1);
    disk.resolve(found("k"));
    await settled();
    await screen.check("b", 1, "k");
    assert.equal(screen.log.at(-1), "b@1: 1");
  });

  it("waits for the last edit, and for none of a document that is closed", () => {
    const screen = new Screen();
    const checked: string[] = [];
    for (const edit of ["a1", "a2", "b1"]) screen.documents.checkSoon(edit[0]!, 100, () => checked.push(edit));
    screen.documents.close("b", null);
    screen.pass();
    assert.deepEqual(checked, ["a2"]);
  });

  for (const [what, lasted, pauses] of [
    ["at once what was checked quickly", [4], []],
    ["after a pause what takes a while", [40], [100]],
    ["after no longer than half a second what takes long", [5000, 4000], [500]],
    ["at once what took long only while something was loaded", [900, 4], []],
  ] as const)
    it(`checks after an edit ${what}`, async () => {
      const screen = new Screen();
      let checks = 0;
      for (const milliseconds of lasted) await screen.checkFor(milliseconds);
      screen.documents.checkSoon("a", 0, () => checks++);
      assert.deepEqual(screen.pauses, pauses);
      assert.equal(checks, pauses.length === 0 ? 1 : 0);
    });

  it("waits as long as a person has set", async () => {
    const screen = new Screen();
    await screen.checkFor(4);
    screen.documents.checkSoon("a", 300, () => {});
    assert.deepEqual(screen.pauses, [300]);
  });
});

describe("the analysis of a document as it stands", () => {
  const document = (version: number, languageId = "json") => ({
    uri: "a",
    version,
    source: { name: "a", text: String(version), languageId },
  });
  let asked: string[];
  let analyses: CurrentAnalyses<string>;
  beforeEach(() => {
    asked = [];
    analyses = new CurrentAnalyses(({ version, source }, cancellation) => {
      asked.push(`${version} ${source.languageId}`);
      cancellation.onCancellationRequested(() => asked.push(`${version} not wanted`));
      return Promise.resolve(source.text);
    });
  });

  it("is made once for each version and language, and called off for the next", async () => {
    await Promise.all([analyses.of(document(1)), analyses.of(document(1))]);
    await analyses.of(document(2));
    await analyses.of(document(2, "yaml"));
    assert.deepEqual(asked, ["1 json", "2 json", "1 not wanted", "2 yaml", "2 not wanted"]);
  });

  it("is that of the version that was asked about, also where there is a later one", async () => {
    const later = analyses.of(document(2));
    assert.equal(await analyses.of(document(1)), "1");
    assert.equal(await analyses.of(document(2)), await later);
    assert.deepEqual(asked, ["2 json", "1 json"]);
  });

  it("is called off when the last one who waits for it wants it no more", async () => {
    const never = new CurrentAnalyses((_, cancellation) => {
      asked.push("begun");
      cancellation.onCancellationRequested(() => asked.push("called off"));
      return new Promise<string>(() => {});
    });
    const [first, second] = [new CancellationSource(), new CancellationSource()];
    const waiting = [first, second].map((one) => never.of(document(1), one));
    first.cancel();
    await assert.rejects(waiting[0]!, { name: "Canceled" });
    assert.deepEqual(asked, ["begun"]);
    second.cancel();
    await assert.rejects(waiting[1]!, { name: "Canceled" });
    assert.deepEqual(asked, ["begun", "called off"]);
    await assert.rejects(never.of(document(1), first), { name: "Canceled" });
    assert.deepEqual(asked, ["begun", "called off"], "nothing is begun for who does not want it");
  });

  it("goes on where somebody else waits for it", async () => {
    const later = new Later<string>();
    const one = new CurrentAnalyses(() => later.promise);
    const wanted = one.of(document(1));
    const cancellation = new CancellationSource();
    const unwanted = one.of(document(1), cancellation);
    cancellation.cancel();
    await assert.rejects(unwanted, { name: "Canceled" });
    later.resolve("well");
    assert.equal(await wanted, "well");
  });

  it("is made anew where it failed, where the document was closed, and under another configuration", async () => {
    let fails = true;
    const failing = new CurrentAnalyses(() => (fails ? Promise.reject(new Error("no")) : Promise.resolve("well")));
    await assert.rejects(failing.of(document(1)));
    fails = false;
    assert.equal(await failing.of(document(1)), "well");

    await analyses.of(document(1));
    analyses.forget("a");
    await analyses.of(document(1));
    analyses.forgetAll();
    await analyses.of(document(1));
    assert.deepEqual(asked, ["1 json", "1 not wanted", "1 json", "1 not wanted", "1 json"]);
  });

  it("does not forget a later one for an earlier that failed", async () => {
    const [first, second] = [new Later<string>(), new Later<string>()];
    let calls = 0;
    const failing = new CurrentAnalyses(({ version }) => {
      calls++;
      return version === 1 ? first.promise : second.promise;
    });
    const earlier = failing.of(document(1));
    const later = failing.of(document(2));
    first.reject(new Error("no"));
    await assert.rejects(earlier);
    second.resolve("well");
    assert.equal(await failing.of(document(2)), await later);
    assert.equal(calls, 2);
  });
});
