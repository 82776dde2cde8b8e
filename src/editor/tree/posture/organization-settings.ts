/** The settings of collections of many accounts. They are the person's: a workspace cannot say which roles are assumed. */
import * as vscode from "vscode";

export interface OrganizationSettings {
  /** The role to assume in each account; empty: it was never said. */
  readonly roleName: string;
  /** Accounts that are collected beside each other. */
  readonly atOnce: number;
}

export function organizationSettings(): OrganizationSettings {
  const settings = vscode.workspace.getConfiguration("planeguard.organization");
  const atOnce = Number(settings.get("accountsAtOnce", 4));
  return {
    roleName: String(settings.get("roleName", "")).trim(),
    atOnce: Number.isFinite(atOnce) ? Math.min(16, Math.max(1, Math.floor(atOnce))) : 4,
  };
}
