/** Jobs of services that build, which are given a key: what lets them assume a role in its place. */
import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { applyEdits } from "../../../src/analysis/text";
import { pipelineProviders, pipelineRole, type PipelineService } from "../../../src/guidance/pipeline-oidc";
import { createEngine, pipelineService } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("pipeline"), fakeSecret("pipeline")];

async function found(name: string, text: string): Promise<Finding[]> {
  const { findings } = await engine.analyze({ name, text }, { fixes: true });
  return findings.filter(({ ruleId }) => ruleId.startsWith("credentials/"));
}

const applied = (text: string, { edits }: Finding["fixes"][number]): string =>
  applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: { start: range.start.offset, end: range.end.offset }, newText })),
  );

/** A key as each service gives it, by a variable; the text after the fix. */
const jobs: Readonly<Record<string, readonly [service: PipelineService, name: string, before: string, after: string]>> =
  {
    "a job of GitLab": [
      "GitLab",
      ".gitlab-ci.yml",
      "publish:\n  variables:\n    AWS_ACCESS_KEY_ID: $ID\n    AWS_SECRET_ACCESS_KEY: $SECRET\n  script:\n    - aws s3 ls\n",
      "publish:\n  variables:\n    AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/aws-id-token\n  id_tokens:\n    AWS_ID_TOKEN:\n      aud: https://gitlab.com\n  script:\n    - 'echo \"$AWS_ID_TOKEN\" > /tmp/aws-id-token'\n    - aws s3 ls\n",
    ],
    "all jobs of GitLab": [
      "GitLab",
      ".gitlab-ci.yml",
      "variables:\n  AWS_ACCESS_KEY_ID: $ID\n  AWS_SECRET_ACCESS_KEY: $SECRET\na:\n  script:\n    - date\nb:\n  before_script:\n    - date\n  script:\n    - date\n",
      "variables:\n  AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/aws-id-token\na:\n  id_tokens:\n    AWS_ID_TOKEN:\n      aud: https://gitlab.com\n  script:\n    - 'echo \"$AWS_ID_TOKEN\" > /tmp/aws-id-token'\n    - date\nb:\n  id_tokens:\n    AWS_ID_TOKEN:\n      aud: https://gitlab.com\n  before_script:\n    - 'echo \"$AWS_ID_TOKEN\" > /tmp/aws-id-token'\n    - date\n  script:\n    - date\n",
    ],
    "a pipe of Bitbucket": [
      "Bitbucket",
      "bitbucket-pipelines.yml",
      "pipelines:\n  default:\n    - step:\n        script:\n          - pipe: atlassian/aws-s3-deploy:1.6.0\n            variables:\n              AWS_ACCESS_KEY_ID: $ID\n              AWS_SECRET_ACCESS_KEY: $SECRET\n              S3_BUCKET: a\n",
      "pipelines:\n  default:\n    - step:\n        oidc: true\n        script:\n          - pipe: atlassian/aws-s3-deploy:1.6.0\n            variables:\n              AWS_OIDC_ROLE_ARN: '$AWS_ROLE_ARN'\n              S3_BUCKET: a\n",
    ],
    "a job of CircleCI": [
      "CircleCI",
      ".circleci/config.yml",
      "version: 2.1\njobs:\n  publish:\n    environment:\n      AWS_ACCESS_KEY_ID: << pipeline.parameters.id >>\n      AWS_SECRET_ACCESS_KEY: << pipeline.parameters.secret >>\n    steps:\n      - run: aws s3 ls\n",
      "version: 2.1\njobs:\n  publish:\n    environment:\n      AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/aws-id-token\n    steps:\n      - run:\n          name: 'Write the token for AWS'\n          command: 'echo \"$CIRCLE_OIDC_TOKEN\" > /tmp/aws-id-token'\n      - run: aws s3 ls\n",
    ],
    "a step of Buildkite": [
      "Buildkite",
      ".buildkite/pipeline.yml",
      "steps:\n  - command: make\n    env:\n      AWS_ACCESS_KEY_ID: $ID\n      AWS_SECRET_ACCESS_KEY: $SECRET\n",
      "steps:\n  - command: make\n    plugins:\n      - 'aws-assume-role-with-web-identity#v1.4.0':\n          role-arn: arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME\n",
    ],
    "a script of Azure Pipelines": [
      "Azure Pipelines",
      "azure-pipelines.yml",
      "steps:\n  - script: aws s3 ls\n    env:\n      AWS_ACCESS_KEY_ID: $(ID)\n      AWS_SECRET_ACCESS_KEY: $(SECRET)\n",
      "steps:\n  - task: AWSShellScript@1\n    inputs:\n      awsCredentials: SERVICE_CONNECTION\n      regionName: '$(AWS_REGION)'\n      scriptType: inline\n      inlineScript: 'aws s3 ls'\n",
    ],
  };

