/** The workflows of this repository, and the list of what is shipped. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { temporaryFolder } from "../../support/folder";

const root = join(__dirname, "../../..");
const folder = join(root, ".github/workflows");

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] }>
  >;
}

describe("the project's workflows", () => {
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), "utf8");
    const workflow = parse(text) as Workflow;
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

    it(`${name} says what it may do, and pins what it uses`, () => {
      assert.equal(typeof workflow.permissions, "object");
      const used = steps.filter(({ uses }) => uses !== undefined);
      assert.equal(text.match(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm)?.length, used.length);
    });

    it(`${name} runs scripts that bash can read, which name what is there and hold no expression`, () => {
      for (const { run } of steps) {
        if (run === undefined) continue;
        assert.ok(!run.includes("${{"), run);
        assert.equal(spawnSync("bash", ["-n"], { input: run }).status, 0, run);
        for (const [, script] of run.matchAll(/node (scripts\/\S+)/g))
          assert.ok(existsSync(join(root, script!)), script);
        const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
        for (const [, script] of run.matchAll(/npm run ([\w-]+)/g)) assert.ok(script! in scripts, script);
      }
    });
  }
});

describe("the bill of materials", function () {
  this.timeout(60_000);
  const made = temporaryFolder({});
  after(() => made.remove());

  it("names the packages whose licences are shipped, with version, licence and address, and no others", () => {
    const file = join(made.path, "bom.json");
    const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts/sbom.mjs"), file], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    const bom = JSON.parse(readFileSync(file, "utf8"));
    assert.equal(bom.bomFormat, "CycloneDX");
    assert.equal(bom.metadata.component.name, "planeguard");
    const licences = readFileSync(join(root, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    for (const { name, version, purl, licenses, scope } of bom.components) {
      assert.ok(licences.includes(`\n${name} ${version} (${licenses[0].license.id})\n`), name);
      assert.equal(decodeURIComponent(purl), `pkg:npm/${name}@${version}`);
      assert.equal(scope, "required");
    }
    const rules = licences.match(/^-{80}$/gm)!.length;
    assert.equal(bom.components.length, rules / 2, "a licence stands between two rules");
    assert.ok(!bom.components.some(({ name }: { name: string }) => name === "mocha" || name === "vitepress"));
  });
});
