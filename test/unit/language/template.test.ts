import assert from "node:assert/strict";

import { applyEdits } from "../../../src/analysis/text";
import { Understanding } from "../../../src/workspace/understanding";
import { marked } from "./marked";

const understanding = new Understanding();

const yaml = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Stage:
    Type: String
Conditions:
  Role: !Equals [!Ref Stage, prod]
Resources:
  Role:
    Type: AWS::IAM::Role
    Condition: Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      ManagedPolicyArns: [!Ref Shared]
  Shared:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: { Effect: Allow, Action: "s3:ListAllMyBuckets", Resource: "*" }
  Policy:
    Type: AWS::IAM::Policy
    DependsOn: [Role, "Function"]
    Properties:
      PolicyName: Role
      Roles: [!Ref Role]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: sqs:SendMessage
            Resource: !Sub "arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${Stage}"
  Function:
    Type: AWS::Lambda::Function
    DependsOn: Role
    Properties:
      Role: !GetAtt Role.Arn
      Environment:
        Variables:
          SHORT: !GetAtt [Role, RoleId]
          LONG: { "Fn::GetAtt": ["Role", "Arn"] }
          DOTTED:
            Fn::GetAtt: Role.Arn
          TEXT: !Sub "\${Role.Arn} \${!Role} \${ Role }"
          BLOCK: !Sub |
            first \${Role}
            second \${Other}
          OWN: !Sub
            - "\${Role} \${Policy}"
            - Role: !GetAtt Role.RoleId
          PLAIN: Role
Outputs:
  Role:
    Value: { Ref: Role }
