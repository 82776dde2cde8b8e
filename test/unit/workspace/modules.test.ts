/** The local modules that a folder of Terraform calls, and how many of them are read. */
import assert from "node:assert/strict";

import { modulesOf } from "../../../src/workspace/diff/modules";

type Folders = Readonly<Record<string, readonly string[]>>;

const call = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;
/** Texts by folder as files, and which folders were asked for. */
const found = async (text: string, folder: string, folders: Folders) => {
  const modules = await modulesOf(text, folder, async (asked) =>
    (folders[asked] ?? []).map((one, at) => ({ name: `${at}.tf`, text: one })),
  );
  return modules.map((one) => `${one.folder} ${one.files.length}`);
};
const numbered = (count: number, of: (at: number) => string) => Array.from({ length: count }, (_, at) => of(at));
const [hundred, million] = [100, 1024 * 1024];

const rows: readonly (readonly [
  title: string,
  text: string,
  folder: string,
  folders: Folders,
  found: readonly string[],
])[] = [
  ["one below", call("./m"), "", { m: ["# one", "# two"] }, ["m 2"]],
  ["one beside the folder", call("../m"), "app", { m: ["# one"] }, ["../m 1"]],
  ["one without files", call("./m"), "", {}, ["m 0"]],
  ["none of a registry", call("acme/m/aws"), "", { "acme/m/aws": ["# one"] }, []],
  ["not the folder itself", call("./"), "", { "": ["# one"] }, []],
  ["each once", call("./m") + call("./n"), "", { m: [call("../n")], n: [call("../m")] }, ["m 1", "n 1"]],
  [
    "those of those, three deep",
    call("./a"),
    "app",
    { "app/a": [call("../b")], "app/b": [call("../c")], "app/c": [call("../d")], "app/d": ["# last"] },
    ["a 1", "b 1", "c 1"],
  ],
  ["of many files the first", call("./m"), "", { m: numbered(50, () => "# one") }, ["m 40"]],
  [
    "of many modules the first",
    numbered(hundred + 1, (at) => call(`./m${at}`)).join(""),
    "",
    {},
    numbered(hundred, (at) => `m${at} 0`),
  ],
  [
    "as many characters as are read",
    call("./a") + call("./b"),
    "",
    { a: [" ".repeat(million - 1)], b: ["#"] },
    ["a 1", "b 1"],
  ],
  [
    "none after those that are too long",
    call("./a") + call("./b") + call("./c"),
    "",
    { a: [" ".repeat(million)], b: ["#"], c: ["#"] },
    ["a 1"],
  ],
];

describe("the local modules that a folder calls", () => {
  for (const [title, text, folder, folders, modules] of rows)
    it(title, async () => assert.deepEqual(await found(text, folder, folders), modules));
});
