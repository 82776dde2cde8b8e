import assert from "node:assert/strict";

import type { CallNote, HandlerNote } from "../../../src/analysis/units/notes";
import { callHoverAt } from "../../../src/language/hover/calls";
import { handlerLensesOf } from "../../../src/language/summary/handler-lens";

const text = "def handler(event):\n    bucket.upload_file(event)\n";
const span = (part: string) => {
  const start = text.indexOf(part);
  return { at: { start, end: start + part.length }, text: part };
};
const want = (action: string, granted: CallNote["granted"] = null) => ({ action, resource: "*", granted });
const call: CallNote = {
  ...span("upload_file"),
  unit: "Store",
  role: "StoreRole",
  operation: "s3:PutObject",
  because: null,
  wants: [want("s3:PutObject"), want("kms:GenerateDataKey")],
  granted: "yes",
  doubt: null,
};
const last = (...calls: Partial<CallNote>[]) =>
  callHoverAt(
    calls.map((one) => ({ ...call, ...one })),
    text,
    call.at.start,
  )!.sections.at(-1)!;

describe("the hover of a call", () => {
  const cases: readonly [what: string, note: Partial<CallNote>, said: string][] = [
    ["allowed", {}, "`StoreRole`, the role of `Store`, allows this."],
    ["not allowed", { granted: "no" }, "`StoreRole`, the role of `Store`, does not allow this."],
    [
      "not allowed in part",
      { granted: "no", wants: [want("s3:PutObject", "yes"), want("kms:GenerateDataKey", "no")] },
      "`StoreRole`, the role of `Store`, does not allow `kms:GenerateDataKey`.",
    ],
    ["denied", { granted: "denied" }, "A statement denies this to `StoreRole`, the role of `Store`."],
    [
      "under a condition that is not met",
      { granted: "unmet" },
      "`StoreRole`, the role of `Store`, allows this only under a condition that this call does not meet.",
    ],
    [
      "under a condition",
      { granted: "conditional" },
      "`StoreRole`, the role of `Store`, allows this under a condition. Whether the call meets it is not known.",
    ],
    [
      "of a role in doubt",
      { granted: "unknown", doubt: "its policy cannot be read" },
      "Whether `StoreRole`, the role of `Store`, allows this is not known: its policy cannot be read.",
    ],
    ["without a role", { role: null, granted: null }, "As which role `Store` runs is not known."],
    ["that needs no permission", { wants: [] }, "AWS asks for no permission of its own for this call."],
  ];
  for (const [what, note, said] of cases) it(`${what}`, () => assert.equal(last(note), said));

  it("says of each role once what it allows", () => {
    const { sections } = callHoverAt(
      [call, call, { ...call, unit: "Keep", role: "KeepRole", granted: "no" }],
      text,
      call.at.start,
    )!;
    assert.deepEqual(sections.slice(2), [
      "`StoreRole`, the role of `Store`, allows this.",
      "`KeepRole`, the role of `Keep`, does not allow this.",
    ]);
  });

  it("says once what AWS authorises it by, on which resources, of all roles together", () => {
    const on = (action: string, resource: string): CallNote["wants"][number] => ({ ...want(action), resource });
    const authorised = (...wants: readonly CallNote["wants"][]): string =>
      callHoverAt(
        wants.map((some) => ({ ...call, wants: some })),
        text,
        call.at.start,
      )!.sections[1]!;
    assert.equal(
      authorised([on("s3:PutObject", "a"), want("kms:Encrypt")], [on("s3:PutObject", "b"), on("s3:PutObject", "a")]),
      "AWS authorises it by\n\n- `s3:PutObject` on `a`\n- `s3:PutObject` on `b`\n- `kms:Encrypt`",
    );
    const many = (count: number) => Array.from({ length: count }, (_, at) => on("s3:PutObject", String(at)));
    assert.equal(authorised(many(8)).split("\n").at(-1), "- `s3:PutObject` on `7`");
    assert.deepEqual(authorised(many(10)).split("\n").slice(-2), ["- `s3:PutObject` on `7`", "- and 2 more"]);
    assert.equal(authorised([]), "AWS asks for no permission of its own for this call.");
  });

  it("says of five roles what they allow, and of more only how many", () => {
    const of = (count: number) =>
      callHoverAt(
        Array.from({ length: count }, (_, at) => ({ ...call, role: `Role${at}` })),
        text,
        call.at.start,
      )!.sections.slice(2);
    assert.deepEqual(of(5).at(-1), "`Role4`, the role of `Store`, allows this.");
    assert.deepEqual(of(7).slice(-2), [of(5).at(-1), "And 2 more roles run this code."]);
  });

  it("names of several actions those that are refused, eight at most", () => {
    const wants = Array.from({ length: 10 }, (_, at) => want(`s3:A${at}`, at === 0 ? "yes" : "no"));
    assert.equal(
      last({ granted: "no", wants }),
      `\`StoreRole\`, the role of \`Store\`, does not allow ${[1, 2, 3, 4, 5, 6, 7, 8].map((at) => `\`s3:A${at}\``).join(", ")}.`,
    );
    const both = [want("s3:A", "no"), want("s3:B", "no")];
    assert.equal(last({ granted: "no", wants: both }), "`StoreRole`, the role of `Store`, does not allow this.");
    assert.equal(last({ granted: "unknown" }), "Whether `StoreRole`, the role of `Store`, allows this is not known.");
    for (const open of [{ role: null }, { granted: null }])
      assert.equal(last(open), "As which role `Store` runs is not known.");
  });

  it("stands over the call alone, from its first letter to behind its last", () => {
    const at = (offset: number, more: Partial<CallNote> = {}) => callHoverAt([{ ...call, ...more }], text, offset);
    const { start, end } = call.at;
    for (const offset of [start, end]) {
      const found = at(offset)!;
      assert.equal(found.sections[0], "**s3:PutObject**");
      assert.deepEqual([found.range.start.offset, found.range.end.offset, found.links], [start, end, []]);
    }
    for (const none of [at(start - 1), at(end + 1), at(start, { text: "other" }), callHoverAt([], text, start)])
      assert.equal(none, null);
  });

  it("says where the operation is only likely", () => {
    const { sections } = callHoverAt([{ ...call, because: "It is handed on as a function." }], text, call.at.start)!;
    assert.match(sections[2]!, /^It is likely this operation, not certain\. It is handed on/);
  });
});

describe("the lens of a handler", () => {
  const handler: HandlerNote = {
    ...span("def handler(event):"),
    unit: "Store",
    role: "StoreRole",
    calls: 4,
    allowed: 4,
    refused: 0,
    hasMore: false,
    unused: 11,
    declared: {
      file: "/template.yaml",
      range: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 2, offset: 1 } },
    },
  };
  const cases: readonly [note: Partial<HandlerNote>, title: string | undefined][] = [
    [{}, "Runs as StoreRole: 4 calls, 4 allowed, 11 grants unused"],
    [{ allowed: 2, refused: 1, unused: 0 }, "Runs as StoreRole: 4 calls, 2 allowed, 1 not allowed, 1 not known"],
    [{ hasMore: true, unused: null }, "Runs as StoreRole: 4 calls that can be followed, 4 allowed"],
    [{ calls: 0, allowed: 0, unused: 1 }, "Runs as StoreRole: no calls, 1 grant unused"],
    [{ calls: 1, allowed: 1, unused: 0 }, "Runs as StoreRole: 1 call, 1 allowed"],
    [{ role: null }, undefined],
    [{ text: "def other(event):" }, undefined],
  ];
  for (const [note, title] of cases)
    it(title ?? `says nothing of ${JSON.stringify(note)}`, () =>
      assert.equal(handlerLensesOf([{ ...handler, ...note }], text)[0]?.title, title),
    );

  it("is one for each role that runs there, of the first five", () => {
    const of = (...roles: readonly string[]) =>
      handlerLensesOf(
        roles.map((role) => ({ ...handler, role })),
        text,
      );
    assert.equal(of("A", "A").length, 1);
    assert.equal(of("A", "B").length, 2);
    assert.equal(of("A", "B", "C", "D", "E", "F").length, 5);
    const [lens] = of("A");
    assert.deepEqual(
      [lens!.range.start.offset, lens!.range.end.offset, lens!.unit, lens!.declared],
      [handler.at.start, handler.at.start, "Store", handler.declared],
    );
  });
});
