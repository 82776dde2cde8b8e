/** The pure rooms bundle for a platform that is neither Node nor a browser. */
import assert from "node:assert/strict";

import * as esbuild from "esbuild";

import { textEndings } from "../../../scripts/lib/text-endings.mjs";
import { roomOf } from "../architecture/rooms";
import { root, sourceFiles } from "../architecture/sources";

describe("the pure rooms", () => {
  it("bundle for a neutral platform", async () => {
    const files = sourceFiles().filter((file) => roomOf(file)?.pure);
    const { errors, outputFiles } = await esbuild.build({
      stdin: { contents: files.map((file) => `import './${file}';`).join("\n"), resolveDir: root },
      bundle: true,
      platform: "neutral",
      mainFields: ["module", "main"],
      loader: Object.fromEntries(textEndings.map((ending) => [ending, "text"])),
      write: false,
      logLevel: "silent",
    });
    assert.deepEqual(errors, []);
    assert.ok(outputFiles[0]!.contents.length > 0);
  });
});
