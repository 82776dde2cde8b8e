/** What is found in a document does not depend on the documents before it: in one process, in worker threads, in the language server. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Finding } from "../../../src/analysis/finding";
import type { SourceDocument } from "../../../src/analysis/source/document";
import { toldOf } from "../../../src/language/one-cause";
import { checkPaths } from "../../../src/workspace/check";
import { createEngine } from "../../../src/workspace/engine";
import { credentialKinds } from "../../support/credential-places";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { readFixtures } from "../../support/fixtures";
import { temporaryFolder } from "../../support/folder";
import { LanguageClient } from "../../support/language-client";
import { random } from "../../support/random";

const seed = Math.floor(Math.random() * 2 ** 31);
const next = random(seed);

function shuffled<T>(items: readonly T[]): T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}

/** Every kind of credential alone and beside half of another: an expression that stopped in one of them would go on in the next. */
function credentialDocuments(): SourceDocument[] {
  const env = (...lines: string[]) => ({ name: ".env", text: `${lines.join("\n")}\n` });
  const id = fakeKeyId("order");
  return [
    ...credentialKinds.flatMap(({ real, lookAlike }) =>
      [real, lookAlike, [...lookAlike, ...real]].map((pairs) =>
        env(...pairs.map(([name, value]) => `${name}=${value}`)),
      ),
    ),
    env(`AWS_ACCESS_KEY_ID=${id}`, `S3_SECRET=${fakeSecret("order")}`),
    env(`AWS_SECRET_ACCESS_KEY= ${fakeSecret("first")} ${fakeSecret("second")}`),
    env(`AWS_SECRET_ACCESS_KEY=not-in-here`, `AWS_SECRET_ACCESS_KEY=${"a".repeat(40)}`, `OTHER=${fakeSecret("third")}`),
  ];
}

const fixtures = shuffled(readFixtures().filter(({ policyType }) => policyType === undefined)).slice(0, 200);
const documents = [...fixtures.map(({ name, text }) => ({ name, text })), ...credentialDocuments()].map(
  ({ name, text }, index) => ({ name: `${index}/${name}`, text }),
);

const shown = ({ ruleId, severity, message, range }: Finding) =>
  `${ruleId} ${severity} ${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column} ${message}`;

const placed = ({ ruleId, range }: Finding) =>
  `${ruleId} ${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}`;

/** By the name of the document; those with none are left out. */
type Found = Readonly<Record<string, readonly string[]>>;

function found(of: Iterable<readonly [string, readonly string[]]>): Found {
  return Object.fromEntries([...of].filter(([, all]) => all.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function inOneProcess(order: readonly SourceDocument[]): Promise<Found> {
  const engine = createEngine();
  const all: [string, string[]][] = [];
  for (const document of order) all.push([document.name, (await engine.analyze(document)).findings.map(shown)]);
  return found(all);
}

describe(`whatever was checked before (seed ${seed})`, function () {
  this.timeout(120_000);
  let alone: Found;

  before(async () => {
    alone = await inOneProcess(documents);
    assert.ok(Object.keys(alone).length > 100);
  });

  it("one process finds the same in a document", async () => {
    assert.deepEqual(await inOneProcess(shuffled(documents)), alone);
    assert.deepEqual(await inOneProcess([...documents].reverse()), alone);
  });

  it("the same document is the same a second time", async () => {
    const engine = createEngine();
    for (const document of shuffled(documents).slice(0, 150)) {
      const [first, second] = [await engine.analyze(document), await engine.analyze(document)];
      assert.deepEqual(second.findings.map(shown), first.findings.map(shown), document.name);
      assert.deepEqual(first.findings.map(shown), alone[document.name] ?? [], document.name);
    }
  });

  it("worker threads find the same", async () => {
    const folder = temporaryFolder(Object.fromEntries(documents.map(({ name, text }) => [name, text])));
    try {
      const paths = shuffled(documents).map(({ name }) => name);
      const byFile = new Map<string, string[]>();
      const { problems } = await checkPaths(
        { paths, folder: folder.path },
        { onFile: (file, findings) => byFile.set(file, findings.map(shown)) },
      );
      assert.deepEqual(
        problems.filter(({ message }) => message.includes("thread")),
        [],
      );
      assert.deepEqual(found(byFile), alone);
    } finally {
      folder.remove();
    }
  });

  it("the language server finds the same", async () => {
    const client = await LanguageClient.start();
    const uriOf = (name: string) => pathToFileURL(join("/order", name)).href;
    const byFile: [string, string[]][] = [];
    for (const { name, text } of shuffled(documents)) {
      await client.open(uriOf(name), "plaintext", text);
      const { diagnostics } = await client.diagnosticsOf(uriOf(name));
      byFile.push([
        name,
        diagnostics.map(
          ({ code, range: { start, end } }) =>
            `${code} ${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`,
        ),
      ]);
    }
    assert.equal(await client.stop(), 0);
    const engine = createEngine();
    const told: [string, string[]][] = [];
    for (const document of documents)
      told.push([document.name, toldOf((await engine.analyze(document)).findings).map(placed)]);
    assert.deepEqual(found(byFile), found(told));
  });
});
