/** Which things that an expression may be are one and the same. */
import assert from "node:assert/strict";

import { distinct, isUseful } from "../../../src/analysis/calls/distinct-things";
import { client, sdk, type SdkThing, text, type Thing } from "../../../src/analysis/calls/things";

const span = { start: 0, end: 1 };
const variable = (name: string) => ({ variable: name, span });
const named = (name: string): Thing => ({ kind: "named", name });
const method = (of: SdkThing, name: string): Thing => ({ kind: "method", of, name });
const given = (value: Thing) => new Map([["TableName", [value]]]);
const resource = (type: string, value: Thing): SdkThing => ({
  kind: "resource",
  service: "dynamodb",
  type,
  given: given(value),
});
const request = (operation: string, what: "paginator" | "waiter", value?: Thing): SdkThing => ({
  kind: "request",
  service: "s3",
  operation,
  what,
  ...(value && { given: given(value) }),
});
const helper = (name: string, value: Thing): SdkThing => ({ kind: "helper", name, given: given(value) });
const s3: SdkThing = { kind: "client", service: "s3" };

const others: Readonly<Record<string, readonly [Thing, Thing]>> = {
  "two names": [named("a"), named("b")],
  "two texts": [text("a"), text("b")],
  "a text and a variable": [text("a"), text(variable("a"))],
  "a variable and a hole": [text(variable("a")), text(null)],
  "one text in two parts": [text("a", "b"), text("ab")],
  "clients of two services": [client("s3"), client("sqs")],
  "two forms of a client": [client("s3"), client("s3", "presign")],
  "two methods": [method(s3, "a"), method(s3, "b")],
  "a method of two clients": [method(s3, "a"), method({ kind: "client", service: "sqs" }, "a")],
  "two types": [sdk(resource("Table", text("a"))), sdk(resource("Index", text("a")))],
  "two tables": [sdk(resource("Table", text("a"))), sdk(resource("Table", text("b")))],
  "two operations": [sdk(request("ListObjects", "paginator")), sdk(request("ListObjectsV2", "paginator"))],
  "two kinds of requests": [sdk(request("HeadBucket", "paginator")), sdk(request("HeadBucket", "waiter"))],
  "a request with and without parameters": [
    sdk(request("HeadBucket", "waiter")),
    sdk(request("HeadBucket", "waiter", text("a"))),
  ],
  "two helpers": [sdk(helper("transfer", text("a"))), sdk(helper("table", text("a")))],
  "a helper for two tables": [sdk(helper("table", text("a"))), sdk(helper("table", text("b")))],
  "a session and a client": [sdk({ kind: "session" }), client("s3")],
};
const alike: Readonly<Record<string, () => Thing>> = {
  "a name": () => named("a"),
  "a text": () => text("a", variable("b"), null),
  "a client": () => client("s3"),
  "a session": () => sdk({ kind: "session" }),
  "a method": () => method(s3, "a"),
  "a table": () => sdk(resource("Table", text("a"))),
  "a table of which nobody knows which": () => sdk(resource("Table", named("a"))),
};

describe("things that an expression may be", () => {
  for (const [title, pair] of Object.entries(others))
    it(`are two: ${title}`, () => assert.deepEqual(distinct(pair), pair));
  for (const [title, make] of Object.entries(alike))
    it(`are one: ${title}, twice`, () => assert.deepEqual(distinct([make(), make()]), [make()]));
  it("are eight at most", () => {
    const texts = Array.from({ length: 12 }, (_, at) => text(`${at}`));
    assert.deepEqual(distinct(texts), texts.slice(0, 8));
  });
  it("are of use where it is known what they are", () => {
    const useful = [text("a"), client("s3"), sdk({ kind: "session" }), method(s3, "a")];
    assert.deepEqual([...useful, named("a"), client(null)].filter(isUseful), useful);
  });
});
