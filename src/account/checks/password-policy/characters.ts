import type { CharacterKind } from "../../sections/iam";
import { definePasswordPolicyCheck, passwordPolicyLinks, passwordPolicyRemediation } from "../password-policy-check";

const kinds: readonly CharacterKind[] = ["uppercase letters", "lowercase letters", "numbers", "symbols"];

export default definePasswordPolicyCheck({
  id: "password-policy/characters",
  title: "Passwords need letters of both cases, a number and a symbol",
  why: "Passwords of one kind of characters are the first that are tried.",
  severity: "low",
  recommendation: "separate-administrators",
  cis: [],
  securityHub: ["IAM.11", "IAM.12", "IAM.13", "IAM.14"],
  remediation: passwordPolicyRemediation("require uppercase and lowercase letters, numbers and symbols"),
  links: passwordPolicyLinks,
  field: "RequireUppercaseCharacters, RequireLowercaseCharacters, RequireNumbers, RequireSymbols",
  value: ({ requires }) => requires.join(", ") || "none of them",
  holds: ({ requires }) => kinds.every((kind) => requires.includes(kind)),
  words: {
    noPolicy:
      "The account has no password policy of its own: AWS's default asks for three of the four kinds of characters.",
    pass: () => "Passwords need characters of all four kinds.",
    fail: ({ requires }) =>
      `The password policy asks for no ${kinds.filter((kind) => !requires.includes(kind)).join(", no ")}.`,
  },
});
