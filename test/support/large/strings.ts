/** One long string in every place of a policy, filled with what an expression or a loop may go over again and again. */
import { fill, type Hostile, policyOf, type Statement } from "./text";

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

const usual = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
const trust = { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity" };
const github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

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
