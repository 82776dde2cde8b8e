import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { decided, evidenceOf, isAnswered, missingFrom, notAssessed, whenAnswered } from "../evaluation";
import { rootCredentials, rootMfaEnabled } from "../root-credentials";

/** The ARN ends in `:root`: a user called rootbeer is not root. */
const ofRoot = (device: { readonly userArn: string | null; readonly serialNumber: string }) =>
  device.userArn === null
    ? device.serialNumber.endsWith(":mfa/root-account-mfa-device")
    : device.userArn.endsWith(":root");

export default defineCheck({
  id: "root/hardware-mfa",
  title: "The MFA of the root user is a hardware key",
  why: "A virtual device lives on a phone, which can be lost, copied in a backup or taken over. A hardware key in a known place cannot be copied.",
  severity: "high",
  recommendation: "root-mfa",
  cis: ["2.6"],
  securityHub: ["IAM.6"],
  sections: ["iam/account-summary", "iam/virtual-mfa-devices", "iam/credential-report"],
  remediation: {
    console:
      "Sign in as the root user, then: account name (top right) > Security credentials > Multi-factor authentication (MFA) > Assign MFA device > Passkey or security key. Register a spare, then remove the authenticator app.",
    cli: "aws iam list-virtual-mfa-devices --assignment-status Assigned --query \"VirtualMFADevices[?ends_with(User.Arn, ':root')]\"",
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-fido-mfa-for-root.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "iam/account-summary", (data, section) => {
      const enabled = rootMfaEnabled(data);
      const evidence = [evidenceOf(section, "AccountMFAEnabled", data.AccountMFAEnabled ?? null)];
      if (enabled === null)
        return { ...notAssessed([], evidence), reason: "The account summary does not say whether root has MFA." };
      if (!enabled) {
        const root = rootCredentials(snapshot, section);
        const all = [...evidence, ...root.evidence];
        if (root.present === null) return notAssessed(root.missing, all);
        return root.present
          ? decided("fail", "Root has no MFA at all.", all)
          : decided("pass", "Root has neither a password nor a key: there is nothing to protect.", all);
      }
      const devices = sectionOf(snapshot, "iam/virtual-mfa-devices");
      if (!isAnswered(devices)) return notAssessed(missingFrom(devices, "iam/virtual-mfa-devices"), evidence);
      const virtual = devices.data.find(ofRoot);
      const all = [...evidence, evidenceOf(devices, "VirtualMFADevices of :root", virtual?.serialNumber ?? "none")];
      return virtual
        ? decided("fail", "Root's MFA is a virtual device: whoever copies or takes that phone has it.", all)
        : decided("pass", "Root has MFA and none of the virtual devices is root's.", all);
    }),
});
