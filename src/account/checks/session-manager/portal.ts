import { sectionsOf } from "../../snapshot";
import { defineAttestation } from "../attestation";
import { evidenceOf, isAnswered } from "../evaluation";

export default defineAttestation({
  id: "session-manager/portal",
  title: "Administrators come in through one door: a portal, privileged user management or Session Manager",
  why: "Through one guarded door access can be approved, recorded and closed at once. Whoever has a way of their own around it is seen by nobody.",
  severity: "medium",
  recommendation: "proxied-administration",
  cis: [],
  securityHub: [],
  sections: ["ssm/managed-instances", "ssm/session-preferences"],
  question: "Which door do administrators use, who approves and records it, and is there no way around it?",
  known: (snapshot) => [
    ...sectionsOf(snapshot, "ssm/managed-instances")
      .filter(isAnswered)
      .filter(({ data }) => data.length > 0)
      .map((section) => evidenceOf(section, "InstanceInformationList", section.data.length)),
    ...sectionsOf(snapshot, "ssm/session-preferences")
      .filter(isAnswered)
      .map((section) => evidenceOf(section, "SSM-SessionManagerRunShell", section.data === null ? "none" : "set")),
  ],
  remediation: {
    console:
      "Write down the door (Identity Center, a privileged access product, Session Manager, a bastion), who gives and takes access, where sessions are recorded, and that security groups and policies close every other way.",
  },
  links: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-getting-started-restrict-access.html",
  ],
});
