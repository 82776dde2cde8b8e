/** Permissions of functions and buses in which a condition of Terraform decides who may do what. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const service = '"events.amazonaws.com"';
const rule = '"arn:aws:events:eu-west-1:111122223333:rule/r"';
const permission = (principal: string, more = "") =>
  `variable "on" {\n}\nresource "aws_lambda_permission" "p" {\n  function_name = "f"\n  action = "lambda:InvokeFunction"\n  principal = ${principal}\n  ${more}\n}\n`;
const told = (by: string) => `aws_lambda_permission.p resource: lambda:InvokeFunction by ${by}`;
const everybody = 'var.on ? "*" : "events.amazonaws.com"';
const byService = "Service events.amazonaws.com";

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["everybody in some deployments", permission(service), permission(everybody), [told("*")]],
  ["everybody in some deployments, newly", "", permission(everybody), [told("*"), told(byService)]],
  ["everybody no longer", permission(everybody), permission(service), [`-${told("*")}`]],
  ["everybody in all deployments", permission(everybody), permission('"*"'), [told("*")]],
  ["everybody or nobody", "", permission('var.on ? "*" : null'), [told("*")]],
  [
    "a source that some deployments do not ask for",
    permission(service, `source_arn = ${rule}`),
    permission(service, `source_arn = var.on ? null : ${rule}`),
    [told(byService)],
  ],
  [
    "an account that some deployments do not ask for",
    permission(service, 'source_account = "111122223333"'),
    permission(service, 'source_account = var.on ? "111122223333" : null'),
    [told(byService)],
  ],
  [
    "a source that all deployments ask for now",
    permission(service, `source_arn = var.on ? null : ${rule}`),
    permission(service, `source_arn = ${rule}`),
    [`-${told(byService)}`],
  ],
  ["the same", permission(everybody), permission(everybody.replace("?", "  ?")), []],
];

describe("permissions that a condition decides about", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
