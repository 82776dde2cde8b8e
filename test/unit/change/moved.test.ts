/** Which policy of one state is which of the other, when files are moved, split and renamed. */
import assert from "node:assert/strict";

import { subjectChanges } from "../../../src/analysis/change/change";
import { matchSubjects } from "../../../src/analysis/change/match";
import { readChanged } from "../../../src/analysis/change/read";
import type { State, Subject } from "../../../src/analysis/change/subject";
import { oneDocument } from "../../../src/analysis/change/terraform/join";
import { builtCatalog } from "../../support/catalog";
import { linesOf } from "../../support/diff-texts";

type Files = Readonly<Record<string, string>>;

function stateOf(files: Files): State {
  const read = Object.entries(files).map(([name, text]) =>
    readChanged(oneDocument({ name, text }), { name, text }, { parsers: null, managed: null }),
  );
  assert.deepEqual(
    read.flatMap(({ problems }) => problems),
    [],
  );
  return {
    policies: read.flatMap(({ policies }) => policies),
    bounds: read.flatMap(({ bounds }) => bounds),
    holders: read.flatMap(({ holders = [] }) => holders),
    others: read.flatMap(({ others = [] }) => others),
  };
}

/** Roles by their names, each with its actions; a template in YAML. */
function roles(of: Readonly<Record<string, readonly string[]>>): string {
  const texts = Object.entries(of).map(
    ([name, actions]) => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
${actions.map((action) => `              - { Effect: ${action.startsWith("!") ? "Deny" : "Allow"}, Action: "${action.replace("!", "")}", Resource: "*" }\n`).join("")}`,
  );
  return `Resources:\n${texts.join("")}`;
}

/** A template with roles that have names in the account, and with policies that are attached to such. */
function template(names: Readonly<Record<string, string>>, attached: Readonly<Record<string, string>> = {}): string {
  const AssumeRolePolicyDocument = JSON.parse(policy("sts:AssumeRole")) as object;
  const Resources = {
    ...Object.fromEntries(
      Object.entries(names).map(([id, RoleName]) => [
        id,
        { Type: "AWS::IAM::Role", Properties: { RoleName, AssumeRolePolicyDocument } },
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(attached).map(([role, action]) => [
        `PolicyOf${role}`,
        {
          Type: "AWS::IAM::Policy",
          Properties: { PolicyName: "p", Roles: [role], PolicyDocument: JSON.parse(policy(action)) as object },
        },
      ]),
    ),
  };
  return JSON.stringify({ Resources });
}

interface Case {
  readonly name: string;
  readonly before: Files;
  readonly after: Files;
  readonly lines: readonly string[];
}

const [get, put, send, receive] = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "sqs:ReceiveMessage"];
const policy = (...actions: string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: actions.map((one) => ({
      Effect: one.startsWith("!") ? "Deny" : "Allow",
      Action: one.replace("!", ""),
      Resource: "*",
    })),
  });

/** Policies that nothing names. */
const nameless = (...policies: string[]): string => `{"some":[${policies.join()}]}`;

const cases: readonly Case[] = [
  {
    name: "a policy in another file that is attached to the same role by its name",
    before: { "a.json": template({ R: "deploy" }, { deploy: get }) },
    after: { "a.json": template({ R: "deploy" }), "b.json": template({}, { deploy: get }) },
    lines: [],
  },
  {
    name: "a policy in another file that says something else as well",
    before: { "a.json": template({ R: "deploy" }), "b.json": template({}, { deploy: get }) },
    after: { "a.json": template({ R: "deploy" }, { deploy: send }) },
    lines: ["a.json: R identity: sqs:SendMessage on *", "a.json: -R identity: s3:GetObject on *"],
  },
  {
    name: "a policy in another file that is attached to another role",
    before: { "a.json": template({ R: "deploy" }, { deploy: get }) },
    after: { "a.json": template({ R: "deploy" }), "b.json": template({}, { other: get }) },
    lines: ["b.json: role other identity: s3:GetObject on *", "nowhere: -R identity: s3:GetObject on *"],
  },
  {
    name: "a file with another name",
    before: { "a.yaml": roles({ Api: [get], Jobs: [send] }) },
    after: { "stacks/b.yaml": roles({ Api: [get], Jobs: [send] }) },
    lines: [],
  },
  {
    name: "a file with another name, in which one role has changed",
    before: { "a.yaml": roles({ Api: [get], Jobs: [send], Web: [put] }) },
    after: { "b.yaml": roles({ Api: [get], Jobs: [send], Web: [receive] }) },
    lines: ["b.yaml: Web identity: sqs:ReceiveMessage on *", "b.yaml: -Web identity: s3:PutObject on *"],
  },
  {
    name: "a file that became two, of which most went into one",
    before: { "a.yaml": roles({ Api: [get], Jobs: [send], Web: [put], More: [receive] }) },
    after: {
      "b.yaml": roles({ Web: [put], Api: ["s3:DeleteObject"] }),
      "c.yaml": roles({ Jobs: [send], More: [receive], Api: [put] }),
    },
    lines: [
      "c.yaml: Api identity: s3:PutObject on *",
      "c.yaml: -Api identity: s3:GetObject on *",
      "b.yaml: Api identity: s3:DeleteObject on *",
    ],
  },
  {
    name: "several, in the order of their kinds and names",
    before: { "a.yaml": roles({ Web: [get], Api: [get], Jobs: [get] }), "scp-a.json": policy("*") },
    after: {
      "a.yaml": roles({ Web: [get, put], Jobs: [get, put], Api: [get, put] }),
      "scp-a.json": policy("*", "!iam:CreateUser"),
    },
    lines: [
      "a.yaml: Api identity: s3:PutObject on *",
      "a.yaml: Jobs identity: s3:PutObject on *",
      "a.yaml: Web identity: s3:PutObject on *",
      "scp-a.json: -scp-a.json scp: iam:CreateUser on *",
    ],
  },
  {
    name: "roles that are called otherwise",
    before: { "a.yaml": roles({ Api: [get], Jobs: [send] }) },
    after: { "a.yaml": roles({ Server: [get], Worker: [send] }) },
    lines: [],
  },
  {
    name: "roles that are called otherwise, with their statements in another order",
    before: { "a.yaml": roles({ Api: [get, put], Jobs: [send] }) },
    after: { "a.yaml": roles({ Server: [put, get], Worker: [send] }) },
    lines: [],
  },
  {
    name: "a role that is called otherwise, and says something else",
    before: { "a.yaml": roles({ Api: [get], Jobs: [send] }) },
    after: { "a.yaml": roles({ Api: [get], Worker: [receive] }) },
    lines: ["a.yaml: Worker identity: sqs:ReceiveMessage on *", "nowhere: -Jobs identity: sqs:SendMessage on *"],
  },
  {
    name: "two roles that say the same, one of which is moved and changed",
    before: { "a/x.yaml": roles({ Api: [get] }), "b/x.yaml": roles({ Api: [get] }) },
    after: { "a/y.yaml": roles({ Api: [get] }), "b/y.yaml": roles({ Api: [get, put] }) },
    lines: ["b/y.yaml: Api identity: s3:PutObject on *"],
  },
  {
    name: "a role that is moved out of a file that stays, with most of what it said",
    before: { "a.yaml": roles({ Api: [get, send], Jobs: [send] }) },
    after: { "a.yaml": roles({ Jobs: [send] }), "b.yaml": roles({ Api: [get, put] }) },
    lines: ["b.yaml: Api identity: s3:PutObject on *", "b.yaml: -Api identity: sqs:SendMessage on *"],
  },
  {
    name: "a role of the name of one that has gone, and nothing of what that said",
    before: { "a.yaml": roles({ Api: [get], Jobs: [send] }) },
    after: { "a.yaml": roles({ Jobs: [send] }), "b.yaml": roles({ Api: [put] }) },
    lines: ["b.yaml: Api identity: s3:PutObject on *", "nowhere: -Api identity: s3:GetObject on *"],
  },
  {
    name: "files of one policy that are called otherwise",
    before: { "read.json": policy(get), "write.json": policy(put) },
    after: { "one.json": policy(put), "two.json": policy(get) },
    lines: [],
  },
  {
    name: "one file of one policy with another name and more in it",
    before: { "read.json": policy(get) },
    after: { "all.json": policy(get, put) },
    lines: [
      "all.json: all.json identity: s3:GetObject on *",
      "all.json: all.json identity: s3:PutObject on *",
      "nowhere: -read.json identity: s3:GetObject on *",
    ],
  },
  {
    name: "a file that has gone and one that has come",
    before: { "read.json": policy(get), "x.json": policy(send) },
    after: { "all.json": policy(put), "x.json": policy(send) },
    lines: ["all.json: all.json identity: s3:PutObject on *", "nowhere: -read.json identity: s3:GetObject on *"],
  },
  {
    name: "nameless policies in another order",
    before: { "a.json": nameless(policy(get), policy(put)) },
    after: { "a.json": nameless(policy(put), policy(get)) },
    lines: [],
  },
  {
    name: "one of as many nameless policies",
    before: { "a.json": nameless(policy(get), policy(put)) },
    after: { "a.json": nameless(policy(put), policy(get, send)) },
    lines: ["a.json: a.json identity: sqs:SendMessage on *"],
  },
  {
    name: "fewer nameless policies, one of which has changed",
    before: { "a.json": nameless(policy(get), policy(put), policy(send, receive)) },
    after: { "a.json": nameless(policy(put), policy(send)) },
    lines: ["a.json: -a.json identity: sqs:ReceiveMessage on *", "nowhere: -a.json identity: s3:GetObject on *"],
  },
  {
    name: "nameless policies that are named now",
    before: { "a.json": nameless(policy(get), policy(put)) },
    after: { "a.json": policy(get, put) },
    lines: [],
  },
  {
    name: "new nameless policies, one of which denies",
    before: {},
    after: { "a.json": nameless(policy(get), policy(put), policy(send, `!${get}`)) },
    lines: [
      "a.json: a.json identity: s3:GetObject on *",
      "a.json: a.json identity: s3:PutObject on *",
      "a.json: a.json identity: sqs:SendMessage on *",
    ],
  },
  {
    name: "nameless policies that have gone",
    before: { "a.json": nameless(policy(get), policy(put)), "b.json": policy(send) },
    after: { "b.json": policy(send) },
    lines: ["nowhere: -a.json identity: s3:GetObject on *", "nowhere: -a.json identity: s3:PutObject on *"],
  },
];

describe("what has been moved", () => {
  for (const { name, before, after, lines } of cases)
    it(`says of ${name}: ${lines.length === 0 ? "nothing" : lines.join("; ")}`, () => {
      const changes = subjectChanges(stateOf(before), stateOf(after), { catalog: builtCatalog() }, () => []);
      assert.deepEqual(
        changes.flatMap((one) => linesOf(one).map((line) => `${one.place?.file ?? "nowhere"}: ${line}`)),
        lines,
      );
    });

  it("goes by the names where more say the same than can be compared", () => {
    const subjects = (folder: string): Subject[] =>
      Array.from({ length: 201 }, (_, at) => {
        const name = `${String(at).padStart(3, "0")}.json`;
        return { kind: "identity", name, named: false, scope: `${folder}/${name}`, policies: [], boundary: null };
      });
    const pairs = matchSubjects(subjects("old"), subjects("new").reverse());
    assert.equal(pairs.length, 201);
    for (const { before, after } of pairs) assert.equal(after?.name, before?.name);
  });
});
