import { pipelineProviders, type PipelineService } from "../../../guidance/pipeline-oidc";
import { say, type Sentence } from "../../../wording/sentence";
import type { RoleOf } from "../../credentials/data/role-shadow";
import type { CredentialRule } from "../rule";

const roles: Readonly<Record<RoleOf, Sentence>> = {
  function: say`Lambda gives a function the temporary credentials of its execution role under this very name, and takes no other value for it`,
  task: say`containers use it in place of the task role`,
  pod: say`containers use it in place of the role of their service account (EKS Pod Identity, IRSA)`,
  image: say`it stays in the image for whoever pulls it, and containers use it in place of their role`,
  job: say`every run reads a long-term key, where it could assume a role by OpenID Connect`,
  build: say`builds use it in place of the service role of the project`,
};

/** How a service that builds proves to AWS whose job it runs. */
const tokens: Readonly<Record<PipelineService, Sentence>> = {
  GitLab: say`every job reads a long-term key, where it could assume a role with the token that GitLab gives it (id_tokens, aws sts assume-role-with-web-identity)`,
  Bitbucket: say`the pipe signs in by a long-term key, where it could assume a role with the token of its step (oidc: true)`,
  CircleCI: say`the job reads a long-term key, where it could assume a role with its CIRCLE_OIDC_TOKEN`,
  Buildkite: say`the step reads a long-term key, where it could assume a role with the token of its agent (aws-assume-role-with-web-identity)`,
  "Azure Pipelines": say`the script reads a long-term key, where it could assume a role by a service connection of the AWS Toolkit that uses OIDC`,
};

const rule: CredentialRule = {
  kind: "credentials",
  id: "credentials/shadows-role",
  title: "Static key in place of a role that is there",
  severity: "warning",
  confidence: "medium",
  recommendation: "roles-for-workloads",
  accessAnalyzer: null,
  documentation: {
    why: "SDKs look at the environment first: where AWS_ACCESS_KEY_ID is set, the role of the function, task, pod or build is never asked. So a long-term key has to be made, stored, handed on and rotated for what the role does without any of that, and everybody who may read the environment has it. Lambda reserves the names for the credentials of the execution role, and refuses to deploy a function that sets them.",
    avoid: {
      language: "yaml",
      code: "Environment:\n  - Name: AWS_ACCESS_KEY_ID\n    Value: !Ref KeyId\n  - Name: AWS_SECRET_ACCESS_KEY\n    Value: !Ref SecretKey",
    },
    prefer: { language: "yaml", code: "TaskRoleArn: !GetAtt WorkerRole.Arn" },
    links: [
      "https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html",
      "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
      ...Object.values(pipelineProviders).map(({ documentation }) => documentation),
    ],
  },
  *check({ roleShadows }) {
    for (const { at, of, service, fixes } of roleShadows) {
      const why = service ? tokens[service] : roles[of];
      yield {
        at,
        message: say`A static key is handed over here as AWS_ACCESS_KEY_ID: ${why}. Leave the key out, and give that role the permissions that are needed.`,
        fixes,
      };
    }
  },
};

export default rule;
