import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";

import { checkPaths } from "../../../src/workspace/check";
import type { CheckEvents } from "../../../src/workspace/check-request";
import { plainCopy } from "../../../src/workspace/thread/plain-data";
import { expandKeys } from "../../support/fake-keys";
import { readFixtures } from "../../support/fixtures";
import { temporaryFolder } from "../../support/folder";

const script = expandKeys(
  "export AWS_ACCESS_KEY_ID={{id:worker       }}\nexport AWS_SECRET_ACCESS_KEY={{secret:worker                       }}\n",
);

describe("the check of a folder", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());
  const check = (events: CheckEvents = {}, signal?: AbortSignal, paths: readonly string[] = ["."]) =>
    checkPaths({ paths, folder: folder.path, signal }, events);

  it("says the same in worker threads as without them, in the order of the files", async () => {
    const few = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `folder-${index % 3}/script-${index}.sh`,
        index % 4 === 0 ? script : "echo\n",
      ]),
    );
    folder = temporaryFolder(few);
    const inline = await check();
    folder.remove();
    const rest = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`rest/${index}.txt`, "nothing\n"]));
    folder = temporaryFolder({ ...few, ...rest, "picture.png": Buffer.from([1, 0, 2]) });
    const told = new Set<string>();
    let last = 0;
    const { findings, problems, stats } = await check({
      onFile(file, _findings, _problems, done, total) {
        told.add(file);
        assert.equal(done, ++last);
        assert.equal(total, 531);
      },
    });
    assert.equal(told.size, 531);
    assert.equal(stats.files, 530);
    assert.deepEqual(problems, []);
    assert.equal(findings.length, 8);
    assert.deepEqual(findings, inline.findings);
  });

  it("finds in worker threads what it finds without them, whatever the form, fixes included", async function () {
    this.timeout(180_000);
    const fixtures = readFixtures();
    const each = Math.ceil(fixtures.length / 60);
    const some = fixtures.filter((_, index) => index % each === 0);
    const few = Object.fromEntries(some.map(({ name, text }, index) => [join(`${index}`, name), text]));
    folder = temporaryFolder(few);
    const checked = () => checkPaths({ paths: ["."], folder: folder.path, fixes: true });
    const here = await checked();
    folder.remove();
    const rest = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`rest/${index}.txt`, "nothing\n"]));
    folder = temporaryFolder({ ...few, ...rest });
    const inWorkers = await checked();
    assert.equal(inWorkers.stats.files, some.length + 250);
    assert.ok(here.findings.length > some.length / 3);
    assert.deepEqual(inWorkers.findings, here.findings);
    assert.deepEqual(inWorkers.problems, here.problems);
    assert.deepEqual(inWorkers.suppressed, here.suppressed);
  });

  it("rejects where its settings cannot be sent to worker threads: nothing of it looks like a clean folder", async () => {
    folder = temporaryFolder(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.sh`, script])));
    const proxies = [{ folder: null, values: new Proxy({ exclude: [] }, {}) }];
    await assert.rejects(checkPaths({ paths: ["."], folder: folder.path, settings: proxies }), /could not be cloned/);
    const settings = [{ folder: null, values: plainCopy(proxies[0]!.values) as { exclude: [] } }];
    const { stats, findings } = await checkPaths({ paths: ["."], folder: folder.path, settings });
    assert.deepEqual([stats.files, findings.length], [300, 300]);
  });

  it("stops when it is told to, with what it has", async () => {
    folder = temporaryFolder(Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`${index}.sh`, script])));
    const abort = new AbortController();
    const { findings, stats } = await check({ onFile: () => abort.abort() }, abort.signal);
    assert.ok(stats.files > 0 && stats.files < 600);
    assert.equal(findings.length, stats.files);
  });

  it("follows the ignore files above and below as git does, and no links", async () => {
    folder = temporaryFolder({
      ".git/HEAD": "ref: refs/heads/main\n",
      ".gitignore": "*.log\n/build/\n",
      "app/.gitignore": "!keep.log\nsecret/\n",
      "app/keep.log": "a",
      "app/drop.log": "a",
      "app/secret/x.txt": "a",
      "app/build/y.txt": "a",
      "build/z.txt": "a",
      "app/deep/z.log": "a",
    });
    symlinkSync("..", join(folder.path, "app/loop"));
    const files: string[] = [];
    await check({ onFile: (file) => files.push(file) }, undefined, ["app"]);
    assert.deepEqual(
      files.sort(),
      ["app/.gitignore", "app/build/y.txt", "app/keep.log"].map((file) => join(file)),
    );
    files.length = 0;
    await check({ onFile: (file) => files.push(file) }, undefined, ["build"]);
    assert.deepEqual(files, [join("build/z.txt")], "a folder that is ignored, and asked for");
  });

  it("takes of what a walk would find only what it is told to", async () => {
    folder = temporaryFolder({
      ".gitignore": "out/\n",
      "a.txt": "",
      "app/b.txt": "",
      "app/deep/c.txt": "",
      "apple/d.txt": "",
      "out/e.txt": "",
      "node_modules/f.txt": "",
    });
    symlinkSync("a.txt", join(folder.path, "link.txt"));
    const checked = async (...only: string[]) => {
      const files: string[] = [];
      await checkPaths(
        { paths: [folder.path], folder: "", only: only.map((path) => join(folder.path, path)) },
        { onFile: (file) => files.push(relative(folder.path, file)) },
      );
      return files;
    };
    assert.deepEqual(await checked("a.txt", "app"), ["a.txt", join("app/b.txt"), join("app/deep/c.txt")]);
    assert.deepEqual(await checked("app/deep/c.txt", "gone.txt"), [join("app/deep/c.txt")]);
    assert.deepEqual(await checked("out", "out/e.txt", "node_modules/f.txt", "link.txt"), []);
  });

  it("names what it cannot read and goes on: links that lead in a circle, pipes, binary and huge files", async function () {
    folder = temporaryFolder({
      "a.sh": script,
      "binary.bin": Buffer.from([1, 0, 2]),
      "huge.txt": "",
      "zero.py": "a = 1\n#\0\n",
      "fake.properties": "%PDF-1.7\n\xff\0",
    });
    const inFolder = (name: string) => join(folder.path, name);
    symlinkSync("circle", inFolder("circle"));
    const huge = openSync(inFolder("huge.txt"), "r+");
    ftruncateSync(huge, 50 * 1024 * 1024);
    closeSync(huge);
    const piped = spawnSync("mkfifo", [inFolder("pipe")]).status === 0;
    const notes: string[] = [];
    const { findings, problems } = await check({ onNote: (note) => notes.push(note) }, undefined, [
      "circle",
      "binary.bin",
      "zero.py",
      "fake.properties",
      "huge.txt",
      "missing.txt",
      ...(piped ? ["pipe"] : []),
      "a.sh",
    ]);
    assert.equal(findings.length, 1);
    const messages = new Map(problems.map(({ file, message }) => [file, message]));
    assert.match(messages.get("circle")!, /its links lead in a circle/);
    assert.deepEqual(notes, ["skipped binary.bin: it is a binary file"]);
    for (const text of ["zero.py", "fake.properties"]) assert.match(messages.get(text)!, /should be a text/);
    assert.match(messages.get("huge.txt")!, /50\.0 MB/);
    assert.match(messages.get("missing.txt")!, /no such file/);
    if (piped) assert.match(messages.get("pipe")!, /pipe/);
  });

  it("reads one line of ten million characters as far as the limit says, and invalid UTF-8 in a walk", async () => {
    folder = temporaryFolder({
      "line.js": `x='${"a".repeat(10_000_000)}'`,
      "bytes.sh": Buffer.concat([Buffer.from(script), Buffer.from([0xc3, 0x28])]),
    });
    const notes: string[] = [];
    const { findings, problems } = await check({ onNote: (note) => notes.push(note) });
    assert.equal(findings.length, 1);
    assert.deepEqual(
      problems.map(({ file }) => file),
      ["bytes.sh"],
    );
    assert.deepEqual(notes, ["skipped line.js: larger than 2 MB"]);
  });

  it("tells of a key every other place that has it, by its id or by its secret alone, and nothing else of it", async () => {
    const secretAlone = expandKeys("AWS_SECRET_ACCESS_KEY={{secret:worker                       }}\n");
    const other = expandKeys(
      "AWS_ACCESS_KEY_ID={{id:other        }}\nAWS_SECRET_ACCESS_KEY={{secret:other                        }}\n",
    );
    folder = temporaryFolder({
      "a.sh": `${script}\n\n\n\n\n\n\n\n\n\n\n\n${script}`,
      "b.env": secretAlone,
      "c.env": other,
    });
    const { findings, keys } = await check();
    const places = findings.map(({ file, range, related }) => [
      `${file}:${range.start.line}`,
      related.filter(({ message }) => /same key/.test(message)).map((one) => `${one.file}:${one.range.start.line}`),
    ]);
    assert.deepEqual(places, [
      ["a.sh:1", ["a.sh:15", "b.env:1"]],
      ["a.sh:15", ["a.sh:1", "b.env:1"]],
      ["b.env:1", ["a.sh:1", "a.sh:15"]],
      ["c.env:1", []],
    ]);
    const told = JSON.stringify(keys);
    for (const value of (script + secretAlone + other)
      .match(/[A-Za-z0-9/+]{20,}/g)!
      .filter((word) => !/^AWS/.test(word)))
      assert.ok(!told.includes(value));
  });
});
