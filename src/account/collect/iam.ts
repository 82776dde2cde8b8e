/** IAM: the account summary, the credential report, virtual MFA devices, the password policy, the alias, and who may do what. */
import type * as iamSdk from '@aws-sdk/client-iam';
import type { IAMClient, PasswordPolicy as SdkPasswordPolicy, VirtualMFADevice as SdkVirtualMfaDevice } from '@aws-sdk/client-iam';
import type { PasswordPolicy, VirtualMfaDevice } from '../snapshot';
import { collectAuthorizationDetails } from './authorization-details';
import { putAnswer, type Put, type Task } from './collector';
import { collectCredentialReport } from './credential-report';
import { ask, clientOptions, countRequests, type Session } from './session';

type Iam = typeof iamSdk;
type Collect = (session: Session, put: Put, client: IAMClient, iam: Iam) => Promise<void>;

async function accountSummary(...[session, put, client, iam]: Parameters<Collect>): Promise<void> {
  putAnswer(put, 'iam/account-summary', await ask(session, 'iam:GetAccountSummary', async options => {
    const { SummaryMap } = await client.send(new iam.GetAccountSummaryCommand({}), options);
    return { ...SummaryMap };
  }));
}

async function virtualMfaDevices(...[session, put, client, iam]: Parameters<Collect>): Promise<void> {
  putAnswer(put, 'iam/virtual-mfa-devices', await ask(session, 'iam:ListVirtualMFADevices', async options => {
    const devices: VirtualMfaDevice[] = [];
    for await (const page of iam.paginateListVirtualMFADevices({ client }, { AssignmentStatus: 'Assigned' }, options)) {
      devices.push(...(page.VirtualMFADevices ?? []).map(toDevice));
    }
    return devices;
  }));
}

function toDevice({ SerialNumber, User }: SdkVirtualMfaDevice): VirtualMfaDevice {
  return { serialNumber: SerialNumber ?? '', userArn: User?.Arn ?? null };
}

async function passwordPolicy(...[session, put, client, iam]: Parameters<Collect>): Promise<void> {
  putAnswer(put, 'iam/password-policy', await ask<PasswordPolicy | null>(session, 'iam:GetAccountPasswordPolicy', async options => {
    const { PasswordPolicy } = await client.send(new iam.GetAccountPasswordPolicyCommand({}), options);
    return toPolicy(PasswordPolicy);
  }, error => (isNoSuchEntity(error) ? { data: null } : undefined)));
}

function toPolicy(policy: SdkPasswordPolicy | undefined): PasswordPolicy {
  return { minimumLength: policy?.MinimumPasswordLength ?? null, reusePrevention: policy?.PasswordReusePrevention ?? null };
}

function isNoSuchEntity(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NoSuchEntityException' || error.name === 'NoSuchEntity');
}

async function accountAliases(...[session, put, client, iam]: Parameters<Collect>): Promise<void> {
  putAnswer(put, 'iam/account-aliases', await ask(session, 'iam:ListAccountAliases', async options => {
    const { AccountAliases } = await client.send(new iam.ListAccountAliasesCommand({}), options);
    return AccountAliases ?? [];
  }));
}

/** All of IAM with one client, each section beside the others. */
export const iamTasks: readonly Task[] = [{
  sections: ['iam/account-summary', 'iam/credential-report', 'iam/virtual-mfa-devices', 'iam/password-policy', 'iam/account-aliases', 'iam/authorization-details'],
  async run(session, put) {
    const iam = await import('@aws-sdk/client-iam');
    const client = countRequests(new iam.IAMClient(clientOptions(session, 'iam')), session.counts);
    const collectors: readonly Collect[] = [accountSummary, virtualMfaDevices, passwordPolicy, accountAliases, collectAuthorizationDetails, collectCredentialReport];
    try {
      await Promise.all(collectors.map(collect => collect(session, put, client, iam)));
    } finally {
      client.destroy();
    }
  },
}];
