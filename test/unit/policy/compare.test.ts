import assert from "node:assert/strict";

import fc from "fast-check";

import { allowsNoMore, compare } from "../../../src/analysis/policy/compare";
import { evaluate } from "../../../src/analysis/policy/evaluate";
import type { Policy, PolicyType } from "../../../src/analysis/policy/model";
import { readPolicy } from "../../../src/analysis/policy/read";
import type { Request } from "../../../src/analysis/policy/request";
import {
  account,
  awsNames,
  context,
  effects,
  policy,
  principalElement,
  role,
  session,
  statement,
  target,
  user,
} from "./cases";
import { policyOf } from "./oracle";
import { objectOf, template, unknown } from "./values";

type Json = Record<string, unknown>;
const allow = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::logs/*" };
const deny = { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::data/*" };

function made(statements: object | readonly object[], type: PolicyType = "identity", Version = "2012-10-17"): Policy {
  return policyOf({ Version, Statement: statements }, type);
}
const narrower = (before: object | readonly object[], after: object | readonly object[], type?: PolicyType): boolean =>
  allowsNoMore(made(before, type), made(after, type));
const withCondition = (Condition: object): object => ({ ...allow, Condition });

describe("allowsNoMore", () => {
  it("proves what a fix does", () => {
    const proved: [object, object][] = [
      [allow, allow],
      [allow, { ...allow, Action: "s3:GetObject" }],
      [allow, { ...allow, Resource: "arn:aws:s3:::logs/a/*" }],
      [{ ...allow, Action: ["s3:Get*", "s3:GetObject"] }, allow],
      [{ ...allow, Action: "S3:GET*" }, allow],
      [[allow, allow], allow],
      [allow, []],
      [allow, [allow, deny]],
      [allow, { ...allow, Sid: "Named" }],
      [allow, withCondition({ StringEquals: { k: "a" } })],
      [
        { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
        { Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" },
      ],
      [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }, allow],
      [
        { Effect: "Allow", Action: "*", Resource: "*" },
        { Effect: "Allow", NotAction: "iam:*", NotResource: "arn:aws:s3:::x" },
      ],
      [
        [allow, deny],
        [allow, { ...deny, Resource: "*" }],
      ],
      [
        { Effect: "Allow", Action: ["a:b", "c:d"], Resource: ["r", "s"] },
        [
          { Effect: "Allow", Action: "a:b", Resource: "r" },
          { Effect: "Allow", Action: "c:d", Resource: "s" },
        ],
      ],
      [allow, [{ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::data/*" }, deny]],
      [
        { ...allow, Resource: "arn:aws:s3:::${aws:username}/*" },
        { ...allow, Resource: "arn:aws:s3:::${aws:UserName}/a*" },
      ],
    ];
    for (const [before, after] of proved) assert.ok(narrower(before, after), JSON.stringify([before, after]));
  });

  it("does not prove what allows more, or may", () => {
    const open: [object, object][] = [
      [allow, { ...allow, Action: "s3:*" }],
      [allow, { ...allow, Resource: "*" }],
      [allow, [allow, { ...allow, Action: "ec2:*" }]],
      [[allow, deny], allow],
      [
        [allow, deny],
        [allow, { ...deny, Action: "s3:Get*" }],
      ],
      [
        [allow, deny],
        [allow, { ...deny, Condition: { Bool: { k: "true" } } }],
      ],
      [withCondition({ StringEquals: { k: "a" } }), allow],
      [
        { Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" },
        { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
      ],
      [
        { ...allow, Resource: "arn:aws:s3:::${aws:username}/*" },
        { ...allow, Resource: "arn:aws:s3:::${aws:userid}/*" },
      ],
    ];
    for (const [before, after] of open) assert.ok(!narrower(before, after), JSON.stringify([before, after]));
  });

  const implied: [boolean, object, object][] = [
    [true, { StringEquals: { k: "a" } }, { StringEquals: { K: ["a", "b"] } }],
    [false, { StringEquals: { k: ["a", "b"] } }, { StringEquals: { k: "a" } }],
    [true, { StringEquals: { k: "ab" } }, { StringLike: { k: "a*" } }],
    [true, { StringEquals: { k: "A" } }, { StringEqualsIgnoreCase: { k: "a" } }],
    [false, { StringEqualsIgnoreCase: { k: "a" } }, { StringEquals: { k: "a" } }],
    [true, { StringEquals: { k: "a" } }, { StringEqualsIfExists: { k: "a" } }],
    [false, { StringEqualsIfExists: { k: "a" } }, { StringEquals: { k: "a" } }],
    [true, { StringNotEquals: { k: ["a", "b"] } }, { StringNotEquals: { k: "a" } }],
    [false, { StringNotEquals: { k: "a" } }, { StringNotEquals: { k: ["a", "b"] } }],
    [true, { StringNotLike: { k: "a*" } }, { StringNotEqualsIfExists: { k: "ab" } }],
    [false, { StringNotEquals: { k: "a" } }, { StringNotEquals: { k: "${aws:username}" } }],
    [false, { StringNotLike: { k: "*" } }, { StringNotLike: { k: "${aws:username}" } }],
    [true, { StringEquals: { k: "a" } }, { "ForAllValues:StringEquals": { k: "a" } }],
    [false, { "ForAllValues:StringEquals": { k: "a" } }, { StringEquals: { k: "a" } }],
    [true, { "ForAnyValue:StringEquals": { k: "a" } }, { "ForAnyValue:StringLike": { k: "*" } }],
    [true, { NumericLessThan: { k: "5" } }, { NumericLessThanEquals: { k: ["1", "5.0"] } }],
    [false, { NumericLessThanEquals: { k: "5" } }, { NumericLessThan: { k: "5" } }],
    [true, { NumericEquals: { k: "5" } }, { NumericGreaterThan: { k: "4" } }],
    [true, { DateGreaterThan: { k: "2025-01-01" } }, { DateGreaterThanEquals: { k: "2024-01-01T00:00:00Z" } }],
    [true, { IpAddress: { k: "10.1.0.0/16" } }, { IpAddress: { k: "10.0.0.0/8" } }],
    [false, { NotIpAddress: { k: "10.1.0.0/16" } }, { NotIpAddress: { k: "10.0.0.0/8" } }],
    [true, { NotIpAddress: { k: "10.0.0.0/8" } }, { NotIpAddress: { k: "10.1.0.0/16" } }],
    [true, { ArnLike: { k: "arn:aws:s3:::b" } }, { ArnEquals: { k: "arn:aws:s3:*:*:*" } }],
    [true, { ArnLike: { k: "arn:aws:s3:::b*" } }, { StringLike: { k: "arn:aws:s3:::b*" } }],
    [false, { ArnNotLike: { k: "arn:aws:s3:::b*" } }, { StringNotLike: { k: "arn:aws:s3:::b*" } }],
    [true, { Bool: { k: true } }, { BoolIfExists: { k: "True" } }],
    [true, { StringLike: { k: "*" } }, { Null: { k: "false" } }],
    [true, { Null: { k: "false" } }, { StringLike: { k: "*" } }],
    [true, { Null: { k: "true" } }, { StringNotEquals: { k: "a" } }],
    [true, { StringNotLike: { k: "*" } }, { Null: { k: "true" } }],
    [false, { StringEqualsIfExists: { k: "*" } }, { Null: { k: "false" } }],
    [true, { StringEquals: { k: "a" }, Bool: { l: "true" } }, { Bool: { l: "true" } }],
    [true, { StringEquels: { k: "a" } }, { StringEquels: { k: "a" } }],
    [false, { StringEquels: { k: "a" } }, { StringEquals: { k: "a" } }],
  ];
  for (const [expected, after, before] of implied) {
    it(`${JSON.stringify(after)} ${expected ? "is" : "is not"} within ${JSON.stringify(before)}`, () =>
      assert.equal(narrower(withCondition(before), withCondition(after)), expected));
  }

  it("knows that naming an account is not naming its users", () => {
    const granted = (Principal: unknown): object => ({ ...allow, Principal });
    const within = (before: unknown, after: unknown): boolean => narrower(granted(before), granted(after), "resource");
    assert.ok(
      within("*", { AWS: user }) &&
        within({ AWS: "*" }, { Service: "ec2.amazonaws.com" }) &&
        within({ AWS: [user, role] }, { AWS: role }),
    );
    assert.ok(
      !within({ AWS: account }, { AWS: user }) &&
        !within({ AWS: user }, { AWS: "*" }) &&
        !within({ AWS: user }, { Service: user }),
    );
    assert.ok(
      narrower({ ...deny, NotPrincipal: { AWS: [user, role] } }, { ...deny, NotPrincipal: { AWS: user } }, "resource"),
    );
    assert.ok(
      !narrower({ ...deny, NotPrincipal: { AWS: user } }, { ...deny, NotPrincipal: { AWS: [user, role] } }, "resource"),
    );
  });

  it("takes what a template leaves open for itself only", () => {
    const hole = { name: "Bucket" };
    const at = (...parts: Parameters<typeof template>): object => ({ ...allow, Resource: template(...parts) });
    assert.ok(narrower(at("arn:aws:s3:::", hole, "/*"), at("arn:aws:s3:::", hole, "/a")));
    assert.ok(!narrower(at("arn:aws:s3:::", hole, "/*"), at("arn:aws:s3:::", { name: "Other" }, "/a")));
    assert.ok(narrower({ ...allow, Resource: "*" }, { ...allow, Resource: unknown() }));
    assert.ok(!narrower({ ...allow, Action: unknown("s3:Get*", undefined) }, { ...allow, Action: "s3:GetObject" }));
    assert.ok(
      narrower(
        { ...allow, Condition: { Bool: { k: "true" } } },
        { ...allow, Condition: { Bool: { k: "true" }, "...": unknown() } },
      ) === false,
    );
    assert.ok(!narrower([allow], [allow, unknown()]));
  });

  it("takes for itself what is written alike, where it has the text", () => {
    /** A statement whose node spans the given stretch of the text. */
    const placed = (value: object, start: number, end: number): Policy => {
      const whole = objectOf({ Version: "2012-10-17", Statement: [] });
      const node = { ...objectOf(value), span: { start, end } };
      const entries = whole.entries.map((entry) =>
        entry.key === "Statement"
          ? { ...entry, value: { kind: "array" as const, span: entry.value.span, items: [node] } }
          : entry,
      );
      return readPolicy({ ...whole, entries }, { policyType: "identity" })!;
    };
    const open = { ...allow, Resource: template("arn:aws:s3:::", { name: "" }), Condition: unknown() };
    const [before, after] = [placed(open, 0, 3), placed(open, 1, 4)];
    assert.ok(!allowsNoMore(before, after));
    assert.ok(allowsNoMore(before, after, { source: { before: "abcd", after: "xabc" } }));
    assert.ok(!allowsNoMore(before, after, { source: { before: "abcd", after: "xabd" } }));
  });

  it("is not misled by the version", () => {
    const variable = { ...allow, Resource: "arn:aws:s3:::${aws:username}" };
    assert.ok(!allowsNoMore(made(variable, "identity", "2008-10-17"), made(variable)));
    assert.ok(allowsNoMore(made(allow, "identity", "2008-10-17"), made(allow)));
  });
});

