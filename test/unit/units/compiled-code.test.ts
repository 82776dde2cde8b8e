/** Functions of Go and Java: whether the code of what is built is found, and what follows for it. */
import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

type Files = Readonly<Record<string, string>>;
type Row = readonly [title: string, files: Files, found: readonly string[]];

const statement = "{Effect: Allow, Action: [dynamodb:GetItem, dynamodb:Scan], Resource: '*'}";

function sam(runtime: string, rest: string, metadata = ""): Files {
  const properties = `{Runtime: ${runtime}, ${rest}, Policies: [{Statement: [${statement}]}]}`;
  return {
    "template.yaml": `Transform: AWS::Serverless-2016-10-31
Resources:
  Place: {Type: AWS::Serverless::Function${metadata && `, Metadata: {BuildMethod: ${metadata}}`}, Properties: ${properties}}
`,
  };
}

function serverless(runtime: string, rest: string): Files {
  return {
    "serverless.yml": `service: shop
provider: {name: aws, runtime: ${runtime}, iam: {role: {statements: [${statement}]}}}
functions: {place: {${rest}}}
`,
  };
}

function terraform(runtime: string, handler: string, filename: string, more = ""): Files {
  return {
    "infra/main.tf": `resource "aws_lambda_function" "place" {
  function_name = "place"
  handler = "${handler}"
  runtime = "${runtime}"
  filename = ${filename}
  role = aws_iam_role.place.arn
}
resource "aws_iam_role" "place" {
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "place" {
  role = aws_iam_role.place.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:Scan"], Resource = "*" }] })
}
${more}`,
  };
}

function cdk(made: string, module: string): Files {
  return {
    "cdk.json": "{}",
    "lib/stack.ts": `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { GoFunction } from "${module}";
export class Shop extends Stack {
  constructor(scope: any, id: string) {
    super(scope, id);
    const place = ${made};
    place.addToRolePolicy(new iam.PolicyStatement({ actions: ["dynamodb:GetItem", "dynamodb:Scan"], resources: ["*"] }));
  }
}
`,
  };
}

const goHead = `package main

import (
	"context"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)
`;
const goMain = `${goHead}
func place(ctx context.Context) error {
	cfg, _ := config.LoadDefaultConfig(ctx)
	client := dynamodb.NewFromConfig(cfg)
	client.GetItem(ctx, &dynamodb.GetItemInput{})
	_, err := client.PutItem(ctx, &dynamodb.PutItemInput{})
	return err
}

func main() { lambda.Start(place) }
`;
const inGo = (path: string) => [`${path} not-granted dynamodb:PutItem`];
const mod = { "go.mod": "module example.com/shop\n\ngo 1.24\n" };

const javaPlace = (name = "Place", more = "", imports = "") => `package shop;
${imports}
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

public class ${name} implements RequestHandler<String, String> {
  private final DynamoDbClient client = DynamoDbClient.create();
  public String handleRequest(String id, Context context) {
    client.getItem(r -> r.tableName("orders"));
    client.putItem(r -> r.tableName("orders"));
    ${more}
    return id;
  }
}
`;
const main = "src/main/java/shop";

/** The template's last: the unused grant is in it. */
const whole = (path: string, template = "template.yaml"): readonly string[] => [
  `${path} not-granted dynamodb:PutItem`,
  `${template} unused-grant dynamodb:Scan`,
];

