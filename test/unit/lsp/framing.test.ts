import assert from "node:assert/strict";

import { Framing } from "../../../src/lsp/framing";
import { random } from "../../support/random";

describe("the framing of a client's messages", () => {
  const message = (body: string, more = "") => `Content-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;

  it("is sound however the messages are cut", () => {
    const bytes = Buffer.from(
      [
        message("{}"),
        message(""),
        message("\r\n\r\n", "Content-Type: a; charset=utf-8\r\n"),
        message("é".repeat(6000)),
      ].join(""),
    );
    const next = random(7);
    for (let round = 0; round < 200; round++) {
      const framing = new Framing();
      for (let at = 0; at < bytes.length;) {
        const end = at + 1 + Math.floor(next() * 40);
        assert.equal(framing.take(bytes.subarray(at, end)), null);
        at = end;
      }
      assert.match(framing.take(Buffer.from("\r\n\r\n"))!, /^a header /);
    }
  });

  it("says what is wrong with it, and nothing longer than that", () => {
    for (const header of [
      "Content-Length: -1",
      "content-length: NaN",
      "Content-Length: 12abc",
      `a${"b".repeat(4000)}`,
      "a: b",
    ]) {
      const wrong = new Framing().take(Buffer.from(`${header}\r\n\r\n`));
      assert.match(wrong ?? "", /^a header .{1,160}$/);
    }
    assert.equal(new Framing().take(Buffer.alloc(5000, "a")), "a header does not end");
  });
});
