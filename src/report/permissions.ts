/** The read-only policy that the posture takes, and what a profile lacks of it, as a page. */
import type { Posture } from "../account/posture";

/** As IAM takes it: indented JSON. */
export function policyText(policy: object): string {
  return JSON.stringify(policy, null, 2);
}

/**
 * Markdown. `policyOf` makes a policy of actions (account/permissions.ts); without a posture nothing is said about what the profile may do.
 */
export function permissionsPage(
  needed: object,
  posture: Posture | null,
  policyOf: (actions: readonly string[]) => object,
): string {
  return [
    "# What the posture view may need to read",
    "",
    "Planeguard only reads. This is all that its checks call, as a policy to attach to the role or user of the profile:",
    "",
    fence(needed),
    ...(posture === null
      ? ["", "Open the posture view to see what the profile lacks of it."]
      : difference(posture, policyOf)),
    "",
  ].join("\n");
}

function difference(
  { profile, account, permissions: { allowed, denied, unknown } }: Posture,
  policyOf: (actions: readonly string[]) => object,
): string[] {
  const who = `${profile === null ? "The credentials" : `Profile \`${profile}\``} in account ${account.id}`;
  return [
    "",
    `## ${denied.length === 0 ? "Nothing was denied" : "What is missing"}`,
    "",
    ...(denied.length === 0
      ? [`${who}: ${allowed.length} of these actions were answered, none was denied.`]
      : [
          `${who}: ${allowed.length} of these actions were answered, ${denied.length} denied. What was denied, as a policy:`,
          "",
          fence(policyOf(denied)),
        ]),
    ...(unknown.length === 0
      ? []
      : [
          "",
          `Not known, because there was nothing to ask about or no answer: ${unknown.map((action) => `\`${action}\``).join(", ")}.`,
        ]),
  ];
}

function fence(policy: object): string {
  return `\`\`\`json\n${policyText(policy)}\n\`\`\``;
}
