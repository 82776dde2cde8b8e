import { counted } from "../evaluation";
import { defineInstanceCheck } from "../instance-check";
import cloudformation from "./metadata-tokens.cfn.yaml";
import commands from "./metadata-tokens.sh";
import terraform from "./metadata-tokens.tf";

export default defineInstanceCheck({
  id: "instances/metadata-tokens",
  title: "Instances give their role's credentials only to whoever asks with a token",
  why: "Without a token (IMDSv2) a web application that can be made to fetch an address hands out the credentials of the instance's role.",
  severity: "medium",
  recommendation: "roles-for-workloads",
  cis: [],
  securityHub: ["EC2.8"],
  remediation: {
    console:
      "EC2 > Instances > (the instance) > Actions > Instance settings > Modify instance metadata options: IMDSv2 required. For all new ones: EC2 > Dashboard > Account attributes > Data protection and security > IMDS defaults.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html"],
  judge({ tokensRequired, managedBy, profile }) {
    // Without a role there are no credentials to give.
    if (managedBy !== null || tokensRequired === null || profile === null) return null;
    return tokensRequired
      ? { verdict: "pass", reason: "Asks for a token." }
      : { verdict: "fail", reason: "Gives the credentials of its role without a token." };
  },
  words: {
    none: { verdict: "not-applicable", reason: "No instance of the account gives out credentials of a role." },
    pass: (count) => `${counted(count, "instance")} with a role, each asking for a token.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "instance")} with a role ${count === 1 ? "gives" : "give"} its credentials without a token.`,
  },
});
