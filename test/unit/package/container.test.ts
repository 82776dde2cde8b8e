/** The steps of the Dockerfile: by Docker where a daemon runs, else what they name and copy. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { DockerfileParser } from "dockerfile-ast";

import { temporaryFolder } from "../../support/folder";
import { wrongPolicy } from "../../support/wrong-policy";

const root = join(__dirname, "../../..");
const text = readFileSync(join(root, "Dockerfile"), "utf8");
const daemon = spawnSync("docker", ["info"]).status === 0;

describe("the container", function () {
  this.timeout(600_000);
  const folder = temporaryFolder({ "work/policy.json": wrongPolicy });
  after(() => folder.remove());

  it("runs as nobody in particular, and from what the build leaves", () => {
    const instructions = DockerfileParser.parse(text).getInstructions();
    const of = (keyword: string) =>
      instructions.filter((one) => one.getKeyword() === keyword).map((one) => one.getArgumentsContent() ?? "");
    assert.deepEqual(of("USER"), ["node"]);
    const scripts = Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts);
    for (const [, script] of of("RUN")
      .join("\n")
      .matchAll(/npm run ([\w-]+)/g))
      assert.ok(scripts.includes(script!));
    const [entry] = of("ENTRYPOINT").map((list) => JSON.parse(list) as string[]);
    assert.deepEqual(entry, ["node", "/opt/planeguard/dist/cli.js"]);
    assert.match(text, /^COPY --from=build \/source\/dist \/opt\/planeguard\/dist$/m);
    cpSync(join(root, "dist"), join(folder.path, "opt/planeguard/dist"), {
      recursive: true,
      filter: (path) => !/(?:extension|web)\.js$/.test(path),
    });
    const { status, stdout } = spawnSync(process.execPath, [join(folder.path, entry![1]!), "check", "."], {
      cwd: join(folder.path, "work"),
      encoding: "utf8",
    });
    assert.equal(status, 1);
    assert.match(stdout, /policy\/invalid-action/);
  });

  if (daemon)
    it("is built and run by Docker", () => {
      const built = spawnSync("docker", ["build", "-q", root], { encoding: "utf8" });
      assert.equal(built.status, 0, built.stderr);
      const mounted = `${join(folder.path, "work")}:/work:ro`;
      const { status, stdout } = spawnSync("docker", ["run", "--rm", "-v", mounted, built.stdout.trim()], {
        encoding: "utf8",
      });
      assert.equal(status, 1);
      assert.match(stdout, /policy\/invalid-action/);
    });
});
