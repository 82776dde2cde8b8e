/** Policies with long lists, and with many statements, of every kind that a rule compares with one another. */
import { builtCatalog } from "../catalog";
import { account, evenWord, type Hostile, many, policyOf, type Statement, word } from "./text";

const usual = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
const trust = { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity" };
const github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

const condition = (operator: string, key: string, value: unknown): Statement => ({
  ...usual,
  Condition: { [operator]: { [key]: value } },
});

let known: readonly string[] | null = null;
/** Every action of every service, in turn. */
function actionAt(at: number): string {
  if (!known) {
    const catalog = builtCatalog();
    known = catalog.prefixes.flatMap((prefix) =>
      catalog.service(prefix)!.actions.map(({ name }) => `${prefix}:${name}`),
    );
  }
  return known[(at * 7) % known.length]!;
}

const tags = (size: number) => Object.fromEntries(many(size, 40, (at) => [`aws:RequestTag/${word(at)}`, "a"]));

/** Long lists of many different things. */
const lists: Readonly<Record<string, (size: number) => string>> = {
  "unknown actions of one service": (size) =>
    policyOf({ ...usual, Action: many(size, 40, (at) => `ec2:DescribeThing${word(at)}`) }),
  "misspelt actions": (size) =>
    policyOf({
      ...usual,
      Action: many(size, 30, (at) => `s3:${["GetObjct", "PutObjectAc", "ListBuckt"][at % 3]}${word(at)}`),
    }),
  "actions that AWS has": (size) => policyOf({ ...usual, Action: many(size, 30, actionAt), Resource: "*" }),
  "the same misspelt action": (size) => policyOf({ ...usual, Action: many(size, 20, () => "s3:GetObjct") }),
  "actions of unknown services": (size) => policyOf({ ...usual, Action: many(size, 30, (at) => `svc${word(at)}:Get`) }),
  "actions without a service": (size) => policyOf({ ...usual, Action: many(size, 20, (at) => `Get${word(at)}`) }),
  "actions with wildcards": (size) => policyOf({ ...usual, Action: many(size, 20, (at) => `s3:*${word(at)}*`) }),
  "services with wildcards": (size) => policyOf({ ...usual, Action: many(size, 20, (at) => `*${word(at)}*:Get*`) }),
  "actions that begin alike": (size) => policyOf({ ...usual, Action: many(size, 20, (at) => `s3:Get${word(at)}*`) }),
  "actions in capitals": (size) =>
    policyOf({ ...usual, Action: many(size, 20, (at) => (at % 2 ? "S3:GETOBJECT" : "s3:getobject")) }),
  NotActions: (size) =>
    policyOf({ Effect: "Allow", NotAction: many(size, 30, (at) => `iam:Get${word(at)}*`), Resource: "*" }),
  "names of buckets": (size) => policyOf({ ...usual, Resource: many(size, 40, (at) => `arn:aws:s3:::${word(at)}/*`) }),
  "buckets with wildcards": (size) =>
    policyOf({ ...usual, Resource: many(size, 40, (at) => `arn:aws:s3:::*${word(at)}*`) }),
  "unknown resources": (size) =>
    policyOf({ ...usual, Resource: many(size, 50, (at) => `arn:aws:ec2:eu-west-1:111122223333:thing${word(at)}/a`) }),
  "resources of unknown services": (size) =>
    policyOf({ ...usual, Resource: many(size, 50, (at) => `arn:aws:${evenWord(at)}:::a`) }),
  "resources in unknown Regions": (size) =>
    policyOf({ ...usual, Resource: many(size, 60, (at) => `arn:aws:sqs:eu-west-${word(at)}:111122223333:a`) }),
  "short ARNs": (size) => policyOf({ ...usual, Resource: many(size, 40, (at) => `arn:aws:s3:${word(at)}`) }),
  "resources with variables": (size) =>
    policyOf({ ...usual, Resource: many(size, 60, (at) => `arn:aws:s3:::a/\${aws:username}/${word(at)}`) }),
  NotResources: (size) =>
    policyOf({ Effect: "Deny", Action: "s3:*", NotResource: many(size, 40, (at) => `arn:aws:s3:::${word(at)}/*`) }),
  "roles to pass": (size) =>
    policyOf({
      ...usual,
      Action: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
      Resource: many(size, 60, (at) => `arn:aws:iam::111122223333:role/${evenWord(at)}*`),
    }),
  accounts: (size) => policyOf({ ...usual, Principal: { AWS: many(size, 20, account) } }),
  "roots and accounts": (size) =>
    policyOf({
      ...usual,
      Principal: { AWS: many(size, 40, (at) => (at % 2 ? account(at) : `arn:aws:iam::${account(at + 1)}:root`)) },
    }),
  "roles as principals": (size) =>
    policyOf({ ...usual, Principal: { AWS: many(size, 50, (at) => `arn:aws:iam::111122223333:role/${word(at)}`) } }),
  "unknown service principals": (size) =>
    policyOf({
      ...trust,
      Action: "sts:AssumeRole",
      Principal: { Service: many(size, 40, (at) => `${word(at)}.amazonaws.com`) },
    }),
  "identity providers": (size) =>
    policyOf({
      ...trust,
      Principal: {
        Federated: many(size, 70, (at) => `arn:aws:iam::111122223333:oidc-provider/${word(at)}.example.com`),
      },
    }),
  "kinds of principals": (size) =>
    policyOf({ ...usual, Principal: Object.fromEntries(many(size, 20, (at) => [`Kind${word(at)}`, "a"])) }),
  "condition operators": (size) =>
    policyOf({
      ...usual,
      Condition: Object.fromEntries(many(size, 60, (at) => [`StringEqual${word(at)}`, { "aws:PrincipalTag/a": "b" }])),
    }),
  "condition operators of one name": (size) =>
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{${many(size, 50, (at) => `"StringEquals":{"aws:PrincipalTag/${word(at)}":"b"}`).join(",")}}}]}`,
  "condition keys": (size) =>
    policyOf({
      ...usual,
      Condition: { StringEquals: Object.fromEntries(many(size, 30, (at) => [`s3:${word(at)}`, "a"])) },
    }),
  "global condition keys": (size) =>
    policyOf({
      ...usual,
      Condition: { StringEquals: Object.fromEntries(many(size, 30, (at) => [`aws:SourceAr${word(at)}`, "a"])) },
    }),
  "condition keys of unknown services": (size) =>
    policyOf({
      ...usual,
      Condition: { StringEquals: Object.fromEntries(many(size, 30, (at) => [`${word(at)}:a`, "a"])) },
    }),
  "tags of requests": (size) =>
    policyOf({ ...usual, Action: "ec2:CreateTags", Resource: "*", Condition: { StringEquals: tags(size) } }),
  "values of a condition": (size) =>
    policyOf(
      condition(
        "StringLike",
        "aws:PrincipalTag/a",
        many(size, 20, (at) => `*${word(at)}*`),
      ),
    ),
  "equal values of a condition": (size) =>
    policyOf(
      condition(
        "StringEquals",
        "aws:PrincipalTag/a",
        many(size, 20, () => "a"),
      ),
    ),
  addresses: (size) =>
    policyOf(
      condition(
        "IpAddress",
        "aws:SourceIp",
        many(size, 20, (at) => `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}/32`),
      ),
    ),
  "overlapping addresses": (size) =>
    policyOf(
      condition(
        "IpAddress",
        "aws:SourceIp",
        many(size, 20, (at) => `10.${at & 255}.0.0/${8 + (at % 20)}`),
      ),
    ),
  "IPv6 addresses": (size) =>
    policyOf(
      condition(
        "NotIpAddress",
        "aws:SourceIp",
        many(size, 30, (at) => `2001:db8::${at.toString(16)}/128`),
      ),
    ),
  "ARNs of a condition": (size) =>
    policyOf(
      condition(
        "ArnLike",
        "aws:SourceArn",
        many(size, 50, (at) => `arn:aws:sns:*:*:*${word(at)}*`),
      ),
    ),
  "accounts of a condition": (size) =>
    policyOf(condition("StringEquals", "aws:SourceAccount", many(size, 20, account))),
  "Regions of a condition": (size) =>
    policyOf(
      condition(
        "StringEquals",
        "aws:RequestedRegion",
        many(size, 30, (at) => `eu-west-${word(at)}`),
      ),
    ),
  "subjects of a provider": (size) =>
    policyOf({
      ...trust,
      Principal: { Federated: github },
      Condition: {
        StringLike: { "token.actions.githubusercontent.com:sub": many(size, 40, (at) => `repo:a/${word(at)}:*`) },
      },
    }),
  "keys of a provider": (size) =>
    policyOf({
      ...trust,
      Principal: { Federated: github },
      Condition: {
        StringLike: Object.fromEntries(
          many(size, 50, (at) => [`token.actions.githubusercontent.com:${word(at)}`, "a"]),
        ),
      },
    }),
  "elements of a statement": (size) =>
    policyOf({ ...usual, ...Object.fromEntries(many(size, 20, (at) => [`Actio${word(at)}`, "a"])) }),
  "elements of a policy": (size) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [usual],
      ...Object.fromEntries(many(size, 20, (at) => [`Statemen${word(at)}`, "a"])),
    }),
  "elements of one name": (size) =>
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",${many(size, 20, () => '"Action":"s3:Get*"').join(",")},"Resource":"*"}]}`,
  "entries of one name": (size) =>
    `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}],${many(size, 10, () => '"a":"b"').join(",")}}`,
};

