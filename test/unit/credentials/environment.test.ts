/** Keys that are handed to something that nobody knows are read from the environment, as each language does, where it may compute there. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { appliedFix } from "../../support/applied-fix";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("environment"), fakeSecret("environment")];

/** With `<id>` and `<secret>` for the key; null where there is no fix. */
type Row = readonly [name: string, before: string, after: string | null];

const rows: readonly Row[] = [
  [
    "a.mjs",
    'login({ accessKey: "<id>", secretKey: "<secret>" });',
    "login({ accessKey: process.env.AWS_ACCESS_KEY_ID, secretKey: process.env.AWS_SECRET_ACCESS_KEY });",
  ],
  [
    "a.js",
    'const accessKey = "<id>";\nconst secretKey = "<secret>";\nlogin(accessKey, secretKey);',
    "const accessKey = process.env.AWS_ACCESS_KEY_ID;\nconst secretKey = process.env.AWS_SECRET_ACCESS_KEY;\nlogin(accessKey, secretKey);",
  ],
  ["a.cts", 'login("<id>", "<secret>");', "login(process.env.AWS_ACCESS_KEY_ID!, process.env.AWS_SECRET_ACCESS_KEY!);"],
  ["a.ts", "login(`<id>`, `<secret>`);", null],
  [
    "a.coffee",
    "login accessKey: '<id>', secretKey: '<secret>'",
    "login accessKey: process.env.AWS_ACCESS_KEY_ID, secretKey: process.env.AWS_SECRET_ACCESS_KEY",
  ],
  [
    "a.rb",
    "login(access_key: '<id>', secret_key: '<secret>')",
    "login(access_key: ENV['AWS_ACCESS_KEY_ID'], secret_key: ENV['AWS_SECRET_ACCESS_KEY'])",
  ],
  [
    "ci/Fastfile",
    'upload(access_key: "<id>", secret_key: "<secret>")',
    'upload(access_key: ENV["AWS_ACCESS_KEY_ID"], secret_key: ENV["AWS_SECRET_ACCESS_KEY"])',
  ],
  [
    "a.php",
    "<?php\ndefine('AWS_KEY', '<id>');\ndefine('AWS_SECRET', '<secret>');",
    "<?php\ndefine('AWS_KEY', getenv('AWS_ACCESS_KEY_ID'));\ndefine('AWS_SECRET', getenv('AWS_SECRET_ACCESS_KEY'));",
  ],
  ["a.php", "<?php\nclass A {\n  const KEY = '<id>';\n  const SECRET = '<secret>';\n}", null],
  [
    "a.java",
    'class A {\n  static final String ACCESS_KEY = "<id>";\n  static final String SECRET_KEY = "<secret>";\n}',
    'class A {\n  static final String ACCESS_KEY = System.getenv("AWS_ACCESS_KEY_ID");\n  static final String SECRET_KEY = System.getenv("AWS_SECRET_ACCESS_KEY");\n}',
  ],
  ["a.java", 'class A {\n  @Value("<id>") String accessKey;\n  String secretKey = "<secret>";\n}', null],
  ["a.java", '@Keys({@Key(id = "<id>", secret = "<secret>")})\nclass A {}', null],
  ["a.java", 'class A {\n  String a = login("<id>" + b, "<secret>");\n}', null],
  [
    "a.kt",
    '@Test\nfun a() { login("<id>", "<secret>") }',
    '@Test\nfun a() { login(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY")) }',
  ],
  ["a.kt", 'const val ACCESS_KEY = "<id>"\nconst val SECRET_KEY = "<secret>"', null],
  ["a.kt", 'when (key) {\n  "<id>" -> 1\n}\nval secretKey = "<secret>"', null],
  [
    "a.cs",
    'class A {\n  const string AccessKey = "<id>";\n  string SecretKey = "<secret>";\n}',
    'class A {\n  static readonly string AccessKey = System.Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID");\n  string SecretKey = System.Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY");\n}',
  ],
  [
    "a.cs",
    'var a = new[] { Login("<id>", "<secret>") };',
    'var a = new[] { Login(System.Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID"), System.Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY")) };',
  ],
  ["a.cs", 'class A {\n  [InlineData("<id>", "<secret>")]\n  public void B() {}\n}', null],
  ["a.swift", 'enum Keys: String {\n  case id = "<id>"\n  case secret = "<secret>"\n}', null],
  [
    "a.pm",
    'my $key = { id => "<id>", secret => "<secret>" };',
    "my $key = { id => $ENV{AWS_ACCESS_KEY_ID}, secret => $ENV{AWS_SECRET_ACCESS_KEY} };",
  ],
  [
    "a.lua",
    'local access_key = "<id>"\nlocal secret_key = "<secret>"',
    'local access_key = os.getenv("AWS_ACCESS_KEY_ID")\nlocal secret_key = os.getenv("AWS_SECRET_ACCESS_KEY")',
  ],
  ["a.lua", 'posix.setenv("AWS_ACCESS_KEY_ID", "<id>")\nposix.setenv("AWS_SECRET_ACCESS_KEY", "<secret>")', ""],
  [
    "a.lua",
    'assert(posix.setenv("AWS_ACCESS_KEY_ID", "<id>"))\nassert(posix.setenv("AWS_SECRET_ACCESS_KEY", "<secret>"))',
    null,
  ],
  [
    "a.lua",
    'assert(posix.setenv("STORE_KEY", "<id>"))\nassert(posix.setenv("STORE_SECRET", "<secret>"))',
    'assert(posix.setenv("STORE_KEY", os.getenv("AWS_ACCESS_KEY_ID")))\nassert(posix.setenv("STORE_SECRET", os.getenv("AWS_SECRET_ACCESS_KEY")))',
  ],
  ["a.r", 'login("<id>", "<secret>")', 'login(Sys.getenv("AWS_ACCESS_KEY_ID"), Sys.getenv("AWS_SECRET_ACCESS_KEY"))'],
  ["a.R", 'ok <- Sys.setenv("AWS_ACCESS_KEY_ID", "<id>") && Sys.setenv("AWS_SECRET_ACCESS_KEY", "<secret>")', null],
  [
    "a.ex",
    'def a, do: Store.login("<id>", "<secret>")',
    'def a, do: Store.login(System.get_env("AWS_ACCESS_KEY_ID"), System.get_env("AWS_SECRET_ACCESS_KEY"))',
  ],
  [
    "a.erl",
    'login() -> store:login("<id>", "<secret>").',
    'login() -> store:login(os:getenv("AWS_ACCESS_KEY_ID"), os:getenv("AWS_SECRET_ACCESS_KEY")).',
  ],
  ["a.nim", 'login("<id>", "<secret>")', null],
];

