/** Functions of Ruby and C#: whether the code that a document names is found, and what is said of it. */
import assert from "node:assert/strict";

import { entryOfHandler } from "../../../src/analysis/units/handlers";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

type Files = Readonly<Record<string, string>>;

const statement = "{Effect: Allow, Action: [sqs:SendMessage, sqs:PurgeQueue], Resource: '*'}";

function sam(runtime: string, handler: string, folder = "src/"): Files {
  return {
    "template.yaml": `Transform: AWS::Serverless-2016-10-31
Resources:
  Place: {Type: AWS::Serverless::Function, Properties: {Runtime: ${runtime}, Handler: "${handler}", CodeUri: ${folder}, Policies: [{Statement: [${statement}]}]}}
`,
  };
}

function serverless(runtime: string, handler: string): Files {
  return {
    "serverless.yml": `service: shop
provider: {name: aws, runtime: ${runtime}, iam: {role: {statements: [${statement}]}}}
functions: {place: {handler: "${handler}"}}
`,
  };
}

function terraform(runtime: string, handler: string): Files {
  return {
    "main.tf": `data "archive_file" "code" {
  type = "zip"
  source_dir = "\${path.module}/src"
  output_path = "code.zip"
}
resource "aws_lambda_function" "place" {
  function_name = "place"
  handler = "${handler}"
  runtime = "${runtime}"
  filename = data.archive_file.code.output_path
  role = aws_iam_role.place.arn
}
resource "aws_iam_role" "place" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "place" {
  role = aws_iam_role.place.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage", "sqs:PurgeQueue"], Resource = "*" }] })
}
`,
  };
}

const url = "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs";
const send = `Aws::SQS::Client.new.send_message(queue_url: '${url}', message_body: 'a')`;
const remove = `Aws::SQS::Client.new.delete_message(queue_url: '${url}', receipt_handle: 'a')`;
const ruby = `require 'aws-sdk-sqs'\ndef handler(event:, context:)\n  ${send}\nend\n`;
const inModule = `require 'aws-sdk-sqs'\nmodule Shop\n  class Handler\n    def self.process(event:, context:)\n      ${send}\n    end\n  end\nend\n`;

const project = '<Project Sdk="Microsoft.NET.Sdk"></Project>';
const csharp = (body: string, more = ""): string => `using Amazon.SQS;
namespace Shop;
public class Functions {
  private readonly IAmazonSQS sqs = new AmazonSQSClient();
  public async Task Run() { ${body} }
  ${more}
}
`;
const sendNow = `await sqs.SendMessageAsync("${url}", "a");`;
const removeNow = `await sqs.DeleteMessageAsync("${url}", "a");`;

/** What is said of each call: its actions, and whether they are granted. */
type Row = readonly [title: string, files: Files, calls: readonly string[] | null];

