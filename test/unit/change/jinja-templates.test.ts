/** Templates in YAML that Jinja fills in before anybody reads them (`*.yml.j2`). */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const template = (actions: string, more = "") => `Resources:
  {% for name in names %}
  Q{{ name }}:
    Type: AWS::SQS::Queue
  {% endfor %}
  R:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              {%- if reads %}
              - Effect: Allow
                Action: ${actions}
                Resource: "*"
              {%- endif %}
${more}`;
const other = (action: string) =>
  template(
    "s3:GetObject",
    `              {% if a %}\n              {% else %}\n              - { Effect: Allow, Action: ${action}, Resource: "*" }\n              {% endif %}\n`,
  );

type Row = readonly [title: string, before: string, after: string, there: readonly string[], back: readonly string[]];

const unread = "!This YAML cannot be read: plain value cannot start with directive indicator character %.";
const rows: readonly Row[] = [
  [
    "an action more",
    template("s3:GetObject"),
    template("[s3:GetObject, s3:PutObject]"),
    ["R identity: s3:PutObject on *"],
    ["-R identity: s3:PutObject on *"],
  ],
  ["a list of one", template("s3:GetObject"), template("[s3:GetObject]"), [], []],
  ["what stands in the other way", other("s3:PutObject"), other("s3:*"), [unread], [unread]],
];

describe("what Jinja fills in", () => {
  for (const [title, before, after, there, back] of rows)
    it(title, async () => {
      assert.deepEqual([...new Set(await diffTexts("a.yml.j2", before, after))], there);
      assert.deepEqual([...new Set(await diffTexts("a.yml.j2", after, before))], back);
    });
});