const settings = 'AWS_ACCESS_KEY_ID = "<id>"\nAWS_SECRET_ACCESS_KEY = "<secret>"';
const read =
  'AWS_ACCESS_KEY_ID = os.environ.get("AWS_ACCESS_KEY_ID")\nAWS_SECRET_ACCESS_KEY = os.environ.get("AWS_SECRET_ACCESS_KEY")';

/** What stands before the settings of Django, and with the import that they need; null where there is no place for it. */
const heads: readonly (readonly [before: string, after: string | null])[] = [
  ["", "import os\n\n"],
  ["# first\n# second\n", "# first\n# second\nimport os\n\n"],
  ["import sys, os\n", "import sys, os\n"],
  ["import oscar\n", "import os\nimport oscar\n"],
  ["from sys import argv\n", "import os\nfrom sys import argv\n"],
  ["from __future__ import annotations\nimport sys\n", "from __future__ import annotations\nimport os\nimport sys\n"],
  ['"""What it is."""\n', null],
  ['"""What it is."""\nimport sys\n', '"""What it is."""\nimport os\nimport sys\n'],
  ["r'''What\nimport is\n'''\n", null],
];

const all: readonly Row[] = [
  ...rows,
  ...heads.map(([before, after]): Row => ["settings.py", before + settings, after === null ? null : after + read]),
];

describe("keys that are read from the environment", () => {
  const filled = (text: string): string => text.replaceAll("<id>", id).replaceAll("<secret>", secret);
  for (const [name, before, after] of all)
    it(`${name}: ${before}`, async () => {
      const text = `${filled(before)}\n`;
      const { findings } = await engine.analyze({ name, text }, { fixes: true });
      assert.ok(findings.length > 0);
      const fix = findings[0]!.fixes[0];
      assert.equal(fix ? appliedFix(text, fix).trimEnd() : null, after);
    });
});
