/** What the posture view asks a person, each only after they began something. */
import { createHash } from "node:crypto";

import * as vscode from "vscode";

import { askModally, askText, pick, pickSeveral } from "../../shown";
import type { AccountChoice, Choice } from "./account-choice";
import type { KnownAccounts } from "./known-accounts";

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** The account that a key binding names, as in `{ "profile": "audit" }`; null stands for the default credentials. */
export function namedAccount(given: unknown): Choice | undefined {
  if (typeof given !== "object" || given === null || !("profile" in given)) return undefined;
  const { profile } = given;
  return profile === null || typeof profile === "string" ? { kind: "profile", name: profile ?? undefined } : undefined;
}

/** The profiles that a key binding names, as in `{ "profiles": ["dev", "prod"] }`. */
export function namedProfiles(given: unknown): readonly string[] | undefined {
  const { profiles } = (given ?? {}) as { profiles?: unknown };
  return Array.isArray(profiles) && profiles.length > 0 && profiles.every((name) => typeof name === "string")
    ? profiles
    : undefined;
}

/** Lets the person pick a profile of their configuration files, or the demo account. */
export async function pickAccount(choice: AccountChoice, known: KnownAccounts): Promise<Choice | undefined> {
  const { t } = vscode.l10n;
  const items = profileItems(choice, known).then((profiles) => [
    ...profiles,
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    {
      label: t("Demo account"),
      description: t("invented data, no credentials needed"),
      iconPath: new vscode.ThemeIcon("beaker"),
      choice: { kind: "demo" } as const,
    },
  ]);
  const picked = await pick<ChoiceItem>(items, {
    title: t("Account of the posture view"),
    placeHolder:
      choice.prescribed === undefined
        ? t("Whose account?")
        : t("AWS_PROFILE prescribes {0}; unset it to pick another profile", choice.prescribed),
    matchOnDescription: true,
  });
  return picked?.choice;
}

/** Lets the person tick several profiles. */
export async function pickProfiles(
  choice: AccountChoice,
  known: KnownAccounts,
): Promise<readonly string[] | undefined> {
  const ticked = new Set(choice.profiles);
  const items = (await listed(known)).map((item) => ({ ...item, picked: ticked.has(item.label) }));
  const picked = await pickSeveral(items, {
    title: vscode.l10n.t("Accounts of the posture view"),
    placeHolder: vscode.l10n.t("Which profiles?"),
    matchOnDescription: true,
  });
  return picked === undefined || picked.length === 0 ? undefined : picked.map(({ label }) => label);
}

async function profileItems(choice: AccountChoice, known: KnownAccounts): Promise<ChoiceItem[]> {
  const { t } = vscode.l10n;
  const { current, prescribed } = choice;
  const item = (label: string, name: string | undefined, description: string): ChoiceItem => ({
    label,
    description: current.kind === "profile" && current.name === name ? `${t("current")} · ${description}` : description,
    iconPath: new vscode.ThemeIcon("account"),
    choice: { kind: "profile", name },
  });
  const profiles = (await listed(known))
    .filter(({ label }) => prescribed === undefined || label === prescribed)
    .map(({ label, description }) => item(label, label, description));
  const usual = [t("environment, default profile, instance role"), known.describe(null)].filter(Boolean).join(" · ");
  return prescribed === undefined ? [item(t("Default credentials"), undefined, usual), ...profiles] : profiles;
}

/** What the files and earlier collections tell of the profiles: AWS is not asked. */
async function listed(known: KnownAccounts): Promise<{ label: string; description: string }[]> {
  const { listProfiles } = await import("../../../account/account");
  const { profiles } = await listProfiles();
  return profiles.map(({ name, kind, accountId, region }) => ({
    label: name,
    description: [known.describe(name, accountId), kind, region].filter(Boolean).join(" · "),
  }));
}

/** Rejects where the person dismisses the question: the collection then ends as it would for a wrong code. */
export async function askMfaCode(serial: string): Promise<string> {
  const code = await askText({
    title: vscode.l10n.t("MFA code"),
    prompt: vscode.l10n.t("The code that {0} shows now", serial),
    ignoreFocusOut: true,
    validateInput: (value) => (/^\d{6}$/.test(value.trim()) ? undefined : vscode.l10n.t("Six digits")),
  });
  if (code === undefined) throw new Error(vscode.l10n.t("No MFA code was given."));
  return code.trim();
}

/** The commands of profiles that the person has seen and allowed, for all their windows: remembered by their hash. */
export class AllowedCommands {
  private static readonly key = "planeguard.allowedCommands";

  constructor(private readonly state: vscode.Memento) {}

  readonly isAllowed = async (command: string): Promise<boolean> => this.hashes.includes(hashOf(command));

  /** Shows the command line before it runs for the first time, and again once it has changed. */
  readonly ask = async (command: string, profile: string): Promise<boolean> => {
    if (await this.isAllowed(command)) return true;
    const { t } = vscode.l10n;
    const run = t("Run It");
    const answer = await askModally(
      t("Profile {0} has its credentials from a command. Run it?", profile),
      command,
      run,
    );
    if (answer === run) await this.state.update(AllowedCommands.key, [...this.hashes, hashOf(command)]);
    return answer === run;
  };

  private get hashes(): readonly string[] {
    return this.state.get<readonly string[]>(AllowedCommands.key, []);
  }
}

function hashOf(command: string): string {
  return createHash("sha256").update(command).digest("hex");
}

/** Asks for the role of an organization's accounts, and keeps it in the person's settings. */
export async function askRoleName(): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const role = (
    await askText({
      title: t("Role in each account of the organization"),
      prompt: t("The name of a role that your profile may assume in every account. One that only reads is enough."),
      value: "OrganizationAccountAccessRole",
      ignoreFocusOut: true,
      validateInput: (value) =>
        /^[\w+=,.@/-]{1,512}$/.test(value.trim()) ? undefined : t("The name of a role, with its path where it has one"),
    })
  )?.trim();
  if (role)
    await vscode.workspace
      .getConfiguration("planeguard.organization")
      .update("roleName", role, vscode.ConfigurationTarget.Global);
  return role;
}
