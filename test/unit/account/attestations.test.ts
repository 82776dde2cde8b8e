import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import Ajv from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";

import { dayOf, withAttestations } from "../../../src/account/attestations/apply";
import { type AttestationEntry, isSame } from "../../../src/account/attestations/attestation";
import { withAttestation, withoutAttestation } from "../../../src/account/attestations/edit";
import { readAttestations } from "../../../src/account/attestations/read";
import type { CheckResult, Posture } from "../../../src/account/posture";

const entry: AttestationEntry = {
  check: "root/custody",
  account: "111122223333",
  by: "Ines Moreno",
  at: "2026-06-01",
  until: "2027-06-01",
};
const other: AttestationEntry = {
  ...entry,
  check: "users/named-administrators",
  link: "https://wiki.example.com/admins",
  note: "List of May",
};
const fileOf = (...entries: object[]) => `${JSON.stringify({ schema: 1, attestations: entries }, null, 2)}\n`;
const textOf = (edited: ReturnType<typeof withAttestation>) =>
  "text" in edited ? edited.text : assert.fail(edited.problem.message);

describe("reading attestations", () => {
  it("takes what is right", () => {
    assert.deepEqual(readAttestations(fileOf(entry, other)), {
      entries: [entry, other],
      indexes: [0, 1],
      problems: [],
      editable: true,
    });
  });

  it("takes comments and trailing commas", () => {
    assert.deepEqual(
      readAttestations(`// ours\n{ "schema": 1, "attestations": [ ${JSON.stringify(entry)}, ], }`).entries,
      [entry],
    );
  });

  const wrong: readonly [name: string, text: string, line: number, column: number, message: RegExp, kept: number][] = [
    ["a text that is no JSON", "attested: yes", 1, 1, /./, 0],
    ["an empty text", "", 1, 1, /a value is expected/, 0],
    ["a list in place of the object", "[]", 1, 1, /must be \{ "schema"/, 0],
    ["a text that breaks off", '{\n  "schema": 1,\n  "attestations": [', 3, 20, /./, 0],
    ["another schema", '{ "schema": 2,\n "attestations": [] }', 1, 13, /must be 1/, 0],
    ["no schema", '{ "attestations": [] }', 1, 1, /must be 1/, 0],
    ["an entry that is no object", '{ "schema": 1, "attestations": [\n 7 ] }', 2, 2, /must be an object/, 0],
    ["an unknown check", fileOf({ ...entry, check: "root/custodi" }), 5, 16, /did you mean "root\/custody"/, 0],
    ["a day that is none", fileOf(entry, { ...other, until: "2027-02-30" }), 16, 16, /"until" must be the last day/, 1],
    ["an account without quotes", fileOf({ ...entry, account: 111122223333 }), 6, 18, /twelve digits/, 0],
    ["nobody who says so", fileOf({ ...entry, by: " " }), 7, 13, /who says so/, 0],
    ["a password in the link", fileOf({ ...entry, link: "https://me:word@example.com" }), 10, 15, /https/, 0],
    ["a missing day", fileOf({ ...entry, at: undefined }), 4, 5, /no "at"/, 0],
  ];
  for (const [name, text, line, column, message, kept] of wrong) {
    it(`${name}: ${line}:${column}`, () => {
      const { entries, problems } = readAttestations(text);
      assert.match(problems[0]!.message, message);
      assert.deepEqual(
        [problems[0]!.range.start.line, problems[0]!.range.start.column, entries.length],
        [line, column, kept],
      );
    });
  }

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.nat(fileOf(entry).length).map((length) => fileOf(entry).slice(0, length)),
        ),
        (text) => {
          const { entries, indexes, problems } = readAttestations(text);
          assert.equal(entries.length, indexes.length);
          assert.ok(entries.length > 0 || problems.length > 0 || text.includes("attestations"));
        },
      ),
    );
  });
});

