/** Workflows of GitHub that sign in with a key: which of them are told of, and what the change to a role keeps. */
import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("workflow"), fakeSecret("workflow")];
const stored = (name = "AWS") =>
  `AWS_ACCESS_KEY_ID: \${{ secrets.${name}_ACCESS_KEY_ID }}\n          AWS_SECRET_ACCESS_KEY: \${{ secrets.${name}_SECRET_ACCESS_KEY }}\n`;
const workflow = (steps: string, more = "") =>
  `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n${more}    steps:\n${steps}`;
const signIn =
  "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          aws-access-key-id: ${{ secrets.AWS_ACCESS_KEY_ID }}\n          aws-secret-access-key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n          aws-region: eu-west-1\n";
const withRole =
  "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: eu-west-1\n";

async function found(text: string): Promise<Finding[]> {
  const { findings } = await engine.analyze({ name: ".github/workflows/a.yml", text }, { fixes: true });
  return findings.filter(({ ruleId }) => ruleId.startsWith("credentials/"));
}

const applied = (text: string, finding: Finding | undefined): string | null =>
  finding?.fixes[0]
    ? applyEdits(
        text,
        finding.fixes[0].edits.map(({ range, newText }) => ({
          span: { start: range.start.offset, end: range.end.offset },
          newText,
        })),
      )
    : null;

const step = (run: string, name = "AWS") => `      - run: ${run}\n        env:\n          ${stored(name)}`;

const silent: Readonly<Record<string, string>> = {
  "a secret of another service": step("aws s3 ls", "R2"),
  "an endpoint as an option": step("aws s3 sync . s3://a --endpoint-url https://s3.eu-central-003.backblazeb2.com"),
  "an endpoint that only the repository knows": step('aws s3 ls --endpoint-url "${{ vars.ENDPOINT }}"'),
  "an endpoint by a name of its own": `      - run: make backup\n        env:\n          BACKUP_ENDPOINT: \${{ vars.BACKUP }}\n          ${stored()}`,
  "a stack on the machine that builds": step("awslocal s3 ls"),
  "an endpoint in a later step": `${signIn}      - run: aws s3 ls --endpoint-url https://a.r2.cloudflarestorage.com\n`,
  "options of a program of which nobody knows":
    "      - run: ./upload --access-key ${{ secrets.KEY }} --secret-key ${{ secrets.KEY_SECRET }}\n",
  "other names, and a session token":
    "      - run: make\n        env:\n          TF_VAR_aws_access_key: ${{ secrets.A }}\n          TF_VAR_aws_secret_key: ${{ secrets.B }}\n          TF_VAR_aws_session_token: ${{ secrets.C }}\n",
  "other names, and nothing of AWS":
    "      - run: make\n        env:\n          ACCESS_KEY: ${{ secrets.A }}\n          SECRET_KEY: ${{ secrets.B }}\n",
  "a name of the step": `      - name: Upload to Wasabi\n        run: aws s3 ls\n        env:\n          ${stored()}`,
  "a storage of rclone": `      - run: rclone sync . a:b\n        env:\n          RCLONE_CONFIG_A_PROVIDER: Minio\n          ${stored()}`,
  "a repository of restic": step("restic -r s3:https://backup.example.net/a backup ."),
  "a command with a session token":
    "      - run: docker run -e AWS_ACCESS_KEY_ID=${{ secrets.A }} -e AWS_SECRET_ACCESS_KEY=${{ secrets.B }} -e AWS_SESSION_TOKEN=${{ secrets.C }} a\n",
  "a registry that is not AWS's":
    "      - uses: docker/login-action@v3\n        with:\n          registry: ghcr.io\n          username: ${{ github.actor }}\n          password: ${{ secrets.GITHUB_TOKEN }}\n",
};

