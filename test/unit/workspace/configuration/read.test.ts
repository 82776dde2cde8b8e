/** Every kind of mistake in a planeguard.json: its message, its place, and that everything else still counts. */
import assert from "node:assert/strict";

import fc from "fast-check";

import { defaults } from "../../../../src/workspace/configuration/configuration";
import { readConfiguration, readValues } from "../../../../src/workspace/configuration/read";
import { fakeKeyId } from "../../../support/fake-keys";

const isOutside = /^`baseline` is `.*`, which is not in the folder of this file: nothing is accepted by it\.$/;

/** What is written, where the mistake stands in it, and what is said. */
const mistakes: readonly (readonly [text: string, at: string, message: RegExp])[] = [
  ['{ "preset": "strict", }1', "1", /nothing is expected after the value/],
  ['{ "preset": "strict" "rules": {} }', '"rules"', /a comma is expected/],
  ['["strict"]', '["strict"]', /^The configuration must be an object, not a list; the default stands in its place\.$/],
  ['{ "presets": "strict" }', '"presets"', /^There is no key `presets`; did you mean `preset`\?$/],
  ['{ "nonsense": 1 }', '"nonsense"', /^There is no key `nonsense`; there are .*`trustedAccounts`/],
  [
    '{ "preset": "strikt" }',
    '"strikt"',
    /^`preset` must be `"recommended"` or `"strict"`, not `"strikt"`; did you mean `"strict"`\?/,
  ],
  ['{ "preset": 1 }', "1", /^`preset` must be .*, not `1`; the default stands in its place\.$/],
  ['{ "preset": "strict", "preset": "recommended" }', '"preset"', /^`preset` stands twice; the last one counts\.$/],
  ['{ "rules": [] }', "[]", /^`rules` must be an object, not a list/],
  [
    '{ "rules": { "policy/redundant-actoin": "off" } }',
    '"policy/redundant-actoin"',
    /^There is no rule `policy\/redundant-actoin`; did you mean `policy\/redundant-action`\?$/,
  ],
  ['{ "rules": { "everything": "off" } }', '"everything"', /a family is written as .*`risk\/\*`/],
  ['{ "rules": { "risk/*": "fatal" } }', '"fatal"', /^`rules\."risk\/\*"` must be `"off"`, /],
  ['{ "rules": { "risk/*": { "Ref": "x" } } }', '{ "Ref": "x" }', /not a function of CloudFormation/],
  ['{ "exclude": "legacy" }', '"legacy"', /^`exclude` must be a list of patterns/],
  ['{ "exclude": [true] }', "true", /^`exclude\[0\]` must be a text in quotes, not `true`/],
  ['{ "exclude": ["../elsewhere"] }', '"../elsewhere"', /names nothing: patterns begin at the folder of the file/],
  ['{ "exclude": [""] }', '""', /^An empty pattern names nothing\.$/],
  [
    '{ "trustedAccounts": ["1111-2222-3333"] }',
    '"1111-2222-3333"',
    /^`1111-2222-3333` is not an account id: these have twelve digits\.$/,
  ],
  ['{ "trustedAccounts": ["1111222233334"] }', '"1111222233334"', /^`1111222233334` is not an account id/],
  ['{ "trustedAccounts": ["a111122223333"] }', '"a111122223333"', /^`a111122223333` is not an account id/],
  ['{ "preset": "" }', '""', /^`preset` must be .*, not an empty text; /],
  ['{ "exclude": ["  "] }', '"  "', /^An empty pattern names nothing\.$/],
  [
    `{ "exclude": ["${"a/".repeat(501)}"] }`,
    `"${"a/".repeat(501)}"`,
    /^`a\/.*…` has more than 1000 characters, and is left out\.$/,
  ],
  ['{ "trustedAccounts": [111122223333] }', "111122223333", /^`trustedAccounts\[0\]` must be a text in quotes/],
  ['{ "policyTypes": { "scp/**": "SCP" } }', '"SCP"', /^`policyTypes\."scp\/\*\*"` must be .*did you mean `"scp"`/],
  ['{ "units": "src" }', '"src"', /^`units` must be a list/],
  ['{ "units": [{ "code": "a.py" }] }', '{ "code": "a.py" }', /^`units\[0\]` says no `policy`, and so is left out/],
  ['{ "units": [{ "code": "../a.py", "policy": "p.json" }] }', '"../a.py"', /is not in the folder of this file/],
  ['{ "units": [{ "code": "a.py", "polcy": "p.json" }] }', '"polcy"', /There is no key `polcy`; did you mean `?policy/],
  ['{ "policyTypes": { "./scp": "scp" } }', '"./scp"', /names nothing/],
  ['{ "baseline": null }', "null", /^`baseline` must be the path of a file, not `null`/],
  [String.raw`{ "baseline": "/etc/accepted.json" }`, String.raw`"/etc/accepted.json"`, isOutside],
  [String.raw`{ "baseline": "../accepted.json" }`, String.raw`"../accepted.json"`, isOutside],
  [String.raw`{ "baseline": "a/../../accepted.json" }`, String.raw`"a/../../accepted.json"`, isOutside],
  ...["a//../../accepted.json", "a/./../../accepted.json"].map(
    (file) => [`{ "baseline": "${file}" }`, `"${file}"`, isOutside] as const,
  ),
  [String.raw`{ "baseline": "..\\accepted.json" }`, String.raw`"..\\accepted.json"`, isOutside],
  [String.raw`{ "baseline": "C:\\accepted.json" }`, String.raw`"C:\\accepted.json"`, isOutside],
  [String.raw`{ "baseline": "C:accepted.json" }`, String.raw`"C:accepted.json"`, isOutside],
  [
    String.raw`{ "baseline": "\\\\host\\share\\accepted.json" }`,
    String.raw`"\\\\host\\share\\accepted.json"`,
    isOutside,
  ],
  [String.raw`{ "baseline": "//host/share/accepted.json" }`, String.raw`"//host/share/accepted.json"`, isOutside],
  [
    '{ "suppressions": [{ "rules": ["policy/invalid-action"], "path": "../a.json", "reason": "why" }] }',
    '"../a.json"',
    /^`suppressions\[0\]\.path` is `\.\.\/a\.json`, which is not in the folder of this file: it suppresses nothing\.$/,
  ],
  ['{ "accepted": {} }', "{}", /^`accepted` must be a list, not an object/],
  ['{ "accepted": ["root/mfa"] }', '"root/mfa"', /^`accepted\[0\]` must be an object/],
  ...["by", "until"].map((key) => {
    const { [key]: _, ...entry } = { check: "root/mfa", by: "Ines", reason: "why", until: "2027-01-31" } as Record<
      string,
      string
    >;
    const text = JSON.stringify(entry);
    return [
      `{ "accepted": [${text}] }`,
      text,
      new RegExp(`^\`accepted\\[0\\]\` says no \`${key}\`, and so accepts nothing\\.$`),
    ] as const;
  }),
  [
    '{ "accepted": [{ "check": "root/mfa", "account": "1234", "by": "Ines", "reason": "why", "until": "2027-01-31" }] }',
    '"1234"',
    /^`1234` is not an account id/,
  ],
  [
    JSON.stringify({ exclude: Array.from({ length: 21 }, () => "a".repeat(1000)) }),
    JSON.stringify(Array.from({ length: 21 }, () => "a".repeat(1000))),
    /^`exclude` has patterns of more than 20000 characters in all; the default stands in its place\.$/,
  ],
  ['{ "overrides": [{ "rules": {} }] }', '{ "rules": {} }', /^`overrides\[0\]` says no `files`, and so is for none\.$/],
  ['{ "overrides": ["a"] }', '"a"', /^`overrides\[0\]` must be an object/],
  ['{ "overrides": [{ "files": ["a"], "exclude": [] }] }', '"exclude"', /^There is no key `exclude`; /],
  [
    '{ "accepted": [{ "check": "root/mfa", "by": "Ines", "until": "2027-01-31" }] }',
    '{ "check": "root/mfa", "by": "Ines", "until": "2027-01-31" }',
    /^`accepted\[0\]` says no `reason`, and so accepts nothing\.$/,
  ],
  [
    '{ "accepted": [{ "check": "root/mfaa", "by": "Ines", "reason": "why", "until": "2027-01-31" }] }',
    '"root/mfaa"',
    /^There is no check `root\/mfaa`; did you mean `root\/mfa`\? The entry accepts nothing\.$/,
  ],
  [
    '{ "accepted": [{ "check": "everything", "by": "Ines", "reason": "why", "until": "2027-01-31" }] }',
    '"everything"',
    /^There is no check `everything`; `planeguard rules` lists them all\. The entry accepts nothing\.$/,
  ],
  [
    '{ "accepted": [{ "by": "Ines", "reason": "why", "until": "2027-01-31" }] }',
    '{ "by": "Ines", "reason": "why", "until": "2027-01-31" }',
    /^`accepted\[0\]` names neither a `check` nor a `resource`, and so accepts nothing\.$/,
  ],
  [
    '{ "accepted": [{ "check": "root/mfa", "by": "Ines", "reason": "why", "until": "2027-02-30" }] }',
    '"2027-02-30"',
    /is not a date/,
  ],
  [
    '{ "accepted": [{ "check": "root/mfa", "by": "", "reason": "why", "until": "2027-01-31" }] }',
    '""',
    /^`accepted\[0\]\.by` must be the name of whoever accepts it/,
  ],
  ['{ "suppressions": {} }', "{}", /^`suppressions` must be a list, not an object/],
  ['{ "suppressions": ["x"] }', '"x"', /^`suppressions\[0\]` must be an object, not `"x"`/],
  [
    '{ "suppressions": [{ "rules": [1], "path": "a.json" }] }',
    "1",
    /^`suppressions\[0\]\.rules\[0\]` must be a text in quotes/,
  ],
  [
    '{ "suppressions": [{ "rules": ["policy/invalid-action"], "reason": "why" }] }',
    '{ "rules": ["policy/invalid-action"], "reason": "why" }',
    /^`suppressions\[0\]` says no `path`, and so suppresses nothing\.$/,
  ],
  [
    '{ "suppressions": [{ "rules": ["policy/invalid-action"], "path": "a.json", "until": "2027-02-30" }] }',
    '"2027-02-30"',
    /^`suppressions\[0\]\.until` is `2027-02-30`, which is not a date: write it as YYYY-MM-DD\.$/,
  ],
  [
    '{ "suppressions": [{ "rules": ["policy/invalid-action"], "path": "a.json", "statement": -1 }] }',
    "-1",
    /must be the `Sid` of a statement or its index/,
  ],
  [
    '{ "suppressions": [{ "rules": ["policy/invalid-action"], "path": "a.json", "untill": "2027-01-31" }] }',
    '"untill"',
    /did you mean `until`\?$/,
  ],
];

