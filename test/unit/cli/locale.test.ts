/** `--locale`, and the language of the environment. */
import assert from "node:assert/strict";

import { assertGerman } from "../../support/german";
import { planeguard } from "../../support/terminal";

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:GetObjct", "s3:GetObject"], Resource: "arn:aws:s3:::reports/*" }],
});
const stdin = ["check", "-", "--stdin-filename", "policy.json"];
const inGerman = /`s3:GetObjct` ist keine Aktion von Amazon S3: Sie bewirkt nichts\. Meinten Sie `s3:GetObject`\?/;
const inEnglish = /`s3:GetObjct` is not an action of Amazon S3/;

const environments: readonly (readonly [locale: string | undefined, says: RegExp])[] = [
  ["de_DE.UTF-8", inGerman],
  ["de", inGerman],
  ["de_AT@euro", inGerman],
  ["C.UTF-8", inEnglish],
  ["en_US.UTF-8", inEnglish],
  ["tlh", inEnglish],
  ["den", inEnglish],
  ["../../etc/de", inEnglish],
  ["", inEnglish],
  [undefined, inEnglish],
];

describe("the language of the terminal", () => {
  for (const [locale, says] of environments)
    it(`follows an environment with ${locale}`, async () => {
      const { exit, out } = await planeguard(".", stdin, policy, { locale });
      assert.equal(exit, 1);
      assert.match(out, says);
    });

  it("is German as a whole in a text", async () => {
    const { exit, out } = await planeguard(".", [...stdin, "--locale", "de"], policy);
    assert.equal(exit, 1);
    assert.match(out, /^ {2}1:\d+ +Fehler {3}`s3/m);
    assert.match(out, /\n1 Fehler in 1 Datei \(1 Richtlinie\)\n$/);
    for (const line of out.split("\n").slice(1)) assertGerman(line.replace(/ {2}\S+\/\S+$/, ""), "text");
  });

  it("decides before the environment, for English too", async () => {
    const { out } = await planeguard(".", [...stdin, "--locale", "en"], policy, { locale: "de_DE.UTF-8" });
    assert.match(out, inEnglish);
    assert.match(out, /\n1 error in 1 file \(1 policy\)\n$/);
  });

  it("is that of other forms only where it is asked for, and changes neither their keys nor the ids and prints", async () => {
    const run = async (...more: readonly string[]) => {
      const { exit, out } = await planeguard(".", [...stdin, ...more], policy, { locale: "de_DE.UTF-8" });
      assert.equal(exit, 1);
      return out;
    };
    for (const form of ["json", "sarif", "gitlab", "junit", "checkstyle", "github", "markdown"])
      assert.doesNotMatch(await run("--format", form), /keine Aktion/, form);
    const english = JSON.parse(await run("--format", "json")) as { findings: { message: string; fixes: object[] }[] };
    const german = JSON.parse(await run("--format", "json", "--locale", "de")) as typeof english;
    assert.match(german.findings[0]!.message, inGerman);
    const without = ({ findings }: typeof english) =>
      findings.map(({ fixes, ...finding }) => ({
        ...finding,
        message: "",
        fixes: fixes.map((fix) => ({ ...fix, title: "" })),
      }));
    assert.deepEqual(without(german), without(english));
    assert.ok(!JSON.stringify(german).includes('"said"'));
    const prints = (log: string) => log.match(/"partialFingerprints": \{[^}]*\}/g);
    assert.deepEqual(prints(await run("--format", "sarif", "--locale", "de")), prints(await run("--format", "sarif")));
  });

  it("says so where there are no texts for it", async () => {
    for (const call of [stdin, ["explain", "policy/invalid-action"], ["rules"]]) {
      const { exit, out, err } = await planeguard(".", [...call, "--locale", "fr"], policy);
      assert.equal(exit, 2);
      assert.equal(out, "");
      assert.match(err, /^planeguard: --locale knows de and en, and not "fr"\n$/);
    }
  });

  it("is that of pages and lists", async () => {
    const { out } = await planeguard(".", ["explain", "policy/invalid-action"], "", { locale: "de_DE.UTF-8" });
    assert.match(out, /^# Aktion, die es nicht gibt\n/);
    const listed = await planeguard(".", ["rules", "--locale", "de"]);
    assert.match(listed.out, /^\d+\. MFA für den Root-Benutzer/m);
    assert.match(listed.out, /policy\/invalid-action +error +Aktion, die es nicht gibt\n/);
  });
});
