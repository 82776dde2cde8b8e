/** The files of a repository that its code imports, by how they are named. */
import assert from "node:assert/strict";

import { importedBy } from "../../../src/workspace/diff/imports";
import type { Tree } from "../../../src/workspace/diff/tree";

const treeOf = (...paths: readonly string[]): Tree => ({
  paths,
  has: (path) => paths.includes(path),
  isSame: async () => false,
  read: async () => ({ text: "" }) as never,
  end: () => {},
});
const python = treeOf(
  "infra/app.py",
  "infra/stacks/__init__.py",
  "infra/stacks/api.py",
  "infra/stacks/names.py",
  "infra/shared/roles.py",
  "shared/roles.py",
  "names.py",
);
const script = treeOf("lib/app.ts", "lib/stack.ts", "lib/parts/index.ts", "lib/old.js", "names.ts", "lib/data.json");

const rows: readonly (readonly [title: string, tree: Tree, path: string, text: string, found: readonly string[]])[] = [
  ["a module beside", script, "lib/app.ts", 'import { S } from "./stack";', ["./stack lib/stack.ts"]],
  ["a folder's", script, "lib/app.ts", 'import { S } from "./parts";', ["./parts lib/parts/index.ts"]],
  ["a module above", script, "lib/app.ts", 'import * as n from "../names";', ["../names names.ts"]],
  ["one as it is built", script, "lib/app.ts", 'import { S } from "./stack.js";', ["./stack.js lib/stack.ts"]],
  ["one of JavaScript", script, "lib/app.ts", 'const old = require("./old");', ["./old lib/old.js"]],
  ["a package", script, "lib/app.ts", 'import { S } from "stack";', []],
  ["a package that is named like a file", script, "app.ts", 'import { S } from "names";', []],
  ["data", script, "lib/app.ts", 'import data from "./data.json";', []],
  ["what is not there", script, "lib/app.ts", 'import { S } from "./other";', []],
  ["what is no code", script, "lib/README.md", 'import { S } from "./stack";', []],
  [
    "a module of Python beside",
    python,
    "infra/stacks/api.py",
    "from .names import A",
    [".names infra/stacks/names.py"],
  ],
  [
    "a package of Python, and its module",
    python,
    "infra/app.py",
    "from stacks import api",
    ["stacks infra/stacks/__init__.py", "stacks.api infra/stacks/api.py"],
  ],
  ["a module within", python, "infra/app.py", "from stacks.names import A", ["stacks.names infra/stacks/names.py"]],
  ["a module by its name alone", python, "infra/app.py", "import stacks.api", ["stacks.api infra/stacks/api.py"]],
  [
    "a module of the package",
    python,
    "infra/stacks/api.py",
    "from . import names",
    [". infra/stacks/__init__.py", "..names infra/stacks/names.py"],
  ],
  [
    "a module of the package above",
    python,
    "infra/stacks/api.py",
    "from ..shared.roles import R",
    ["..shared.roles infra/shared/roles.py"],
  ],
  ["a module two packages above", python, "infra/stacks/api.py", "from ...names import A", ["...names names.py"]],
  [
    "a module of any folder that the program may run in",
    python,
    "infra/stacks/api.py",
    "from shared.roles import R",
    ["shared.roles infra/shared/roles.py", "shared.roles shared/roles.py"],
  ],
  ["nothing above the repository", python, "names.py", "from ..shared import R", []],
];

describe("what code imports of its repository", () => {
  for (const [title, tree, path, text, found] of rows)
    it(title, () =>
      assert.deepEqual(
        importedBy(path, text, tree).map((one) => `${one.specifier} ${one.path}`),
        found,
      ),
    );
});