/** What breaks off where a value is expected. */
const unfinished: readonly string[] = [
  '{ "assertions": [{ "role": "api", "mayNot":',
  '{ "assertions": [{ "role": "api", "may": ',
  '{ "assertions": [{ "may": "iam:*", "nobody":',
  '{ "suppressions": [{ "rules": ["policy/invalid-action"], "path":',
  '{ "overrides": [{ "rules": { "risk/*": "off" }, "files":',
  '{ "accepted": [{ "check": "root/mfa", "by": "Ines", "reason": "why", "until":',
];

describe("a planeguard.json that breaks off", () => {
  for (const text of unfinished)
    it(`says and hides nothing by ${text}`, () => {
      const { configuration, mistakes: found } = readConfiguration(text);
      const { assertions, suppressions, overrides, accepted } = configuration;
      assert.deepEqual([assertions, suppressions, overrides, accepted], [[], [], [], []]);
      assert.ok(found.length > 0);
    });
});

describe("a mistake in planeguard.json", () => {
  for (const [text, at, message] of mistakes) {
    it(text, () => {
      const read = readConfiguration(text);
      const [mistake, ...more] = read.mistakes;
      assert.match(mistake!.message, message);
      assert.equal(text.slice(mistake!.span.start, mistake!.span.end), at);
      assert.deepEqual(more, []);
    });
  }

  it("leaves everything else in the file as it is", () => {
    const { configuration, mistakes: found } = readConfiguration(`{
      // comments are welcome
      "preset": "strikt",
      "rules": { "risk/*": "off", "policy/none": "off", "policy/redundant-action": "error" },
      "exclude": ["legacy/**", 1],
      "trustedAccounts": ["12", "111122223333"],
      "suppressions": [{ "path": "a.json" }, { "rules": ["policy/invalid-action"], "path": "./b.json", "statement": "Read", "reason": "soon" }],
    }`);
    assert.equal(found.length, 5);
    assert.equal(configuration.preset, "recommended");
    assert.deepEqual({ ...configuration.rules }, { "risk/*": "off", "policy/redundant-action": "error" });
    assert.deepEqual(configuration.exclude, ["legacy/**"]);
    assert.deepEqual(configuration.trustedAccounts, ["111122223333"]);
    assert.deepEqual(
      configuration.suppressions.map(({ path, statement, reason }) => ({ path, statement, reason })),
      [{ path: "b.json", statement: "Read", reason: "soon" }],
    );
  });

  it("takes a baseline below it, whichever way it is written", () => {
    for (const file of ["accepted.json", "./a/accepted.json", "a/../accepted.json", "a/b/../../..accepted"]) {
      const { configuration, mistakes } = readConfiguration(JSON.stringify({ baseline: file }));
      assert.deepEqual([configuration.baseline?.file, mistakes], [file, []]);
    }
  });

  it("shows no key that somebody put there", () => {
    const key = fakeKeyId("configuration");
    const { mistakes: found } = readConfiguration(
      `{ "preset": "${key}", "${key}": 1, "rules": { "${key}": "off" }, "trustedAccounts": ["${key}"] }`,
    );
    assert.equal(found.length, 4);
    for (const { message } of found) assert.ok(!message.includes(key));
  });
});

