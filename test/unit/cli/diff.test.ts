/** `planeguard diff`, with a real git. */
import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";
import { planeguard } from "../../support/terminal";

let folder: ReturnType<typeof temporaryFolder>;
afterEach(() => folder?.remove());

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder.path, name)), { recursive: true });
  writeFileSync(join(folder.path, name), text);
}

function begin(files: Record<string, string | Buffer>): void {
  folder = temporaryFolder(files);
  initGit(folder.path);
  commit();
}

function commit(): void {
  git(folder.path, ["add", "-f", "-A", "."]);
  git(folder.path, ["commit", "-qm", "some"]);
}

interface Read {
  readonly exit: number;
  readonly verdict: string;
  readonly err: string;
  /** `name kind: actions on resources`, with `-` before what is no longer allowed. */
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

interface Access {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

async function diff(args: readonly string[] = ["HEAD"]): Promise<Read> {
  const { exit, out, err } = await planeguard(folder.path, ["diff", ...args, "--format", "json"]);
  const { verdict, subjects = [], problems = [] } = JSON.parse(out || "{}");
  const shown = ({ actions, resources }: Access) => `${actions.join(",")} on ${resources.join(",")}`;
  return {
    exit,
    verdict,
    err,
    lines: subjects.flatMap(
      (one: { name: string; kind: string; newlyAllowed: Access[]; noLongerAllowed: Access[] }) => [
        ...one.newlyAllowed.map((access) => `${one.name} ${one.kind}: ${shown(access)}`),
        ...one.noLongerAllowed.map((access) => `-${one.name} ${one.kind}: ${shown(access)}`),
      ],
    ),
    problems: problems.map(({ file, message }: { file: string; message: string }) => `${file}: ${message}`),
  };
}

const policy = (...actions: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::reports/*" }],
  });

const role = (actions: string, id = "ApiRole") => `
  ${id}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: a
          PolicyDocument:
            Version: "2012-10-17"
            Statement: { Effect: Allow, Action: [${actions}], Resource: "arn:aws:s3:::reports/*" }
`;
const template = (...roles: readonly string[]) => `Resources:\n${roles.join("\n")}`;

describe("diff", () => {
  it("says what a policy newly allows and no longer allows, and exits 1 for what is new", async () => {
    begin({ "api.json": policy("s3:GetObject", "s3:PutObject") });
    write("api.json", policy("s3:GetObject", "s3:DeleteObject"));
    assert.deepEqual(await diff(), {
      exit: 1,
      verdict: "incomparable",
      err: "",
      lines: [
        "api.json identity: s3:DeleteObject on arn:aws:s3:::reports/*",
        "-api.json identity: s3:PutObject on arn:aws:s3:::reports/*",
      ],
      problems: [],
    });
    assert.equal((await diff(["HEAD", "--fail-on", "never"])).exit, 0);
    assert.equal((await diff(["HEAD", "--fail-on", "new-risk"])).exit, 0);
  });

  it("compares two commits, whatever stands in the folder, and asks git where a branch began", async () => {
    begin({ "api.json": policy("s3:GetObject") });
    git(folder.path, ["checkout", "-qb", "work"]);
    write("api.json", policy("s3:GetObject", "s3:PutObject"));
    commit();
    write("api.json", policy("s3:*"));
    const added = ["api.json identity: s3:PutObject on arn:aws:s3:::reports/*"];
    assert.deepEqual((await diff(["main", "work"])).lines, added);
    assert.deepEqual(
      (await diff(["work", "main"])).lines,
      added.map((one) => `-${one}`),
    );
    assert.equal((await diff(["work", "main"])).verdict, "less");
    assert.notDeepEqual((await diff([])).lines, []);
    const { exit, err } = await diff(["nowhere"]);
    assert.deepEqual([exit, err], [2, "planeguard: git knows no commit of the name nowhere\n"]);
  });

  it("finds nothing in what is moved, sorted or written otherwise", async () => {
    begin({
      "a/template.yaml": template(role("s3:GetObject, s3:PutObject"), role("s3:GetObject", "Other")),
      "policies/read.json": policy("s3:GetObject", "s3:ListBucket"),
      "main.tf":
        'resource "aws_iam_role_policy" "a" {\n  role = aws_iam_role.a.id\n  policy = data.aws_iam_policy_document.a.json\n}\n',
      "data.tf":
        'data "aws_iam_policy_document" "a" {\n  statement {\n    actions = ["s3:GetObject", "s3:PutObject"]\n    resources = ["${var.bucket}/*"]\n  }\n}\n',
    });
    mkdirSync(join(folder.path, "b"));
    renameSync(join(folder.path, "a/template.yaml"), join(folder.path, "b/roles.yaml"));
    write("b/roles.yaml", template(role("s3:GetObject", "Other"), role('"s3:PutObject", s3:getobject, s3:GetObject')));
    rmSync(join(folder.path, "policies/read.json"));
    write("read-policy.json", JSON.stringify(JSON.parse(policy("s3:ListBucket", "s3:GetObject")), null, 2));
    rmSync(join(folder.path, "data.tf"));
    write(
      "documents.tf",
      'data "aws_iam_policy_document" "a" {\n  statement {\n    resources = [\n      "${var.bucket}/*",\n    ]\n    actions = ["s3:PutObject", "s3:GetObject"]\n  }\n}\n',
    );
    assert.deepEqual(await diff(), { exit: 0, verdict: "same", err: "", lines: [], problems: [] });
  });

  it("knows code again that puts its statements together otherwise, in a file that has another name", async () => {
    const statement = (action: string) => `new iam.PolicyStatement({ actions: ["${action}"], resources: ["*"] })`;
    const stack = (...lines: readonly string[]) => `import * as iam from "aws-cdk-lib/aws-iam";\n${lines.join("\n")}\n`;
    begin({
      "lib/a.ts": stack(
        `role.addToPrincipalPolicy(${statement("s3:DeleteObject")});`,
        `const one = ${statement("s3:GetObject")};`,
        `const two = ${statement("sns:Publish")};`,
      ),
      "lib/b.ts": stack(`use(${statement("ec2:DescribeImages")}, ${statement("logs:PutLogEvents")});`),
    });
    rmSync(join(folder.path, "lib/a.ts"));
    write(
      "src/stack.ts",
      stack(
        `role.addToPrincipalPolicy(${statement("s3:DeleteObject")});`,
        `const one = ${statement("s3:PutObject")};`,
        `const two = ${statement("sns:Publish")};`,
      ),
    );
    write(
      "lib/b.ts",
      stack(
        `role.addToPolicy(${statement("ec2:DescribeImages")});`,
        `role.addToPolicy(${statement("logs:PutLogEvents")});`,
      ),
    );
    assert.deepEqual((await diff()).lines, [
      "stack.ts identity: s3:PutObject on *",
      "-stack.ts identity: s3:GetObject on *",
    ]);
  });

  it("takes all policies of one role together, and each role by itself", async () => {
    begin({ "template.yaml": template(role("s3:GetObject"), role("s3:GetObject", "Other")) });
    const second = `
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: [!Ref ApiRole]
      PolicyDocument:
        Statement: { Effect: Allow, Action: [s3:GetObject, s3:PutObject], Resource: "arn:aws:s3:::reports/*" }
`;
    write("template.yaml", template(role("s3:GetObject"), role("s3:GetObject", "Other"), second));
    assert.deepEqual((await diff()).lines, ["ApiRole identity: s3:PutObject on arn:aws:s3:::reports/*"]);
  });

  it("knows what is deleted for no longer allowed, and what is new for newly allowed", async () => {
    begin({ "old.json": policy("s3:GetObject") });
    rmSync(join(folder.path, "old.json"));
    write("new.json", policy("s3:DeleteObject"));
    assert.deepEqual((await diff()).lines, [
      "new.json identity: s3:DeleteObject on arn:aws:s3:::reports/*",
      "-old.json identity: s3:GetObject on arn:aws:s3:::reports/*",
    ]);
  });

  it("reads managed policies by their names, and says the risk in them", async () => {
    const managed = (name: string) =>
      template(role("s3:GetObject")).replace(
        "      Policies:",
        `      ManagedPolicyArns: ["arn:aws:iam::aws:policy/${name}"]\n      Policies:`,
      );
    begin({ "template.yaml": managed("job-function/ViewOnlyAccess") });
    write("template.yaml", managed("AdministratorAccess"));
    const { exit } = await diff(["HEAD", "--fail-on", "new-risk"]);
    assert.equal(exit, 1);
  });

  it("says what cannot be read, on either side, and exits 2", async () => {
    begin({ "broken.json": '{"Version": "2012-10-17", "Statement": [', "api.json": policy("s3:GetObject") });
    write("broken.json", policy("s3:GetObject"));
    const { exit, verdict, problems } = await diff();
    assert.deepEqual([exit, verdict, problems.length > 0], [2, "unknown", true]);
  });

  it("leaves out what the old state leaves out, whatever the new one says", async () => {
    const exclude = (...patterns: readonly string[]) => JSON.stringify({ exclude: patterns });
    begin({
      "planeguard.json": exclude("left/**"),
      "left/a.json": policy("s3:GetObject"),
      "b.json": policy("s3:GetObject"),
    });
    write("planeguard.json", exclude("**"));
    write("left/a.json", policy("s3:PutObject"));
    write("b.json", policy("s3:GetObject", "s3:PutObject"));
    assert.deepEqual((await diff()).lines, ["b.json identity: s3:PutObject on arn:aws:s3:::reports/*"]);
  });

  it("says nothing of what it cannot read any more, nor of other repositories within this one", async () => {
    begin({ "api.json": policy("s3:GetObject"), "other.json": policy("s3:GetObject") });
    write("api.json", "\0\u0001");
    write("vendored/.git/HEAD", "ref: refs/heads/main");
    write("vendored/policies/all.json", policy("s3:*"));
    const { verdict, lines } = await diff();
    assert.deepEqual({ verdict, lines }, { verdict: "unknown", lines: [] });
  });

  it("says what the arguments of a call newly allow to the roles of a local module", async () => {
    const call = (actions: string, more = "") => `module "reader" {
  source  = "../modules/reader"
  actions = ${actions}
}
${more}`;
    const module = (resource: string) => `variable "actions" {}
resource "aws_iam_role" "r" {
  name = "r"
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.d.json
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = var.actions
    resources = ["${resource}"]
  }
}
`;
    begin({
      "live/main.tf": call('["s3:GetObject"]'),
      "modules/reader/main.tf": module("arn:aws:s3:::reports/*"),
    });
    write("live/main.tf", call('["s3:GetObject", "s3:DeleteObject"]'));
    assert.deepEqual((await diff()).lines, [
      "module.reader.aws_iam_role.r identity: s3:DeleteObject on arn:aws:s3:::reports/*",
    ]);
    write("live/main.tf", call('[\n  "s3:GetObject",\n]', 'locals {\n  more = "none"\n}\n'));
    assert.deepEqual((await diff()).lines, []);
  });

  it("says of a plan of Terraform what it changes in what is there", async () => {
    const planned = (address: string, before: object | null, after: object | null) => ({
      address,
      mode: "managed",
      type: "aws_iam_role_policy",
      change: { actions: ["update"], before, after, after_unknown: {} },
    });
    const own = (...actions: readonly string[]) => ({ role: "api", policy: policy(...actions) });
    folder = temporaryFolder({
      "plan.json": JSON.stringify({
        format_version: "1.2",
        resource_changes: [
          planned("aws_iam_role_policy.a", own("s3:GetObject"), own("s3:GetObject", "s3:PutObject")),
          planned("aws_iam_role_policy.moved", own("s3:ListBucket"), null),
          planned("aws_iam_role_policy.to", null, own("s3:ListBucket")),
          planned("aws_iam_role_policy.gone", { role: "other", policy: policy("s3:DeleteObject") }, null),
        ],
      }),
      "other.json": policy("s3:GetObject"),
    });
    assert.deepEqual((await diff(["plan.json"])).lines, [
      "api identity: s3:PutObject on arn:aws:s3:::reports/*",
      "-other identity: s3:DeleteObject on arn:aws:s3:::reports/*",
    ]);
    assert.match((await diff(["other.json"])).err, /neither a commit nor a plan/);
  });

  it("says that a plan does not tell a policy that is known only after apply", async () => {
    const { policy: before, ...others } = { role: "api", policy: policy("s3:GetObject") };
    const change = { actions: ["update"], before: { ...others, policy: before }, after: others };
    const planned = { address: "aws_iam_role_policy.a", mode: "managed", type: "aws_iam_role_policy" };
    folder = temporaryFolder({
      "plan.json": JSON.stringify({
        format_version: "1.2",
        resource_changes: [{ ...planned, change: { ...change, after_unknown: { policy: true } } }],
      }),
    });
    const { exit, out } = await planeguard(folder.path, ["diff", "plan.json", "--fail-on", "new-access"]);
    assert.equal(exit, 2);
    assert.match(out, /not known {2}what the policy of `aws_iam_role_policy\.a` allows is known only after apply/);
  });

  it("compares two files, and says what makes no sense", async () => {
    folder = temporaryFolder({
      "old.json": policy("s3:GetObject"),
      "new.json": policy("s3:GetObject", "s3:PutObject"),
    });
    assert.deepEqual((await diff(["--policies", "old.json", "new.json"])).lines, [
      "new.json identity: s3:PutObject on arn:aws:s3:::reports/*",
    ]);
    assert.equal((await diff(["--policies", "new.json", "old.json"])).verdict, "less");
    assert.equal((await diff(["--policies", "old.json"])).exit, 2);
    assert.equal((await diff(["--policies", "old.json", "none.json"])).exit, 2);
    assert.match((await diff([])).err, /no repository/);
  });

  describe("a shallow clone", () => {
    const clone = (...more: string[]) => {
      begin({ "p.json": "{}" });
      write("p.json", "[]");
      commit();
      const full = folder;
      folder = temporaryFolder({});
      git(folder.path, ["clone", "-q", ...more, `file://${full.path}`, "."]);
      full.remove();
    };

    it("of one commit has no base, and says how to fetch it", async () => {
      clone("--depth", "1");
      for (const args of [[], ["HEAD~1"]]) {
        const { exit, err } = await diff(args);
        assert.equal(exit, 2);
        assert.match(err, /this clone is shallow, and the base is not in it\. Fetch it with `git fetch --unshallow`/);
      }
    });

    it("that has the base is compared", async () => {
      clone("--depth", "2");
      const { exit, verdict } = await diff(["HEAD~1"]);
      assert.deepEqual([exit, verdict], [0, "same"]);
    });

    it("is compared with its own commit where that is named", async () => {
      clone("--depth", "1");
      assert.equal((await diff(["HEAD"])).exit, 0);
    });

    it("is not what a whole clone is", async () => {
      clone();
      assert.equal((await diff([])).exit, 0);
    });
  });
});
