/**
 * Texts of any size that are made to keep an analysis busy: for every kind of string and list that it looks at, what
 * strangers could write there.
 */
import type { SourceDocument } from "../../src/analysis/source/document";

/** A document of about so many characters. */
export type Hostile = (size: number) => SourceDocument;

const fill = (unit: string) => (size: number) => unit.repeat(Math.max(1, Math.ceil(size / unit.length)));

/** What a single string is filled with. */
const fillings: Readonly<Record<string, (size: number) => string>> = {
  letters: fill("a"),
  capitals: fill("AB"),
  digits: fill("0"),
  stars: fill("*"),
  "stars and letters": fill("*a"),
  "question marks": fill("?*"),
  colons: fill(":"),
  slashes: fill("/"),
  dots: fill("."),
  "dots and letters": fill("a."),
  blanks: fill(" "),
  "blanks between letters": fill("a "),
  hyphens: fill("-"),
  commas: fill(","),
  quotes: fill("'"),
  "open variables": fill("${"),
  variables: fill("${aws:username}"),
  "variables within variables": fill("${aws:x"),
  "variables with blanks": (size) => `\${aws:username,${" ".repeat(size)}x${" ".repeat(size)}'y}`,
  "open placeholders": fill("{{"),
  placeholders: fill("{{a}}"),
  "percent braces": fill("%{"),
  "closing braces": fill("}}"),
  "braces of both kinds": fill("{{%{"),
  "angle brackets": fill("<"),
  arns: fill("arn:"),
  "arns, whole": fill("arn:aws:iam::111122223333:user/"),
  providers: fill(":oidc-provider/"),
  "own users": fill(":user/"),
  claims: fill("a.com:sub"),
  "claims with paths": fill(".a/"),
  "letters of other scripts": fill("é"),
  signs: fill("\u0001\u202e"),
};

type Statement = Readonly<Record<string, unknown>>;
const usual = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
const trust = { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity" };
const github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

export const policyOf = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 1);

const condition = (operator: string, key: string, value: unknown): Statement => ({
  ...usual,
  Condition: { [operator]: { [key]: value } },
});

