import assert from "node:assert/strict";

import { bounds, IgnorePatterns, MatchingTime } from "../../../../src/workspace/ignore/patterns";

/** With a backtracking matcher each of these runs for longer than anybody waits. */
const hostile: Record<string, readonly [pattern: string, path: string]> = {
  "stars in a name": [`${"*a".repeat(12)}*b`, "a".repeat(200)],
  "stars that end": [`${"a*".repeat(40)}b`, "a".repeat(250)],
  "question marks and stars": [`${"*?".repeat(60)}b`, "a".repeat(250)],
  "classes and stars": [`${"*[ab]".repeat(30)}c`, "ab".repeat(120)],
  "folders at any depth": [`${"**/a/".repeat(30)}b`, "a/".repeat(400) + "c"],
  "folders and names": [`${"**/*a*/".repeat(30)}b`, "xaxax/".repeat(200) + "c"],
  "stars before each slash": [`${"*a*/".repeat(20)}b`, "aaaaaaaaaaaaaaaa/".repeat(20) + "c"],
  "three stars": [`${"***a".repeat(30)}***b`, "a".repeat(250)],
  "escapes between stars": [`${"*\\a".repeat(30)}*b`, "a".repeat(250)],
};

describe("hostile patterns", function () {
  this.timeout(20_000);
  for (const [name, [pattern, path]] of Object.entries(hostile))
    it(`are matched at once: ${name}`, () => {
      const patterns = new IgnorePatterns([pattern]);
      for (let time = 0; time < 20; time++) assert.equal(patterns.ignores(path), false);
      assert.equal(patterns.unheeded, null);
    });

  it("are not heeded where they are too many", () => {
    const line = `${"*a".repeat(20)}*b\n`;
    const patterns = IgnorePatterns.ofFile(`ignored\n${line.repeat((2 * bounds.wild) / line.length)}`);
    assert.equal(patterns.ignores("ignored"), false);
    assert.match(patterns.unheeded!, /too many/);
  });

  it("are given up where they take too long together", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `${"*a".repeat(20)}*${index}`);
    const patterns = new IgnorePatterns(["ignored", ...lines], false, new MatchingTime({ atAll: 20, aPath: 0 }));
    for (let path = 0; path < 1000; path++) patterns.ignores(`${"a".repeat(240)}${path}`);
    assert.match(patterns.unheeded ?? "heeded", /too long/);
    assert.equal(patterns.ignores("ignored"), false);
  });

  it("may be as many as there are names without wildcards", () => {
    const patterns = IgnorePatterns.ofFile(Array.from({ length: 50_000 }, (_, index) => `file-${index}`).join("\n"));
    assert.deepEqual(
      ["file-49999", "a/file-0", "file-50000"].map((path) => patterns.ignores(path)),
      [true, true, false],
    );
  });

  it("do not meet paths that are longer than any", () => {
    assert.equal(new IgnorePatterns(["*"]).ignores("a".repeat(bounds.path + 1)), false);
  });
});

describe("a list of patterns", () => {
  it("tells the last line that names a file or a folder that it is in", () => {
    const patterns = new IgnorePatterns(["*.json", "", "# none", "scp/", "scp/a.json", "[", "/top"]);
    assert.deepEqual(
      ["a.json", "scp/b.json", "scp/a.json", "x/scp/a.json", "top/scp.txt", "scp"].map((path) =>
        patterns.lastLineOn(path),
      ),
      [0, 3, 4, 3, 6, -1],
    );
  });

  for (const [pattern, named, others] of [
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb", "b"]],
    ["**/b/c", ["b/c", "a/b/c", "a/x/b/c"], ["ab/c", "b/x/c"]],
    ["a/**", ["a/b", "a/b/c"], ["a", "x/a/b"]],
    ["/a**b", ["ab", "axb"], ["ax/b", "x/axb"]],
    ["/a/x**", ["a/x", "a/xy"], ["a/yx", "a/y/x"]],
    ["/a/**x", ["a/x", "a/yx"], ["a/y/x"]],
    ["a/**\\/b", ["a/x/b", "a/x/y/b"], ["a/b", "ab"]],
  ] as const)
    it(`knows two stars: ${pattern}`, () => {
      const patterns = new IgnorePatterns([pattern]);
      assert.deepEqual(
        [...named, ...others].filter((path) => patterns.ignores(path)),
        named,
      );
    });
});
