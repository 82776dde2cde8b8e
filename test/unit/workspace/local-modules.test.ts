/** Which files are read for the modules that a file of Terraform calls. */
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { withLocalModules } from "../../../src/workspace/local-modules";
import { temporaryFolder } from "../../support/folder";

const module = (source: string): string => `module "m" {\n  source = "${source}"\n}\n`;

describe("the local modules that a file calls", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  before(() => {
    folder = temporaryFolder({
      "repository/.git/HEAD": "",
      "repository/live/main.tf": module("../modules/outer"),
      "repository/modules/outer/main.tf": module("../inner"),
      "repository/modules/outer/variables.tf": "",
      "repository/modules/outer/README.md": "",
      "repository/modules/inner/main.tf": module("../outer"),
      "elsewhere/main.tf": "",
    });
    symlinkSync(join(folder.path, "elsewhere"), join(folder.path, "repository/modules/link"));
  });
  after(() => folder.remove());

  const namesFor = async (text: string, name = "main.tf"): Promise<string[]> => {
    const path = join(folder.path, "repository/live", name);
    const { modules = [] } = await withLocalModules({ name: `live/${name}`, text }, path);
    return modules.flatMap(({ folder: at, files }) => files.map((file) => `${at}: ${file.name.replaceAll("\\", "/")}`));
  };

  it("are read with those that they call, each once, under the names of the check", async () => {
    assert.deepEqual(await namesFor(module("../modules/outer")), [
      "../modules/outer: modules/outer/main.tf",
      "../modules/outer: modules/outer/variables.tf",
      "../modules/inner: modules/inner/main.tf",
    ]);
  });

  for (const [what, source, name] of [
    ["out of the repository", "../../elsewhere", "main.tf"],
    ["by a link that leads out of it", "../modules/link", "main.tf"],
    ["from a registry", "terraform-aws-modules/iam/aws", "main.tf"],
    ["that are not there", "./missing", "main.tf"],
    ["of what is no Terraform", "../modules/inner", "main.yaml"],
  ] as const)
    it(`are not read ${what}`, async () => {
      assert.deepEqual(await namesFor(module(source), name), []);
    });
});