describe("any configuration", () => {
  /** Names of ours among any, so that values of wrong types come where they hurt. */
  const key = fc.oneof(
    fc.constantFrom(
      "preset",
      "rules",
      "exclude",
      "trustedAccounts",
      "policyTypes",
      "suppressions",
      "accepted",
      "check",
      "resource",
      "by",
      "baseline",
      "risk/*",
      "path",
      "until",
      "reason",
      "statement",
      "__proto__",
      "constructor",
    ),
    fc.string(),
  );
  const { value: any } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("off", "strict", "policy/invalid-action", "111122223333", "scp", null, true, 0),
      fc.jsonValue(),
      fc.array(tie("value")),
      fc.dictionary(key, tie("value")),
    ),
  }));

  /** Whether every value is of the type that the readers of the configuration count on. */
  function isSound({ configuration, mistakes: found }: ReturnType<typeof readConfiguration>): void {
    assert.deepEqual(Object.keys(configuration), Object.keys(defaults));
    assert.ok(["recommended", "strict"].includes(configuration.preset));
    for (const list of [configuration.exclude, configuration.trustedAccounts])
      assert.ok(list.every((item) => typeof item === "string"));
    for (const setting of Object.values(configuration.rules)) assert.ok(typeof setting === "string");
    for (const { rules, path, reason } of configuration.suppressions)
      assert.ok(rules.length > 0 && typeof path === "string" && typeof reason === "string");
    for (const { message } of found) assert.ok(message.length < 1000);
  }

  it("gives a configuration, and never an exception", () => {
    fc.assert(
      fc.property(any, (value) => isSound(readConfiguration(JSON.stringify(value)))),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => isSound(readConfiguration(text))),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.dictionary(key, any), (values) => isSound(readValues(values))),
      { numRuns: 500 },
    );
  });

  it("is read only so deep", () => {
    isSound(readConfiguration('{"rules":'.repeat(100_000)));
    isSound(readConfiguration(`{"exclude":${"[".repeat(100_000)}`));
  });
});
