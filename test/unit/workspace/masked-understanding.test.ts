/** What an editor shows of a document in which keys stand where names do. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/create-engine";
import { Understanding } from "../../../src/workspace/understanding";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const id = fakeKeyId("as a name");
/** Neither slash nor plus, so that it may stand in every name. */
const secret = Array.from({ length: 1000 }, (_, index) =>
  fakeSecret(`as a name ${index}`).replace(/^kT7\//, "kT7x"),
).find((one) => /^[A-Za-z0-9]{40}$/.test(one))!;
const token = `IQoJb3JpZ2luX2Vj${secret}${secret.toLowerCase()}${secret}`;
const keys = [id, secret, token];

/** One place of a key each; `KEY` stands for it. */
const places: Readonly<Record<string, string>> = {
  "an Id": policy({ id: "KEY" }),
  "a Sid": policy({ statement: { Sid: "KEY" } }),
  "an action": policy({ statement: { Action: ["s3:KEY", "s3:Get*"] } }),
  "a service": policy({ statement: { Action: ["KEY:GetObject", "KEY"] } }),
  "a resource": policy({ statement: { Resource: ["arn:aws:s3:::KEY/*", "KEY"] } }),
  "a name of a resource": policy({
    statement: { Action: "iam:PassRole", Resource: "arn:aws:iam::111122223333:role/KEY" },
  }),
  "a principal": policy({
    statement: {
      Action: "sts:AssumeRole",
      Resource: undefined,
      Principal: { AWS: ["arn:aws:iam::111122223333:role/KEY", "KEY"] },
    },
  }),
  "a service principal": policy({ statement: { Principal: { Service: ["KEY.amazonaws.com", "KEY"] } } }),
  "an identity provider": policy({
    statement: { Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/KEY" } },
  }),
  "a type of principals": policy({ statement: { Principal: { KEY: "*" } } }),
  "an operator": policy({ statement: { Condition: { KEY: { "aws:SourceIp": "10.0.0.0/8" } } } }),
  "a condition key": policy({
    statement: { Condition: { StringEquals: { "aws:RequestTag/KEY": "a", KEY: "b", "KEY:x": "c" } } },
  }),
  "a condition value": policy({
    statement: { Condition: { StringEquals: { "aws:PrincipalArn": "KEY", "s3:prefix": ["KEY"] } } },
  }),
  "a variable": policy({ statement: { Resource: "arn:aws:s3:::b/${KEY}/${aws:PrincipalTag/KEY}" } }),
  "a name behind a thousand others": policy({ statement: { Sid: `${"x ".repeat(480)}KEY${" y".repeat(480)}` } }),
  "an element": policy({ statement: { KEY: "a" } }),
  "a logical id": JSON.stringify({
    Resources: {
      KEY: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { ManagedPolicyName: "KEY", PolicyDocument: JSON.parse(policy({})) },
      },
    },
  }),
};

function policy({ id, statement = {} }: { readonly id?: string; readonly statement?: object }): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: id,
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }],
  });
}

const terraform = (text: string) =>
  `resource "aws_iam_policy" "KEY" {\n  name   = "KEY"\n  policy = jsonencode(${text.replaceAll("${", "$${")})\n}\n`;
const forms: Readonly<Record<string, (text: string) => string>> = {
  "policy.json": (text) => text,
  "main.tf": terraform,
  "policy.ts": (text) => `export const KEY = ${text};\n`,
};

/** What a person sees of an answer: what is put into the document stands there already. */
function shown(answer: unknown): string {
  return (
    JSON.stringify(answer, (name, value: unknown) =>
      /^(?:newText|filterText|topic|page)$/.test(name) ? undefined : value,
    ) ?? ""
  );
}

/** So many characters of a key are a part of it that tells too much. */
const part = 10;
/** Every such part of the keys, without their first four characters and their last two. */
const parts = new Set(
  keys.flatMap((key) =>
    Array.from({ length: key.length - part - 5 }, (_, index) => key.slice(index + 4, index + 4 + part)),
  ),
);

/** Keys are letters and digits: only where so many of them stand in a row can there be a part of one. */
function assertMasked(answer: unknown, what: string): void {
  const text = shown(answer);
  for (const [run] of text.matchAll(/[A-Za-z0-9]{10,}/g))
    for (let at = 0; at + part <= run.length; at++)
      assert.ok(!parts.has(run.slice(at, at + part)), `${what} shows a part of a key: ${text.slice(0, 2000)}`);
}

describe("what an editor is told of keys that stand as names", function () {
  this.timeout(60_000);
  const engine = createEngine();

  for (const [name, form] of Object.entries(forms))
    for (const [turn, [place, written]] of Object.entries(places).entries()) {
      if (name === "policy.ts" && place === "a logical id") continue;
      it(`${name}: ${place}`, async () => {
        for (const [nth, key] of keys.entries()) {
          const document = { name, text: form(written).replaceAll("KEY", key) };
          const understanding = new Understanding();
          const lenses = await understanding.lensesOf(document);
          assertMasked([lenses, await understanding.symbolsOf(document)], "a lens or a symbol");
          for (const { offset } of lenses) assertMasked(await understanding.policyPage(document, offset), "a page");
          // In each key; and at each value's beginning, where the keys take turns: what is offered there takes a reading of its own.
          const elsewhere = nth === turn % keys.length ? '|"(?![\\s,:\\]})]|$)' : "";
          for (const { index } of document.text.matchAll(new RegExp(`${key}${elsewhere}`, "g"))) {
            const hover = await understanding.hoverAt(document, index + 1);
            assertMasked(hover, `the hover at ${index}`);
            for (const { page } of hover?.links ?? [])
              assertMasked(await understanding.page(page), "a page of a hover");
            const completions = await understanding.completionsAt(document, index + 1);
            assertMasked(completions, `the completions at ${index}`);
            for (const { topic } of completions?.items.slice(0, 3) ?? [])
              if (topic !== null) assertMasked(await understanding.documentationOf(topic), "a documentation");
          }
          const { findings, problems } = await engine.analyze(document, { fixes: true });
          const told = findings.map(({ message, related, fixes }) => [
            message,
            related.map((one) => one.message),
            fixes.map(({ title, delta }) => [title, delta]),
          ]);
          assertMasked([told, problems.map(({ message }) => message)], "a finding");
        }
      });
    }
});
