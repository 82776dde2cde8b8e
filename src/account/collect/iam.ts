/** IAM: the account summary, the credential report, virtual MFA devices, the password policy, the alias, and who may do what. */
import {
  GetAccountPasswordPolicyCommand, GetAccountSummaryCommand, IAMClient, ListAccountAliasesCommand, paginateListVirtualMFADevices,
  type PasswordPolicy as SdkPasswordPolicy, type VirtualMFADevice as SdkVirtualMfaDevice,
} from '@aws-sdk/client-iam';
import type { PasswordPolicy, VirtualMfaDevice } from '../sections/iam';
import { collectAuthorizationDetails } from './authorization-details';
import { putAnswer, type Put, type Task } from './collector';
import { collectCredentialReport } from './credential-report';
import { ask, type Session } from './session';

/** The most that IAM gives on a page of a list. */
const pageSize = 1000;

async function accountSummary(session: Session, put: Put): Promise<void> {
  putAnswer(put, 'iam/account-summary', await ask(session, 'iam:GetAccountSummary', async options => {
    const { SummaryMap } = await iamOf(session).send(new GetAccountSummaryCommand({}), options);
    return { ...SummaryMap };
  }));
}

async function virtualMfaDevices(session: Session, put: Put): Promise<void> {
  putAnswer(put, 'iam/virtual-mfa-devices', await ask(session, 'iam:ListVirtualMFADevices', async options => {
    const devices: VirtualMfaDevice[] = [];
    for await (const page of paginateListVirtualMFADevices({ client: iamOf(session), pageSize }, { AssignmentStatus: 'Assigned' }, options)) {
      devices.push(...(page.VirtualMFADevices ?? []).map(toDevice));
    }
    return devices;
  }));
}

function toDevice({ SerialNumber, User }: SdkVirtualMfaDevice): VirtualMfaDevice {
  return { serialNumber: SerialNumber ?? '', userArn: User?.Arn ?? null };
}

async function passwordPolicy(session: Session, put: Put): Promise<void> {
  putAnswer(put, 'iam/password-policy', await ask<PasswordPolicy | null>(session, 'iam:GetAccountPasswordPolicy', async options => {
    const { PasswordPolicy } = await iamOf(session).send(new GetAccountPasswordPolicyCommand({}), options);
    return toPolicy(PasswordPolicy);
  }, error => (isNoSuchEntity(error) ? { data: null } : undefined)));
}

function toPolicy(policy: SdkPasswordPolicy | undefined): PasswordPolicy {
  return { minimumLength: policy?.MinimumPasswordLength ?? null, reusePrevention: policy?.PasswordReusePrevention ?? null };
}

function isNoSuchEntity(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NoSuchEntityException' || error.name === 'NoSuchEntity');
}

async function accountAliases(session: Session, put: Put): Promise<void> {
  putAnswer(put, 'iam/account-aliases', await ask(session, 'iam:ListAccountAliases', async options => {
    const { AccountAliases } = await iamOf(session).send(new ListAccountAliasesCommand({}), options);
    return AccountAliases ?? [];
  }));
}

function iamOf(session: Session): IAMClient {
  return session.client(IAMClient, 'iam');
}

export const tasks: readonly Task[] = [
  { sections: ['iam/account-summary'], run: accountSummary },
  { sections: ['iam/virtual-mfa-devices'], run: virtualMfaDevices },
  { sections: ['iam/password-policy'], run: passwordPolicy },
  { sections: ['iam/account-aliases'], run: accountAliases },
  { sections: ['iam/authorization-details'], run: collectAuthorizationDetails },
  { sections: ['iam/credential-report'], run: collectCredentialReport },
];
