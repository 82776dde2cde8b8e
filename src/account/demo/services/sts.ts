/** STS of the demo account. */
import { temporaryCredentials } from '../credentials';
import { ServiceError } from '../protocols/protocol';
import { query } from '../protocols/query';
import type { DemoService } from './service';

export const sts: DemoService = {
  protocol: query,
  operations: {
    GetCallerIdentity: ({ description }) => ({
      UserId: 'DEMO:caller',
      Account: description.id,
      Arn: `arn:aws:sts::${description.id}:${description.caller}`,
    }),
    AssumeRole: (state, { parameters }) => {
      if (parameters.SerialNumber && !/^\d{6}$/.test(String(parameters.TokenCode ?? ''))) {
        throw new ServiceError('AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code.');
      }
      const credentials = temporaryCredentials();
      return {
        Credentials: {
          AccessKeyId: credentials.accessKeyId,
          SecretAccessKey: credentials.secretAccessKey,
          SessionToken: credentials.sessionToken,
          Expiration: new Date(state.now + 3_600_000).toISOString(),
        },
        AssumedRoleUser: {
          AssumedRoleId: `DEMO:${String(parameters.RoleSessionName)}`,
          Arn: `${String(parameters.RoleArn).replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${String(parameters.RoleSessionName)}`,
        },
      };
    },
  },
};
