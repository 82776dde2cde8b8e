import kind from "../../credentials/kinds/ses-smtp-password";
import { credentialKindRule } from "./credential-kind-rule";

export default credentialKindRule(
  kind,
  {
    title: "Amazon SES SMTP password in a file",
    severity: "error",
    confidence: "medium",
    documentation: {
      why: "An SMTP password of Amazon SES is made from the secret access key of an IAM user, and does not expire: whoever has it and the user name, which is the access key id, can send mail in your name until that access key is deleted. The SES API takes the temporary credentials of a role.",
      avoid: {
        language: "dotenv",
        code: "SMTP_HOST=email-smtp.eu-west-1.amazonaws.com\nSMTP_PASSWORD=<SMTP password>",
      },
      prefer: { language: "python", code: "boto3.client('sesv2').send_email(...)" },
      links: ["https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"],
    },
  },
  (_, shown, account) =>
    `The Amazon SES SMTP password ${shown}${account} stands here: whoever reads it can send mail in your name until its access key is deleted. Send by the SES API with a role, or keep the password in AWS Secrets Manager, and replace it in IAM.`,
);
