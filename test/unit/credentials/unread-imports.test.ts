/** Imports that only what goes has read go with it; any that something else may read stays. */
import assert from "node:assert/strict";

import { unreadImports } from "../../../src/analysis/credentials/unparsed/imports";
import { applyEdits } from "../../../src/analysis/text";

/** Without the lines that say `gone`, and without the imports that nothing reads then. */
function without(text: string): string {
  const edits = [...text.matchAll(/[^\n]*\bgone\b[^\n]*\n/g)].map(({ 0: line, index }) => ({
    span: { start: index, end: index + line.length },
    newText: "",
  }));
  return applyEdits(
    text,
    [...edits, ...unreadImports(text, edits)].sort((a, b) => a.span.start - b.span.start),
  );
}

const rows: readonly (readonly [title: string, before: string, after: string])[] = [
  ["of Kotlin", "import a.b.Keys\nimport a.b.Client\ngone(Keys())\nClient()\n", "import a.b.Client\nClient()\n"],
  ["of Java, static", "import static a.b.Keys.of;\ngone(of());\n", ""],
  [
    "of Scala, one of three",
    "import a.b.{Keys, Client, Bucket}\ngone(Keys)\nClient(Bucket)\n",
    "import a.b.{Client, Bucket}\nClient(Bucket)\n",
  ],
  ["of Scala, one of two", "import a.b.{Keys, Client}\ngone(Keys)\nClient()\n", "import a.b.Client\nClient()\n"],
  ["of Scala, all", "import a.b.{Keys, Client}\ngone(Keys, Client)\n", ""],
  ["of Swift", "import Keys\ngone(Keys.a)\n", ""],
  ["of Rust", "use a::b::Keys;\ngone(Keys::new());\n", ""],
  ["of C++", "#include <aws/core/auth/Keys.h>\r\ngone(Keys());\r\n", ""],
  ["of two lines that go", "import a.Keys\nimport a.Bag\ngone(Keys)\ngone(Bag)\n", ""],
  ["that something else reads", "import a.Keys\ngone(Keys)\nother(Keys)\n", "import a.Keys\nother(Keys)\n"],
  ["that a comment names", "import a.Keys\ngone(Keys)\n// Keys\n", "import a.Keys\n// Keys\n"],
  ["that nothing had read", "import a.Keys\ngone()\n", "import a.Keys\n"],
  ["whose name is part of another that goes", "import a.Keys\ngone(KeysOf)\n", "import a.Keys\n"],
  ["under another name", "import a.Keys as K\ngone(Keys)\n", "import a.Keys as K\n"],
  ["of everything", "import a.*\ngone(Keys)\n", "import a.*\n"],
];

describe("imports of what goes", () => {
  for (const [title, before, after] of rows) it(title, () => assert.equal(without(before), after));

  it("are looked for as long as they are few", () => {
    const names = Array.from({ length: 45 }, (_, at) => `Keys${at + 10}`);
    const text = `${names.map((name) => `import a.${name}\n`).join("")}gone(${names.join(", ")})\n`;
    assert.equal(
      without(text),
      names
        .slice(40)
        .map((name) => `import a.${name}\n`)
        .join(""),
    );
  });
});