const rows: readonly Row[] = [
  ["a function of SAM in Ruby", { ...sam("ruby3.3", "app.handler"), "src/app.rb": ruby }, ["sqs:SendMessage yes"]],
  [
    "a method of a class in a module",
    { ...sam("ruby3.3", "app.Shop::Handler.process"), "src/app.rb": inModule },
    ["sqs:SendMessage yes"],
  ],
  [
    "a function of Serverless in Ruby",
    { ...serverless("ruby3.3", "src/app.handler"), "src/app.rb": ruby },
    ["sqs:SendMessage yes"],
  ],
  [
    "a function of Terraform in Ruby",
    { ...terraform("ruby3.3", "app.handler"), "src/app.rb": ruby },
    ["sqs:SendMessage yes"],
  ],
  [
    "what the file of Ruby requires, as possible",
    {
      ...sam("ruby3.3", "app.handler"),
      "src/app.rb": `require_relative 'lib/jobs'\n${ruby}`,
      "src/lib/jobs.rb": `require 'aws-sdk-sqs'\nclass Jobs\n  def done\n    ${remove}\n  end\nend\n`,
    },
    ["sqs:SendMessage yes", "sqs:DeleteMessage unknown"],
  ],
  [
    "what the handler itself calls, for certain",
    { ...sam("ruby3.3", "app.handler"), "src/app.rb": ruby.replace(send, remove) },
    ["sqs:DeleteMessage no"],
  ],
  [
    "what another method of the file calls, as possible",
    { ...sam("ruby3.3", "app.handler"), "src/app.rb": `${ruby}def other\n  ${remove}\nend\n` },
    ["sqs:SendMessage yes", "sqs:DeleteMessage unknown"],
  ],
  [
    "what a method calls that the handler calls",
    {
      ...sam("ruby3.3", "app.handler"),
      "src/app.rb": `require 'aws-sdk-sqs'\ndef handler(event:, context:)\n  done(event)\nend\ndef done(event)\n  ${remove}\nend\n`,
    },
    ["sqs:DeleteMessage no"],
  ],
  [
    "calls with credentials of others, as possible",
    {
      ...sam("ruby3.3", "app.handler"),
      "src/app.rb": ruby.replace(send, remove.replace(".new", ".new(credentials: other)")),
    },
    ["sqs:DeleteMessage unknown"],
  ],
  ["no file of another name", { ...sam("ruby3.3", "main.handler"), "src/app.rb": ruby }, null],
  [
    "a function of SAM in C#",
    { ...sam("dotnet8", "Shop::Shop.Functions::Run"), "src/Shop.csproj": project, "src/Functions.cs": csharp(sendNow) },
    ["sqs:SendMessage yes"],
  ],
  [
    "a function in a folder below",
    {
      ...sam("dotnet8", "Shop::Shop.Functions::Run", "."),
      "src/Shop/Shop.csproj": project,
      "src/Shop/Functions.cs": csharp(sendNow),
      "test/Shop.Tests/Shop.Tests.csproj": project,
      "test/Shop.Tests/FunctionsTests.cs": csharp(removeNow),
    },
    ["sqs:SendMessage yes"],
  ],
  [
    "a function of Serverless in C#",
    {
      ...serverless("dotnet8", "Shop::Shop.Functions::Run"),
      "Shop.csproj": project,
      "Functions.cs": csharp(sendNow),
    },
    ["sqs:SendMessage yes"],
  ],
  [
    "what the handler of C# calls, for certain, and the rest of the project as possible",
    {
      ...sam("dotnet8", "Shop::Shop.Functions::Run"),
      "src/Shop.csproj": project,
      "src/Functions.cs": csharp(`${removeNow} await Done();`, `private async Task Done() { ${removeNow} }`),
      "src/Others.cs": csharp(removeNow).replace("Functions", "Others").replace("Run", "Go"),
      "src/obj/Made.cs": csharp(removeNow).replace("Functions", "Made"),
    },
    ["sqs:DeleteMessage no", "sqs:DeleteMessage no", "sqs:DeleteMessage unknown"],
  ],
  [
    "no function of another project",
    { ...sam("dotnet8", "Shop::Shop.Others::Run"), "src/Shop.csproj": project, "src/Functions.cs": csharp(sendNow) },
    null,
  ],
  [
    "none of two classes of the name",
    {
      ...sam("dotnet8", "Shop::Shop.Functions::Run"),
      "src/Shop.csproj": project,
      "src/A.cs": csharp(sendNow),
      "src/B.cs": csharp(sendNow),
    },
    null,
  ],
];

describe("functions of Ruby and C#", () => {
  for (const [title, files, calls] of rows)
    it(`have ${title}`, async () => {
      const folder = temporaryFolder(files);
      try {
        const { out } = await planeguard(folder.path, ["needs", ".", "--format", "json"]);
        const [unit] = JSON.parse(out).units;
        if (calls === null) return assert.equal(unit.entry, null);
        assert.deepEqual(
          unit.calls.map((one: { actions: string[]; granted: string }) => `${one.actions.join()} ${one.granted}`),
          calls,
        );
        // Not all that runs is known, so that no grant is unused.
        assert.deepEqual(unit.unused, []);
      } finally {
        folder.remove();
      }
    });

  const handlers: readonly (readonly [handler: string, runtime: string, entry: string, name: string])[] = [
    ["app.handler", "ruby3.3", "app", "handler"],
    ["lib/app.Shop::Handler.process", "ruby3.3", "lib/app", "process"],
    ["lib.v2/app.handler", "RUBY_3_3", "lib.v2/app", "handler"],
    ["app.main.run", "python3.13", "app/main", "run"],
    ["dist/app.main.run", "nodejs22.x", "dist/app.main", "run"],
  ];
  for (const [handler, runtime, entry, name] of handlers)
    it(`are called as ${handler} on ${runtime}`, () =>
      assert.deepEqual(entryOfHandler(handler, runtime), { entry, name }));
});
