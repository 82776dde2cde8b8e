/** `planeguard needs`: its contract, and that the policies which it writes prove themselves. */
import assert from "node:assert/strict";
import { join } from "node:path";

import fc from "fast-check";

import { evaluate } from "../../../src/analysis/policy/evaluate";
import { readPolicy } from "../../../src/analysis/policy/read";
import { parseJson } from "../../../src/analysis/source/json-tree";
import { asPolicy, leastStatements, type WrittenStatement } from "../../../src/analysis/units/written-policy";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";
import { unitProject, unitProjects } from "../../support/unit-projects";

interface Unit {
  readonly name: string;
  readonly entry: string | null;
  readonly role: { readonly name: string } | null;
  readonly calls: readonly {
    readonly actions: readonly string[];
    readonly resources: readonly string[];
    readonly granted: string | null;
  }[];
  readonly policy: {
    readonly Statement: readonly {
      readonly Action: readonly string[];
      readonly Resource: string | readonly string[];
    }[];
  };
}

const principal = "arn:aws:sts::111122223333:assumed-role/worker/a";

/** Whether a policy allows an action on a resource; what is open in it is filled in. */
function allows(policy: object, action: string, resource: string): boolean {
  const { root } = parseJson(JSON.stringify(policy));
  assert.equal(root?.kind, "object");
  const read = readPolicy(root as Extract<typeof root, { kind: "object" }>, { policyType: "identity" })!;
  const request = {
    principal,
    action,
    resource: resource === "*" ? "*" : resource.replace(/\$\{[^{}]*\}|\*/g, "x").replaceAll("?", "y"),
    resourceAccount: "111122223333",
    context: {},
  };
  return evaluate(request, { identity: [read] }).decision === "allowed";
}

/** The same policy without one of its actions; null where nothing is left. */
function without(policy: Unit["policy"], index: number, action: string): object {
  const Statement = policy.Statement.flatMap((one, at) => {
    const Action = at === index ? one.Action.filter((other) => other !== action) : one.Action;
    return Action.length > 0 ? [{ ...one, Action }] : [];
  });
  return { ...policy, Statement };
}

