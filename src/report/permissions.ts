/** The read-only policy that the posture takes, and what a profile lacks of it, as a page. */
import type { Posture } from "../account/posture";
import { joined } from "../escape/escaped";
import { json } from "../escape/json";
import { code, codeBlock, type Markdown, md } from "../escape/markdown";

/** As IAM takes it: indented JSON. */
function policyText(policy: object): string {
  return json(policy);
}

/**
 * Markdown. `policyOf` makes a policy of actions (account/permissions.ts); without a posture nothing is said about what the profile may do.
 */
export function permissionsPage(
  needed: object,
  posture: Posture | null,
  policyOf: (actions: readonly string[]) => object,
): string {
  return joined(
    [
      md`# What the posture view may need to read`,
      md``,
      md`Planeguard only reads. This is all that its checks call, as a policy to attach to the role or user of the profile:`,
      md``,
      fence(needed),
      ...(posture === null
        ? [md``, md`Open the posture view to see what the profile lacks of it.`]
        : difference(posture, policyOf)),
      md``,
    ],
    "\n",
  ).text;
}

function difference(
  { profile, account, permissions: { allowed, denied, unknown } }: Posture,
  policyOf: (actions: readonly string[]) => object,
): Markdown[] {
  const who = md`${profile === null ? "The credentials" : md`Profile ${code(profile)}`} in account ${account.id}`;
  return [
    md``,
    md`## ${denied.length === 0 ? "Nothing was denied" : "What is missing"}`,
    md``,
    ...(denied.length === 0
      ? [md`${who}: ${allowed.length} of these actions were answered, none was denied.`]
      : [
          md`${who}: ${allowed.length} of these actions were answered, ${denied.length} denied. What was denied, as a policy:`,
          md``,
          fence(policyOf(denied)),
        ]),
    ...(unknown.length === 0
      ? []
      : [
          md``,
          md`Not known, because there was nothing to ask about or no answer: ${joined(unknown.map(code), ", ")}.`,
        ]),
  ];
}

function fence(policy: object): Markdown {
  return codeBlock(policyText(policy), "json");
}
