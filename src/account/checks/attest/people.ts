/** What only the people who own the account can say. */
import { sectionOf } from "../../snapshot";
import { defineAttestation } from "../attestation";
import { evidenceOf, isAnswered } from "../evaluation";

export default [
  defineAttestation({
    id: "root/custody",
    title: "The root user's MFA is in a known place, with a spare",
    why: "A key that only one person can find is lost with that person; one that anybody can take protects nothing.",
    severity: "medium",
    recommendation: "root-mfa",
    cis: [],
    securityHub: [],
    question: "Who holds the MFA device of root, where is the spare, and who may take it in an emergency?",
    remediation: {
      console: "Write down who holds root's key, where the spare is kept and who releases it. Try it once a year.",
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"],
  }),
  defineAttestation({
    id: "cloudtrail/log-account",
    title: "The log bucket is in an account that administrators of this one cannot change",
    why: "Whoever takes over this account removes its logs too, unless they are kept where its administrators have no say.",
    severity: "medium",
    recommendation: "cloudtrail",
    cis: [],
    securityHub: [],
    sections: ["cloudtrail/trails"],
    question: "Are the buckets of the trails in a log account with administrators of its own?",
    known: (snapshot) => {
      const trails = sectionOf(snapshot, "cloudtrail/trails");
      return isAnswered(trails)
        ? trails.data.map((trail) => evidenceOf(trails, `${trail.name} S3BucketName`, trail.bucket))
        : [];
    },
    remediation: {
      console:
        "Make an organization trail from the management account (or its delegated administrator) with a bucket in a separate log account.",
    },
    links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html"],
  }),
];
