/** Calls that make no sense: a sentence, exit code 2, nothing on standard output. */
import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const calls: readonly (readonly [args: readonly string[], told: RegExp])[] = [
  [["chekc"], /unknown command 'chekc'/],
  [["check", "--fromat", "json"], /unknown option '--fromat'/],
  [["check", "--format"], /argument missing/],
  [["check", "--format", "xml"], /'xml' is invalid/],
  [["check", "--format", "xml=a.xml"], /'xml=a\.xml' is invalid/],
  [["check", "--format", "json="], /A name of a file stands behind the =/],
  [["check", "--format", "json", "--format", "sarif"], /only one report can go to the same place/],
  [["check", "--format", "json=a.json", "--output", "b.json"], /--output is for the report that has no file/],
  [["check", "--format", "json=a.json", "--format", "sarif=./a.json"], /are the same file/],
  [["check", "--policy-type", "group"], /'group' is invalid/],
  [["check", "--fail-on", "fatal"], /'fatal' is invalid/],
  [["check", "--fix", "--fix-dry-run"], /cannot be used with/],
  [["check", "--fix", "--write-baseline", "b.json"], /cannot be used with/],
  [["check", "--baseline", "a.json", "--write-baseline", "b.json"], /cannot be used with/],
  [["check", "--output", "b.json", "--write-baseline", "b.json"], /are the same file/],
  [["check", "--output", "./b.json", "--write-baseline", "b.json"], /are the same file/],
  [["check", ""], /a path is empty/],
  [["check", "a.json", ""], /a path is empty/],
  [["check", "-", "--fix"], /standard input cannot be fixed/],
  [["check", "-", "--fix-dry-run"], /standard input cannot be fixed/],
  [["check", "-", "--watch"], /standard input cannot be watched/],
  [["check", "--watch", "--format", "json"], /--watch reports as text/],
  [["check", "--watch", "--output", "a.txt"], /--watch reports as text/],
  [["check", "--watch", "--fix"], /cannot be used with/],
  [["check", "--watch", "--staged"], /cannot be used with/],
  [["check", "a.json", "--stdin-filename", "b.json"], /--stdin-filename is for standard input/],
  [["check", "-", "--stdin-filename", ""], /It must be a name/],
  ...["--output", "--config", "--baseline", "--write-baseline", "--changed"].map(
    (option) => [["check", "a.json", option, ""], /It must be a name/] as const,
  ),
  [["posture", "--region", "Frankfurt"], /It must be a Region/],
  [["posture", "--endpoint-url", "localhost:4566"], /It must be an http or https address/],
  [["posture", "--demo", "--profile", "prod"], /cannot be used with/],
  [["posture", "--demo", "--endpoint-url", "http://localhost:4566"], /cannot be used with/],
  [["posture", "--demo", "--output", ""], /It must be a name/],
  [["posture", "everything"], /too many arguments/],
  [["explain"], /missing required argument 'id'/],
  [["explain", "policy/none"], /there is no rule or check/],
  [["rules", "--format", "xml"], /'xml' is invalid/],
];

describe("a call that makes no sense", () => {
  for (const [args, told] of calls)
    it(`planeguard ${args.map((arg) => arg || "''").join(" ")}`, async () => {
      const folder = temporaryFolder({ "a.json": "{}" });
      const { exit, out, err } = await planeguard(folder.path, args, "{}");
      folder.remove();
      assert.deepEqual([exit, out], [2, ""]);
      assert.match(err, told);
      assert.doesNotMatch(err, /\n\s+at /);
    });

  it("is not asking for help, which names every exit code", async () => {
    for (const args of [["--help"], ["check", "--help"], ["posture", "--help"]]) {
      const { exit, out, err } = await planeguard(".", args);
      assert.deepEqual([exit, err], [0, ""]);
      for (const code of ["0", "1", "2", "130", "143"])
        assert.match(out, new RegExp(`^ +${code} {2}`, "m"), args.join());
    }
  });
});
