/** `posture` of several accounts in a terminal: profiles, an organization, every form, and what the exit code says. */
import assert from "node:assert/strict";

import { type Behaviour, demoCredentials, type demoDescription, startDemo } from "../../../src/account/demo/server";
import { temporaryFolder } from "../../support/folder";
import { planeguard, type Ran } from "../../support/terminal";
import { smallAccount, withAws } from "../account/support";

const { accessKeyId, secretAccessKey } = demoCredentials();
const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
const credentials = `[one]\n${keys}\n[two]\n${keys}`;

interface Json {
  readonly schema: number;
  readonly accounts: readonly {
    readonly key: string;
    readonly name: string | null;
    readonly failure: string | null;
    readonly account: { readonly id: string } | null;
    readonly profile?: string;
    readonly checks: readonly { readonly id: string; readonly verdict: string; readonly accepted?: object }[];
  }[];
}

describe("planeguard posture of several accounts", function () {
  this.timeout(60_000);

  async function posture(
    args: readonly string[],
    {
      description = smallAccount,
      behaviour = {},
      files = {},
    }: {
      description?: typeof demoDescription;
      behaviour?: Behaviour;
      files?: Record<string, string>;
    } = {},
  ): Promise<Ran> {
    const folder = temporaryFolder(files);
    const demo = await startDemo(description, behaviour);
    try {
      return await withAws({ credentials }, () =>
        planeguard(folder.path, ["posture", "--region", "us-east-1", "--endpoint-url", demo.endpointUrl, ...args]),
      );
    } finally {
      await demo.close();
      folder.remove();
    }
  }

  const profiles = ["--profile", "one", "--profile", "two"];
  const organization = ["--profile", "one", "--organization", "--role", "Audit", "--only", "root", "contacts"];
  const read = ({ out }: Ran): Json => JSON.parse(out) as Json;
  /** An organization whose accounts can all be entered. */
  const open: typeof demoDescription = {
    ...smallAccount,
    organization: {
      ...smallAccount.organization!,
      accounts: smallAccount.organization!.accounts.filter(({ name }) => !/log-archive/.test(name)),
    },
  };

  it("one profile is schema 1, also when it is named twice", async () => {
    for (const args of [
      ["--profile", "one"],
      ["--profile", "one", "--profile", "one"],
    ]) {
      const ran = await posture([...args, "--only", "root", "--format", "json"]);
      assert.equal(ran.exit, 0, ran.err);
      assert.equal((JSON.parse(ran.out) as { schema: number }).schema, 1);
    }
  });

  it("profiles: schema 2, each as schema 1 has it, in their order", async () => {
    const ran = await posture([...profiles, "--only", "root", "--format", "json"]);
    const { schema, accounts } = read(ran);
    assert.equal(ran.exit, 0, ran.err);
    assert.equal(schema, 2);
    assert.deepEqual(
      accounts.map(({ key, name, failure, account, profile }) => [key, name, failure, account?.id, profile]),
      [
        ["one", null, null, "111122223333", "one"],
        ["two", null, null, "111122223333", "two"],
      ],
    );
    assert.ok(accounts.every(({ checks }) => checks.length > 3 && checks.every(({ id }) => id.startsWith("root/"))));
  });

  it("a profile that is not there: the others are reported, and the exit code says so", async () => {
    const ran = await posture(["--profile", "one", "--profile", "three", "--only", "root", "--format", "json"]);
    assert.equal(ran.exit, 2);
    assert.deepEqual(
      read(ran).accounts.map(({ key, account, checks }) => [key, account?.id, checks.length > 0]),
      [
        ["one", "111122223333", true],
        ["three", undefined, false],
      ],
    );
    assert.match(ran.err, /planeguard: three: There is no profile "three"/);
  });

  it("an organization: each account by the role, as many at once as asked for", async () => {
    const ran = await posture([...organization, "--accounts-at-once", "1", "--format", "json"]);
    assert.deepEqual(
      read(ran).accounts.map(({ name, account }) => [name, account?.id]),
      [
        ["Harbour Lights", "111122223333"],
        ["harbour-production", "222233334444"],
        ["harbour-development", "333344445555"],
        ["harbour-log-archive", undefined],
        ["harbour-2019", undefined],
      ],
    );
    assert.equal(ran.exit, 2, "an account that could not be entered was not read");
    assert.match(ran.err, /444455556666: arn:aws:iam::444455556666:role\/Audit cannot be assumed/);
  });

  it("what a project accepts counts in the account that it names", async () => {
    const accepted = [
      { check: "root/hardware-mfa", account: "222233334444", by: "Ada", reason: "planned", until: "2999-01-01" },
    ];
    const ran = await posture([...organization, "--format", "json"], {
      description: open,
      files: { "planeguard.json": JSON.stringify({ accepted }) },
    });
    assert.deepEqual(
      read(ran).accounts.map(
        ({ checks }) => checks.find(({ id }) => id === "root/hardware-mfa")?.accepted !== undefined,
      ),
      [false, true, false, false],
    );
    // An account that is suspended keeps nobody from an exit code.
    assert.match(read(ran).accounts.at(-1)!.failure!, /^The account is suspended/);
    assert.equal(ran.exit, 0, ran.err);
  });

  it("as text: a line an account and what fails first over all, in 80 columns; then each, unless a summary is asked for; the threshold is that of the worst account", async () => {
    const whole = await posture([...organization, "--fail-on", "fail"], { description: open });
    const summary = await posture([...organization, "--summary", "--fail-on", "never"], { description: open });
    assert.deepEqual([whole.exit, summary.exit], [1, 0]);
    for (const { out } of [whole, summary]) {
      assert.match(out, /^4 accounts\n/);
      assert.match(out, /^ {2}harbour-production \(222233334444\): score \d+, /m);
      assert.match(out, /^ {2}harbour-2019 \(999900001111\): not read\. The account is suspended/m);
      assert.match(out, /Worst first\n {2}1\. /);
      assert.deepEqual(
        out.split("\n").filter((line) => line.length > 80),
        [],
      );
    }
    assert.equal(whole.out.match(/^Account \d{12}/gm)?.length, 3);
    assert.doesNotMatch(summary.out, /^Account \d{12}/m);
  });

  it("as HTML: names of checks are told apart by account, and every link leads somewhere", async () => {
    const { out } = await posture([...organization, "--format", "html"], { description: open });
    const ids = [...out.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    assert.equal(new Set(ids).size, ids.length);
    const links = [...out.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id!);
    assert.ok(links.length > 3);
    assert.deepEqual(
      links.filter((link) => !ids.includes(link)),
      [],
    );
  });

  it("as SARIF: one run, whose results name their account and their rule", async () => {
    const { out } = await posture([...organization, "--format", "sarif"], { description: open });
    const { runs } = JSON.parse(out) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number; message: { text: string }; partialFingerprints: object }[];
      }[];
    };
    assert.equal(runs.length, 1);
    const { tool, results } = runs[0]!;
    assert.ok(results.every(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]!.id === ruleId));
    assert.equal(new Set(results.map(({ message }) => message.text.slice(0, 12))).size, 3);
    const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    assert.equal(new Set(prints).size, prints.length);
  });

  it("as CSV and OCSF: the records of all accounts", async () => {
    const csv = await posture([...organization, "--format", "csv"], { description: open });
    const rows = csv.out.trim().split("\n");
    assert.equal(rows.filter((row) => row.startsWith('"account",')).length, 1);
    assert.match(csv.out, /^"999900001111","global","","","","not-assessed","999900001111","The account is suspended/m);
    const ocsf = await posture([...organization, "--format", "ocsf"], { description: open });
    const findings = JSON.parse(ocsf.out) as { cloud: { account: { uid: string } } }[];
    assert.deepEqual(
      [...new Set(findings.map(({ cloud }) => cloud.account.uid))],
      ["111122223333", "222233334444", "333344445555"],
    );
  });

  it("what goes together, and what does not", async () => {
    const cases: readonly (readonly [args: readonly string[], said: RegExp])[] = [
      [["--organization"], /--organization needs --role/],
      [["--role", "Audit"], /--role goes with --organization/],
      [[...profiles, "--organization", "--role", "Audit"], /--organization takes one profile/],
      [["--organization", "--role", "arn:aws:iam::111122223333:role/a"], /the name of a role, not its ARN/],
      [["--accounts-at-once", "17"], /a number from 1 to 16/],
    ];
    for (const [args, said] of cases) {
      const { exit, err, out } = await posture(args);
      assert.deepEqual([exit, out], [2, ""], args.join(" "));
      assert.match(err, said);
    }
  });
});
