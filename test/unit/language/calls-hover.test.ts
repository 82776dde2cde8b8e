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
    [{ role: null }, undefined],
    [{ text: "def other(event):" }, undefined],
  ];
  for (const [note, title] of cases)
    it(title ?? `says nothing of ${JSON.stringify(note)}`, () =>
      assert.equal(handlerLensesOf([{ ...handler, ...note }], text)[0]?.title, title),
    );
});
