/** The line above a control policy: what it would take away, and from whom. */
import assert from "node:assert/strict";

import { rehearsalTitle } from "../../../src/language/summary/rehearsal-lens";

type Holders = Parameters<typeof rehearsalTitle>[0]["holders"];

/** What each loses; nothing: of whom nobody knows it. */
const holders = (count: number, ...losing: readonly (readonly ["role" | "user", ...string[]])[]): Holders =>
  ({
    count,
    losing: losing.map(([kind, ...lost]) => ({ kind, lost: lost.map((action) => ({ actions: [action] })) })),
  }) as unknown as Holders;

const rows: readonly (readonly [of: Holders, title: string])[] = [
  [holders(0), "No role or user of this workspace has a policy that it could limit"],
  [holders(1), "Would take nothing from the 1 role or user of this workspace"],
  [holders(3), "Would take nothing from the 3 roles and users of this workspace"],
  [holders(3, ["role"]), "Would take nothing from the 3 roles and users of this workspace; of 1 more nobody knows"],
  [holders(1, ["role", "s3:GetObject"]), "Would take 1 permission from 1 role of this workspace"],
  [
    holders(2, ["role", "s3:GetObject"], ["role", "s3:GetObject", "s3:PutObject"]),
    "Would take 2 permissions from 2 roles of this workspace",
  ],
  [holders(1, ["user", "s3:GetObject"]), "Would take 1 permission from 1 user of this workspace"],
  [
    holders(4, ["user", "s3:GetObject"], ["role", "s3:PutObject"], ["user"], ["role"]),
    "Would take 2 permissions from 2 roles and users of this workspace; of 2 more nobody knows",
  ],
];

describe("the line above a control policy", () => {
  for (const [of, title] of rows) it(title, () => assert.equal(rehearsalTitle({ holders: of }), title));
});
