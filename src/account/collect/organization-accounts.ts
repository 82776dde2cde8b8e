/** The accounts of an organization, as its management account or a delegated administrator sees them. */
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { ask, type Answer, type Session } from './session';

export interface MemberAccount {
  readonly id: string;
  readonly name: string;
  /** `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE`, … */
  readonly status: string;
}

export function memberAccounts(session: Session): Promise<Answer<readonly MemberAccount[]>> {
  return ask(session, 'organizations:ListAccounts', async options => {
    const accounts: MemberAccount[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client: session.client(OrganizationsClient, 'organizations') }, {}, options)) {
      accounts.push(...Accounts.map(({ Id = '', Name = '', State, Status }) => ({ id: Id, name: Name, status: State ?? Status ?? '' })));
    }
    return accounts;
  });
}
