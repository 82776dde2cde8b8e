/** The settings of an editor: of any type they give defaults, and a message that names the key. */
import assert from "node:assert/strict";

import fc from "fast-check";

import manifest from "../../../../package.json";
import { Configurations } from "../../../../src/workspace/configuration/find";
import { editorSettings, placeOfSetting, settingMistakes } from "../../../../src/workspace/configuration/settings";

const wrong: readonly (readonly [name: string, value: unknown, message: RegExp])[] = [
  ["enable", "yes", /^`planeguard\.enable` must be `true` or `false`, not `"yes"`; the default stands in its place\.$/],
  ["run", "always", /^`planeguard\.run` must be `"onType"`/],
  ["debounce", -1, /^`planeguard\.debounce` must be a number of milliseconds from 0 to 10000, not `-1`/],
  ["workspaceCheck.maximumFiles", 1.5, /^`planeguard\.workspaceCheck\.maximumFiles` must be a whole number/],
  ["preset", null, /^`planeguard\.preset`: .* not `null`/],
  [
    "rules",
    { "policy/invalid-actoin": "off" },
    /^`planeguard\.rules`: There is no rule .*did you mean `policy\/invalid-action`/,
  ],
  ["exclude", "legacy", /^`planeguard\.exclude`: /],
  ["trustedAccounts", ["1"], /^`planeguard\.trustedAccounts`: `1` is not an account id/],
];

describe("the settings of the manifest", () => {
  it("are all judged", () => {
    const ofFindings = ["preset", "rules", "exclude", "trustedAccounts"];
    assert.deepEqual(
      Object.keys(manifest.contributes.configuration.properties).sort(),
      [...Object.keys(editorSettings), ...ofFindings].map((name) => `planeguard.${name}`).sort(),
    );
  });

  it("have defaults that are right", () => {
    for (const [name, { default: value }] of Object.entries(manifest.contributes.configuration.properties))
      assert.deepEqual(settingMistakes({ [name.replace("planeguard.", "")]: value }), [], name);
  });
});

describe("a setting of a wrong type", () => {
  for (const [name, value, message] of wrong) {
    it(`planeguard.${name}: ${JSON.stringify(value)}`, () => {
      const [mistake, ...more] = settingMistakes({ [name]: value });
      assert.match(mistake!.message, message);
      assert.equal(mistake!.path[0], `planeguard.${name}`);
      assert.deepEqual(more, []);
    });
  }

  it("has its place in a settings file, also below a key", () => {
    const text = '{\n  // ours\n  "planeguard.rules": { "policy/none": "off" },\n}';
    assert.deepEqual(placeOfSetting(text, ["planeguard.rules", "policy/none"])?.start.line, 3);
    assert.equal(placeOfSetting(text, ["planeguard.preset"]), null);
    assert.equal(placeOfSetting("", ["planeguard.preset"]), null);
  });

  it("never throws, and leaves a configuration that can be used", async () => {
    const name = fc.constantFrom(...wrong.map(([one]) => one));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, fc.jsonValue()), async (values) => {
        for (const { message } of settingMistakes(values)) assert.match(message, /^`planeguard\./);
        const { options, excluded, problems } = await new Configurations({
          settings: [{ folder: null, values }],
        }).configurationFor("a.json");
        assert.ok(["recommended", "strict"].includes(options.control!.preset!));
        assert.equal(typeof excluded, "boolean");
        assert.deepEqual(problems, []);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the settings of folders", () => {
  it("are for the files below, the nearest folder first, with patterns from there", async () => {
    const settings = [
      { folder: "/a", values: { exclude: ["/x.json"] } },
      { folder: "/a/b", values: { preset: "strict" } },
      { folder: null, enable: false, values: {} },
    ];
    const of = async (file: string) => await new Configurations({ settings }).configurationFor(file);
    assert.equal((await of("/a/x.json")).excluded, true);
    assert.equal((await of("/a/c/x.json")).excluded, false);
    assert.equal((await of("/a/b/x.json")).excluded, false);
    assert.equal((await of("/a/b/x.json")).options.control!.preset, "strict");
    assert.equal((await of("Untitled-1")).excluded, true, "nothing is to be checked elsewhere");
  });

  it("name files by their whole paths where there is no folder, and those below it else", async () => {
    const excluded = async (folder: string | null, pattern: string, file: string): Promise<boolean> =>
      (await new Configurations({ settings: [{ folder, values: { exclude: [pattern] } }] }).configurationFor(file))
        .excluded;
    for (const file of ["/x.json", "//x.json", "C:\\x.json", "x.json"])
      assert.equal(await excluded(null, "/x.json", file), true, file);
    assert.equal(await excluded(null, "/x.json", "/a/x.json"), false);
    assert.equal(await excluded("/a", "..x.json", "/a/..x.json"), true);
    assert.equal(await excluded("/a", "b..", "/a/b.."), true);
    assert.equal(await excluded("/a", "x.json", "/b/x.json"), false);
  });
});