describe("compare", () => {
  it("tells what is new and what is gone", () => {
    const { newlyAllowed, noLongerAllowed } = compare(
      made({ ...allow, Action: ["s3:Get*", "s3:PutObject"] }),
      made({ ...allow, Action: ["s3:GetObject", "s3:DeleteObject"], Condition: { Bool: { k: "true" } } }),
    );
    assert.deepEqual(
      newlyAllowed.map((one) => [one.actions, one.resources, one.conditions]),
      [[["s3:DeleteObject"], ["arn:aws:s3:::logs/*"], ["Bool k true"]]],
    );
    assert.deepEqual(
      noLongerAllowed.map((one) => one.actions),
      [["s3:Get*", "s3:PutObject"]],
    );
  });

  it("counts a Deny that goes", () => {
    const { newlyAllowed } = compare(made([allow, deny]), made([allow]));
    assert.deepEqual(
      newlyAllowed.map((one) => [one.statement.effect, one.actions, one.resources]),
      [["Deny", ["s3:*"], ["arn:aws:s3:::data/*"]]],
    );
  });

  it("counts a Deny that has become an Allow as both", () => {
    const { newlyAllowed, noLongerAllowed } = compare(made([allow, deny]), made([allow, { ...deny, Effect: "Allow" }]));
    assert.deepEqual(
      newlyAllowed.map((one) => [one.statement.effect, one.actions]),
      [
        ["Allow", ["s3:*"]],
        ["Deny", ["s3:*"]],
      ],
    );
    assert.deepEqual(noLongerAllowed, []);
  });

  it("expands actions where it is told what there is", () => {
    const actionsOf = (pattern: string): readonly string[] | null =>
      pattern === "s3:Get*" ? ["s3:GetObject", "s3:GetBucketAcl"] : null;
    const [before, after] = [made({ ...allow, Action: ["s3:GetObject"] }), made(allow)];
    assert.deepEqual(compare(before, after, { actionsOf }).newlyAllowed[0]?.actions, ["s3:GetBucketAcl"]);
    assert.ok(allowsNoMore(made({ ...allow, Action: ["s3:GetObject", "s3:GetBucketAcl"] }), after, { actionsOf }));
  });
});

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