const [token, role] = ["/tmp/aws-id-token", "arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME"];

/** A key as scripts and orbs are given it, written down; the text after the fix. */
const scripts: Readonly<Record<string, readonly [name: string, before: string, after: string]>> = {
  "exports of GitLab": [
    ".gitlab-ci.yml",
    "publish:\n  script:\n    - export AWS_ACCESS_KEY_ID=@ID\n    - export AWS_SECRET_ACCESS_KEY=@SECRET\n    - aws s3 ls\n",
    `publish:\n  id_tokens:\n    AWS_ID_TOKEN:\n      aud: https://gitlab.com\n  script:\n    - export AWS_WEB_IDENTITY_TOKEN_FILE=${token}\n    - echo "$AWS_ID_TOKEN" > ${token}\n    - aws s3 ls\n`,
  ],
  "exports of Bitbucket": [
    "bitbucket-pipelines.yml",
    'pipelines:\n  default:\n    - step:\n        name: a\n        script:\n          - export AWS_ACCESS_KEY_ID="@ID"\n          - export AWS_SECRET_ACCESS_KEY="@SECRET"\n          - aws s3 ls\n',
    `pipelines:\n  default:\n    - step:\n        name: a\n        oidc: true\n        script:\n          - export AWS_WEB_IDENTITY_TOKEN_FILE=${token}\n          - echo "$BITBUCKET_STEP_OIDC_TOKEN" > ${token}\n          - aws s3 ls\n`,
  ],
  "exports of a step of Bitbucket that has its token": [
    "bitbucket-pipelines.yml",
    "pipelines:\n  branches:\n    main:\n      - step:\n          oidc: true\n          script:\n            - export AWS_SECRET_ACCESS_KEY=@SECRET\n            - export AWS_ACCESS_KEY_ID=@ID\n            - aws s3 ls\n",
    `pipelines:\n  branches:\n    main:\n      - step:\n          oidc: true\n          script:\n            - echo "$BITBUCKET_STEP_OIDC_TOKEN" > ${token}\n            - export AWS_WEB_IDENTITY_TOKEN_FILE=${token}\n            - aws s3 ls\n`,
  ],
  "exports of CircleCI": [
    ".circleci/config.yml",
    "version: 2.1\njobs:\n  publish:\n    steps:\n      - run: |\n          export AWS_ACCESS_KEY_ID=@ID\n          export AWS_SECRET_ACCESS_KEY=@SECRET\n          aws s3 ls\n",
    `version: 2.1\njobs:\n  publish:\n    steps:\n      - run: |\n          export AWS_WEB_IDENTITY_TOKEN_FILE=${token}\n          echo "$CIRCLE_OIDC_TOKEN" > ${token}\n          aws s3 ls\n`,
  ],
  "an orb of CircleCI": [
    ".circleci/config.yml",
    "version: 2.1\njobs:\n  publish:\n    steps:\n      - aws-cli/setup:\n          aws_access_key_id: @ID\n          aws_secret_access_key: @SECRET\n          region: eu-west-1\n",
    `version: 2.1\njobs:\n  publish:\n    steps:\n      - aws-cli/setup:\n          role_arn: ${role}\n          region: eu-west-1\n`,
  ],
  "an older orb of CircleCI": [
    ".circleci/config.yml",
    "version: 2.1\njobs:\n  publish:\n    steps:\n      - aws-cli/setup:\n          aws-access-key-id: @ID\n          aws-secret-access-key: @SECRET\n",
    `version: 2.1\njobs:\n  publish:\n    steps:\n      - aws-cli/setup:\n          role-arn: ${role}\n`,
  ],
  "a job of CircleCI with an orb": [
    ".circleci/config.yml",
    "version: 2.1\njobs:\n  publish:\n    docker: [{ image: a }]\n    environment:\n      AWS_ACCESS_KEY_ID: @ID\n      AWS_SECRET_ACCESS_KEY: @SECRET\n    steps:\n      - aws-cli/setup\n      - run: aws s3 ls\n",
    `version: 2.1\njobs:\n  publish:\n    docker: [{ image: a }]\n    steps:\n      - aws-cli/setup:\n          role_arn: ${role}\n      - run: aws s3 ls\n`,
  ],
  "a script of Azure Pipelines, of several lines": [
    "azure-pipelines.yml",
    "steps:\n  - bash: |\n      aws s3 ls\n\n      date\n    displayName: a\n    env:\n      AWS_ACCESS_KEY_ID: @ID\n      AWS_SECRET_ACCESS_KEY: @SECRET\n",
    "steps:\n  - task: AWSShellScript@1\n    inputs:\n      awsCredentials: SERVICE_CONNECTION\n      regionName: '$(AWS_REGION)'\n      scriptType: inline\n      inlineScript: |\n        aws s3 ls\n\n        date\n    displayName: a\n",
  ],
  "a task of Azure Pipelines that exports": [
    "azure-pipelines.yml",
    "steps:\n  - task: Bash@3\n    inputs:\n      targetType: inline\n      script: |\n        export AWS_ACCESS_KEY_ID=@ID\n        export AWS_SECRET_ACCESS_KEY=@SECRET\n        aws s3 ls\n  - script: date\n",
    "steps:\n  - task: AWSShellScript@1\n    inputs:\n      awsCredentials: SERVICE_CONNECTION\n      regionName: '$(AWS_REGION)'\n      scriptType: inline\n      inlineScript: |\n        aws s3 ls\n  - script: date\n",
  ],
  "a task of Azure Pipelines with an environment": [
    "azure-pipelines.yml",
    "steps:\n  - task: Bash@3\n    inputs:\n      targetType: inline\n      script: aws s3 ls\n    env:\n      AWS_ACCESS_KEY_ID: @ID\n      AWS_SECRET_ACCESS_KEY: @SECRET\n",
    "steps:\n  - task: AWSShellScript@1\n    inputs:\n      awsCredentials: SERVICE_CONNECTION\n      regionName: '$(AWS_REGION)'\n      scriptType: inline\n      inlineScript: aws s3 ls\n",
  ],
  "a command of Bitbucket": [
    "bitbucket-pipelines.yml",
    "pipelines:\n  default:\n    - step:\n        script:\n          - AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET aws s3 ls\n",
    'pipelines:\n  default:\n    - step:\n        oidc: true\n        script:\n          - echo "$BITBUCKET_STEP_OIDC_TOKEN" > /tmp/aws-id-token\n          - AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/aws-id-token aws s3 ls\n',
  ],
  "a line of GitLab that exports both": [
    ".gitlab-ci.yml",
    "publish:\n  script:\n    - export AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY=@SECRET\n    - aws s3 ls\n",
    'publish:\n  id_tokens:\n    AWS_ID_TOKEN:\n      aud: https://gitlab.com\n  script:\n    - echo "$AWS_ID_TOKEN" > /tmp/aws-id-token\n    - export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/aws-id-token\n    - aws s3 ls\n',
  ],
  "a line of CircleCI": [
    ".circleci/config.yml",
    "version: 2.1\njobs:\n  publish:\n    docker: [{ image: a }]\n    steps:\n      - run: |\n          AWS_ACCESS_KEY_ID=@ID AWS_SECRET_ACCESS_KEY='@SECRET' aws s3 ls\n          date\n",
    'version: 2.1\njobs:\n  publish:\n    docker: [{ image: a }]\n    steps:\n      - run: |\n          echo "$CIRCLE_OIDC_TOKEN" > /tmp/aws-id-token\n          AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/aws-id-token aws s3 ls\n          date\n',
  ],
  "exports of Azure Pipelines": [
    "azure-pipelines.yml",
    "jobs:\n  - job: a\n    steps:\n      - script: |-\n          export AWS_ACCESS_KEY_ID=@ID\n          export AWS_SECRET_ACCESS_KEY=@SECRET\n          aws s3 ls\n      - script: date\n",
    "jobs:\n  - job: a\n    steps:\n      - task: AWSShellScript@1\n        inputs:\n          awsCredentials: SERVICE_CONNECTION\n          regionName: '$(AWS_REGION)'\n          scriptType: inline\n          inlineScript: |-\n            aws s3 ls\n      - script: date\n",
  ],
};

