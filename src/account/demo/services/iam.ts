/** IAM of the demo account. */
import { type AccountState, daysAgo, rootArn, userArn } from "../description";
import { ServiceError } from "../protocols/protocol";
import { query } from "../protocols/query";
import { authorizationDetails } from "./authorization-details";
import { credentialReport } from "./credential-report";
import { identityProviders } from "./identity-providers";
import { type DemoService, pageOf } from "./service";

const reportStates = {
  absent: ["ReportNotPresent", 410, "No report present"],
  expired: ["ReportExpired", 410, "Report has expired"],
  "in-progress": ["ReportInProgress", 404, "Report is in progress"],
} as const;

export const iam: DemoService = {
  protocol: query,
  operations: {
    GetAccountSummary: ({ description: { root, users } }) => {
      const devices = [root.mfa, ...users.map((user) => user.mfa)];
      return {
        SummaryMap: new Map([
          ["Users", users.length],
          ["UsersQuota", 5000],
          ["AccountMFAEnabled", root.mfa === "none" ? 0 : 1],
          ["AccountAccessKeysPresent", root.keys.some((key) => key.active) ? 1 : 0],
          ["AccountPasswordPresent", root.password === null ? 0 : 1],
          ["AccountSigningCertificatesPresent", 0],
          ["MFADevices", devices.filter((mfa) => mfa !== "none").length],
          ["MFADevicesInUse", devices.filter((mfa) => mfa !== "none").length],
        ]),
      };
    },
    GenerateCredentialReport: (state) => {
      const started = state.report === "absent" || state.report === "expired";
      // The next look finds it still being made; the one after that finds it.
      if (started) state.report = "in-progress";
      return {
        State: started ? "STARTED" : state.report === "present" ? "COMPLETE" : "INPROGRESS",
        Description: started ? "No report exists. Starting a new report generation task" : null,
      };
    },
    GetCredentialReport: (state) => {
      if (state.report === "present") {
        return {
          Content: Buffer.from(credentialReport(state)).toString("base64"),
          ReportFormat: "text/csv",
          GeneratedTime: daysAgo(state, 0),
        };
      }
      const [code, status, message] = reportStates[state.report];
      if (state.report === "in-progress" && !state.reportNeverReady) state.report = "present";
      throw new ServiceError(code, status, message);
    },
    GetAccountAuthorizationDetails: authorizationDetails,
    ListVirtualMFADevices: (state, call) => pageOf(virtualDevices(state), "VirtualMFADevices", call),
    GetAccountPasswordPolicy: ({ description: { id, passwordPolicy } }) => {
      if (passwordPolicy === null)
        throw new ServiceError("NoSuchEntity", 404, `The Password Policy with domain name ${id} cannot be found.`);
      return {
        PasswordPolicy: {
          MinimumPasswordLength: passwordPolicy.minimumLength,
          RequireSymbols: passwordPolicy.allCharacters ?? false,
          RequireNumbers: passwordPolicy.allCharacters ?? false,
          RequireUppercaseCharacters: passwordPolicy.allCharacters ?? false,
          RequireLowercaseCharacters: passwordPolicy.allCharacters ?? false,
          AllowUsersToChangePassword: true,
          ExpirePasswords: passwordPolicy.maximumAge !== undefined,
          MaxPasswordAge: passwordPolicy.maximumAge ?? null,
          PasswordReusePrevention: passwordPolicy.reusePrevention,
        },
      };
    },
    ...identityProviders,
    ListAccountAliases: ({ description: { alias } }) => ({
      AccountAliases: alias === null ? [] : [alias],
      IsTruncated: false,
    }),
  },
};

function virtualDevices(state: AccountState) {
  const { id, root, users } = state.description;
  const device = (serial: string, arn: string, member: Record<string, string>) => ({
    SerialNumber: `arn:aws:iam::${id}:mfa/${serial}`,
    User: { ...member, UserId: id, Arn: arn, CreateDate: daysAgo(state, 2000) },
    EnableDate: daysAgo(state, 400),
  });
  return [
    ...(root.mfa === "virtual" ? [device("root-account-mfa-device", rootArn(state), {})] : []),
    ...users
      .filter((user) => user.mfa === "virtual")
      .map((user) => device(user.name, userArn(state, user), { Path: user.path ?? "/", UserName: user.name })),
  ];
}
