/** How to take a key that stood in a file out of service: text to copy, which Planeguard never runs. */
import { code, md } from "../escape/markdown";

export interface ExposedKey {
  /** Its id as far as it may be shown, `AKIA…7X`; null where only its secret or token was found. */
  readonly shown: string | null;
  readonly lifetime: "long-term" | "temporary" | "bearer token" | "context-specific";
  /** Twelve digits, where the id tells. */
  readonly account: string | null;
  /** Where it stands or stood, as a person calls the files. */
  readonly places: readonly string[];
}

/**
 * Markdown. For long-term keys the order of AWS's own page: find who uses it, deactivate, watch, delete
 * (docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html); temporary ones end with their session.
 */
export function rotationGuide(key: ExposedKey): string {
  const name =
    md`${key.lifetime === "long-term" ? "access key" : `${key.lifetime} key`} ${key.shown ?? "of which the secret was found"}`
      .text;
  return [
    `# Take the ${name}${key.account === null ? "" : ` of account ${key.account}`} out of service`,
    "",
    "Taking a key out of a file does not take it back: it stays in the history, in clones, images, logs and backups. Whoever has read it can use it until IAM refuses it.",
    "",
    ...(key.places.length > 0
      ? ["It was found here:", "", ...key.places.map((place) => md`- ${code(place)}`.text), ""]
      : []),
    ...(key.lifetime === "temporary" ? temporary : longTerm),
    "## The history",
    "",
    "The key is out of service now, so its copies are worth nothing. Still take it out of the history, so that scanners and readers are not misled:",
    "",
    "```sh",
    'git log --all --oneline -S "$KEY_ID"      # the commits that brought or removed it',
    'git filter-repo --replace-text <(echo "$KEY_ID==>REMOVED")',
    "```",
    "",
    "Rewriting the history changes every later commit: everybody has to clone again, and forks and caches of the host keep the old one until they are purged.",
    "",
  ].join("\n");
}

const longTerm = [
  "## 1. Who uses it",
  "",
  "```sh",
  "KEY_ID=…                                                  # paste the whole id",
  'aws sts get-access-key-info --access-key-id "$KEY_ID"     # its account',
  'aws iam get-access-key-last-used --access-key-id "$KEY_ID" # its user, and where it was used last',
  "USER_NAME=…                                               # the UserName of that answer",
  'aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue="$KEY_ID"',
  "```",
  "",
  "Calls from places you do not know mean that somebody else has it: go on with step 2 at once, and look at what they did.",
  "",
  "## 2. Deactivate it",
  "",
  "Let what used it take a role first, unless it is being misused. Deactivating can be undone:",
  "",
  "```sh",
  'aws iam update-access-key --user-name "$USER_NAME" --access-key-id "$KEY_ID" --status Inactive',
  "```",
  "",
  "## 3. Watch",
  "",
  "For some days, and over the end of a month if jobs run then. What still needs it fails with `InvalidClientTokenId`, and the last use does not move on:",
  "",
  "```sh",
  'aws iam get-access-key-last-used --access-key-id "$KEY_ID"',
  "```",
  "",
  "## 4. Delete it",
  "",
  "```sh",
  'aws iam delete-access-key --user-name "$USER_NAME" --access-key-id "$KEY_ID"',
  "```",
  "",
  "Sessions that were made with the key end by themselves, after 36 hours at most. If it was misused, deny them at once with a policy on `aws:TokenIssueTime` for that user.",
  "",
];

const temporary = [
  "## End its sessions",
  "",
  "Temporary credentials end by themselves: after an hour mostly, after 36 hours at most. Where that is too late, revoke the sessions of their role in the console (IAM, Roles, the role, Revoke sessions), which denies every session that began before now:",
  "",
  "```sh",
  "KEY_ID=…                                                  # paste the whole id",
  "ROLE_NAME=…                                               # the role of whose session it is",
  "NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)",
  'aws iam put-role-policy --role-name "$ROLE_NAME" --policy-name AWSRevokeOlderSessions --policy-document \\',
  '  "{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Deny\\",\\"Action\\":\\"*\\",\\"Resource\\":\\"*\\",\\"Condition\\":{\\"DateLessThan\\":{\\"aws:TokenIssueTime\\":\\"$NOW\\"}}}]}"',
  'aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue="$KEY_ID"',
  "```",
  "",
];
