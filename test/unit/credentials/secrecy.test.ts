/** No output of any form shows a secret: every credential fixture, through every report. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { forms } from "../../../src/cli/report-forms";
import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";
import { credentialFixtures, shownSecrets } from "../../support/secrets";
import { planeguard } from "../../support/terminal";

describe("secrets stay in their files", () => {
  it("are seen where they are shown", () => {
    const seen = credentialFixtures.filter(({ text }) => shownSecrets(text, [text]).length > 0);
    assert.ok(seen.length > credentialFixtures.length / 2, `${seen.length} of ${credentialFixtures.length}`);
  });

  it("findings, their related places and their fixes show no secret", async () => {
    const engine = createEngine();
    for (const { name, text, file, ruleId } of credentialFixtures) {
      const analysis = JSON.stringify(await engine.analyze({ name, text }, { fixes: true }));
      assert.deepEqual(shownSecrets(text, [analysis]), [], `${ruleId}/${file}`);
    }
  });

  it("findings about a policy quote no key that stands in it", async () => {
    const [id, secret] = [fakeKeyId("in a policy"), fakeSecret("in a policy")];
    const statement = { Effect: "Allow", Action: `${secret}:Get`, Resource: `${id} ${secret}` };
    const conditions = { StringEquals: { [secret]: "x" }, [id]: { "aws:username": secret } };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Condition: conditions }] });
    const { findings } = await createEngine().analyze({ name: "policy.json", text }, { fixes: true });
    assert.ok(findings.length > 3);
    for (const { message, fixes } of findings)
      for (const shown of [message, ...fixes.map(({ title }) => title)])
        for (const key of [id, secret]) assert.ok(!shown.includes(key), "a key is shown");
  });

  it("check shows none in any form, and in no fix, on standard output or standard error", async () => {
    const files = Object.fromEntries(
      credentialFixtures.map(({ ruleId, file, text }) => [`${ruleId.replace("/", "-")}-${file}`, text]),
    );
    const folder = temporaryFolder(files);
    const reports = temporaryFolder({});
    const into = forms.flatMap((form) => ["--format", `${form}=${join(reports.path, form)}`]);
    const { out, err } = await planeguard(folder.path, ["check", ".", "--fix-dry-run", "--format", "text", ...into]);
    const written = forms.map((form) => readFileSync(join(reports.path, form), "utf8"));
    folder.remove();
    reports.remove();
    assert.ok(out.includes("\n--- a/"));
    for (const [index, one] of written.entries()) assert.match(one, /credentials.access-key/, forms[index]);
    for (const { text } of credentialFixtures) assert.deepEqual(shownSecrets(text, [out, err, ...written]), []);
  });
});
