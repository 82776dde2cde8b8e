/** STS: who the credentials belong to, and the roles that they may take on. */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";

import type { AccountIdentity } from "../posture";
import { UnusableAnswer } from "./answers/unusable";
import { once } from "./once";
import { type Answer, ask, type Session } from "./session";

export const callerIdentity = once((session: Session): Promise<Answer<Omit<AccountIdentity, "alias">>> =>
  ask(session, "sts:GetCallerIdentity", async (options) => {
    const { Account, Arn } = await session.client(STSClient, "sts").send(new GetCallerIdentityCommand({}), options);
    const [, partition] = /^arn:([a-z-]+):(?:iam|sts)::\d{12}:[!-~]/.exec(Arn ?? "") ?? [];
    if (!/^\d{12}$/.test(Account ?? "") || partition === undefined || Arn!.length > 1300 || /[^!-~]/.test(Arn!))
      throw new UnusableAnswer("the answer names no account", 200);
    return { id: Account!, arn: Arn!, partition };
  }),
);

/** For an hour, as AWS does by default: longer than any collection takes. */
export function assumeRole(session: Session, roleArn: string): Promise<Answer<AwsCredentialIdentity>> {
  return ask(session, "sts:AssumeRole", async (options) => {
    const { Credentials } = await session
      .client(STSClient, "sts")
      .send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "planeguard-posture" }), options);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken)
      throw new UnusableAnswer("the answer has no credentials", 200);
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      accountId: roleArn.split(":")[4] ?? "",
      ...(Expiration === undefined ? {} : { expiration: Expiration }),
    };
  });
}
