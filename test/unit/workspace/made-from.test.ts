import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";

import type { Finding } from "../../../src/analysis/finding";
import { createEngine } from "../../../src/workspace/create-engine";
import { withSources } from "../../../src/workspace/made-from";
import { temporaryFolder, writeFiles } from "../../support/folder";

const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "*" }] };

describe("what a tool made a resource of", () => {
  const engine = createEngine();
  let folder: ReturnType<typeof temporaryFolder>;
  before(() => (folder = temporaryFolder({})));
  after(() => folder.remove());

  const write = (name: string, content: string | object): void =>
    writeFiles(folder.path, { [name]: typeof content === "string" ? content : JSON.stringify(content) });

  /** Where the one finding of each resource is said to come from: file, line and message. */
  async function sources(name: string, content: object): Promise<readonly string[]> {
    write(name, content);
    const text = JSON.stringify(content);
    const { findings } = await engine.analyze({ name, text });
    const own = findings.filter(({ ruleId }) => ruleId === "policy/invalid-action");
    const told = (finding: Finding): string => {
      const { file, range, message } = finding.related.at(-1)!;
      return `${file.replaceAll("\\", "/")}:${range.start.line} ${message}`;
    };
    return withSources(own, { name, text }, join(folder.path, name)).map(told);
  }

  const template = {
    Resources: {
      Reader: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { PolicyDocument: policy },
        Metadata: { "aws:cdk:path": "App/Reader/Resource" },
      },
    },
  };
  const traced = (...trace: string[]) => ({
    artifacts: { App: { metadata: { "/App/Reader/Resource": [{ type: "aws:cdk:logicalId", trace }] } } },
  });
  const stack = "import {} from 'x';\n\nnew ManagedPolicy(this, 'Reader');\n";

  it("names the construct of a synthesized template", async () => {
    assert.deepEqual(await sources("plain/cdk.out/App.template.json", template), [
      "plain/cdk.out/App.template.json:1 The construct `App/Reader/Resource` makes this.",
    ]);
  });

  it("leads to the line of the app by a stack trace, also by one of another machine", async () => {
    write("app/lib/stack.ts", stack);
    write(
      "app/cdk.out/manifest.json",
      traced(
        "new ManagedPolicy (/home/runner/work/app/node_modules/aws-cdk-lib/aws-iam/lib/managed-policy.js:1:2)",
        "new App (/home/runner/work/app/lib/stack.ts:3:1)",
        "node:internal/main/run_main_module:22:47",
      ),
    );
    assert.deepEqual(await sources("app/cdk.out/App.template.json", template), [
      "app/lib/stack.ts:3 The construct `App/Reader/Resource` makes this.",
    ]);
  });

  it("leads nowhere where the trace leads out of the app, or to a line that is not there", async () => {
    write("outside.ts", stack);
    write("strange/lib/stack.ts", stack);
    symlinkSync(join(folder.path, "outside.ts"), join(folder.path, "strange/lib/link.ts"));
    write(
      "strange/cdk.out/manifest.json",
      traced("a (/x/../outside.ts:1:1)", "b (/lib/link.ts:1:1)", "c (/lib/stack.ts:9:1)"),
    );
    assert.deepEqual(await sources("strange/cdk.out/App.template.json", template), [
      "strange/cdk.out/App.template.json:1 The construct `App/Reader/Resource` makes this.",
    ]);
  });

  it("leads from a plan to the block of Terraform, in local modules too", async () => {
    write("tf/main.tf", '\nmodule "site" {\n  source = "./site"\n}\nresource "aws_iam_policy" "own" {\n}\n');
    write("tf/site/main.tf", 'resource "aws_iam_policy" "other" {\n}\n\nresource "aws_iam_policy" "own" {\n}\n');
    const change = (address: string) => ({
      address,
      mode: "managed",
      type: "aws_iam_policy",
      change: { after: { policy: JSON.stringify(policy) } },
    });
    const addresses = [
      "aws_iam_policy.own[0]",
      'module.site["a.b"].aws_iam_policy.own',
      "module.gone.aws_iam_policy.own",
    ];
    assert.deepEqual(
      await sources("tf/plan.json", { format_version: "1.2", resource_changes: addresses.map(change) }),
      [
        "tf/main.tf:5 `aws_iam_policy.own[0]` in the plan.",
        'tf/site/main.tf:4 `module.site["a.b"].aws_iam_policy.own` in the plan.',
        "tf/plan.json:1 `module.gone.aws_iam_policy.own` in the plan.",
      ],
    );
  });
});