const rows: readonly Row[] = [
  [
    "Go that SAM builds",
    {
      ...sam("provided.al2023", "CodeUri: place/, Handler: bootstrap", "go1.x"),
      "place/go.mod": "module place",
      "place/main.go": goMain,
    },
    whole("place/main.go"),
  ],
  [
    "Go of the old runtime, without a module",
    { ...sam("go1.x", "CodeUri: place, Handler: place"), "place/main.go": goMain },
    whole("place/main.go"),
  ],
  [
    "the only program of a module",
    { ...sam("provided.al2", "CodeUri: ., Handler: bootstrap"), ...mod, "cmd/place/main.go": goMain },
    whole("cmd/place/main.go"),
  ],
  [
    "none of two programs",
    {
      ...sam("provided.al2", "CodeUri: ., Handler: bootstrap"),
      ...mod,
      "cmd/place/main.go": goMain,
      "cmd/b/main.go": goMain,
    },
    [],
  ],
  [
    "what a Makefile builds for SAM",
    {
      ...sam("provided.al2023", "CodeUri: ., Handler: bootstrap", "makefile"),
      ...mod,
      Makefile:
        "build-Other:\n\tgo build -o $(ARTIFACTS_DIR)/bootstrap ./cmd/other\n\nbuild-Place:\n\tGOOS=linux go build -tags lambda.norpc -o $(ARTIFACTS_DIR)/bootstrap ./cmd/place\n",
      "cmd/place/main.go": goMain,
      "cmd/other/main.go": goMain,
    },
    whole("cmd/place/main.go"),
  ],
  [
    "what SAM builds by a Makefile that cannot be read",
    {
      ...sam("provided.al2", "CodeUri: place, Handler: bootstrap", "makefile"),
      "place/Makefile": "build-%:\n\t$(GO) build -o $(ARTIFACTS_DIR)/bootstrap $(PACKAGE)\n",
      "place/main.go": goMain,
    },
    whole("place/main.go"),
  ],
  [
    "nothing of another build",
    { ...sam("provided.al2023", "CodeUri: place, Handler: bootstrap", "rust-cargolambda"), "place/main.go": goMain },
    [],
  ],
  [
    "what a Makefile builds, by its output",
    {
      ...serverless("provided.al2", "handler: bin/place"),
      Makefile:
        'build:\n\tenv GOOS=linux go build -ldflags="-s -w" -o bin/other orders/other.go\n\tenv GOOS=linux go build -ldflags="-s -w" -o bin/place orders/place.go\n',
      "orders/place.go": goMain,
      "orders/other.go": goMain.replace("PutItem", "DeleteItem"),
    },
    whole("orders/place.go", "serverless.yml"),
  ],
  [
    "a file of Go as a handler",
    { ...serverless("go1.x", "handler: orders/place.go"), "orders/place.go": goMain },
    whole("orders/place.go", "serverless.yml"),
  ],
  [
    "what Terraform packs",
    {
      ...terraform(
        "provided.al2023",
        "bootstrap",
        "data.archive_file.place.output_path",
        'data "archive_file" "place" {\n  type = "zip"\n  source_file = "${path.module}/../bin/place/bootstrap"\n  output_path = "place.zip"\n}\n',
      ),
      Makefile:
        "build:\n\tgo build -o bin/place/bootstrap ./cmd/place\n\tgo build -o bin/other/bootstrap ./cmd/other\n",
      ...mod,
      "cmd/place/main.go": goMain,
      "cmd/other/main.go": goMain,
    },
    [`cmd/place/main.go not-granted dynamodb:PutItem`, `infra/main.tf unused-grant dynamodb:Scan`],
  ],
  [
    "GoFunction of CDK",
    {
      ...cdk('new GoFunction(this, "Place", { entry: "cmd/place" })', "@aws-cdk/aws-lambda-go-alpha"),
      ...mod,
      "cmd/place/main.go": goMain,
    },
    [`cmd/place/main.go not-granted dynamodb:PutItem`, `lib/stack.ts unused-grant dynamodb:Scan`],
  ],
  [
    "what CDK bundles by a command",
    {
      ...cdk(
        'new lambda.Function(this, "Place", { runtime: lambda.Runtime.PROVIDED_AL2023, handler: "bootstrap", code: lambda.Code.fromAsset("app", { bundling: { command: ["bash", "-c", "go build -o /asset-output/bootstrap ./cmd/place"] } }) })',
        "./none",
      ),
      "app/go.mod": "module app",
      "app/cmd/place/main.go": goMain,
      "app/cmd/other/main.go": goMain,
    },
    [`app/cmd/place/main.go not-granted dynamodb:PutItem`, `lib/stack.ts unused-grant dynamodb:Scan`],
  ],
  [
    "packages of the module",
    {
      ...sam("provided.al2023", "CodeUri: cmd/place, Handler: bootstrap", "go1.x"),
      ...mod,
      "cmd/place/main.go": `package main

import (
	"context"

	"example.com/shop/internal/store"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

func place(ctx context.Context) error {
	cfg, _ := config.LoadDefaultConfig(ctx)
	return store.New(dynamodb.NewFromConfig(cfg)).Put(ctx)
}

func main() { lambda.Start(place) }
`,
      "internal/store/new.go": "package store\n\nfunc New(api API) *Store { return &Store{api: api} }\n",
      "internal/store/store.go": `package store

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

type API interface {
	PutItem(ctx context.Context, in *dynamodb.PutItemInput) (*dynamodb.PutItemOutput, error)
	DeleteItem(ctx context.Context, in *dynamodb.DeleteItemInput) (*dynamodb.DeleteItemOutput, error)
}

type Store struct{ api API }

func (s *Store) Put(ctx context.Context) error {
	_, err := s.api.PutItem(ctx, &dynamodb.PutItemInput{})
	return err
}

func (s *Store) Drop(ctx context.Context) error {
	_, err := s.api.DeleteItem(ctx, &dynamodb.DeleteItemInput{})
	return err
}
`,
    },
    [
      ...inGo("internal/store/store.go"),
      "template.yaml unused-grant dynamodb:GetItem",
      "template.yaml unused-grant dynamodb:Scan",
    ],
  ],
  [
    "nothing unused beside a package that is not read",
    {
      ...sam("provided.al2023", "CodeUri: place, Handler: bootstrap"),
      "place/main.go": goMain.replace('"context"', '"context"\n\t_ "example.com/other/store"'),
    },
    inGo("place/main.go"),
  ],
  [
    "nothing of tests, of other systems and of what is not built",
    {
      ...sam("provided.al2023", "CodeUri: place, Handler: bootstrap"),
      "place/main.go": goMain.replace(/.*PutItem.*/, "\tvar err error"),
      "place/main_test.go": goMain.replace("main()", "other()").replace("place(", "again("),
      "place/main_windows.go": goMain.replace("main()", "other()").replace("place(", "again("),
      "place/gen.go": `//go:build ignore\n\n${goMain}`,
    },
    ["template.yaml unused-grant dynamodb:Scan"],
  ],
  [
    "nothing of a client with other credentials",
    {
      ...sam("provided.al2023", "CodeUri: place, Handler: bootstrap"),
      "place/main.go": goMain.replace(
        "LoadDefaultConfig(ctx)",
        "LoadDefaultConfig(ctx, config.WithCredentialsProvider(other))",
      ),
    },
    ["template.yaml unused-grant dynamodb:Scan"],
  ],
  [
    "Java of Maven",
    {
      ...sam("java21", "CodeUri: Place, Handler: 'shop.Place::handleRequest'"),
      "Place/pom.xml": "",
      [`Place/${main}/Place.java`]: javaPlace(),
    },
    whole(`Place/${main}/Place.java`),
  ],
  [
    "Java without the name of a method, of what is built",
    {
      ...sam("java25", "CodeUri: target/shop.jar, Handler: shop.Place"),
      "pom.xml": "",
      [`${main}/Place.java`]: javaPlace(),
    },
    whole(`${main}/Place.java`),
  ],
  [
    "Java of a module of Gradle, with a class of another",
    {
      ...sam("java17", "CodeUri: ., Handler: 'shop.Place::handleRequest'"),
      "settings.gradle": "include 'app', 'common'",
      [`app/${main}/Place.java`]: javaPlace(
        "Place",
        "new shop.common.Log();\nnew Audit(client).drop();",
        "import shop.common.Audit;",
      ),
      "common/src/main/java/shop/common/Audit.java":
        'package shop.common;\nimport software.amazon.awssdk.services.dynamodb.DynamoDbClient;\npublic class Audit {\n  private final DynamoDbClient db;\n  public Audit(DynamoDbClient db) { this.db = db; }\n  public void drop() { db.deleteItem(r -> r.tableName("orders")); }\n  public void never() { db.updateItem(r -> r.tableName("orders")); }\n}\n',
    },
    [
      `app/${main}/Place.java not-granted dynamodb:PutItem`,
      "common/src/main/java/shop/common/Audit.java not-granted dynamodb:DeleteItem",
      "template.yaml unused-grant dynamodb:Scan",
    ],
  ],
  [
    "Java of Serverless",
    {
      ...serverless("java21", "handler: 'shop.Place', package: {artifact: build/distributions/shop.zip}"),
      [`${main}/Place.java`]: javaPlace(),
    },
    whole(`${main}/Place.java`, "serverless.yml"),
  ],
  [
    "Java of Terraform",
    {
      ...terraform("java21", "shop.Place::handleRequest", '"${path.module}/../app/target/shop.jar"'),
      [`app/${main}/Place.java`]: javaPlace(),
    },
    [`app/${main}/Place.java not-granted dynamodb:PutItem`, "infra/main.tf unused-grant dynamodb:Scan"],
  ],
  [
    "Java of CDK",
    {
      ...cdk(
        'new lambda.Function(this, "Place", { runtime: lambda.Runtime.JAVA_21, handler: "shop.Place", code: lambda.Code.fromAsset("app/target/shop.jar") })',
        "./none",
      ),
      [`app/${main}/Place.java`]: javaPlace(),
    },
    [`app/${main}/Place.java not-granted dynamodb:PutItem`, "lib/stack.ts unused-grant dynamodb:Scan"],
  ],
  [
    "nothing unused beside a framework",
    {
      ...sam("java21", "CodeUri: ., Handler: shop.Place"),
      [`${main}/Place.java`]: javaPlace("Place", "", "import javax.inject.Inject;"),
    },
    [`${main}/Place.java not-granted dynamodb:PutItem`],
  ],
  [
    "nothing of two classes of one name",
    {
      ...sam("java21", "CodeUri: ., Handler: shop.Place"),
      [`a/${main}/Place.java`]: javaPlace(),
      [`b/${main}/Place.java`]: javaPlace(),
    },
    [],
  ],
  [
    "nothing of a class that is not there",
    {
      ...sam("java21", "CodeUri: ., Handler: 'org.springframework.cloud.function.adapter.aws.FunctionInvoker'"),
      [`${main}/Place.java`]: javaPlace(),
    },
    [],
  ],
  [
    "nothing of another class in the package",
    {
      ...sam("java21", "CodeUri: ., Handler: shop.Place"),
      [`${main}/Place.java`]: javaPlace().replace(/.*putItem.*/, "    // Other puts"),
      [`${main}/Other.java`]: javaPlace("Other"),
    },
    ["template.yaml unused-grant dynamodb:Scan"],
  ],
  [
    "nothing unused that is called on something lost",
    {
      ...sam("java21", "CodeUri: ., Handler: shop.Place"),
      [`${main}/Place.java`]: javaPlace("Place", 'tables.get("a").scan();'),
    },
    [`${main}/Place.java not-granted dynamodb:PutItem`],
  ],
  [
    "the provider of the environment, which is the role",
    {
      ...sam("java21", "CodeUri: ., Handler: shop.Place"),
      [`${main}/Place.java`]: javaPlace().replace(
        "DynamoDbClient.create()",
        "DynamoDbClient.builder().credentialsProvider(EnvironmentVariableCredentialsProvider.create()).build()",
      ),
    },
    whole(`${main}/Place.java`),
  ],
];

describe("functions of Go and Java", () => {
  for (const [title, files, expected] of rows)
    it(title, async () => {
      const made = temporaryFolder(files);
      try {
        const { out } = await planeguard(made.path, ["check", ".", "--format", "json", "--fail-on", "never"]);
        const { findings } = JSON.parse(out) as { findings: Finding[] };
        const found = findings
          .filter(({ ruleId }) => ruleId.startsWith("code/"))
          .map(({ file, ruleId, message }) => {
            const action = /`(\w+:\w+)`/.exec(message)?.[1];
            return `${file.split("\\").join("/")} ${ruleId.slice("code/".length)} ${action}`;
          });
        assert.deepEqual(found.sort(), [...expected].sort());
      } finally {
        made.remove();
      }
    });
});
