import assert from "node:assert/strict";

import { redact } from "../../../src/account/redact";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

describe("redact", () => {
  it("keeps four characters in front and two behind of keys, secrets and tokens", () => {
    const [id, temporary, secret] = [fakeKeyId("one"), fakeKeyId("two", "ASIA"), fakeSecret("three")];
    const token = `IQoJb3JpZ2luX2Vj${secret}${secret}==`;
    const text = redact(`Key ${id} and ${temporary}, secret=${secret} token "${token}"`);
    for (const part of [id, temporary, secret, token]) assert.ok(!text.includes(part), text);
    assert.ok(text.includes(`${id.slice(0, 4)}…${id.slice(-2)}`));
  });

  it("leaves ARNs, actions and sentences as they are", () => {
    const text =
      "User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_SecurityAudit_0a1b2c3d4e5f6071/ines.marques is not authorized to perform: iam:GenerateCredentialReport";
    assert.equal(redact(text), text);
  });

  it("leaves out who is named in an address, and what is too long", () => {
    assert.equal(redact("see https://me:word@host/path"), "see https://host/path");
    assert.ok(redact("word ".repeat(500)).length < 450);
  });
});
