/** Entries that the editor adds to a planeguard.json: all else stays, and what is written is read as it was meant. */
import assert from "node:assert/strict";

import type { AcceptedEntry } from "../../../../src/account/attestations/accepted";
import { readConfiguration } from "../../../../src/workspace/configuration/read";
import { withAcceptedEntry } from "../../../../src/workspace/configuration/write-entry";

const entry: AcceptedEntry = {
  check: "root/mfa",
  account: "111122223333",
  by: 'Ada "the" Auditor',
  reason: "the keys are ordered",
  until: "2999-12-31",
};

/** What stands there before, by what it is. */
const texts: Readonly<Record<string, string>> = {
  "no file": "",
  "an empty object": "{}",
  "other keys and comments": '{\n  // ours\n  "preset": "strict"\n}\n',
  "an empty list": '{ "accepted": [] }\n',
  "a list with an entry": `{\r\n\t"accepted": [\r\n\t\t{ "check": "root/access-keys", "by": "a", "reason": "b", "until": "2999-01-01" }\r\n\t]\r\n}\r\n`,
};

describe("an entry of what is accepted", () => {
  for (const [title, text] of Object.entries(texts))
    it(`is added to ${title}`, () => {
      const before = readConfiguration(text === "" ? "{}" : text);
      const after = withAcceptedEntry(text, entry)!;
      const { configuration, mistakes } = readConfiguration(after);
      assert.deepEqual(mistakes, []);
      assert.deepEqual(configuration, {
        ...before.configuration,
        accepted: [...before.configuration.accepted, entry],
      });
      if (text.includes("// ours")) assert.match(after, /\/\/ ours/);
      if (text.includes("\r\n")) assert.doesNotMatch(after, /[^\r]\n/);
    });

  it("names a resource where one is meant", () => {
    const after = withAcceptedEntry("", { ...entry, resource: "arn:aws:iam::111122223333:user/ci" })!;
    assert.equal(readConfiguration(after).configuration.accepted[0]!.resource, "arn:aws:iam::111122223333:user/ci");
  });

  for (const text of ["[]", '{ "accepted": {} }', "accepted"])
    it(`is not added to ${text}`, () => assert.equal(withAcceptedEntry(text, entry), null));
});
