import { defineCheck } from "../check";
import { decided, evidenceOf, whenAnswered } from "../evaluation";
import commands from "./central-management.sh";
import terraform from "./central-management.tf";

const wanted = {
  RootCredentialsManagement: "takes the credentials of member accounts' root users away",
  RootSessions: "does what only root may in short sessions",
} as const;

export default defineCheck({
  id: "root/central-management",
  title: "The organization manages the root users of its accounts",
  why: "With central root management member accounts need no root password and no key at all: nothing to protect, to lose or to recover.",
  severity: "medium",
  recommendation: "root-mfa",
  cis: [],
  securityHub: [],
  sections: ["iam/organizations-features"],
  remediation: {
    console:
      "In the management account: IAM > Root access management > Enable, both capabilities. Then delete the root credentials of each member account.",
    cli: commands,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "iam/organizations-features", (data, section) => {
      if (data.seen !== "here") {
        const reason =
          data.seen === "elsewhere"
            ? "Only the management account of the organization is told; run this with its profile."
            : "The account is in no organization.";
        return decided("not-applicable", reason, [evidenceOf(section, "EnabledFeatures", data.seen)]);
      }
      const missing = Object.entries(wanted).filter(([feature]) => !data.features.includes(feature));
      const evidence = [evidenceOf(section, "EnabledFeatures", data.features.join(", ") || "none")];
      return missing.length === 0
        ? decided("pass", "The organization manages the root credentials of its accounts.", evidence)
        : decided(
            "fail",
            `${missing.map(([feature, does]) => `${feature}, which ${does},`).join(" and ")} is off.`,
            evidence,
          );
    }),
});