/** Where nothing is known to be right. */
const unchanged: Readonly<Record<string, readonly [name: string, text: string]>> = {
  "a pipe that nobody knows": [
    "bitbucket-pipelines.yml",
    "pipelines:\n  default:\n    - step:\n        script:\n          - pipe: someone/publish:1\n            variables:\n              AWS_ACCESS_KEY_ID: $ID\n              AWS_SECRET_ACCESS_KEY: $SECRET\n",
  ],
  "a script whose lines say how far they are indented": [
    "azure-pipelines.yml",
    "steps:\n  - script: |2\n      aws s3 ls\n      date\n    env:\n      AWS_ACCESS_KEY_ID: $(ID)\n      AWS_SECRET_ACCESS_KEY: $(SECRET)\n",
  ],
  "a script in a folder of its own": [
    "azure-pipelines.yml",
    "steps:\n  - script: |\n      aws s3 ls\n    workingDirectory: a\n    env:\n      AWS_ACCESS_KEY_ID: $(ID)\n      AWS_SECRET_ACCESS_KEY: $(SECRET)\n",
  ],
  "a job that has tokens already": [
    ".gitlab-ci.yml",
    "publish:\n  id_tokens:\n    A: { aud: a }\n  variables:\n    AWS_ACCESS_KEY_ID: $ID\n    AWS_SECRET_ACCESS_KEY: $SECRET\n  script:\n    - date\n",
  ],
};

