/** STS: who the credentials belong to. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccountIdentity } from '../posture';
import { ask, type Answer, type Session } from './session';

export function callerIdentity(session: Session): Promise<Answer<Omit<AccountIdentity, 'alias'>>> {
  return ask(session, 'sts:GetCallerIdentity', async options => {
    const { Account, Arn } = await session.client(STSClient, 'sts').send(new GetCallerIdentityCommand({}), options);
    if (!Account || !Arn) throw new Error('the answer names no account');
    return { id: Account, arn: Arn, partition: Arn.split(':')[1] || 'aws' };
  });
}
