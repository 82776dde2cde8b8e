/** What lies too deep in the code to be followed is said to be unknown, in every shape of a chain. */
import assert from "node:assert/strict";

import { callsOf } from "../../../src/analysis/calls/calls";
import { Source } from "../../../src/analysis/source/source";
import { loadParsers } from "../../../src/data/grammars";
import { builtCatalog } from "../../support/catalog";

const links = 500;
const chain = (line: (index: number) => string): string =>
  Array.from({ length: links }, (_, index) => line(links - index)).join("\n");

const deep: Readonly<Record<string, string>> = {
  "parameters.py": `import boto3\ndef f0(c):\n    c.put_object(Bucket="b")\n${chain((i) => `def f${i}(c):\n    f${i - 1}(c)`)}\nf${links}(boto3.client("s3"))`,
  "results.py": `import boto3\n${chain((i) => `def f${i}():\n    return f${i - 1}()`)}\ndef f0():\n    return boto3.client("s3")\nf${links}().put_object(Bucket="b")`,
  "bases.py": `import boto3\n${chain((i) => `class A${i}(A${i - 1}):\n    pass`)}\nclass A0:\n    s3 = boto3.client("s3")\nA${links}().s3.put_object(Bucket="b")`,
  "results.js": `const { S3 } = require("@aws-sdk/client-s3");\n${chain((i) => `function f${i}() { return f${i - 1}(); }`)}\nfunction f0() { return new S3({}); }\nf${links}().putObject({});`,
};

describe("calls that lie too deep to be followed", () => {
  before(() => loadParsers(["javascript", "python"]));

  const read = async (name: string, text: string) =>
    callsOf(new Source({ name, text }, await loadParsers([])), { catalog: builtCatalog() });

  for (const [name, text] of Object.entries(deep))
    it(`are said to be unknown in ${name}`, async () => {
      const { calls, unknown } = await read(name, text);
      assert.deepEqual(
        [calls.length, unknown.map(({ reason }) => reason)],
        [0, ["What this is called on comes from too deep in the code to be followed."]],
      );
    });

  it("are calls where the chain is short, and nobody's business where it goes in a circle", async () => {
    const short = `import boto3\ndef f():\n    return g()\ndef g():\n    return boto3.client("s3")\nf().put_object(Bucket="b")`;
    assert.equal((await read("short.py", short)).calls.length, 1);
    const circle = `import boto3\ndef f():\n    return g()\ndef g():\n    return f()\nf().put_object(Bucket="b")`;
    assert.deepEqual((await read("circle.py", circle)).unknown, []);
  });
});