/** What each is given as, and the text after its fix; null where none is right. */
const told: Readonly<Record<string, readonly [steps: string, fixed: string | null]>> = {
  "commands that configure": [
    "      - run: |\n          aws configure set aws_access_key_id ${{ secrets.AWS_ACCESS_KEY_ID }}\n          aws configure set aws_secret_access_key ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n          aws s3 ls\n",
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - run: |\n          aws s3 ls\n",
  ],
  "commands that write a file": [
    '      - run: |\n          echo "aws_access_key_id = ${{ secrets.AWS_ACCESS_KEY_ID }}" >> ~/.aws/credentials\n          echo "aws_secret_access_key = ${{ secrets.AWS_SECRET_ACCESS_KEY }}" >> ~/.aws/credentials\n',
    null,
  ],
  "commands that set the environment of PowerShell": [
    '      - run: |\n          $env:AWS_ACCESS_KEY_ID = "${{ secrets.AWS_ACCESS_KEY_ID }}"\n          $env:AWS_SECRET_ACCESS_KEY = "${{ secrets.AWS_SECRET_ACCESS_KEY }}"\n',
    null,
  ],
  "options of a program": [
    "      - run: s3cmd --access_key=${{ secrets.AWS_ACCESS_KEY_ID }} --secret_key=${{ secrets.AWS_SECRET_ACCESS_KEY }} ls\n",
    null,
  ],
  "variables of Terraform": [
    '      - run: terraform apply -var="aws_access_key=${{ secrets.A }}" -var="aws_secret_key=${{ secrets.B }}"\n',
    null,
  ],
  "other names": [
    "      - run: make\n        env:\n          TF_VAR_aws_access_key: ${{ secrets.A }}\n          TF_VAR_aws_secret_key: ${{ secrets.B }}\n",
    null,
  ],
  "a script for another machine": [
    "      - uses: someone/ssh@v1\n        with:\n          script: |\n            export AWS_ACCESS_KEY_ID=${{ secrets.A }}\n            export AWS_SECRET_ACCESS_KEY=${{ secrets.B }}\n",
    null,
  ],
  "arguments of a build": [
    "      - uses: docker/build-push-action@v6\n        with:\n          build-args: |\n            AWS_ACCESS_KEY_ID=${{ secrets.A }}\n            AWS_SECRET_ACCESS_KEY=${{ secrets.B }}\n",
    null,
  ],
  "a choice between keys": [
    "      - run: aws s3 ls\n        env:\n          AWS_ACCESS_KEY_ID: ${{ inputs.a && secrets.A || secrets.B }}\n          AWS_SECRET_ACCESS_KEY: ${{ inputs.a && secrets.C || secrets.D }}\n",
    null,
  ],
  "secrets by index": [
    "      - run: aws s3 ls\n        env:\n          AWS_ACCESS_KEY_ID: ${{ secrets['A'] }}\n          AWS_SECRET_ACCESS_KEY: ${{ secrets['B'] }}\n",
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - run: aws s3 ls\n",
  ],
  "a login to a registry that the repository knows": [
    "      - uses: docker/login-action@v3\n        with:\n          registry: ${{ vars.REGISTRY }}\n          username: ${{ secrets.AWS_ACCESS_KEY_ID }}\n          password: ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n",
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - uses: docker/login-action@v3\n        with:\n          registry: ${{ vars.REGISTRY }}\n",
  ],
  "the Serverless Framework": [
    "      - run: serverless config credentials --provider aws --key ${{ secrets.AWS_KEY }} --secret ${{ secrets.AWS_SECRET }}\n",
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n",
  ],
  "the Serverless Framework, with more in the script": [
    "      - run: |\n          npm ci\n          npx sls config credentials -o --provider aws --key ${{ secrets.AWS_ACCESS_KEY_ID }} --secret ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n",
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - run: |\n          npm ci\n",
  ],
  "the Serverless Framework, with a profile that somebody names": [
    "      - run: sls config credentials --provider aws --key ${{ secrets.AWS_KEY }} --secret ${{ secrets.AWS_SECRET }} --profile a\n",
    null,
  ],
  "a step that only writes a profile from its environment": [
    step("aws configure set aws_secret_access_key $AWS_SECRET_ACCESS_KEY"),
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n",
  ],
  "a step that only writes a profile": [
    "      - name: Sign in\n        run: |\n          aws configure set aws_access_key_id ${{ secrets.A }}\n          aws configure set aws_secret_access_key ${{ secrets.B }}\n          aws configure set region eu-west-1\n",
    "      - name: Sign in\n        uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n",
  ],
  "a login to Amazon ECR": [
    "      - uses: docker/login-action@v3\n        with:\n          registry: 111122223333.dkr.ecr.eu-west-1.amazonaws.com\n          username: ${{ secrets.AWS_ACCESS_KEY_ID }}\n          password: ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n",
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - uses: docker/login-action@v3\n        with:\n          registry: 111122223333.dkr.ecr.eu-west-1.amazonaws.com\n",
  ],
  "an action that deploys": [
    "      - uses: someone/beanstalk@v1\n        with:\n          aws_access_key: ${{ secrets.KEY }}\n          aws_secret_key: ${{ secrets.KEY_SECRET }}\n",
    null,
  ],
  "an action that takes no session token": [
    `      - uses: jakejarvis/s3-sync-action@v0.5.1\n        with:\n          args: --delete\n        env:\n          AWS_S3_BUCKET: a\n          ${stored()}`,
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - run: 'aws s3 sync \"${SOURCE_DIR:-.}\" \"s3://$AWS_S3_BUCKET/$DEST_DIR\" --no-progress --delete'\n        env:\n          AWS_S3_BUCKET: a\n",
  ],
  "an action that takes none, and several arguments": [
    `      - uses: jakejarvis/s3-sync-action@master\n        with:\n          args: |\n            --delete\n            --acl private\n        env:\n          AWS_S3_BUCKET: a\n          ${stored()}`,
    null,
  ],
  "an action that does more than one command can": [
    `      - uses: shallwefootball/upload-s3-action@v1.3.3\n        with:\n          aws_key_id: \${{ secrets.AWS_KEY_ID }}\n          aws_secret_access_key: \${{ secrets.AWS_SECRET_ACCESS_KEY }}\n`,
    null,
  ],
  "an older action that leaves the environment as it is": [
    `      - uses: jakejarvis/s3-sync-action@v0.2.0\n        env:\n          AWS_S3_BUCKET: a\n          ${stored()}`,
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - uses: jakejarvis/s3-sync-action@v0.2.0\n        env:\n          AWS_S3_BUCKET: a\n",
  ],
  "an action that has an input for the session token": [
    "      - uses: einaregilsson/beanstalk-deploy@v22\n        with:\n          aws_access_key: ${{ secrets.AWS_ACCESS_KEY_ID }}\n          aws_secret_key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n          region: eu-west-1\n",
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - uses: einaregilsson/beanstalk-deploy@v22\n        with:\n          aws_access_key: '${{ env.AWS_ACCESS_KEY_ID }}'\n          aws_secret_key: '${{ env.AWS_SECRET_ACCESS_KEY }}'\n          region: eu-west-1\n          aws_session_token: '${{ env.AWS_SESSION_TOKEN }}'\n",
  ],
  "a container that is handed the key": [
    step("docker run -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY a"),
    "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - run: docker run -e AWS_ACCESS_KEY_ID -e AWS_SECRET_ACCESS_KEY -e AWS_SESSION_TOKEN a\n",
  ],
  "a script that hands the key on": [step('echo "secret=$AWS_SECRET_ACCESS_KEY" > a'), null],
  "the action that signs in": [signIn, withRole],
  "another key beside it": [signIn + step("aws s3 ls", "AWS_OTHER"), null],
};

