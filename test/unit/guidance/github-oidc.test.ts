import assert from "node:assert/strict";

import { workflowSubjects } from "../../../src/analysis/credentials/data/workflow-subjects";
import { cloudFormation, subjectClaims, terraform, type WorkflowIdentity } from "../../../src/guidance/github-oidc";
import { createEngine } from "../../../src/workspace/engine";

const identity: WorkflowIdentity = {
  repository: "acme/shop",
  subjects: [
    { kind: "environment", name: "production" },
    { kind: "branch", name: "main" },
  ],
};

describe("the role of a workflow", () => {
  for (const [form, name, text] of [
    ["CloudFormation", "role.yaml", cloudFormation(identity)],
    ["Terraform", "role.tf", terraform(identity)],
  ] as const) {
    it(`in ${form} is a trust policy in which our rules find nothing`, async () => {
      const { findings, problems, policies } = await createEngine().analyze({ name, text });
      assert.deepEqual([findings.map(({ message }) => message), problems], [[], []]);
      assert.equal(policies, 1);
      for (const claim of subjectClaims(identity)) assert.ok(text.includes(claim));
    });
  }

  it("takes nothing of a workflow for a template of Terraform", () => {
    const subjects = [{ kind: "environment", name: '${file("/etc/passwd")} %{if true}' }] as const;
    assert.ok(terraform({ repository: null, subjects }).includes('$${file(\\"/etc/passwd\\")} %%{if true}'));
  });

  it("says so where the repository is not known", () => {
    assert.match(terraform({ ...identity, repository: null }), /repo:ORGANIZATION\/REPOSITORY:environment:production/);
  });
});

describe("the subjects of a workflow", () => {
  const workflow = (on: string, job: string) =>
    `on: ${on}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps: [{ run: npm test }]\n  deploy:\n    ${job}\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v5\n`;
  const cases: readonly [what: string, on: string, job: string, claims: readonly string[]][] = [
    ["an environment", "{ push: { branches: [main] } }", "environment: production", ["environment:production"]],
    [
      "an environment with an address",
      "push",
      "environment: { name: production, url: https://shop.example }",
      ["environment:production"],
    ],
    [
      "branches that are named",
      '{ push: { branches: [main, "release/*", stable] } }',
      "runs-on: ubuntu-latest",
      ["ref:refs/heads/main", "ref:refs/heads/stable"],
    ],
    [
      "anything else, pull requests too: the main branch alone",
      "[push, pull_request]",
      "runs-on: ubuntu-latest",
      ["ref:refs/heads/main"],
    ],
    ["an environment that is computed", "push", "environment: ${{ inputs.environment }}", ["ref:refs/heads/main"]],
  ];
  for (const [what, on, job, claims] of cases) {
    it(`of ${what}`, () => {
      const subjects = workflowSubjects(workflow(on, job))!;
      assert.deepEqual(
        subjectClaims({ repository: "acme/shop", subjects }),
        claims.map((claim) => `repo:acme/shop:${claim}`),
      );
    });
  }

  it("are none where the file is no workflow", () => assert.equal(workflowSubjects("a: [1]"), null));
});
