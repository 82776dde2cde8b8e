/** Why there is no fix: the page of a rule says it, for whoever looks for one in the light bulb. */

import { english, wordingIn } from "../wording/language";
import { literal } from "../wording/sentence";

const needed = "Only the author knows which actions are needed, and on which resources.";
const role = "Only the author knows which roles are meant, and the service that gets them.";
const serviceLinked = "Only the author knows which service is meant.";
const removal = "Whoever takes it out has to say what is used in its place, and no SDK knows that by itself.";
const repository = "Only the author knows which repository, branch or environment is meant.";
const meant = "The document does not tell what is meant.";
const code = "Only the author knows whether the code or the role is to change; they may stand in different files.";
const assertion = "Only the project knows whether the policy or its assertion says what is meant.";

/** Of the rules of which no finding has a fix. */
const reasons: Readonly<Record<string, string>> = {
  "assertion/broken": assertion,
  "assertion/unknown": assertion,
  "code/denied": code,
  "code/unmet-condition": code,
  "credentials/appsync-api-key": removal,
  "credentials/codecommit-password": removal,
  "credentials/mws-key": removal,
  "credentials/presigned-url":
    "An address that is signed anew works for some hours only: who needs it has to ask for it each time.",
  "credentials/ses-smtp-password": removal,
  "policy/allow-not-action-with-unsupported-tag": needed,
  "policy/deny-not-action-with-unsupported-tag": needed,
  "policy/dependent-permission": "The permission that is missing may stand in another policy of the same role.",
  "policy/known-after-apply": "What the policy will say is known only when it has been applied.",
  "policy/missing-action": meant,
  "policy/missing-statement": meant,
  "policy/s3-prefix-in-negative-context": meant,
  "policy/to-be-filled-in": "Only the author knows what belongs there.",
  "policy/unattachable-managed-policy": "Only the author knows which permissions are needed in its place.",
  "policy/unlisted-managed-policy": "No policy of AWS is certainly meant.",
  "risk/create-service-linked-role-any-resource": serviceLinked,
  "risk/create-service-linked-role-not-resource": serviceLinked,
  "risk/create-service-linked-role-wildcard-action": serviceLinked,
  "risk/create-service-linked-role-wildcard-action-not-resource": serviceLinked,
  "risk/credentials-exposure": needed,
  "risk/deny-only-if-all-missing": "Only the author knows whether one of the tags is enough or each is needed.",
  "risk/escalation-by-iam": needed,
  "risk/escalation-by-pass-role": role,
  "risk/escalation-by-takeover": needed,
  "risk/full-administrator": needed,
  "risk/infrastructure-modification": needed,
  "risk/managed-escalation": needed,
  "risk/pass-role-not-resource": role,
  "risk/pass-role-wildcard-action": role,
  "risk/pass-role-wildcard-action-not-resource": role,
  "risk/public-objects": "Only the author knows who shall read the objects.",
  "risk/resource-exposure": needed,
  "risk/sensitive-service-wildcard": needed,
  "risk/service-wildcard": needed,
  "trust/github-any-branch": repository,
  "trust/github-wildcard": repository,
  "trust/github-without-repository": repository,
  "trust/oidc-without-condition": "Only the author knows whose tokens shall be taken.",
  "trust/wildcard-principal": "Only the author knows who shall assume the role.",
};

/** Of the rules whose fixes need the code and the policy, which stand in different files. */
export const fixedAcrossFiles: Readonly<Record<string, string>> = {
  "code/not-granted":
    "The light bulb offers to grant exactly this call in the policy of the role, and shows the change first, where the changed policy is proven to allow the call.",
  "code/unused-grant":
    "The light bulb offers to remove from the policy what nothing calls, and shows the change first.",
};

/** A sentence of the page of a rule. */
export function aboutFixes(ruleId: string, language = english): string {
  const { of, text } = wordingIn(language);
  const across = fixedAcrossFiles[ruleId];
  if (across !== undefined) return of(across);
  const reason = reasons[ruleId];
  return reason === undefined
    ? text`The light bulb offers one where the document tells what is meant and can be edited there without changing anything else.`
    : text`None is offered. ${literal(reason)}`;
}

/** Whether no finding of a rule has a fix. */
export function isWithoutFix(ruleId: string): boolean {
  return ruleId in reasons;
}
