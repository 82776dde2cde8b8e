/** What the elements of the policy language say (AWS: "IAM JSON policy elements reference"). As of November 2026. */
import type { PolicyType } from "../policy/model";
import { tableOf } from "../table";

export interface ElementNote {
  readonly name: string;
  readonly note: string;
}

export const policyElements: readonly ElementNote[] = [
  {
    name: "Version",
    note: "The version of the policy language. `2012-10-17` is the current one: without it, variables such as `${aws:username}` are only text.",
  },
  {
    name: "Statement",
    note: "One statement or a list of them. A request is allowed where one statement allows it and none denies it.",
  },
  { name: "Id", note: "A name for the policy. Some services demand one in the policies of their resources." },
];

export const statementElements: readonly ElementNote[] = [
  { name: "Sid", note: "A name for the statement, unique in the policy. It has no effect." },
  { name: "Effect", note: "`Allow` or `Deny`. A statement that denies wins over all that allow." },
  {
    name: "Principal",
    note: "Who is meant: accounts, users, roles, services. Only in policies of resources and in trust policies; elsewhere it is whoever has the policy.",
  },
  {
    name: "Action",
    note: "What is allowed or denied: `service:Action`, with `*` and `?` as wildcards. Upper and lower case are the same.",
  },
  {
    name: "Resource",
    note: "What the actions may touch: ARNs, with `*` and `?` as wildcards. Actions that cannot be limited to resources need `*`.",
  },
  {
    name: "Condition",
    note: "When the statement holds: operators, keys and values. All operators and keys must hold; of several values, one.",
  },
  {
    name: "NotAction",
    note: "Every action but these. With `Allow` that is nearly all of AWS, also what AWS adds later.",
  },
  {
    name: "NotResource",
    note: "Every resource but these. With `Allow` that is all that the account has, also what is made later.",
  },
  {
    name: "NotPrincipal",
    note: "Everybody but these. Only with `Deny`; AWS advises a condition on `aws:PrincipalArn` instead.",
  },
];

const notes: Readonly<Record<string, ElementNote>> = tableOf(
  Object.fromEntries([...policyElements, ...statementElements].map((one) => [one.name.toLowerCase(), one])),
);

export function elementNote(name: string): ElementNote | null {
  return notes[name.toLowerCase()] ?? null;
}

/** Whether statements of the type name whom they are about. */
export function takesPrincipal(type: PolicyType): boolean {
  return type === "resource" || type === "trust" || type === "rcp";
}

export const effectNotes: Readonly<Record<string, string>> = tableOf({
  allow: "Allows the actions, unless another statement denies them.",
  deny: "Denies the actions, whatever else allows them.",
});

export const versionNotes: Readonly<Record<string, string>> = tableOf({
  "2012-10-17": "The current version of the policy language.",
  "2008-10-17": "The former version of the policy language: variables such as `${aws:username}` are only text in it.",
});

export const policyTypeNames: Readonly<Record<PolicyType, string>> = {
  identity: "identity policy",
  resource: "resource policy",
  trust: "trust policy",
  scp: "service control policy",
  rcp: "resource control policy",
  boundary: "permissions boundary",
};
