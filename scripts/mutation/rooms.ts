/** What is mutated, and which tests are to notice. */
export interface MutationRoom {
  /** A folder or file under `src/`. */
  readonly source: string;
  /** A folder in it that is a room of its own. */
  readonly without?: string;
  /** Patterns under `test/unit/`; one with alternatives needs a `*` too, or mocha takes it for the name of a file. */
  readonly tests: readonly string[];
}

export const mutationRooms: Readonly<Record<string, MutationRoom>> = {
  policy: {
    source: "analysis/policy",
    tests: ["policy/*.test.ts", "proof/*.test.ts", "rules/reach.test.ts", "rules/widening.test.ts"],
  },
  proof: { source: "analysis/proof", tests: ["proof/*.test.ts", "policy/delta.test.ts", "rules/fixes.test.ts"] },
  decide: { source: "analysis/decide", tests: ["decide/*.test.ts", "assertions/*.test.ts", "cli/may.test.ts"] },
  change: { source: "analysis/change", tests: ["change/*.test.ts", "cli/diff.test.ts", "report/diff-forms.test.ts"] },
  units: { source: "analysis/units", tests: ["units/*.test.ts", "rules/fixtures.test.ts"] },
  calls: { source: "analysis/calls", tests: ["calls/*.test.ts", "units/*.test.ts", "language/calls-hover.test.ts"] },
  rules: { source: "analysis/rules", tests: ["rules/*.test.ts", "proof/*.test.ts", "units/projects.test.ts"] },
  credentials: {
    source: "analysis/credentials",
    tests: ["credentials/*.test.ts", "rules/fixtures.test.ts", "rules/fixes.test.ts"],
  },
  workspace: {
    source: "workspace",
    without: "workspace/diff",
    tests: [
      "workspace/**/*.test.ts",
      ...["control", "cli", "units", "assertions", "rehearsal", "denied"].map((folder) => `${folder}/*.test.ts`),
      ...["asserted", "held-accounts"].map((name) => `account/${name}.test.ts`),
    ],
  },
  diff: {
    source: "workspace/diff",
    tests: [
      ...["document-change", "imports", "linked", "missing-contents", "modules", "related", "test-code"].map(
        (name) => `workspace/${name}.test.ts`,
      ),
      ...["change/*.test.ts", "cli/diff.test.ts", "report/diff-forms.test.ts"],
    ],
  },
  language: {
    source: "language",
    tests: ["language/*.test.ts", "proof/*.test.ts", "assertions/live.test.ts", "wording/*.test.ts"],
  },
  checks: {
    source: "account/checks",
    // What is about one file stands first: it notices at once what every check would.
    tests: [
      ...["commands", "filter-pattern", "event-pattern", "address-ranges", "benchmarks", "partitions"].map(
        (name) => `account/${name}.test.ts`,
      ),
      "account/checks*.test.ts",
    ],
  },
};
