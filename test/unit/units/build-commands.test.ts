/** What `go build` makes, in scripts and in rules of a Makefile. */
import assert from "node:assert/strict";

import { goBuildsIn } from "../../../src/analysis/units/build-commands";

type Row = readonly [title: string, text: string, target: string | null, builds: readonly string[]];

const rows: readonly Row[] = [
  ["a package", "go build -o bin/a ./cmd/a", null, [" bin/a ./cmd/a"]],
  ["the package of the folder", "go build", null, [" - ."]],
  [
    "flags with and without values",
    'CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -tags=a -o a b.go c.go',
    null,
    [" a b.go"],
  ],
  ["another folder", "cd app && go build -o ../a . > log", null, ["app/ ../a ."]],
  ["a line that goes on", "go build \\\n  -o a \\\n  ./b", null, [" a ./b"]],
  ["a rule of its own", "one:\n\tgo build ./one\n\ntwo three: dep\n\t@$(GO) build ./two\n", "three", [" - ./two"]],
  ["a variable that is set", "A := 1\nthree:\n\tgo build ./a\nB = x\n", "three", [" - ./a"]],
  ["nothing of all packages", "go build ./...", null, []],
  ["nothing of what is filled in", "go build -o a ./cmd/$(NAME)", null, []],
  ["nothing of two packages", "go build ./a ./b", null, []],
  ["nothing else", "cargo build; echo go", null, []],
];

describe("builds of Go", () => {
  for (const [title, text, target, builds] of rows)
    it(title, () =>
      assert.deepEqual(
        goBuildsIn(text, target).map(({ folder, output, source }) => `${folder} ${output ?? "-"} ${source}`),
        builds,
      ),
    );
});
