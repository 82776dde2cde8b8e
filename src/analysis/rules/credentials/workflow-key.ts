import { say } from "../../../wording/sentence";
import type { CredentialRule } from "../rule";

const rule: CredentialRule = {
  kind: "credentials",
  id: "credentials/workflow-key",
  title: "Workflow that signs in with a stored key",
  severity: "warning",
  confidence: "high",
  recommendation: "roles-for-workloads",
  accessAnalyzer: null,
  documentation: {
    why: "A key in the secrets of a repository is a long-term key of an IAM user: everybody who can change a workflow can read it, every action that runs beside it can too, and somebody has to rotate it. GitHub proves by OpenID Connect which repository and branch a job belongs to, and AWS gives that job the temporary credentials of a role. The trust policy of the role must name the repository in token.actions.githubusercontent.com:sub. When no workflow uses the key any more, deactivate it, watch its last use with GetAccessKeyLastUsed, and delete it with its secrets.",
    avoid: {
      language: "yaml",
      code: "- uses: aws-actions/configure-aws-credentials@v5\n  with:\n    aws-access-key-id: ${{ secrets.AWS_ACCESS_KEY_ID }}\n    aws-secret-access-key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n    aws-region: eu-west-1",
    },
    prefer: {
      language: "yaml",
      code: "permissions:\n  id-token: write\n  contents: read\nsteps:\n  - uses: aws-actions/configure-aws-credentials@v5\n    with:\n      role-to-assume: ${{ vars.AWS_ROLE_ARN }}\n      aws-region: eu-west-1",
    },
    links: [
      "https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
    ],
  },
  *check({ workflowKeys }) {
    for (const key of workflowKeys) {
      const reach =
        key.given === "environment"
          ? say`every action and script of it can read the key`
          : say`everybody who can change this workflow can take it`;
      yield {
        at: key.at,
        message: say`This workflow signs in with the long-term key stored in ${key.secret}: ${reach}, and it works until somebody rotates it. Let the job assume a role by OpenID Connect, which lends it temporary credentials.`,
        fixes: () => key.fixes(),
      };
    }
  },
};

export default rule;
