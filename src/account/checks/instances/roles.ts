import { counted } from "../evaluation";
import { defineInstanceCheck } from "../instance-check";
import cloudformation from "./roles.cfn.yaml";
import terraform from "./roles.tf";

export default defineInstanceCheck({
  id: "instances/roles",
  title: "Every instance has a role",
  why: "Software on an instance without a role needs a key in a file as soon as it calls AWS. That key lies in images and backups too.",
  severity: "medium",
  recommendation: "roles-for-workloads",
  cis: [],
  securityHub: [],
  remediation: {
    console:
      "EC2 > Instances > (the instance) > Actions > Security > Modify IAM role. With the policy AmazonSSMManagedInstanceCore the instance can also be reached without an open port.",
    cli: "aws ec2 associate-iam-instance-profile --instance-id INSTANCE_ID --iam-instance-profile Name=PROFILE",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html"],
  judge({ profile, managedBy }) {
    if (managedBy !== null) return null;
    return profile === null
      ? { verdict: "fail", reason: "Has no role." }
      : { verdict: "pass", reason: `Has ${profile.slice(profile.lastIndexOf("/") + 1)}.` };
  },
  words: {
    none: { verdict: "not-applicable", reason: "The account has no instances of its own in any Region." },
    pass: (count) => `${counted(count, "instance")}, each with a role.`,
    fail: (count, of) => `${count} of ${counted(of, "instance")} ${count === 1 ? "has" : "have"} no role.`,
  },
});