`;

const json = JSON.stringify(
  {
    Resources: {
      Role: { Type: "AWS::IAM::Role", Properties: {} },
      Function: {
        Type: "AWS::Lambda::Function",
        DependsOn: ["Role"],
        Properties: { Role: { "Fn::GetAtt": ["Role", "Arn"] }, Name: { "Fn::Sub": 'of \n"${Role}"' } },
      },
    },
    Outputs: { Role: { Value: { Ref: "Role" } } },
  },
  null,
  2,
);

/** The text with the id at the cursor renamed to `New`, or why not. */
async function renamed(name: string, text: string, newId = "New"): Promise<string> {
  const { document, offset } = marked(name, text);
  const found = await understanding.rename(document, offset, newId);
  if ("refused" in found) return `refused: ${found.refused}`;
  const edits = found.edits.map(({ range: { start, end }, newText }) => ({
    span: { start: start.offset, end: end.offset },
    newText,
  }));
  return applyEdits(document.text, edits);
}

describe("logical ids of templates", () => {
  for (const [at, line] of [
    ["!GetAtt R¦ole.Arn", 9],
    ["!GetAtt Role.A¦rn", 9],
    ["DependsOn: R¦ole", 9],
    ["[!Ref ¦Shared]", 20],
    ["!Equals [!Ref Stage¦, prod]", 3],
    ["${Ro¦le.Arn}", 9],
    ["second ${Oth¦er}", null],
    ["PLAIN: Ro¦le", null],
    ["Condition: Ro¦le", null],
    ["PolicyName: Ro¦le", null],
    ['"${Ro¦le} ${Policy}"', null],
    ["${!Ro¦le}", null],
    ["${AWS::Reg¦ion}", null],
  ] as const) {
    it(`${at} leads to ${line === null ? "nothing" : `line ${line}`}`, async () => {
      assert.ok(yaml.includes(at.replace("¦", "")));
      const { document, offset } = marked("template.yaml", yaml.replace(at.replace("¦", ""), at));
      const found = await understanding.declarationAt(document, offset);
      assert.equal(found?.selection.start.line ?? null, line === null ? null : line === 3 ? 3 : line - 1);
    });
  }

  const small = "Resources:\n  Role:\n    Type: AWS::IAM::Role\nOutputs:\n  A:\n    Value: !Ref Ro¦le\n";
  const noEnd = "Resources: { Role: { Type: AWS::IAM::Role } }\nOutputs: { A: { Value: !Ref Ro¦le }\n";
  for (const [what, name, text, line] of [
    ["one template", "template.yaml", small, 2],
    ["two documents in a file", "template.yaml", `${small}---\nOther: Type\n`, null],
    ["a template that cannot be read to its end", "template.yaml", noEnd, null],
    [
      "a template in JSON that cannot be read to its end",
      "template.json",
      json.replace('"Role"\n', '"Ro¦le"\n').slice(0, -2),
      null,
    ],
    ["resources of nothing", "template.yaml", "Resources:\n  Role:\n    Kind: Type\nOutputs:\n  A: !Ref Ro¦le\n", null],
    ["resources of another type", "template.yaml", "Resources:\n  Role: Type\nOutputs:\n  A: !Ref Ro¦le\n", null],
    ["a type that is no text", "template.yaml", "Resources:\n  Role: { Type: [] }\nOutputs:\n  A: !Ref Ro¦le\n", null],
  ] as const)
    it(`lead ${line === null ? "nowhere" : "home"} in ${what}`, async () => {
      const { document, offset } = marked(name, text);
      assert.equal((await understanding.declarationAt(document, offset))?.selection.start.line ?? null, line);
    });

  it("are found wherever the template says them", async () => {
    const { document, offset } = marked("template.yaml", yaml.replace("  Role:\n    Type", "  Ro¦le:\n    Type"));
    const ranges = await understanding.referencesAt(document, offset, true);
    assert.deepEqual(
      ranges.map(({ start, end }) => document.text.slice(start.offset, end.offset)),
      new Array(13).fill("Role"),
    );
    assert.equal((await understanding.referencesAt(document, offset, false)).length, 12);
  });

  it("lead to the policies of a role: its own, those attached to it, and who may assume it", async () => {
    const { document, offset } = marked("template.yaml", yaml.replace("!GetAtt Role.Arn", "!GetAtt Ro¦le.Arn"));
    const found = await understanding.policiesAt(document, offset);
    assert.deepEqual(
      found.map(({ range }) => /Action: (.*?)[,\n]/.exec(document.text.slice(range.start.offset))![1]),
      ["sts:AssumeRole", '"s3:ListAllMyBuckets"', "sqs:SendMessage"],
    );
  });

  it("lead to a policy from each role that has it", async () => {
    const attachments = ["a", "b"].map(
      (name) =>
        `resource "aws_iam_role" "${name}" {\n  assume_role_policy = "{}"\n}\nresource "aws_iam_role_policy_attachment" "${name}" {\n  role       = aws_iam_role.${name}.name\n  policy_arn = aws_iam_policy.shared.arn\n}\n`,
    );
    const roles = ["A", "B"].map(
      (name) =>
        `  ${name}:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns: [!Ref Shared]\n  User${name}:\n    Type: AWS::Lambda::Function\n    Properties: { Role: !GetAtt ${name}.Arn }\n`,
    );
    const hcl = `resource "aws_iam_policy" "shared" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })\n}\n${attachments.join("")}`;
    const cloud = `Resources:\n  Shared:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { Statement: { Effect: Allow, Action: "sqs:SendMessage", Resource: "*" } }\n${roles.join("")}`;
    for (const [name, text, at] of [
      ["main.tf", hcl, "= aws_iam_role.a"],
      ["main.tf", hcl, "= aws_iam_role.b"],
      ["template.yaml", cloud, "!GetAtt A"],
      ["template.yaml", cloud, "!GetAtt B"],
    ] as const) {
      const found = await understanding.policiesAt({ name, text }, text.indexOf(at) + at.length);
      assert.equal(found.length, 1, at);
    }
  });

  for (const at of ["!Ref St¦age, prod]", "PLAIN: Ro¦le", "second ${Oth¦er}"])
    it(`lead to no policies: ${at}`, async () => {
      const { document, offset } = marked("template.yaml", yaml.replace(at.replace("¦", ""), at));
      assert.deepEqual(await understanding.policiesAt(document, offset), []);
    });

  const terraform = `data "aws_iam_policy_document" "read" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = "*" }] })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.read.json
}
resource "aws_iam_policy" "m" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.m.arn
}
output "q" {
  value = [aws_iam_role.other.arn, "aws_iam_role"]
}
output "both" {
  value = [aws_iam_policy.m.arn, aws_iam_role.r.arn]
}
`;
  for (const [at, actions] of [
    ["aws_iam_role.¦r.id", ["s3:GetObject", "sts:AssumeRole", "sqs:SendMessage"]],
    ["data.aws_iam_policy_document.re¦ad.json", ["s3:GetObject"]],
    ["aws_iam_policy.m.ar¦n", ["sqs:SendMessage"]],
    ["aws_iam_role.oth¦er.arn", []],
    ['"aws_iam_ro¦le"]', []],
    ["[aws_iam_policy.m.arn, aws_iam_role.r¦.arn]", ["s3:GetObject", "sts:AssumeRole", "sqs:SendMessage"]],
    ["[¦aws_iam_policy.m.arn, aws_iam_role.r.arn]", ["sqs:SendMessage"]],
    ["[aws_iam_policy.m.arn¦, aws_iam_role.r.arn]", ["sqs:SendMessage"]],
    ["[aws_iam_policy.m.arn,¦ aws_iam_role.r.arn]", []],
    ["va¦lue = [aws_iam_policy.m.arn,", []],
  ] as const) {
    it(`of Terraform: ${at} leads to ${actions.length} policies`, async () => {
      const { document, offset } = marked("main.tf", terraform.replace(at.replace("¦", ""), at));
      const found = await understanding.policiesAt(document, offset);
      const line = document.text.slice(0, offset).split("\n").length;
      assert.ok(found.every(({ from }) => from.start.line === line && from.start.offset <= offset));
      assert.ok(found.every(({ from }) => /^(?:data\.)?aws_/.test(document.text.slice(from.start.offset))));
      assert.ok(found.every(({ range, selection }) => selection.start.offset === range.start.offset));
      const told = found.map(({ range }) => /\w+:\w+/.exec(document.text.slice(range.start.offset))![0]);
      assert.deepEqual(told, actions);
    });
  }

  it("get another name in every place that refers to them, and in no other", async () => {
    const changed = await renamed("template.yaml", yaml.replace("!GetAtt Role.Arn", "!GetAtt Ro¦le.Arn"));
    const expected = yaml
      .replace("  Role:\n    Type", "  New:\n    Type")
      .replace('[Role, "Function"]', '[New, "Function"]')
      .replace("Roles: [!Ref Role]", "Roles: [!Ref New]")
      .replace("DependsOn: Role", "DependsOn: New")
      .replace("Role: !GetAtt Role.Arn", "Role: !GetAtt New.Arn")
      .replace("[Role, RoleId]", "[New, RoleId]")
      .replace('["Role", "Arn"]', '["New", "Arn"]')
      .replace("Fn::GetAtt: Role.Arn", "Fn::GetAtt: New.Arn")
      .replace("${Role.Arn} ${!Role} ${ Role }", "${New.Arn} ${!Role} ${ New }")
      .replace("first ${Role}", "first ${New}")
      .replace("- Role: !GetAtt Role.RoleId", "- Role: !GetAtt New.RoleId")
      .replace("{ Ref: Role }", "{ Ref: New }");
    assert.equal(changed, expected);
  });

  it("are no names of AWS, and no text that is only written like one", async () => {
    const text =
      'Resources:\n  Role:\n    Type: AWS::IAM::Role\nOutputs:\n  A:\n    Value: !Sub "${AWS::Region} ${!Role} ${Role.Arn} ${Own}"\n  B:\n    Value: !Ref AWS::Region\n';
    for (const [at, refused] of [
      ["AWS::Re¦gion} ", /No logical id/],
      ["!Ref AWS::Re¦gion", /No logical id/],
      ["${!Ro¦le}", /No logical id/],
      ["${Ow¦n}", /does not declare Own/],
    ] as const) {
      const { document, offset } = marked("template.yaml", text.replace(at.replace("¦", ""), at));
      assert.match(JSON.stringify(await understanding.renamableAt(document, offset)), refused, at);
    }
    const { document, offset } = marked("template.yaml", text.replace("  Role:", "  Ro¦le:"));
    const found = await understanding.referencesAt(document, offset, true);
    assert.deepEqual(
      found.map(({ start, end }) => [start.line, document.text.slice(start.offset, end.offset)]),
      [
        [2, "Role"],
        [6, "Role"],
      ],
    );
  });

  it("get another name in JSON", async () => {
    const changed = await renamed("template.json", json.replace('"Ref": "Role"', '"Ref": "Ro¦le"'));
    const expected = json
      .replace('"Role": {\n      "Type"', '"New": {\n      "Type"')
      .replace('[\n        "Role"\n      ]', '[\n        "New"\n      ]')
      .replace('[\n            "Role",', '[\n            "New",')
      .replace("${Role}", "${New}")
      .replace('"Ref": "Role"', '"Ref": "New"');
    assert.equal(changed, expected);
  });

  const template = (resources: string, head = ""): string =>
    `${head}Resources:\n  Ro¦le:\n    Type: AWS::IAM::Role\n${resources}`;
  for (const [why, name, text, newId, says] of [
    ["is no logical id", "template.yaml", template(""), "my-role", /letters and digits/],
    ["is taken", "template.yaml", template("  New:\n    Type: AWS::SQS::Queue\n"), "New", /already/],
    [
      "is referred to, though undeclared",
      "template.yaml",
      template("  Q:\n    Type: T\n    DependsOn: New\n"),
      "New",
      /uses the logical id New already/,
    ],
    ["declared twice", "template.yaml", template("  Role:\n    Type: AWS::IAM::Role\n"), "New", /more than once/],
    ["beside a macro", "template.yaml", template("", "Transform: [Mine]\n"), "New", /line 1 refers/],
    [
      "beside a loop",
      "template.yaml",
      template('  Fn::ForEach::All:\n    - N\n    - [a]\n    - "X${N}": { Type: T }\n'),
      "New",
      /known only/,
    ],
    [
      "beside a reference to a name that is made up",
      "template.yaml",
      template("Outputs:\n  A:\n    Value: !GetAtt [!Ref Name, Arn]\n"),
      "New",
      /known only/,
    ],
    [
      "what a transform makes of it",
      "template.yaml",
      template("Outputs:\n  A:\n    Value: !Ref RoleAlias\n", "Transform: AWS::Serverless-2016-10-31\n"),
      "New",
      /RoleAlias may be what a transform/,
    ],
    [
      "in a command",
      "template.yaml",
      template(
        "  I:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData: !Sub |\n        cfn-signal --stack ${AWS::StackName} --resource Role\n",
      ),
      "New",
      /A command in this template/,
    ],
    [
      "written with an escape",
      "template.json",
      '{"Resources":{"R¦ole":{"Type":"T"}},"Outputs":{"A":{"Value":{"Ref":"R\\u006fle"}}}}',
      "New",
      /safely/,
    ],
    [
      "substituted with an escape",
      "template.json",
      '{"Resources":{"R¦ole":{"Type":"T"}},"Outputs":{"A":{"Value":{"Fn::Sub":"\\u0024{Role}"}}}}',
      "New",
      /safely/,
    ],
    [
      "of the Serverless Framework",
      "serverless.yml",
      "service: a\nresources:\n  Resources:\n    Ro¦le:\n      Type: AWS::IAM::Role\n",
      "New",
      /Serverless/,
    ],
    ["no template", "values.yaml", "Resources: 1\nType: Ro¦le\n", "New", /No logical id/],
  ] as const) {
    it(`keep their names: ${why}`, async () => {
      const found = await renamed(name, text, newId);
      assert.match(found, says);
      assert.match(found, /^refused: /);
    });
  }

  const sam = "Transform: AWS::Serverless-2016-10-31\n";
  const connected = (head: string): string =>
    `${head}Resources:\n  Ro¦le:\n    Type: AWS::Serverless::Function\n    Connectors:\n      Read:\n        Properties:\n          Destination: { Id: Table }\n  Table:\n    Type: AWS::DynamoDB::Table\n    DependsOn: [Role]\n  Write:\n    Type: AWS::Serverless::Connector\n    Properties:\n      Source: { Id: Role }\n      Destination: [{ Id: Table }, { Id: Role }]\n`;
  const shown = `Metadata:\n  AWS::CloudFormation::Interface:\n    ParameterGroups:\n      - Label: { default: Stage }\n        Parameters: [Stage, Other]\n    ParameterLabels:\n      Stage: { default: Stage }\n      "Other": { default: Other }\nParameters:\n  St¦age: { Type: String }\n  Other: { Type: String }\nResources:\n  Q: { Type: T, Name: !Ref Stage, Condition: Stage }\n`;
  for (const [where, text, after] of [
    [
      "in connectors",
      connected(sam),
      connected(sam).replace("Ro¦le", "New").replace("[Role]", "[New]").replaceAll("Id: Role", "Id: New"),
    ],
    [
      "in what a console shows",
      shown,
      shown
        .replace("St¦age", "New")
        .replace("[Stage,", "[New,")
        .replace("      Stage: {", "      New: {")
        .replace("!Ref Stage", "!Ref New"),
    ],
    [
      "in quotes of a console's labels",
      shown.replace("St¦age", "Stage").replace("  Other: { Type", "  Ot¦her: { Type"),
      shown
        .replace("St¦age", "Stage")
        .replace("  Other: { Type", "  New: { Type")
        .replace(", Other]", ", New]")
        .replace('"Other":', '"New":'),
    ],
    [
      "of an alias once",
      template("Outputs:\n  A:\n    Value: &role !Ref Role\n  B:\n    Value: *role\n"),
      template("Outputs:\n  A:\n    Value: &role !Ref New\n  B:\n    Value: *role\n").replace("Ro¦le", "New"),
    ],
    [
      "in what is filled in beside names of its own",
      template('Outputs:\n  A:\n    Value: !Sub ["${Role} ${Own}", { Own: !Sub "${Role}" }]\n'),
      template('Outputs:\n  A:\n    Value: !Sub ["${New} ${Own}", { Own: !Sub "${New}" }]\n').replace("Ro¦le", "New"),
    ],
    [
      "in an attribute that is computed",
      template('Outputs:\n  A:\n    Value: !GetAtt [Role, !Sub "${Role}"]\n'),
      template('Outputs:\n  A:\n    Value: !GetAtt [New, !Sub "${New}"]\n').replace("Ro¦le", "New"),
    ],
  ] as const)
    it(`get another name ${where}`, async () => assert.equal(await renamed("template.yaml", text), after));

  for (const [what, resources] of [
    ["a dependency that is computed", "  Q:\n    Type: T\n    DependsOn: !If [A, Role, Other]\n"],
    [
      "a connector to what is computed",
      "  C:\n    Type: AWS::Serverless::Connector\n    Properties:\n      Source: { Id: !Ref A }\n",
    ],
    ["a reference to what is computed", "  Q:\n    Type: T\n    Name: { Ref: [a] }\n"],
    ["a text that is computed", "  Q:\n    Type: T\n    Name: !Sub [!Ref A, {}]\n"],
    ["a transform in a resource", "  Q:\n    Type: T\n    Fn::Transform: { Name: Mine }\n"],
  ] as const)
    it(`keep their names beside ${what}`, async () => {
      const text = template(resources, sam);
      assert.match(await renamed("template.yaml", text), /refers to is known only when/);
      const { document, offset } = marked("template.yaml", text);
      assert.match(JSON.stringify(await understanding.renamableAt(document, offset)), /refused/);
    });

  it("show where they stand before they get another name", async () => {
    const { document, offset } = marked("template.yaml", template("Outputs:\n  A:\n    Value: !Ref Role\n"));
    const found = await understanding.renamableAt(document, offset);
    assert.ok(!("refused" in found));
    assert.equal(found.id, "Role");
    assert.equal(document.text.slice(found.range.start.offset, found.range.end.offset), "Role");
  });

  it("are renamed in the face of words that only look like them", async () => {
    const text = template(
      '  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      DisplayName: Role\n      # !Ref Role\n      TopicName: !Sub "x${AWS::StackName}Role"\n',
    );
    assert.equal(await renamed("template.yaml", text), text.replace("Ro¦le", "New"));
  });
});
