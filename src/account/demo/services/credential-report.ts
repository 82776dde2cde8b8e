/** The credential report of the demo account, column for column as AWS writes it. */
import {
  type AccountState,
  daysAgo,
  type KeyDescription,
  rootArn,
  userArn,
  type UserDescription,
} from "../description";

const absent = "N/A";
const header = [
  "user",
  "arn",
  "user_creation_time",
  "password_enabled",
  "password_last_used",
  "password_last_changed",
  "password_next_rotation",
  "mfa_active",
  "access_key_1_active",
  "access_key_1_last_rotated",
  "access_key_1_last_used_date",
  "access_key_1_last_used_region",
  "access_key_1_last_used_service",
  "access_key_2_active",
  "access_key_2_last_rotated",
  "access_key_2_last_used_date",
  "access_key_2_last_used_region",
  "access_key_2_last_used_service",
  "cert_1_active",
  "cert_1_last_rotated",
  "cert_2_active",
  "cert_2_last_rotated",
];
const noCertificates = ["false", absent, "false", absent];

export function credentialReport(state: AccountState): string {
  const { root, users } = state.description;
  const rows = [
    [
      "<root_account>",
      rootArn(state),
      daysAgo(state, 3650),
      // AWS says so of root's password whether there is one or not, unless its credentials were removed.
      ...(root.password === null ? ["false", absent] : ["not_supported", used(state, root.password.lastUsedDaysAgo)]),
      "not_supported",
      "not_supported",
      String(root.mfa !== "none"),
      ...keyColumns(state, root.keys),
      ...noCertificates,
    ],
    ...users.map((user) => [
      user.name,
      userArn(state, user),
      daysAgo(state, user.createdDaysAgo),
      ...passwordColumns(state, user),
      String(user.mfa !== "none"),
      ...keyColumns(state, user.keys),
      ...noCertificates,
    ]),
  ];
  return [header, ...rows].map((row) => row.join(",")).join("\n");
}

function used(state: AccountState, days: number | null): string {
  return days === null ? "no_information" : daysAgo(state, days);
}

function passwordColumns(state: AccountState, { password }: UserDescription): string[] {
  return password === null
    ? ["false", absent, absent, absent]
    : ["true", used(state, password.lastUsedDaysAgo), daysAgo(state, password.changedDaysAgo), absent];
}

function keyColumns(state: AccountState, keys: readonly KeyDescription[]): string[] {
  return [keys[0], keys[1]].flatMap((key) => {
    if (key === undefined) return ["false", absent, absent, absent, absent];
    const { active, rotatedDaysAgo, lastUsed } = key;
    return [
      String(active),
      daysAgo(state, rotatedDaysAgo),
      ...(lastUsed ? [daysAgo(state, lastUsed.daysAgo), lastUsed.region, lastUsed.service] : [absent, absent, absent]),
    ];
  });
}
