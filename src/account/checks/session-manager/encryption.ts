import { evidenceOf } from "../evaluation";
import { defineSessionCheck } from "../session-check";
import commands from "./encryption.sh";

export default defineSessionCheck({
  id: "session-manager/encryption",
  title: "Sessions of Session Manager are encrypted with a key of the account",
  why: "Beside TLS, a key lets nobody open a session who may not use the key: one more permission that has to be given on purpose.",
  severity: "low",
  remediation: {
    console:
      "Systems Manager (in the Region) > Session Manager > Preferences > Edit > KMS encryption: Enable, with a key that the instances' roles and the administrators may use.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html"],
  fields: ({ kmsKey }, section) => [evidenceOf(section, "kmsKeyId", kmsKey)],
  protection: ({ kmsKey }) => (kmsKey === null ? null : `are encrypted with ${kmsKey}`),
  passes: "are encrypted with a key of the account",
  fail: "have TLS alone",
});
