/** Templates and policies in JSON and YAML that Go fills in before anybody reads them (`*.tmpl`). */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const policy = (action: string, resource = '"*"') =>
  `"R": { "Type": "AWS::IAM::Policy", "Properties": { "Roles": [ "r" ], "PolicyDocument": { "Statement": [ { "Effect": "Allow", "Action": "${action}", "Resource": ${resource} } ] } } }`;
const template = (resources: string) =>
  `{{ define "app" }}\n{ "Resources": {\n {{ template "shared" . }}\n "Q": { "Type": "AWS::SQS::Queue" }${resources && `,\n ${resources}`} } }\n{{ end }}\n`;
const sub = (partition: string, queue = "Jobs") =>
  template(
    policy("sqs:SendMessage", `{ "Fn::Sub": "arn:${partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:\${${queue}}" }`),
  );
const yaml = (action: string) =>
  `Statement:\n{{ if .Writes }}\n  - Effect: Allow\n    Action: ${action}\n    Resource: "*"\n{{ end }}\n`;
const page = (more: string) =>
  `{{ define "page" }}\n<p${more}>{{ .Title }}: Action, Effect, Statement</p>\n{{ end }}\n`;
const settings = (name: string) =>
  `{{- define "m" -}}\n{ "${name}": [ {{ range .Env }} "{{ . }}", {{ end }} ] }\n{{- end -}}\n`;

type Row = readonly [title: string, before: string, after: string, there: readonly string[], back: readonly string[]];

const rows: readonly Row[] = [
  [
    "a policy that comes",
    template(""),
    template(policy("kms:Decrypt")),
    ["role r identity: kms:Decrypt on *"],
    ["-role r identity: kms:Decrypt on *"],
  ],
  [
    "YAML",
    yaml("s3:GetObject"),
    yaml("s3:PutObject"),
    ["a.tmpl identity: s3:PutObject on *", "-a.tmpl identity: s3:GetObject on *"],
    ["a.tmpl identity: s3:GetObject on *", "-a.tmpl identity: s3:PutObject on *"],
  ],
  [
    "another queue",
    sub("aws"),
    sub("aws", "Mails"),
    [
      "role r identity: sqs:SendMessage on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Mails}",
      "-role r identity: sqs:SendMessage on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs}",
    ],
    [
      "role r identity: sqs:SendMessage on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs}",
      "-role r identity: sqs:SendMessage on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Mails}",
    ],
  ],
  ["the same ARN with its partition", sub("aws"), sub("${AWS::Partition}"), [], []],
  [
    "another template beside it",
    template(policy("kms:Decrypt")),
    template(policy("kms:Decrypt")).replace("shared", "all"),
    [],
    [],
  ],
  ["a page", page(""), page(' class="x"'), [], []],
  ["settings", settings("a"), settings("b"), [], []],
];

describe("what Go fills in", () => {
  for (const [title, before, after, there, back] of rows)
    it(title, async () => {
      assert.deepEqual(await diffTexts("a.tmpl", before, after), there);
      assert.deepEqual(await diffTexts("a.tmpl", after, before), back);
    });
});
