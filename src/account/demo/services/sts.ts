/** STS of the demo account. */
import { temporaryCredentials } from "../credentials";
import { memberOf } from "../members";
import { ServiceError } from "../protocols/protocol";
import { query } from "../protocols/query";
import type { DemoService } from "./service";

export const sts: DemoService = {
  protocol: query,
  operations: {
    GetCallerIdentity: ({ description }) => ({
      UserId: "DEMO:caller",
      Account: description.id,
      Arn: `arn:aws:sts::${description.id}:${description.caller}`,
    }),
    AssumeRole: (state, { parameters }) => {
      if (parameters.SerialNumber && !/^\d{6}$/.test(String(parameters.TokenCode ?? ""))) {
        throw new ServiceError(
          "AccessDenied",
          403,
          "MultiFactorAuthentication failed with invalid MFA one time pass code.",
        );
      }
      const [, , , , account = ""] = String(parameters.RoleArn).split(":");
      if (memberOf(state.description, account)?.closed) {
        throw new ServiceError(
          "AccessDenied",
          403,
          `User: arn:aws:sts::${state.description.id}:${state.description.caller} is not authorized to perform: sts:AssumeRole on resource: ${String(parameters.RoleArn)}`,
        );
      }
      const credentials = temporaryCredentials(account);
      return {
        Credentials: {
          AccessKeyId: credentials.accessKeyId,
          SecretAccessKey: credentials.secretAccessKey,
          SessionToken: credentials.sessionToken,
          Expiration: new Date(state.now + 3_600_000).toISOString(),
        },
        AssumedRoleUser: {
          AssumedRoleId: `DEMO:${String(parameters.RoleSessionName)}`,
          Arn: `${String(parameters.RoleArn).replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${String(parameters.RoleSessionName)}`,
        },
      };
    },
  },
};