/** Many statements of a kind. */
const statements: Readonly<Record<string, (index: number) => Statement>> = {
  alike: () => usual,
  "with one Sid": () => ({ Sid: "Same", ...usual }),
  "with Sids": (at) => ({ Sid: `S${at}`, ...usual, Resource: `arn:aws:s3:::${word(at)}/*` }),
  "with odd Sids": (at) => ({ Sid: `a-${word(at)}`, ...usual, Resource: `arn:aws:s3:::${word(at)}/*` }),
  "on buckets": (at) => ({ ...usual, Resource: `arn:aws:s3:::${word(at)}/*` }),
  "with wildcards": (at) => ({ ...usual, Action: `s3:Get${word(at)}*`, Resource: `arn:aws:s3:::*${word(at)}*` }),
  "of everything": () => ({ Effect: "Allow", Action: "*", Resource: "*" }),
  "that deny": (at) => ({ Effect: "Deny", Action: `s3:Get${word(at)}*`, Resource: "*" }),
  "that allow and deny": (at) => ({
    Effect: at % 2 ? "Allow" : "Deny",
    Action: ["iam:*", "s3:*"],
    Resource: `arn:aws:s3:::${word(at)}`,
  }),
  "that pass roles": (at) => ({
    Effect: "Allow",
    Action: ["iam:PassRole", "ec2:RunInstances"],
    Resource: `arn:aws:iam::111122223333:role/*${word(at)}`,
  }),
  "that pass every role": () => ({
    Effect: "Allow",
    Action: ["iam:PassRole", "ec2:RunInstances", "lambda:*"],
    Resource: "*",
  }),
  "on every resource": (at) => ({
    Effect: "Allow",
    Action: ["s3:PutObject", "ec2:TerminateInstances"],
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestedRegion": word(at) } },
  }),
  "with NotAction": (at) => ({ Effect: "Allow", NotAction: [`iam:${word(at)}*`], Resource: "*" }),
  "with NotResource": (at) => ({ Effect: "Deny", Action: "s3:*", NotResource: `arn:aws:s3:::${word(at)}` }),
  "with conditions": (at) => ({ ...usual, Condition: { StringLike: { "aws:PrincipalTag/a": `*${word(at)}*` } } }),
  "with tags": (at) => ({
    Effect: "Allow",
    Action: ["ec2:*", "ec2:CreateTags"],
    Resource: "*",
    Condition: { StringEquals: { [`aws:ResourceTag/${word(at)}`]: "a" } },
  }),
  "for accounts": (at) => ({ ...usual, Principal: { AWS: account(at) } }),
  "for everybody": (at) => ({
    ...usual,
    Principal: "*",
    Condition: { StringLike: { "aws:PrincipalArn": `*${word(at)}*` } },
  }),
  "for services": (at) => ({ ...trust, Action: "sts:AssumeRole", Principal: { Service: `${word(at)}.amazonaws.com` } }),
  "for providers": (at) => ({
    ...trust,
    Principal: { Federated: github },
    Condition: { StringLike: { "token.actions.githubusercontent.com:sub": `repo:a/${word(at)}:*` } },
  }),
  "with an unknown action": (at) => ({ ...usual, Action: `ec2:DescribeThing${word(at)}` }),
  "with variables": (at) => ({ ...usual, Resource: `arn:aws:s3:::a/\${aws:username${word(at)}/*` }),
  empty: () => ({}),
};

export const longLists: Readonly<Record<string, Hostile>> = Object.fromEntries([
  ...Object.entries(lists).map(([what, write]): [string, Hostile] => [
    what,
    (size) => ({ name: "policy.json", text: write(size) }),
  ]),
  ...Object.entries(statements).map(([what, make]): [string, Hostile] => [
    `statements ${what}`,
    (size) => ({
      name: "policy.json",
      text: policyOf(...many(size, JSON.stringify(make(100), null, 1).length + 10, make)),
    }),
  ]),
]);