const calling = (uses: string, ...names: readonly string[]): string =>
  `on: push\njobs:\n  a:\n    uses: ${uses}\n    secrets:\n${names.map((name, at) => `      ${name}: \${{ secrets.S${at} }}\n`).join("")}`;
const elsewhereCalled = "a/b/.github/workflows/c.yml@v1";
const [keyName, secretName] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

const readOnly = "    permissions:\n      id-token: write\n      contents: read\n";

/** Workflows whose steps all go to another service. */
const elsewhere: Readonly<Record<string, string>> = {
  "an endpoint of the workflow": `on: push\nenv:\n  AWS_ENDPOINT_URL: https://nyc3.digitaloceanspaces.com\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${step("aws s3 ls")}`,
  "an endpoint of the job": workflow(step("aws s3 ls"), "    env:\n      AWS_ENDPOINT_URL_S3: ${{ vars.ENDPOINT }}\n"),
};

describe("workflows with stored keys", () => {
  for (const [title, steps] of Object.entries(silent))
    it(`${title}: nothing`, async () =>
      assert.deepEqual(
        (await found(workflow(steps))).map(({ ruleId }) => ruleId),
        [],
      ));

  for (const [title, text] of Object.entries(elsewhere))
    it(`${title}: nothing`, async () => assert.deepEqual(await found(text), []));

  for (const [title, [steps, fixed]] of Object.entries(told)) {
    it(title, async () => {
      const text = workflow(steps);
      const [finding] = await found(text);
      assert.equal(finding?.ruleId, "credentials/workflow-key");
      assert.equal(applied(text, finding), fixed === null ? null : workflow(fixed, readOnly));
    });
  }

  const reaches: Readonly<Record<string, readonly [text: string, reach: RegExp]>> = {
    "in the environment of a step": [workflow(step("aws s3 ls")), /every action and script of it can read the key/],
    "in the environment, by other names": [workflow(told["other names"]![0]), /every action and script/],
    "by the action that signs in": [workflow(signIn), /everybody who can change this workflow can take it/],
    "handed to a workflow of another repository": [calling(elsewhereCalled, keyName, secretName), /everybody who can/],
  };
  for (const [title, [text, reach]] of Object.entries(reaches))
    it(`who can take a key ${title}`, async () => assert.match((await found(text))[0]!.message, reach));

  it("a key of several steps goes from all of them", async () => {
    const text = workflow(step("aws s3 ls") + step("aws sts get-caller-identity"));
    const changed = applied(text, (await found(text))[1])!;
    assert.doesNotMatch(changed, /secrets\./);
    assert.equal(changed.match(/configure-aws-credentials/g)?.length, 1);
    assert.ok(changed.indexOf("configure-aws-credentials") < changed.indexOf("aws s3 ls"));
  });

  it("a key that is written down gets the same change", async () => {
    const text = workflow(
      signIn.replace("${{ secrets.AWS_ACCESS_KEY_ID }}", id).replace("${{ secrets.AWS_SECRET_ACCESS_KEY }}", secret),
    );
    const [finding] = await found(text);
    assert.equal(finding?.ruleId, "credentials/access-key");
    assert.equal(applied(text, finding), workflow(withRole, readOnly));
  });

  it("a key that is written into the environment of a job gets it too", async () => {
    const text = workflow(
      "      - run: aws s3 ls\n",
      `    env:\n      AWS_ACCESS_KEY_ID: ${id}\n      AWS_SECRET_ACCESS_KEY: ${secret}\n`,
    );
    assert.match(applied(text, (await found(text))[0])!, /role-to-assume/);
  });

  it("a key that is written into a script gets it too", async () => {
    const text = workflow(
      `      - run: |\n          export AWS_ACCESS_KEY_ID=${id}\n          export AWS_SECRET_ACCESS_KEY=${secret}\n          aws s3 ls\n`,
    );
    assert.equal(
      applied(text, (await found(text))[0]),
      workflow(
        "      - uses: aws-actions/configure-aws-credentials@v5\n        with:\n          role-to-assume: '${{ vars.AWS_ROLE_ARN }}'\n          aws-region: '${{ vars.AWS_REGION }}'\n      - run: |\n          aws s3 ls\n",
        readOnly,
      ),
    );
  });

  it("a key is not just taken out of a script: nothing would sign in", async () => {
    const text = workflow(`      - run: AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret} aws s3 ls\n`);
    const [finding] = await found(text);
    assert.equal(finding?.ruleId, "credentials/access-key");
    assert.deepEqual(finding.fixes, []);
  });

  it("what a workflow of another repository is handed", async () => {
    const all = await found(calling(elsewhereCalled, keyName, secretName));
    assert.deepEqual(
      all.map(({ fixes }) => fixes),
      [[]],
    );
  });

  const handed: Readonly<Record<string, string>> = {
    "to one of the same repository": calling("./.github/workflows/c.yml", keyName, secretName),
    "with a session token": calling(elsewhereCalled, keyName, secretName, "AWS_SESSION_TOKEN"),
    "half of it": calling(elsewhereCalled, keyName),
    "the other half": calling(elsewhereCalled, secretName),
    "by names that are not of AWS": calling(elsewhereCalled, "ACCESS_KEY", "SECRET_KEY"),
  };
  for (const [title, text] of Object.entries(handed))
    it(`a key handed to a workflow, ${title}: nothing`, async () => assert.deepEqual(await found(text), []));

  /** Steps beside the one that signs in, and the permissions that the job needs for them. */
  const permissions: Readonly<Record<string, readonly [steps: string, permissions: string]>> = {
    "a release": ["      - uses: softprops/action-gh-release@v2\n", "id-token: write\n      contents: write\n"],
    packages: [
      "      - run: docker push ghcr.io/a/b\n",
      "id-token: write\n      contents: read\n      packages: write\n",
    ],
    comments: [
      "      - run: gh pr comment 1 --body a\n",
      "id-token: write\n      contents: read\n      pull-requests: write\n",
    ],
    checks: [
      "      - uses: dorny/test-reporter@v1\n",
      "id-token: write\n      contents: read\n      checks: write\n      pull-requests: write\n",
    ],
  };
  for (const [title, [steps, expected]] of Object.entries(permissions)) {
    it(`permissions: ${title}`, async () => {
      const text = workflow(steps + signIn);
      const [finding] = await found(text);
      assert.equal(applied(text, finding), workflow(steps + withRole, `    permissions:\n      ${expected}`));
      assert.doesNotMatch(finding!.fixes[0]!.title, /permissions/);
    });
  }

  /** What all jobs of a workflow have, and what the one that signs in gets. */
  const general: Readonly<Record<string, readonly [all: string, own: string]>> = {
    "read-all is kept for what the steps use": [
      "read-all",
      "    permissions:\n      id-token: write\n      contents: read\n",
    ],
    "write-all has the token": ["write-all", ""],
  };
  for (const [title, [all, own]] of Object.entries(general))
    it(`permissions: ${title}`, async () => {
      const text = `permissions: ${all}\n${workflow(signIn)}`;
      assert.equal(applied(text, (await found(text))[0]), `permissions: ${all}\n${workflow(withRole, own)}`);
    });

  it("permissions: read-all is written out where the steps may read more", async () => {
    const text = workflow(`      - uses: someone/something@v1\n${signIn}`, "    permissions: read-all\n");
    const after = applied(text, (await found(text))[0])!;
    assert.match(after, /permissions:\n {6}id-token: write\n {6}actions: read\n/);
    assert.match(after, /^ {6}pull-requests: read$/m);
    assert.doesNotMatch(after, /(?<!id-token): write|read-all/);
  });

  /** A key that several jobs share, with what the workflow says of permissions. */
  const shared = (more: string, jobs: string): string =>
    `on: push\n${more}env:\n  ${stored().replace(/ {10}/g, "  ")}  STAGE: a\njobs:\n${jobs}`;
  const jobs = (signs: boolean, own: string): string =>
    ["a", "b"]
      .map(
        (name) =>
          `  ${name}:\n    runs-on: ubuntu-latest\n${own}    steps:\n      - uses: actions/checkout@v4\n${signs ? withRole.replace("eu-west-1", "'${{ vars.AWS_REGION }}'") : ""}      - run: make ${name}\n`,
      )
      .join("");
  const withoutKey = (text: string): string => text.replace(/^ {2}AWS_\w+: .*\n/gm, "");

  it("a key that jobs share: each of them signs in", async () => {
    const text = shared("", jobs(false, ""));
    assert.equal(applied(text, (await found(text))[0]), withoutKey(shared("", jobs(true, readOnly))));
  });

  it("a key that jobs share: what the workflow allows is widened once", async () => {
    const text = shared("permissions:\n  contents: write\n", jobs(false, ""));
    const after = shared("permissions:\n  contents: write\n  id-token: write\n", jobs(true, ""));
    assert.equal(applied(text, (await found(text))[0]), withoutKey(after));
  });

  it("a key that jobs share: nothing where one of them runs in a container, or has another key", async () => {
    const [container, other] = ["    container: a\n", `    env:\n      ${stored("OTHER").replace(/ {10}/g, "      ")}`];
    for (const more of [container, other]) {
      const text = shared(
        "",
        `${jobs(false, "")}  c:\n    runs-on: ubuntu-latest\n${more}    steps:\n      - run: make\n`,
      );
      assert.deepEqual((await found(text))[0]!.fixes, []);
    }
  });

  it("a key that jobs share: a workflow that one of them calls never had it", async () => {
    const called = "  c:\n    uses: ./.github/workflows/b.yml\n";
    const text = shared("", jobs(false, "") + called);
    assert.equal(applied(text, (await found(text))[0]), withoutKey(shared("", jobs(true, readOnly) + called)));
  });

  it("permissions: what is not known is told", async () => {
    const [finding] = await found(workflow(`      - uses: someone/something@v1\n${signIn}`));
    assert.match(finding!.fixes[0]!.title, /Add the permissions that the other steps use/);
  });
});
