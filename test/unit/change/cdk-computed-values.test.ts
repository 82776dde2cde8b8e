/** Values of programs of CDK that are computed: where what they are computed by has changed, nobody knows what is newly allowed. */
import { bothWays } from "../../support/both-ways";

const stack = (lines: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { build, Config, makeQueue, pick } from "./build";
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const role = new iam.Role(this, "R", {});
  ${lines}
} }
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_iam as iam
from build import build
class S(Stack):
    def __init__(self, scope, id):
        role = iam.Role(self, "R")
        ${lines.replaceAll("\n", "\n        ")}
`;
const taken = "role.addToPolicy(new iam.PolicyStatement({ actions: acts, resources: ['*'] }));";
const each = (list: string) =>
  `${list}.forEach((act) => role.addToPolicy(new iam.PolicyStatement({ actions: [act], resources: ['*'] })));`;
const on = "role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [arn] }));";
const takenInPython = 'role.add_to_policy(iam.PolicyStatement(actions=acts, resources=["*"]))';

/** With `@` for what differs. */
const unknown: Readonly<Record<string, string>> = {
  "what a function of another file returns": `const acts = build("@"); ${taken}`,
  "a part of it": `const { acts } = build("@"); ${taken}`,
  "what is left of a list": `const acts = ["s3:GetObject", "s3:PutObject"].filter((one) => one !== "s3:@"); ${taken}`,
  "a text in parts": `const acts = "s3:@,s3:PutObject".split(","); ${taken}`,
  "the keys of an object": `const acts = Object.keys({ "s3:@": 1 }); ${taken}`,
  "a list that is reduced": `const acts = ["@"].reduce((all: string[], one) => [...all, \`s3:\${one}\`], []); ${taken}`,
  "the default of what is given": `const { acts = ["s3:@"] } = props; ${taken}`,
  "what is assigned later": `let acts = ["s3:GetObject"]; if (props.on) acts = ["s3:@"]; ${taken}`,
  "each of a list that is computed": each('["@"].map((one) => `s3:${one}`)'),
  "each of a mapping": `const all = new Map([["a", "s3:@"]]); ${each("all")}`,
  "a part of what is made of a class": `const config = new Config({ acts: ["s3:@"] }); const acts = config.acts; ${taken}`,
  "a part of it, in place": `const config = new Config({ acts: ["s3:@"] }); ${taken.replace("acts", "config.acts")}`,
  "a part of what a function returns": `const config = build("@"); ${taken.replace("acts", "config.acts")}`,
  "an ARN that CDK makes": `const arn = Stack.of(this).formatArn({ service: "s3", resource: "@" }); ${on}`,
};
const same: Readonly<Record<string, string>> = {
  "a queue that is made elsewhere": `const queue = makeQueue(this, "@"); queue.grantSendMessages(role);`,
  "what is given something": `const fn = pick("@"); new sqs.Queue(this, "Q").grantSendMessages(fn);`,
  "what a function is made with": `const fn = new lambda.Function(this, "F", { memorySize: "@" }); const arn = fn.functionArn; ${on}`,
  "a construct of another file": `const files = new Config(this, "Files", { days: "@" }); const arn = files.bucketArn; ${on}`,
  "a role that is made elsewhere": `const files = build("Files", { days: "@" }); const arn = files.role.roleArn; ${on.replace("s3:GetObject", "sts:AssumeRole")}`,
  "a part of what a function makes": `const { files } = build({ scope: this, days: "@" }); const arn = files.place; ${on}`,
  "a construct that is assigned": `let fn; if (props.on) { fn = new Config(this, "F", { days: "@" }).fn; } if (fn) { ${on.replace("[arn]", '["*"]')} }`,
  "what a method makes": `const files = this.make("Files", { days: "@" }); const arn = files.place; ${on}`,
  "what no policy takes": `const acts = ["s3:GetObject"]; const more = build("@"); ${taken}`,
};

describe("values of CDK that are computed", () => {
  const filled = (text: string) => ["Get", "Delete"].map((one) => text.replaceAll("@", one));
  const rows = (all: Readonly<Record<string, string>>, lines: readonly string[]) => {
    for (const [title, text] of Object.entries(all))
      bothWays(
        title,
        filled(text).map((one) => ({ "s.ts": stack(one) })),
        lines,
        lines,
      );
  };
  rows(unknown, ["?role identity"]);
  rows(same, []);
  bothWays(
    "what a function of Python returns",
    filled(`acts = build("@")\n${takenInPython}`).map((one) => ({ "s.py": python(one) })),
    ["?role identity"],
    ["?role identity"],
  );
  bothWays(
    "what is written otherwise",
    [`const acts = build("a"); ${taken}`, `const acts = build(\n    'a',\n  );\n  ${taken}`].map((one) => ({
      "s.ts": stack(one),
    })),
    [],
    [],
  );
});