interface Edit {
  readonly kind: string;
  readonly at: number;
  readonly inner: number;
  readonly donor: Json;
}

const kinds = [
  "drop-item",
  "drop-statement",
  "add-statement",
  "copy-statement",
  "swap-item",
  "drop-condition",
  "add-condition",
  "swap-condition",
  "flip-form",
  "drop-value",
  "none",
];
const elements = ["Action", "NotAction", "Resource", "NotResource", "Principal"];

/** Changes one statement or the list of them: some changes narrow, some widen, some do neither. */
function apply(statements: readonly Json[], { kind, at, inner, donor }: Edit): readonly Json[] {
  const spot = statements.length === 0 ? 0 : at % statements.length;
  const edit = (change: (one: Json) => Json): readonly Json[] =>
    statements.map((one, index) => (index === spot ? change(structuredClone(one)) : one));
  const element = elements[inner % elements.length]!;
  const without = (one: Json): Json => Object.fromEntries(Object.entries(one).filter(([key]) => key !== "Condition"));
  switch (kind) {
    case "drop-item":
      return edit((one) =>
        element in one && element !== "Principal"
          ? { ...one, [element]: listed(one[element]).filter((_, index, all) => index !== at % all.length) }
          : one,
      );
    case "swap-item":
      return edit((one) => (element in one && element in donor ? { ...one, [element]: donor[element] } : one));
    case "drop-statement":
      return statements.filter((_, index) => index !== spot);
    case "add-statement":
      return [...statements, donor];
    case "copy-statement":
      return statements.length === 0 ? statements : [...statements, statements[spot]!];
    case "drop-condition":
      return edit(without);
    case "add-condition":
      return edit((one) => ({
        ...one,
        Condition: { ...(one["Condition"] as object), ...(donor["Condition"] as object) },
      }));
    case "swap-condition":
      return edit((one) => (donor["Condition"] ? { ...one, Condition: donor["Condition"] } : without(one)));
    case "flip-form":
      return edit(({ Action, NotAction, ...rest }) =>
        Action === undefined ? { ...rest, Action: NotAction } : { ...rest, NotAction: Action },
      );
    case "drop-value":
      return edit((one) => {
        for (const block of Object.values((one["Condition"] ?? {}) as Record<string, Json>))
          for (const key of Object.keys(block)) block[key] = listed(block[key]).slice(inner % 2);
        return one;
      });
    default:
      return statements;
  }
}