/** Where a string stands in a policy. */
const slots: Readonly<Record<string, (text: string) => string>> = {
  action: (text) => policyOf({ ...usual, Action: text }),
  "name of an action": (text) => policyOf({ ...usual, Action: `s3:${text}` }),
  "beginning of an action": (text) => policyOf({ ...usual, Action: `s3:Get${text}` }),
  "service of an action": (text) => policyOf({ ...usual, Action: `${text}:Get*` }),
  NotAction: (text) => policyOf({ Effect: "Allow", NotAction: [`iam:${text}`], Resource: "*" }),
  resource: (text) => policyOf({ ...usual, Resource: text }),
  partition: (text) => policyOf({ ...usual, Resource: `arn:${text}:s3:::a` }),
  "service of an ARN": (text) => policyOf({ ...usual, Resource: `arn:aws:${text}:::a` }),
  Region: (text) => policyOf({ ...usual, Action: "sqs:SendMessage", Resource: `arn:aws:sqs:${text}:111122223333:a` }),
  account: (text) => policyOf({ ...usual, Action: "sqs:SendMessage", Resource: `arn:aws:sqs:eu-west-1:${text}:a` }),
  "name of a resource": (text) => policyOf({ ...usual, Resource: `arn:aws:s3:::${text}` }),
  "role to pass": (text) =>
    policyOf({
      ...usual,
      Action: ["iam:PassRole", "ec2:RunInstances"],
      Resource: `arn:aws:iam::111122223333:role/${text}`,
    }),
  NotResource: (text) =>
    policyOf({ Effect: "Deny", Action: "s3:*", NotResource: [`arn:aws:s3:::${text}`, "arn:aws:s3:::b"] }),
  Sid: (text) => policyOf({ Sid: text, ...usual }, { Sid: text, ...usual }),
  Effect: (text) => policyOf({ ...usual, Effect: text }),
  Id: (text) => JSON.stringify({ Version: "2012-10-17", Id: text, Statement: [usual] }),
  Version: (text) => JSON.stringify({ Version: text, Statement: [usual] }),
  "element of a statement": (text) => policyOf({ ...usual, [text]: "a" }),
  "element of a policy": (text) => JSON.stringify({ Version: "2012-10-17", [text]: "a", Statement: [usual] }),
  principal: (text) => policyOf({ ...usual, Principal: text }),
  "AWS principal": (text) => policyOf({ ...usual, Principal: { AWS: text } }),
  "ARN of a principal": (text) => policyOf({ ...usual, Principal: { AWS: [`arn:aws:iam::111122223333:${text}`] } }),
  "service principal": (text) =>
    policyOf({ ...trust, Action: "sts:AssumeRole", Principal: { Service: `${text}.amazonaws.com` } }),
  "whole service principal": (text) => policyOf({ ...trust, Action: "sts:AssumeRole", Principal: { Service: text } }),
  "federated principal": (text) => policyOf({ ...trust, Principal: { Federated: text } }),
  "identity provider": (text) =>
    policyOf({ ...trust, Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${text}` } }),
  "SAML provider": (text) =>
    policyOf({
      ...trust,
      Action: "sts:AssumeRoleWithSAML",
      Principal: { Federated: `arn:aws:iam::111122223333:saml-provider/${text}` },
    }),
  "canonical user": (text) => policyOf({ ...usual, Principal: { CanonicalUser: text } }),
  "kind of principal": (text) => policyOf({ ...usual, Principal: { [text]: "a" } }),
  "condition operator": (text) => policyOf(condition(text, "aws:PrincipalTag/a", "b")),
  "condition operator with its set": (text) =>
    policyOf(condition(`ForAllValues:String${text}IfExists`, "aws:TagKeys", "b")),
  "condition key": (text) => policyOf(condition("StringEquals", text, "b")),
  "condition key of a service": (text) => policyOf(condition("StringEquals", `s3:${text}`, "b")),
  "tag of a condition key": (text) => policyOf(condition("StringEquals", `aws:RequestTag/${text}`, "b")),
  "key of a provider": (text) =>
    policyOf({
      ...trust,
      Principal: { Federated: github },
      Condition: { StringLike: { [`${text}:sub`]: "repo:a/b:*" } },
    }),
  "subject of a provider": (text) =>
    policyOf({
      ...trust,
      Principal: { Federated: github },
      Condition: { StringLike: { "token.actions.githubusercontent.com:sub": text } },
    }),
  "repository of a subject": (text) =>
    policyOf({
      ...trust,
      Principal: { Federated: github },
      Condition: { StringLike: { "token.actions.githubusercontent.com:sub": `repo:${text}` } },
    }),
  "text to compare": (text) => policyOf(condition("StringLike", "aws:PrincipalTag/a", text)),
  "ARN to compare": (text) => policyOf(condition("ArnLike", "aws:SourceArn", `arn:aws:sns:*:*:${text}`)),
  "whole ARN to compare": (text) => policyOf(condition("ArnEquals", "aws:PrincipalArn", text)),
  "account to compare": (text) => policyOf(condition("StringEquals", "aws:SourceAccount", text)),
  "organization to compare": (text) => policyOf(condition("StringEquals", "aws:PrincipalOrgID", text)),
  "organization path": (text) =>
    policyOf(condition("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", `o-a1b2c3d4e5/${text}`)),
  "Region to compare": (text) => policyOf(condition("StringEquals", "aws:RequestedRegion", text)),
  "VPC to compare": (text) => policyOf(condition("StringEquals", "aws:SourceVpc", text)),
  "address to compare": (text) => policyOf(condition("IpAddress", "aws:SourceIp", text)),
  "block of addresses": (text) => policyOf(condition("NotIpAddress", "aws:SourceIp", `203.0.113.0/${text}`)),
  "IPv6 address": (text) => policyOf(condition("IpAddress", "aws:SourceIp", `2001:db8:${text}`)),
  "date to compare": (text) => policyOf(condition("DateLessThan", "aws:CurrentTime", text)),
  "end of a date": (text) => policyOf(condition("DateLessThan", "aws:CurrentTime", `2026-01-01T00:00:00${text}`)),
  "number to compare": (text) => policyOf(condition("NumericLessThan", "s3:max-keys", text)),
  "truth to compare": (text) => policyOf(condition("Bool", "aws:SecureTransport", text)),
  "presence to compare": (text) => policyOf(condition("Null", "aws:TokenIssueTime", text)),
  "base64 to compare": (text) => policyOf(condition("BinaryEquals", "aws:PrincipalTag/a", text)),
  "KMS key to compare": (text) =>
    policyOf(condition("StringEquals", "s3:x-amz-server-side-encryption-aws-kms-key-id", text)),
  "role of a condition": (text) => policyOf(condition("StringEquals", "iam:PassedToService", text)),
  "user to compare": (text) => policyOf(condition("StringLike", "aws:userid", text)),
};

/** One long string in one place of a policy: in JSON, and where it may be filled in by a template, in YAML. */
export const longStrings: Readonly<Record<string, Hostile>> = Object.fromEntries(
  Object.entries(slots).flatMap(([slot, write]) =>
    Object.entries(fillings).map(([filling, make]): [string, Hostile] => [
      `${slot}: ${filling}`,
      (size) => ({ name: "policy.json", text: write(make(size)) }),
    ]),
  ),
);

/** As many as fit, each another. */
const many = <T>(size: number, each: number, make: (index: number) => T): T[] =>
  Array.from({ length: Math.max(1, Math.ceil(size / each)) }, (_, index) => make(index));

/** A word that is another for each number, of letters alone. */
const word = (index: number): string =>
  [...index.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("");
const account = (index: number): string => String(100_000_000_000 + index);

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
    policyOf({ ...usual, Resource: many(size, 50, (at) => `arn:aws:${word(at)}:::a`) }),
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
      Resource: many(size, 60, (at) => `arn:aws:iam::111122223333:role/${word(at)}*`),
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
