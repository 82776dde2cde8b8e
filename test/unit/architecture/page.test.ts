/** docs/architecture.md names files and folders that are there. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";

import { sourceFiles } from "./sources";

/** Names of sources and of their folders: `read.ts`, `analysis/decide/`, `account/checks`; what is built has other endings. */
const named = /`((?:src\/)?[a-z][\w.-]*(?:\/[\w.-]+)*(?:\.ts|\/))(?=`)/g;
/** Of others: what a walk leaves out, and a path of AWS. */
const elsewhere = new Set(["dist/", ".venv/", "service-role/"]);

describe("the page about the architecture", () => {
  it("names what is there", () => {
    const tests = readdirSync("test/unit", { recursive: true, encoding: "utf8" });
    const files = [...sourceFiles(), ...tests].map((file) => `/${file.replaceAll("\\", "/")}`);
    const page = readFileSync("docs/architecture.md", "utf8");
    const names = [...page.matchAll(named)].map(([, name]) => name!).filter((name) => !elsewhere.has(name));
    assert.ok(names.length > 100, String(names.length));
    const isThere = (name: string): boolean =>
      existsSync(name) ||
      files.some((file) => (name.endsWith("/") ? file.includes(`/${name}`) : file.endsWith(`/${name}`)));
    assert.deepEqual(
      names.filter((name) => !isThere(name)),
      [],
    );
  });
});
