/** Whoever opens a file does not choose what is in it: following values ends, whatever they are made of, and costs no more than the text. */
import assert from "node:assert/strict";

import { type callsOf, callsOfProgram } from "../../../src/analysis/calls/calls";
import { Source } from "../../../src/analysis/source/source";
import { loadParsers } from "../../../src/data/grammars";
import { builtCatalog } from "../../support/catalog";
import { CountedProgram } from "../../support/work";

const many = (times: number, line: (index: number) => string): string =>
  Array.from({ length: times }, (_, index) => line(index)).join("\n");

/** By name of the file: a text of so many lines. */
const texts: Readonly<Record<string, (times: number) => string>> = {
  "assignments.py": (times) => `import boto3\ns = None\n${many(times, (i) => `s = f(s)\ns.put_object(Bucket="${i}")`)}`,
  "caches.py": (times) =>
    `import boto3\nc = {}\nd = [boto3.client(n) for n in c]\n${many(times, (i) => `c["${i}"] = c.get("${i}")\nc["k${i}"] = boto3.client("s3")\nd.append(c[k])\nc["k${i}"].put_object(Bucket="b")\nd[0].put_object(Bucket="${i}")`)}`,
  "calls.py": (times) =>
    `import boto3\ndef f(c, n):\n    return f(c, n)\n${many(times, (i) => `f(boto3.client("s3"), "${i}").put_object(Bucket="b")`)}`,
  "chain.js": (times) => `const AWS = require("aws-sdk");\nnew AWS.S3()${".promise()".repeat(times)}.putObject({});`,
  "circle.ts": (times) =>
    `import { S3 } from "@aws-sdk/client-s3";\n${many(times, (i) => `const a${i} = b || a${(i + 1) % times};\na${i}.putObject({});`)}`,
  "classes.py": (times) =>
    `import boto3\n${many(times, (i) => `class A${i}(A${i + 1}):\n    def f(self):\n        self.s3 = self.t\n        self.s3.get_object(Bucket=self.b)`)}`,
  "deep.js": (times) =>
    `const AWS = require("aws-sdk");\nx = ${"[".repeat(times)}${"]".repeat(times)};\n${"(".repeat(times)}new AWS.S3()${")".repeat(times)}.putObject({});`,
  "fields.ts": (times) =>
    `import { S3 } from "@aws-sdk/client-s3";\nclass A {\n  f() {\n${many(times, (i) => `this.x = new S3({ region: "${i}" }); this.x.putObject({ Bucket: this.y });`)}\n  }\n}`,
  "functions.ts": (times) =>
    `import { S3 } from "@aws-sdk/client-s3";\n${many(times, (i) => `function f(c, d) { f(d, c); c.putObject({ Bucket: d }); }\nf(x${i}, "${i}");`)}`,
  "members.go": (times) =>
    `package main\nimport "github.com/aws/aws-sdk-go-v2/service/s3"\n${many(times, (i) => `func (s *Store) Put${i}(c *s3.Client) { s.Put${i + 1}(c); c.PutObject(ctx, &s3.PutObjectInput{Bucket: s.Name()}) }`)}\ntype Store struct {}`,
  "object.js": (times) =>
    `const { S3 } = require("@aws-sdk/client-s3");\nconst o = {\n${many(times, (i) => `a${i}: new S3({}),`)}\n};\n${many(times, (i) => `o.a${i}.putObject({ ...o });`)}`,
  "spread.js": (times) =>
    `const { S3 } = require("@aws-sdk/client-s3");\nlet o = {};\n${many(times, () => "o = { ...o, ...o };\nnew S3({}).putObject(o);")}`,
  "builders.java": (times) =>
    `import software.amazon.awssdk.services.s3.S3Client;\nclass A { void f() { S3Client.create().putObject(r -> r${".bucket(f())".repeat(times)}); } }`,
  "wildcards.java": (times) =>
    `${many(times, (i) => `import software.amazon.awssdk.services.x${i}.*;`)}\nclass A { void f() {\n${many(times, (i) => `A${i}Client.create().putObject(x);`)} } }`,
  "strings.ts": (times) =>
    `import { S3 } from "@aws-sdk/client-s3";\nconst s0 = "a" + "b";\n${many(times, (i) => `const s${i + 1} = \`\${s${i}}\${s${i}}\`;\nnew S3({}).putObject({ Bucket: s${i + 1} });`)}`,
};

const small = 150;
const times = 4;

interface Calls {
  readonly callsOf: typeof callsOf;
  readonly Source: typeof Source;
}

describe("the work of following calls", () => {
  let program: CountedProgram<Calls>;
  before(async () => {
    program = await CountedProgram.load(`
      export { callsOf } from "./src/analysis/calls/calls";
      export { Source } from "./src/analysis/source/source";`);
  });

  for (const [name, make] of Object.entries(texts)) {
    it(`grows with the text of ${name}`, async () => {
      const parsers = await loadParsers(["typescript", "javascript", "python", "go", "java"]);
      const steps = async (lines: number): Promise<number> => {
        const work = await program.workOf((its) =>
          its.callsOf(new its.Source({ name, text: make(lines) }, parsers), { catalog: builtCatalog() }),
        );
        return [...work.values()].reduce((sum, count) => sum + count, 0);
      };
      const [few, most] = [await steps(small), await steps(small * times)];
      const ratio = make(small * times).length / make(small).length;
      assert.ok(most < 2 * ratio * few, `${few} steps, then ${most}: the text grew ${ratio.toFixed(1)} times`);
    });
  }

  it("asks once for each module that a file names, however often it uses it", async () => {
    const parsers = await loadParsers([]);
    const uses = '    s3().putObject({ Bucket: "b" });\n    store.s3.getObject({ Bucket: store.name });\n'.repeat(20);
    const asked: string[] = [];
    const texts = {
      "app.ts": `import "@aws-sdk/client-s3";\nimport { s3 } from "./clients";\nimport * as store from "./store";\n${uses}`,
      "clients.ts": 'import { S3 } from "@aws-sdk/client-s3";\nexport const s3 = () => new S3({});\n',
      "store.ts": 'import { s3 as made } from "./clients";\nexport const s3 = made();\nexport const name = "b";\n',
    };
    const files = Object.entries(texts).map(([name, text]) => ({
      source: new Source({ name, text }, parsers),
      resolve: (specifier: string) => (asked.push(`${name} ${specifier}`), `${specifier.slice(2)}.ts`),
    }));
    const found = callsOfProgram(files, { catalog: builtCatalog() }).get("app.ts");
    assert.equal(found?.calls.length, 40);
    assert.deepEqual(asked, [...new Set(asked)]);
  });

  it("ends where files export one another", async () => {
    const parsers = await loadParsers([]);
    const files = Array.from({ length: 50 }, (_, index) => ({
      source: new Source(
        {
          name: `f${index}.ts`,
          text: `export * from "./f${(index + 1) % 50}"; export * from "./f${(index + 7) % 50}"; import { s3 } from "./f${(index + 3) % 50}"; s3.putObject({}); import "@aws-sdk/client-s3";`,
        },
        parsers,
      ),
      resolve: (specifier: string) => `${specifier.slice(2)}.ts`,
    }));
    assert.equal(callsOfProgram(files, { catalog: builtCatalog() }).size, 50);
  });
});
