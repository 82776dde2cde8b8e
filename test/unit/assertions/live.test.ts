/** What assertions say of open files: as they stand in the editor, with the others from the disk. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { AssertionNotes } from "../../../src/analysis/assertions/notes";
import { assertionHoverAt } from "../../../src/language/hover/assertions";
import { assertionLensesOf } from "../../../src/language/summary/assertion-lens";
import { idleProblems } from "../../../src/workspace/assertions/idle";
import { LiveAssertions } from "../../../src/workspace/assertions/live-assertions";
import { LiveWorkspaces } from "../../../src/workspace/assertions/live-workspace";
import { OpenAssertions } from "../../../src/workspace/assertions/open-assertions";
import { Configurations } from "../../../src/workspace/configuration/find";
import { temporaryFolder } from "../../support/folder";

const role = (action: string, name = "Api", before = ""): string => `${before}Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  ${name}:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Sid: Work
                Effect: Allow
                Action: ${action}
                Resource: "*"
`;
const configuration = (...assertions: object[]): string => JSON.stringify({ assertions }, null, 2);
const noKeys = { sentence: "No keys.", role: "Api", mayNot: "kms:Decrypt" };

const told = ({ facts }: AssertionNotes): string[] => facts.map(({ kind, told }) => `${kind} ${told}`);
const broken = /^assertion-broken `Api` may do `kms:Decrypt` on `arn:aws:kms:/;

describe("assertions of open files", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let live: LiveAssertions;
  let open: Record<string, string>;
  let written: number;
  let listed: number;
  beforeEach(() => {
    folder = temporaryFolder({
      "planeguard.json": configuration(noKeys),
      "a/app.yaml": role("kms:*"),
      "b/other.yaml": role("s3:*", "Other"),
    });
    live = new LiveAssertions(new LiveWorkspaces());
    [open, written, listed] = [{}, 0, 0];
  });
  afterEach(() => folder.remove());

  const at = (name: string) => join(folder.path, name);
  const askedOnce = (name: string, text: string) =>
    live.notesOf({
      asked: { path: at(name), text },
      open: Object.entries(open).map(([other, text]) => ({ path: at(other), text })),
      folder: folder.path,
      written,
      listed,
    });
  /** Until all is judged. */
  async function notesOf(name: string, text: string): Promise<AssertionNotes> {
    const notes = await askedOnce(name, text);
    return notes.isPartial ? notesOf(name, text) : notes;
  }

  it("are broken by what stands in the editor, with the request and the place of the assertion", async () => {
    const [fact, ...others] = (await notesOf("a/app.yaml", role("kms:*"))).facts;
    assert.deepEqual(others, []);
    assert.match(told({ facts: [fact!], assertions: [], named: [] })[0]!, broken);
    assert.equal(fact!.asserted.file, at("planeguard.json"));
    assert.equal(role("kms:*").slice(fact!.at.start, fact!.at.end), "kms:*");
    assert.deepEqual(told(await notesOf("a/app.yaml", role("s3:*"))), []);
    assert.match(told(await notesOf("a/app.yaml", role("kms:Decrypt")))[0]!, broken);
    assert.deepEqual(told(await notesOf("b/other.yaml", role("s3:*", "Other"))), [], "of its own file alone");
  });

  it("go by the assertions as they stand in the editor", async () => {
    open = { "planeguard.json": configuration({ ...noKeys, mayNot: "s3:GetObject" }) };
    assert.deepEqual(told(await notesOf("a/app.yaml", role("kms:*"))), []);
    assert.match(told(await notesOf("a/app.yaml", role("s3:*")))[0]!, /`s3:GetObject`/);
    open = {};
    assert.match(told(await notesOf("a/app.yaml", role("kms:*")))[0]!, broken);
  });

  it("read the disk again when something was written, or is new", async () => {
    assert.deepEqual(told(await notesOf("a/app.yaml", role("s3:*"))), []);
    writeFileSync(at("planeguard.json"), configuration({ ...noKeys, mayNot: "s3:GetObject" }));
    written++;
    assert.equal(told(await notesOf("a/app.yaml", role("s3:*"))).length, 1);
    writeFileSync(at("a/planeguard.json"), "{}");
    listed++;
    assert.deepEqual(told(await notesOf("a/app.yaml", role("s3:*"))), []);
  });

  it("are judged anew where what a name means is another", async () => {
    writeFileSync(at("planeguard.json"), configuration({ role: "Api", mayNot: "dynamodb:*", on: "table:Orders" }));
    const named = (name: string) =>
      `Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: ${name}\n`;
    writeFileSync(at("b/other.yaml"), named("first"));
    const api = role("dynamodb:GetItem")
      .replace("  Orders:\n    Type: AWS::DynamoDB::Table\n", "")
      .replace('"*"', "arn:aws:dynamodb:eu-west-1:111122223333:table/second");
    assert.deepEqual(told(await notesOf("a/app.yaml", api)), []);
    open = { "b/other.yaml": named("second") };
    assert.match(told(await notesOf("a/app.yaml", api))[0]!, /^assertion-unknown .*second/);
    open = {};
    assert.deepEqual(told(await notesOf("a/app.yaml", api)), []);
  });

  const lenses = async (text: string) => {
    const { assertions } = await notesOf("planeguard.json", text);
    return assertionLensesOf(assertions, text).map(({ title }) => title);
  };

  it("say above each assertion what became of it, and why", async () => {
    const text = configuration(
      noKeys,
      { role: "Other", mayNot: "kms:*" },
      { role: "Other", mayNot: "s3:GetObject", except: "s3:GetObject" },
      { role: "Other", may: "sqs:SendMessage" },
      { role: "Nobody", mayNot: "s3:*" },
      { preset: "no-public-access" },
    );
    const [first, ...others] = await lenses(text);
    assert.match(first!, /^Broken: Api may do kms:Decrypt on arn:aws:kms:/);
    assert.deepEqual(others, [
      "Holds: 1 role, 1 policy looked at",
      "Holds: 1 role, 1 policy looked at; the closest statement is Work of Other",
      "Broken: Of Other: it cannot do sqs:SendMessage.",
      "Proves nothing: No policy here belongs to role:Nobody.",
      "Holds: nobody looked at",
    ]);
    const { assertions } = await notesOf("planeguard.json", text);
    const hover = assertionHoverAt(assertions, text, text.indexOf("No keys."))!;
    assert.match(
      hover.sections.join("\n"),
      /\*\*No keys\.\*\*\nIt is broken\. `Api` may do `kms:Decrypt`[^]*app\.yaml, line 14\./,
    );
    assert.equal(assertionHoverAt(assertions, text, 0), null);
    assert.deepEqual(
      idleProblems(assertions, { name: "planeguard.json", text }).map(({ message, range }) => [
        message,
        range?.start.line,
      ]),
      [
        [
          "The assertion “`role:Nobody` may not do `s3:*`.” proves nothing: no policy here belongs to `role:Nobody`.",
          21,
        ],
      ],
    );
  });

  it("know the names that an assertion can use", async () => {
    const { named } = await notesOf("planeguard.json", configuration(noKeys));
    assert.deepEqual(named.map(({ kind, name }) => `${kind}:${name}`).sort(), [
      "role:Api",
      "role:Other",
      "table:Orders",
    ]);
  });

  it("are judged a part at a time, so that nothing else waits for long", async () => {
    const many = Array.from({ length: 160 }, (_, at) => ({ nobody: "anyone", may: `sns:${"?".repeat(at + 1)}*` }));
    const text = configuration(...many, noKeys);
    const first = await askedOnce("planeguard.json", text);
    assert.deepEqual([first.isPartial, first.assertions], [true, []]);
    const { assertions } = await notesOf("planeguard.json", text);
    assert.equal(assertions.length, 161);
    assert.equal(assertions.at(-1)!.verdict, "broken");
  });

  const malformed: readonly [title: string, text: string, expected: number][] = [
    ["half a key", `{ "assertions": [${JSON.stringify(noKeys)}, { "rol`, 1],
    ["no comma", `{ "assertions": [${JSON.stringify(noKeys)} { "role": "Api" }] }`, 1],
    ["another type", `{ "assertions": { "role": 1 } }`, 0],
    ["nothing behind the key", `{ "assertions": `, 0],
    ["half a text", `{ "assertions": [${JSON.stringify(noKeys)}, { "role": "Api", "mayNot": "s3:`, 1],
    ["comments", `{ // all\n "assertions": [${JSON.stringify(noKeys)},] }`, 1],
  ];
  for (const [title, text, expected] of malformed)
    it(`go by what can be read while somebody types: ${title}`, async () => {
      assert.equal((await notesOf("planeguard.json", text)).assertions.length, expected);
      open = { "planeguard.json": text };
      assert.equal((await notesOf("a/app.yaml", role("kms:*"))).facts.length, expected);
    });

  describe("in an editor", () => {
    let asked: string[];
    let editor: OpenAssertions;
    let unsaved: { path: string; text: string }[];
    let isTold: (name: string) => void;
    beforeEach(() => {
      [asked, unsaved] = [[], []];
      isTold = () => undefined;
      editor = new OpenAssertions(
        {
          ask: (request) => {
            asked.push(request.asked.path);
            return live.notesOf(request);
          },
          folderOf: () => folder.path,
          unsaved: () => unsaved,
          changed: (name) => isTold(name),
        },
        () => new Configurations(),
      );
    });
    const next = () => new Promise<string>((resolve) => (isTold = resolve));
    const document = (name: string, text: string) => ({ name: at(name), text });

    it("keep no edit waiting, and follow what stands behind it", async () => {
      const known = next();
      assert.deepEqual(told(await editor.notesOf(document("a/app.yaml", role("kms:*")))), []);
      assert.equal(await known, at("a/app.yaml"));
      assert.match(told(await editor.notesOf(document("a/app.yaml", role("kms:*"))))[0]!, broken);
      const edited = role("kms:*", "Api", "# All\n");
      const [fact] = (await editor.notesOf(document("a/app.yaml", edited))).facts;
      assert.equal(edited.slice(fact!.at.start, fact!.at.end), "kms:*");
      const within = role("kms:Dec*");
      assert.deepEqual(
        told(await editor.notesOf(document("a/app.yaml", within))),
        [],
        "the statement itself was edited",
      );
    });

    it("tell of a policy when its planeguard.json is edited", async () => {
      const told = new Set<string>();
      const all = (...names: string[]) =>
        new Promise<void>((resolve) => {
          isTold = (name) => {
            told.add(name);
            if (names.every((one) => told.has(at(one)))) resolve();
          };
        });
      const known = all("planeguard.json");
      await editor.notesOf(document("a/app.yaml", role("s3:*")));
      await editor.notesOf(document("planeguard.json", configuration(noKeys)));
      await known;
      told.clear();
      const isAnew = all("planeguard.json", "a/app.yaml");
      const text = configuration(noKeys, { role: "Api", mayNot: "s3:PutObject" });
      unsaved = [{ path: at("planeguard.json"), text }];
      await editor.notesOf(document("planeguard.json", text));
      await isAnew;
      assert.equal((await editor.notesOf(document("a/app.yaml", role("s3:*")))).facts.length, 1);
    });

    it("ask nothing where nothing is asserted, and of what has no policy", async () => {
      writeFileSync(at("planeguard.json"), "{}");
      await editor.notesOf(document("a/app.yaml", role("kms:*")));
      await editor.notesOf(document("planeguard.json", "{}"));
      await editor.notesOf(document("notes.yaml", "a: 1\n"));
      assert.deepEqual(asked, []);
      assert.deepEqual(await editor.notesOfSaved(at("a/app.yaml")), { facts: [], assertions: [], named: [] });
    });

    it("know of a file that was closed what it says on the disk", async () => {
      assert.match(told(await editor.notesOfSaved(at("a/app.yaml")))[0]!, broken);
      assert.deepEqual(told(await editor.notesOfSaved(at("a/gone.yaml"))), []);
    });
  });
});
