/** What callers write for a module, put back into what the diff says; what stands for something else by it is not known. */
import assert from "node:assert/strict";

import type { Access, SubjectChange } from "../../../src/analysis/change/change";
import { withCalls } from "../../../src/workspace/diff/called-sides";

const access = (resource: string): Access =>
  ({ actions: ["s3:GetObject"], resources: [resource] }) as unknown as Access;
const subject = (more: Partial<SubjectChange>): SubjectChange =>
  ({
    name: "role x",
    kind: "identity",
    place: null,
    verdict: "wider",
    newlyAllowed: [],
    noLongerAllowed: [],
    unknown: [],
    ...more,
  }) as SubjectChange;
const shown = (text: string) => text.replaceAll("var.changed_17", "var.bucket").replaceAll("var.given_2", "local.b");

const rows: readonly (readonly [title: string, before: SubjectChange, after: SubjectChange])[] = [
  [
    "what is known is said in the caller's words",
    subject({ newlyAllowed: [access("${var.given_2}/*")], unknown: ["var.given_2"] }),
    subject({ newlyAllowed: [access("${local.b}/*")], unknown: ["local.b"] }),
  ],
  [
    "what is open is not said, and makes the rest unknown",
    subject({
      newlyAllowed: [access("*"), access("${var.changed_17}/*")],
      noLongerAllowed: [access("${var.changed_17}/a"), access("${var.given_2}/b")],
      unknown: ["more"],
    }),
    subject({
      verdict: "unknown",
      newlyAllowed: [access("*")],
      noLongerAllowed: [access("${local.b}/b")],
      unknown: ["more", "changed meaning of var.bucket"],
    }),
  ],
  [
    "what is unknown by it alone stays as it is",
    subject({ newlyAllowed: [access("*")], unknown: ["var.changed_17"] }),
    subject({ verdict: "unknown", newlyAllowed: [access("*")], unknown: ["var.bucket"] }),
  ],
];

describe("changes of modules with what their callers have written", () => {
  for (const [title, before, after] of rows)
    it(title, () =>
      assert.deepEqual(withCalls([before], { sides: [[], []] as never, elsewhere: new Map(), shown }), [after]),
    );
});
