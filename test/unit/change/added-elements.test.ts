/** What methods add to a statement of AWS CDK that is kept in a variable: the lines of a change, and those of its opposite. */
import { bothWays } from "../../support/both-ways";

const stack = (lines: string) => ({
  "s.ts": `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const caller = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
  const files = new s3.Bucket(this, "B");
  ${lines}
} }
`,
});
const python = (lines: string) => ({
  "s.py": `from aws_cdk import Stack, aws_iam as iam
class S(Stack):
    def __init__(self, scope, id, on):
        caller = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        ${lines.replaceAll("\n", "\n        ")}
`,
});

const ofBucket = (more: string) =>
  `const one = new iam.PolicyStatement({ actions: ["s3:GetObject"], principals: [new iam.AccountPrincipal("111122223333")], resources: [files.arnForObjects("*")] }); ${more} files.addToResourcePolicy(one);`;
const ofRole = (more: string) =>
  `const one = new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] }); ${more} caller.addToPolicy(one);`;
const inPython = (more: string) =>
  `one = iam.PolicyStatement(actions=["sqs:SendMessage"], resources=["*"])\n${more}\ncaller.add_to_policy(one)`;
const reads = (who: string) => `files resource: s3:GetObject on \${files.bucketArn}/* by ${who}`;
const sends = "caller identity: sqs:SendMessage on *";
const account = "arn:aws:iam::222233334444:root";
const another = 'one.addPrincipals(new iam.AccountPrincipal("222233334444"));';
const [vpc, tls] = [
  'one.addCondition("StringEquals", { "aws:SourceVpc": "vpc-1" });',
  'one.addCondition("Bool", { "aws:SecureTransport": "true" });',
];
const [whereVpc, whereTls] = [
  `${sends} where StringEquals aws:SourceVpc vpc-1`,
  `${sends} where Bool aws:SecureTransport true`,
];

interface Row {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly there: readonly string[];
  readonly back: readonly string[];
  readonly inPython?: boolean;
}

const rows: readonly Row[] = [
  ...(
    [
      ["a principal beside the one that is written", another, account],
      ["everybody beside it", "one.addAnyPrincipal();", "*"],
      ["a service beside it", 'one.addServicePrincipal("a.amazonaws.com");', "Service a.amazonaws.com"],
      ["a principal in some deployments", `if (props.on) { ${another} }`, account],
      ["a principal in one of two branches", `if (props.on) { props.log(); } else { ${another} }`, account],
    ] as const
  ).map(([title, line, who]): Row => ({
    title,
    before: ofBucket(""),
    after: ofBucket(line),
    there: [reads(who)],
    back: [`-${reads(who)}`],
  })),
  {
    title: "a second method that adds principals",
    before: ofBucket(another),
    after: ofBucket(`${another} one.addAnyPrincipal();`),
    there: [reads("*")],
    back: [`-${reads("*")}`],
  },
  {
    title: "the same principals in a list",
    before: ofBucket(another),
    after: ofBucket("").replace(
      'principals: [new iam.AccountPrincipal("111122223333")',
      'principals: [new iam.AccountPrincipal("111122223333"), new iam.AccountPrincipal("222233334444")',
    ),
    there: [],
    back: [],
  },
  {
    title: "the same principals in another order",
    before: ofBucket(`${another} one.addServicePrincipal("a.amazonaws.com");`),
    after: ofBucket(`one.addServicePrincipal("a.amazonaws.com"); ${another}`),
    there: [],
    back: [],
  },
  {
    title: "principals that a function adds",
    before: ofBucket(""),
    after: ofBucket("props.list.forEach((who: any) => { one.addPrincipals(who); });"),
    there: [reads("${one.addPrincipals(who)}")],
    back: [`-${reads("${one.addPrincipals(who)}")}`],
  },
  {
    title: "one of two conditions that goes",
    before: ofRole(vpc + tls),
    after: ofRole(tls),
    there: [whereTls],
    back: [`-${whereTls}`],
  },
  {
    title: "the only condition that goes",
    before: ofRole(vpc),
    after: ofRole(""),
    there: [sends],
    back: [`-${sends}`],
  },
  {
    title: "conditions in another order",
    before: ofRole(vpc + tls),
    after: ofRole(tls + vpc),
    there: [],
    back: [],
  },
  {
    title: "conditions by one method",
    before: ofRole(vpc + tls),
    after: ofRole(
      'one.addConditions({ StringEquals: { "aws:SourceVpc": "vpc-1" }, Bool: { "aws:SecureTransport": "true" } });',
    ),
    there: [],
    back: [],
  },
  {
    title: "keys of one operator in two calls",
    before: ofRole(`${vpc} one.addCondition("StringEquals", { "aws:RequestedRegion": "eu-west-1" });`),
    after: ofRole(
      'one.addCondition("StringEquals", { "aws:SourceVpc": "vpc-1", "aws:RequestedRegion": "eu-west-1" });',
    ),
    there: [],
    back: [],
  },
  {
    title: "actions in some deployments",
    before: ofRole(""),
    after: ofRole('if (props.on) { one.addActions("sqs:PurgeQueue"); }'),
    there: ["caller identity: sqs:PurgeQueue on *"],
    back: ["-caller identity: sqs:PurgeQueue on *"],
  },
  {
    title: "one of two conditions that goes, in Python",
    before: inPython(
      'one.add_condition("StringEquals", {"aws:SourceVpc": "vpc-1"})\none.add_condition("Bool", {"aws:SecureTransport": "true"})',
    ),
    after: inPython('one.add_condition("StringEquals", {"aws:SourceVpc": "vpc-1"})'),
    there: [whereVpc],
    back: [`-${whereVpc}`],
    inPython: true,
  },
  {
    title: "actions in some deployments, in Python",
    before: inPython(""),
    after: inPython('if on:\n    one.add_actions("sqs:PurgeQueue")'),
    there: ["caller identity: sqs:PurgeQueue on *"],
    back: ["-caller identity: sqs:PurgeQueue on *"],
    inPython: true,
  },
  {
    title: "a condition in some deployments that goes",
    before: ofRole(`if (props.on) { ${vpc} }`),
    after: ofRole(""),
    there: ["?caller identity", sends],
    // What is gone may stand in what a condition decides about.
    back: ["?caller identity"],
  },
];

describe("what methods add to a statement of CDK", () => {
  for (const { title, before, after, there, back, inPython: isPython = false } of rows)
    bothWays(
      title,
      [before, after].map((lines) => (isPython ? python(lines) : stack(lines))),
      there,
      back,
    );
});