describe("planeguard needs", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  async function needs(project: string, args: readonly string[]) {
    folder = temporaryFolder(unitProject(project).files);
    const ran = await planeguard(folder.path, ["needs", ...args]);
    return { ...ran, units: (args.includes("json") ? JSON.parse(ran.out).units : []) as Unit[] };
  }

  it("prints schema 1 with every field of the contract", async () => {
    const { exit, out, units } = await needs("orders-python", [".", "--format", "json"]);
    assert.equal(exit, 0);
    const report = JSON.parse(out);
    assert.deepEqual(Object.keys(report), ["schema", "tool", "units", "problems", "stats"]);
    const [unit] = units;
    assert.deepEqual(Object.keys(unit!), [
      "name",
      "kind",
      "entry",
      "files",
      "role",
      "calls",
      "unknownCalls",
      "unused",
      "policy",
    ]);
    assert.equal(unit!.name, "Place");
    assert.equal(unit!.entry, join("src", "place.py"));
    assert.equal(unit!.role?.name, "PlaceRole");
    assert.deepEqual(
      unit!.calls.map(({ actions, resources, granted }) => [...actions, ...resources, granted]),
      [
        ["dynamodb:GetItem", "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}", "yes"],
        ["dynamodb:PutItem", "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}", "no"],
        ["sns:Publish", "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${Placed.TopicName}", "yes"],
      ],
    );
    assert.deepEqual(Object.keys(report.units[0].calls[0]), [
      "operation",
      "actions",
      "resources",
      "file",
      "range",
      "certainty",
      "because",
      "granted",
    ]);
    assert.equal(report.units[0].unused[0].action, "sns:Subscribe");
  });

  it("finds the unit of a file, one of several by its name, and makes one of what belongs to none", async () => {
    const { units } = await needs("shared-code", [join("src", "read.js"), "--format", "json"]);
    assert.deepEqual(
      units.map(({ name }) => name),
      ["Read"],
    );
    folder.remove();
    const named = await needs("shared-code", [".", "--unit", "Remove", "--format", "json"]);
    assert.deepEqual(
      named.units.map(({ name }) => name),
      ["Remove"],
    );
    folder.remove();
    const own = await needs("configured", [join("worker", "main.py"), "--format", "json"]);
    assert.deepEqual(
      own.units.map(({ name }) => name),
      ["worker"],
    );
    folder.remove();
    folder = temporaryFolder({ "script.py": 'import boto3\nboto3.client("sqs").list_queues()\n' });
    const { out } = await planeguard(folder.path, ["needs", "script.py", "--format", "json"]);
    const [script] = JSON.parse(out).units;
    assert.deepEqual([script.name, script.kind, script.role], ["script.py", "script", null]);
    assert.deepEqual(script.calls[0].granted, null);
  });

  it("ends with 2 where there is no such path, and no such unit", async () => {
    assert.equal((await needs("shared-code", ["nothing.py"])).exit, 2);
    folder.remove();
    assert.equal((await needs("shared-code", [".", "--unit", "Nothing"])).exit, 2);
  });

  const forms: Record<string, RegExp> = {
    cloudformation:
      /- dynamodb:GetItem\n[^]*!Sub 'arn:aws:dynamodb:\$\{AWS::Region\}:\$\{AWS::AccountId\}:table\/\$\{Orders\}'/,
    terraform: /data "aws_iam_policy_document" "needed"/,
    cdk: /new iam\.PolicyStatement/,
    policy: /"dynamodb:PutItem"/,
    text: /missing/,
  };
  for (const [form, expected] of Object.entries(forms))
    it(`writes ${form}`, async () => {
      assert.match((await needs("orders-python", [".", "--format", form])).out, expected);
    });

  it("says beside a policy what it could not follow, a line a place", async () => {
    const places = Array.from({ length: 52 }, () => "c[name]()\n").join("");
    folder = temporaryFolder({
      "many.js": `import { S3 } from "@aws-sdk/client-s3";\nconst c = new S3({});\nconst name = process.argv[2];\n${places}`,
    });
    const { exit, out, err } = await planeguard(folder.path, ["needs", "many.js", "--format", "policy"]);
    assert.equal(exit, 0);
    assert.equal(JSON.parse(out).Version, "2012-10-17");
    const lines = err.trimEnd().split("\n");
    assert.match(lines[0]!, /^planeguard: many\.js:4:1: Which operation is called is chosen while the code runs\.$/);
    assert.equal(lines.length, 51);
    assert.equal(lines.at(-1), "planeguard: 2 more places could not be followed.");
    const known = await planeguard(folder.path, ["needs", "many.js", "--format", "json"]);
    assert.equal(known.err, "");
  });

  for (const project of unitProjects)
    it(`proves the policies of ${project}`, async () => {
      const { units } = await needs(project, [".", "--format", "json"]);
      assert.ok(units.length > 0);
      for (const { calls, policy } of units) {
        const wanted = calls.flatMap(({ actions, resources }) =>
          actions.length === 1 ? resources.map((resource) => [actions[0]!, resource] as const) : [],
        );
        for (const [action, resource] of wanted)
          assert.ok(allows(policy, action, resource), `${action} on ${resource}`);
        for (const [index, { Action }] of policy.Statement.entries())
          for (const action of Action) {
            const left = without(policy, index, action);
            const lost = wanted.some(([one, resource]) => one === action && !allows(left, one, resource));
            assert.ok(lost || !wanted.some(([one]) => one === action), `${action} is needed`);
          }
      }
    });
});

describe("the least statements", () => {
  const grant = fc.record({
    action: fc.constantFrom("s3:GetObject", "s3:PutObject", "sqs:SendMessage", "dynamodb:GetItem"),
    resource: fc.constantFrom(
      "*",
      "arn:aws:s3:::a/*",
      "arn:aws:s3:::a/b",
      "arn:aws:s3:::*",
      "arn:aws:sqs:eu-west-1:111122223333:c",
    ),
  });
  const asUnit = (statements: readonly WrittenStatement[]) => asPolicy(statements) as Unit["policy"];

  it("allow each grant, and none without any of their actions", () => {
    fc.assert(
      fc.property(fc.array(grant, { minLength: 1, maxLength: 12 }), (grants) => {
        const policy = asUnit(leastStatements(grants));
        for (const { action, resource } of grants) assert.ok(allows(policy, action, resource));
        for (const [index, { Action }] of policy.Statement.entries())
          for (const action of Action) {
            const left = without(policy, index, action);
            assert.ok(grants.some((one) => one.action === action && !allows(left, action, one.resource)));
          }
      }),
    );
  });
});