describe("writing attestations", () => {
  it("begins a file, that the schema takes", () => {
    const ajv = new Ajv({ strict: false });
    addFormats(ajv);
    const schema = JSON.parse(
      readFileSync(join(__dirname, "../../../schemas/attestations.schema.json"), "utf8"),
    ) as object;
    const text = textOf(withAttestation(null, other));
    assert.equal(text, fileOf(other));
    assert.ok(ajv.validate(schema, JSON.parse(text)), ajv.errorsText());
    assert.ok(!ajv.validate(schema, JSON.parse(fileOf({ ...other, at: "today" }))));
  });

  it("keeps comments, order, indentation and the entries that it does not understand", () => {
    const before = `{\r\n\t// who says what\r\n\t"schema": 1,\r\n\t"attestations": [\r\n\t\t{ "check": "root/nothing" },\r\n\t\t${JSON.stringify(other)}\r\n\t],\r\n\t"ours": true\r\n}`;
    const after = textOf(withAttestation(before, entry));
    assert.deepEqual(readAttestations(after).entries, [other, entry]);
    assert.ok(after.startsWith(before.slice(0, before.indexOf(JSON.stringify(other)))));
    assert.ok(after.includes('"ours": true') && after.includes("\r\n\t\t{") && !/[^\r]\n/.test(after));
    assert.match(textOf(withoutAttestation(after, entry)), /root\/nothing/);
  });

  it("replaces what was said about the same, also where it stands twice", () => {
    const renewed = { ...entry, until: "2028-06-01" };
    assert.deepEqual(readAttestations(textOf(withAttestation(fileOf(entry, other, entry), renewed))).entries, [
      renewed,
      other,
    ]);
  });

  it("touches no file that it would damage", () => {
    for (const text of [
      "{",
      "[]",
      fileOf(entry).slice(0, -4),
      fileOf(entry).replace('"schema": 1', '"schema": 2'),
      "attested: yes",
    ]) {
      assert.ok("problem" in withAttestation(text, other), text);
      assert.ok("problem" in withoutAttestation(text, entry), text);
    }
  });

  it("loses nothing but what is withdrawn", () => {
    const entries = fc.array(
      fc.record(
        {
          check: fc.constantFrom("root/custody", "users/named-administrators"),
          account: fc.constantFrom("111122223333", "222233334444"),
          by: fc.constantFrom("a", "b"),
          at: fc.constant("2026-01-01"),
          until: fc.constant("2027-01-01"),
        },
        { noNullPrototype: true },
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(entries, (list) => {
        const left = readAttestations(textOf(withoutAttestation(fileOf(...list), entry)));
        assert.deepEqual(left, {
          ...left,
          entries: list.filter((one) => !isSame(one, entry)),
          problems: [],
          editable: true,
        });
      }),
    );
  });
});

describe("an attested check", () => {
  const check = (fields: Partial<CheckResult> = {}): CheckResult => ({
    id: "root/custody",
    recommendation: "root-mfa",
    title: "Known",
    severity: "medium",
    cis: [],
    securityHub: [],
    verdict: "attest",
    reason: "Who holds it?",
    resources: [],
    evidence: [],
    missingActions: [],
    remediation: [{ kind: "console", text: "Write it down." }],
    ...fields,
  });
  const posture = (...checks: CheckResult[]) =>
    ({ account: { id: "111122223333", arn: "", alias: null, partition: "aws" }, checks }) as unknown as Posture;
  const judged = (entries: readonly AttestationEntry[], today: string, fields: Partial<CheckResult> = {}) =>
    withAttestations(posture(check(fields)), entries, today).checks[0]!;

  it("passes while the attestation holds, to its last day, and says who said so", () => {
    for (const today of ["2026-06-01", "2027-06-01"]) {
      const { verdict, reason, attestation, remediation } = judged([entry], today);
      assert.deepEqual([verdict, remediation.length, attestation?.lapsed], ["pass", 0, false]);
      assert.equal(reason, "Attested by Ines Moreno on 2026-06-01, until 2027-06-01.");
    }
  });

  it("is to be attested again once it has lapsed, and says so", () => {
    const { verdict, reason, attestation, remediation } = judged([entry], "2027-06-02");
    assert.deepEqual([verdict, remediation.length, attestation?.lapsed], ["attest", 1, true]);
    assert.equal(reason, "What Ines Moreno attested on 2026-06-01 lapsed on 2027-06-01. Who holds it?");
  });

  it("goes by the attestation that holds longest", () => {
    assert.equal(
      judged([{ ...entry, until: "2026-07-01" }, entry, { ...entry, until: "2026-08-01" }], "2026-12-01").attestation!
        .until,
      "2027-06-01",
    );
  });

  it("is touched by no attestation of another account or check, nor is what AWS says", () => {
    assert.deepEqual(judged([{ ...entry, account: "222233334444" }, other], "2026-12-01"), check());
    for (const verdict of ["fail", "not-assessed", "pass", "not-applicable"] as const)
      assert.deepEqual(judged([entry], "2026-12-01", { verdict }), check({ verdict }));
  });

  it("knows days", () => assert.equal(dayOf(new Date(2026, 0, 9)), "2026-01-09"));
});