const silent: Readonly<Record<string, readonly [name: string, text: string]>> = {
  "another service": [
    ".gitlab-ci.yml",
    "publish:\n  variables:\n    AWS_ACCESS_KEY_ID: $ID\n    AWS_SECRET_ACCESS_KEY: $SECRET\n  script:\n    - aws s3 ls --endpoint-url https://a.r2.cloudflarestorage.com\n",
  ],
  "temporary credentials": [
    "bitbucket-pipelines.yml",
    "pipelines:\n  default:\n    - step:\n        script:\n          - pipe: atlassian/aws-s3-deploy:1.6.0\n            variables:\n              AWS_ACCESS_KEY_ID: $ID\n              AWS_SECRET_ACCESS_KEY: $SECRET\n              AWS_SESSION_TOKEN: $TOKEN\n",
  ],
  "values that are no keys": [
    ".circleci/config.yml",
    "version: 2.1\njobs:\n  test:\n    environment:\n      AWS_ACCESS_KEY_ID: test\n      AWS_SECRET_ACCESS_KEY: test\n    steps:\n      - run: make test\n",
  ],
};

describe("jobs of pipelines with keys", () => {
  for (const [title, [service, name, before, after]] of Object.entries(jobs)) {
    it(title, async () => {
      const [finding] = await found(name, before);
      assert.equal(finding?.ruleId, "credentials/shadows-role");
      const [fix] = finding.fixes;
      assert.equal(fix?.kind, "suggestion");
      assert.equal(applied(before, fix), after);
      assert.equal(pipelineService(before), service);
    });

    it(`${title}, with a key that is written down`, async () => {
      const values = [id, secret];
      const text = before.replace(/\$\(?[A-Z]+\)?(?=\n)|<< .* >>/g, () => values.shift()!);
      const [finding] = await found(name, text);
      assert.equal(finding?.ruleId, "credentials/access-key");
      assert.equal(applied(text, finding.fixes[0]!), after);
    });
  }

  for (const [title, [name, before, after]] of Object.entries(scripts))
    it(title, async () => {
      const text = before.replace("@ID", id).replace("@SECRET", secret);
      const [finding] = await found(name, text);
      assert.equal(finding?.ruleId, "credentials/access-key");
      assert.deepEqual(
        finding.fixes.map((fix) => [fix.kind, applied(text, fix)]),
        [["suggestion", after]],
      );
    });

  it("a script that another task is given stays what it is", async () => {
    const text = `steps:\n  - task: Bash@3\n    inputs:\n      targetType: inline\n      failOnStderr: true\n      script: |\n        export AWS_ACCESS_KEY_ID=${id}\n        export AWS_SECRET_ACCESS_KEY=${secret}\n        aws s3 ls\n  - script: date\n`;
    const [finding] = await found("azure-pipelines.yml", text);
    assert.ok(finding!.fixes.every((fix) => !applied(text, fix).includes("AWSShellScript")));
  });

  it("a script that does nothing but export is no task of Azure Pipelines", async () => {
    const text = `steps:\n  - script: |\n      export AWS_ACCESS_KEY_ID=${id}\n      export AWS_SECRET_ACCESS_KEY=${secret}\n`;
    const [finding] = await found("azure-pipelines.yml", text);
    assert.ok(finding!.fixes.every((fix) => !applied(text, fix).includes("AWSShellScript")));
  });

  for (const [title, [name, text]] of Object.entries(unchanged))
    it(`${title}: found, and left to a person`, async () =>
      assert.deepEqual(
        (await found(name, text)).map(({ fixes }) => fixes),
        [[]],
      ));

  for (const [title, [name, text]] of Object.entries(silent))
    it(`${title}: nothing`, async () => assert.deepEqual(await found(name, text), []));
});

describe("the role of a pipeline", () => {
  for (const service of Object.keys(pipelineProviders) as PipelineService[]) {
    it(`${service}: names the job, and is no risk of its own`, async () => {
      const text = pipelineRole(service);
      const { issuer, audience, subject } = pipelineProviders[service];
      assert.ok(text.includes(`${issuer}:aud: '${audience}'`));
      assert.ok(text.includes(`${issuer}:sub: '${subject}'`));
      const { findings, policies } = await engine.analyze({ name: "role.yaml", text });
      assert.equal(policies, 1);
      assert.deepEqual(
        findings.filter(({ severity }) => severity === "error"),
        [],
      );
    });
  }
});
