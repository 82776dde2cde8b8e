/** STS: who the credentials belong to. */
import type { AccountIdentity } from '../posture';
import { ask, clientOptions, countRequests, type Answer, type Session } from './session';

export async function callerIdentity(session: Session): Promise<Answer<Omit<AccountIdentity, 'alias'>>> {
  const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const client = countRequests(new STSClient(clientOptions(session, 'sts')), session.counts);
  try {
    return await ask(session, 'sts:GetCallerIdentity', async options => {
      const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}), options);
      if (!Account || !Arn) throw new Error('the answer names no account');
      return { id: Account, arn: Arn, partition: Arn.split(':')[1] || 'aws' };
    });
  } finally {
    client.destroy();
  }
}
