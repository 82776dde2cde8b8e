/** Where C# hands keys to AWS clients. */
import { tableOf } from "../../table";
import { keysOf } from "./sdk-uses";

export const csharpKeys = keysOf({
  makers: /(?:^|\.)(?:BasicAWSCredentials|SessionAWSCredentials)\.new$/,
  names: tableOf({
    accessKey: "id",
    secretKey: "secret",
    token: "token",
    awsAccessKeyId: "id",
    awsSecretAccessKey: "secret",
    awsSessionToken: "token",
  }),
  wrappers: /$^/,
  takers: /$^/,
  options: /^(?:Credentials|credentials|awsCredentials)$/,
  optionTypes: /(?:^|\.)AWSOptions$/,
  clients: /(?:^|\.)(?:Amazon\w+Client|TransferUtility)\.new$/,
  outside: {
    environment: /^(?:System\.)?Environment\.GetEnvironmentVariable$/,
    setters: /(?:^|\.)Environment\.SetEnvironmentVariable$/,
    configuration:
      /(?:[cC]onfig(?:uration)?|[sS]ettings|AppSettings|[sS]ection)(?:\.GetSection)?\.(?:\[\]|GetValue|Get)$/,
  },
});
