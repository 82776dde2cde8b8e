/** The other accounts of the demo account's organization: entered by a role, each with what its description says. */
import type { AccountDescription, AccountState } from "./description";
import type { MemberDescription } from "./descriptions/identity";

export function memberOf({ organization, id: own }: AccountDescription, id: string): MemberDescription | undefined {
  return id === own ? undefined : organization?.accounts.find((account) => account.id === id);
}

/** What requests with credentials of an account are answered from, each account's state made once. */
export function statesOf(main: AccountState): (accountId: string | null) => AccountState {
  const states = new Map<string, AccountState>();
  return (accountId) => {
    const member = accountId === null ? undefined : memberOf(main.description, accountId);
    if (!member) return main;
    const state = states.get(member.id) ?? {
      ...main,
      description: { ...main.description, id: member.id, alias: member.name, ...member.own } as AccountDescription,
    };
    states.set(member.id, state);
    return state;
  };
}
