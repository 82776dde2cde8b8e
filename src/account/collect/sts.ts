/** STS: who the credentials belong to, and the roles that they may take on. */
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsCredentialIdentity } from "@smithy/types";

import type { AccountIdentity } from "../posture";
import { once } from "./once";
import { type Answer, ask, type Session } from "./session";

export const callerIdentity = once((session: Session): Promise<Answer<Omit<AccountIdentity, "alias">>> =>
  ask(session, "sts:GetCallerIdentity", async (options) => {
    const { Account, Arn } = await session.client(STSClient, "sts").send(new GetCallerIdentityCommand({}), options);
    if (!Account || !Arn) throw new Error("the answer names no account");
    return { id: Account, arn: Arn, partition: Arn.split(":")[1] || "aws" };
  }),
);

/** For an hour, as AWS does by default: longer than any collection takes. */
export function assumeRole(session: Session, roleArn: string): Promise<Answer<AwsCredentialIdentity>> {
  return ask(session, "sts:AssumeRole", async (options) => {
    const { Credentials } = await session
      .client(STSClient, "sts")
      .send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "planeguard-posture" }), options);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error("the answer has no credentials");
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      accountId: roleArn.split(":")[4] ?? "",
      ...(Expiration === undefined ? {} : { expiration: Expiration }),
    };
  });
}
