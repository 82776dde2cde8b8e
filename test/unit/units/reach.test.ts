/** What of a program belongs to its handler: `yes` and `no` stand where it does and where it does not. */
import assert from "node:assert/strict";

import type { CodeGrammar } from "../../../src/analysis/source/grammar";
import { Source } from "../../../src/analysis/source/source";
import { reachedFrom } from "../../../src/analysis/units/reach";
import { loadParsers } from "../../../src/data/grammars";

type Row = readonly [title: string, files: Readonly<Record<string, string>>, handler?: string | null];

const rows: readonly Row[] = [
  ["what a file does when it is loaded", { "a.js": "yes();\nexport const handler = () => { yes(); };" }],
  ["a function that is called", { "a.js": "const one = () => yes();\nexport const handler = () => one();" }],
  ["one that is not", { "a.js": "function one() { no(); }\nexport function handler() { yes(); }" }],
  [
    "one behind another",
    {
      "a.js":
        "function two() { yes(); }\nfunction one() { two(); }\nexport function handler() { one(); }\nfunction three() { no(); two(); }",
    },
  ],
  ["a function that calls itself", { "a.js": "function one() { no(); one(); }\nexport function handler() { yes(); }" }],
  [
    "what a variable holds",
    {
      "a.js":
        "const one = function () { yes(); };\nconst two = function () { no(); };\nexport const handler = async () => { const run = one; run(); };",
    },
  ],
  ["a function without a name within it", { "a.js": "export const handler = () => { [1].map(() => yes()); };" }],
  [
    "a named one within it that nobody calls",
    { "a.js": "export const handler = () => { const one = () => { no(); }; yes(); };" },
  ],
  [
    "methods",
    { "a.js": "class Store { save() { yes(); } drop() { no(); } }\nexport const handler = () => new Store().save();" },
  ],
  [
    "properties of an object",
    { "a.js": "const store = { save: () => yes(), drop: () => no() };\nexport const handler = () => store.save();" },
  ],
  [
    "fields of a class of JavaScript",
    {
      "a.js":
        "class Store { save = () => yes(); drop = () => no(); }\nexport const handler = () => new Store().save();",
    },
  ],
  [
    "fields of a class",
    {
      "a.ts":
        "class Store { save = () => yes(); drop = () => no(); }\nexport const handler = () => new Store().save();",
    },
  ],
  [
    "exports of CommonJS",
    { "a.js": "exports.handler = () => one();\nexports.other = () => no();\nfunction one() { yes(); }" },
  ],
  [
    "an object of exports",
    { "a.js": "function handler() { yes(); }\nfunction other() { no(); }\nmodule.exports = { handler, other };" },
  ],
  [
    "an object of exports with names of its own",
    { "a.js": "function one() { no(); }\nmodule.exports = { other: one, handler: () => yes() };" },
  ],
  [
    "what the object of exports does",
    { "a.js": "function one() { yes(); }\nmodule.exports = { handler: wrap(one) };" },
  ],
  [
    "names that are only exported",
    { "a.js": "function one() { no(); }\nfunction handler() { yes(); }\nexport { one, handler };" },
  ],
  [
    "another file",
    {
      "a.js": 'import { one, two } from "./b";\nexport const handler = () => one();',
      "b.js": "export function one() { yes(); }\nexport function two() { no(); }",
    },
  ],
  [
    "the handler of another file",
    {
      "a.js": 'import { one } from "./b";\nexport const handler = () => one();',
      "b.js": "export const one = () => yes();\nexport const handler = () => no();",
    },
  ],
  [
    "another file that hands the handler on",
    {
      "a.js": 'export { handler } from "./b";',
      "b.js": "export const handler = () => yes();\nexport const other = () => no();",
    },
  ],
  ["a handler that is wrapped", { "a.js": "const inner = () => yes();\nexport const handler = wrap(inner);" }],
  ["no such handler", { "a.js": "no();\nexport const other = () => no();" }],
  [
    "a program without a handler",
    { "a.js": "yes();\nfunction one() { no(); }\nfunction two() { yes(); }\ntwo();" },
    null,
  ],
  [
    "functions of Python",
    { "a.py": "def one():\n    yes()\n\ndef two():\n    no()\n\ndef handler(event, context):\n    one()\n" },
  ],
  [
    "methods of Python",
    {
      "a.py":
        "class Store:\n    def save(self):\n        yes()\n\n    def drop(self):\n        no()\n\ndef handler(event, context):\n    Store().save()\n",
    },
  ],
  [
    "imports of Python",
    {
      "a.py": "from b import one, two\n\ndef handler(event, context):\n    return one()\n",
      "b.py": "def one():\n    yes()\n\ndef two():\n    no()\n",
    },
  ],
  ["arguments of Python", { "a.py": "def one():\n    no()\n\ndef handler(one, context):\n    yes()\n" }],
  [
    "routes of Python",
    {
      "a.py":
        "@app.get('/a')\ndef one():\n    two()\n    yes()\n\ndef two():\n    yes()\n\ndef three():\n    no()\n\ndef handler(event, context):\n    return app.resolve(event, context)\n",
    },
  ],
  [
    "decorators that wrap handlers of other functions",
    {
      "a.py":
        "@with_logging\n@checked(load('a'))\n@logger.inject_lambda_context(log_event=True)\ndef other(event, context):\n    no()\n\n@with_logging\n@logger.inject_lambda_context\ndef handler(event, context):\n    logger.info('')\n    yes()\n",
    },
  ],
  [
    "routes of an app that another handler answers with",
    {
      "a.py":
        "app = Resolver()\n\n@app.get('/a')\ndef one():\n    no()\n\ndef other(event, context):\n    return app.resolve(event, context)\n\ndef handler(event, context):\n    yes()\n",
    },
  ],
  [
    "routes of a router that a route reaches",
    {
      "a.py":
        "@app.get('/a')\ndef one():\n    return router.resolve()\n\n@router.get('/b')\ndef two():\n    yes()\n\ndef handler(event, context):\n    return app.resolve(event, context)\n",
    },
  ],
  [
    "routes of an app that is handed to an adapter",
    { "a.py": "@app.get('/a')\ndef one():\n    yes()\n\nhandler = Mangum(app)\n" },
  ],
  [
    "plain decorators of Python",
    {
      "a.py":
        "@lru_cache\ndef one():\n    no()\n\n@tracer.capture_method\ndef two():\n    no()\n\ndef handler(event, context):\n    yes()\n",
    },
  ],
  [
    "a handler of Python that is a variable",
    { "a.py": "def one(event, context):\n    yes()\n\nhandler = wrap(one)\n" },
  ],
  [
    "what Python does as the program itself",
    {
      "a.py":
        'def one():\n    no()\n\ndef handler(event, context):\n    yes()\n\nif __name__ == "__main__":\n    no()\n    one()\n    if a:\n        no()\n    no()\nelse:\n    yes()\n\nyes()\n',
    },
  ],
  [
    "other conditions of Python",
    {
      "a.py":
        "def handler(event, context):\n    yes()\n\nif __name__ == '__main__' or a:\n    yes()\nif __name__ != '__main__':\n    yes()\nif name == '__main__':\n    yes()\n",
    },
  ],
  ["a program of Python", { "a.py": "def one():\n    yes()\n\nif '__main__' == __name__:\n    one()\n" }, null],
  [
    "the program of another file",
    { "a.py": "import b\nyes()\n", "b.py": "yes()\nif __name__ == '__main__':\n    no()\n" },
    null,
  ],
  ...[
    "require.main === module",
    "import.meta.main",
    "process.argv[1] === fileURLToPath(import.meta.url)",
    "import.meta.url === `file://${process.argv[1]}`",
    "!module.parent",
  ].map((condition): Row => [
    `what JavaScript does as the program itself: ${condition}`,
    {
      "a.js": `function one() { no(); }\nexport const handler = () => { yes(); };\nif (${condition}) { no(); one(); } else yes();\n${condition} && no();\nyes();`,
    },
  ]),
  [
    "other conditions of JavaScript",
    {
      "a.js":
        "export const handler = () => { yes(); };\nif (require.main !== module) yes();\nif (require.main === module || a) yes();\nrequire.main === module || yes();\nif (main === module) yes();",
    },
  ],
];

const grammarOf: Readonly<Record<string, CodeGrammar>> = { js: "javascript", ts: "typescript", py: "python" };

describe("what a handler reaches", () => {
  before(() => loadParsers(["javascript", "typescript", "python"]));
  for (const [title, files, handler = "handler"] of rows)
    it(title, async () => {
      const parsers = await loadParsers([]);
      const read = Object.entries(files).map(([name, text]) => {
        const grammar = grammarOf[name.split(".").at(-1)!]!;
        return { name, grammar, text, tree: new Source({ name, text }, parsers).syntax(grammar)! };
      });
      const reaches = reachedFrom(read, read[0]!.name, handler);
      for (const { name, text } of read)
        for (const { 0: word, index } of text.matchAll(/\b(?:yes|no)\b/g))
          assert.equal(
            reaches(name, { start: index, end: index + word.length }),
            word === "yes",
            `${name}: ${text.slice(0, index)}»${word}«`,
          );
      assert.equal(reaches("other.js", { start: 0, end: 1 }), false);
    });
});