describe("allowsNoMore and evaluate", () => {
  const requests: fc.Arbitrary<Request> = fc
    .record({ principal: fc.constantFrom(user, session, "ec2.amazonaws.com"), target, context })
    .map(({ principal, target: { action, resource }, context: values }) => ({
      principal,
      action,
      resource,
      resourceAccount: account,
      context: values,
    }));

  for (const type of ["identity", "resource"] as const) {
    const shape = {
      effect: effects,
      ...(type === "resource" && { principal: principalElement([...awsNames, session], true) }),
    };
    const scenario = fc.record({
      before: policy(shape),
      changes: fc.array(
        fc.record({
          kind: fc.constantFrom(...kinds),
          at: fc.nat(),
          inner: fc.nat(),
          donor: statement({ ...shape, variables: true }).map((one) => one as Json),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      beside: fc.option(policy({ effect: effects }), { nil: undefined }),
      asked: fc.array(requests, { minLength: 25, maxLength: 25 }),
    });

    it(`agree on ${type} policies: what is proved to allow no more never does`, () => {
      let proved = 0;
      let total = 0;
      fc.assert(
        fc.property(scenario, ({ before, changes, beside, asked }) => {
          const changed = changes.reduce(
            (statements, one) => apply(statements, one),
            before.Statement as readonly Json[],
          );
          const [old, current] = [
            policyOf(before, type),
            policyOf({ Version: before.Version, Statement: changed }, type),
          ];
          total++;
          if (!allowsNoMore(old, current)) return;
          proved++;
          const others = beside ? [policyOf(beside, "identity")] : [];
          const decide = (request: Request, one: Policy): string =>
            evaluate(
              request,
              type === "identity" ? { identity: [one, ...others] } : { identity: others, resource: [one] },
            ).decision;
          for (const request of asked) {
            if (decide(request, current) === "allowed")
              assert.equal(
                decide(request, old),
                "allowed",
                JSON.stringify({ request, before, changed, beside }, null, 1),
              );
          }
        }),
        { seed: 7, numRuns: 750 },
      );
      assert.ok(proved > total / 5, `${proved} of ${total} proved`);
    }).timeout(120_000);
  }
});
