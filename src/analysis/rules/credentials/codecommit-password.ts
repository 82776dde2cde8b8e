import kind from "../../credentials/kinds/codecommit-password";
import { credentialKindRule } from "./credential-kind-rule";

export default credentialKindRule(
  kind,
  {
    title: "AWS CodeCommit password in a file",
    severity: "error",
    confidence: "high",
    documentation: {
      why: "Git credentials of CodeCommit belong to an IAM user and do not expire: whoever has them can read and write the repositories that the user may. git-remote-codecommit uses the temporary credentials of a role or profile instead.",
      avoid: {
        language: "shell",
        code: "git clone https://<user>-at-<account>:<password>@git-codecommit.eu-west-1.amazonaws.com/v1/repos/app",
      },
      prefer: { language: "shell", code: "git clone codecommit::eu-west-1://dev@app" },
      links: ["https://docs.aws.amazon.com/codecommit/latest/userguide/setting-up-git-remote-codecommit.html"],
    },
  },
  (_, shown, account) =>
    `The CodeCommit password ${shown}${account} stands here: whoever reads it can read and change the repositories that its user may. Use git-remote-codecommit with a role or profile, and delete the password in IAM.`,
);
