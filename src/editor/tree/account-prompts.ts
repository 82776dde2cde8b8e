/** What the posture view asks a person. */
import * as vscode from 'vscode';
import type { AccountChoice, Choice } from './account-choice';

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** The account that a key binding names, as in `{ "profile": "audit" }`; null stands for the default credentials. */
export function namedAccount(given: unknown): Choice | undefined {
  if (typeof given !== 'object' || given === null || !('profile' in given)) return undefined;
  const { profile } = given;
  return profile === null || typeof profile === 'string' ? { kind: 'profile', name: profile ?? undefined } : undefined;
}

/** Lets the person pick a profile of their configuration files, or the demo account. */
export async function pickAccount(choice: AccountChoice): Promise<Choice | undefined> {
  const { t } = vscode.l10n;
  const items = profileItems(choice).then(profiles => [
    ...profiles,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: t('Demo account'), description: t('invented data, no credentials needed'), iconPath: new vscode.ThemeIcon('beaker'), choice: { kind: 'demo' } as const },
  ]);
  const picked = await vscode.window.showQuickPick<ChoiceItem>(items, {
    title: t('Account of the posture view'),
    placeHolder: choice.prescribed === undefined ? t('Whose account?') : t('AWS_PROFILE prescribes {0}; unset it to pick another profile', choice.prescribed),
  });
  return picked?.choice;
}

async function profileItems(choice: AccountChoice): Promise<ChoiceItem[]> {
  const { t } = vscode.l10n;
  const { listProfiles } = await import('../../account/account');
  const { profiles } = await listProfiles();
  const { current, prescribed } = choice;
  const item = (label: string, name: string | undefined, description: string): ChoiceItem => ({
    label,
    description: current.kind === 'profile' && current.name === name ? `${t('current')} · ${description}` : description,
    iconPath: new vscode.ThemeIcon('account'),
    choice: { kind: 'profile', name },
  });
  const listed = profiles
    .filter(({ name }) => prescribed === undefined || name === prescribed)
    .map(({ name, kind, accountId, region }) => item(name, name, [kind, accountId, region].filter(Boolean).join(' · ')));
  return prescribed === undefined ? [item(t('Default credentials'), undefined, t('environment, default profile, instance role')), ...listed] : listed;
}

/** Rejects where the person dismisses the question: the collection then ends as it would for a wrong code. */
export async function askMfaCode(serial: string): Promise<string> {
  const code = await vscode.window.showInputBox({
    title: vscode.l10n.t('MFA code'),
    prompt: vscode.l10n.t('The code that {0} shows now', serial),
    ignoreFocusOut: true,
    validateInput: value => (/^\d{6}$/.test(value) ? undefined : vscode.l10n.t('Six digits')),
  });
  if (code === undefined) throw new Error(vscode.l10n.t('No MFA code was given.'));
  return code;
}
