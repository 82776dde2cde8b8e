/** What governs the findings beside the text: planeguard.json on the disk, and the settings of the client where there is none. */
import { basename } from "node:path";

import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from "vscode-languageserver/node";

import type { FolderSettings } from "../workspace/configuration/find";
import type { PlainData } from "../workspace/thread/plain-data";
import type { Client } from "./client";
import { logOf } from "./log";
import { parse } from "./places";

/** Their names decide which files are watched. */
const watched = "**/planeguard*.json";

export function isConfiguration(uri: string): boolean {
  return /^planeguard.*\.json$/.test(basename(parse(uri).path));
}

/** Asks the client to tell of changes, as far as it can. Where it declines, what is saved in it still counts. */
export async function watchConfiguration(
  connection: Connection,
  { watchesFiles, watchesSettings }: Client,
): Promise<void> {
  await Promise.allSettled([
    ...(watchesFiles
      ? [connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watched }] })]
      : []),
    ...(watchesSettings
      ? [connection.client.register(DidChangeConfigurationNotification.type, { section: "planeguard" })]
      : []),
  ]);
}

/** The client's settings `planeguard.*`, folder by folder, and for files outside of them. What is no object counts for nothing. */
export async function readSettings(connection: Connection, folders: readonly string[]): Promise<FolderSettings[]> {
  const scopes = [...folders, null];
  const answers: unknown = await connection.workspace
    .getConfiguration(scopes.map((scopeUri) => ({ section: "planeguard", ...(scopeUri === null ? {} : { scopeUri }) })))
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      logOf(connection).warn(`The client does not tell its settings (${reason}); the defaults stand in their place.`);
    });
  if (!Array.isArray(answers)) return [];
  return scopes.flatMap((folder, index): FolderSettings[] => {
    const answer: unknown = answers[index];
    if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return [];
    const { enable, ...values } = answer as Record<string, PlainData>;
    return [{ folder: folder === null ? null : parse(folder).fsPath, enable: enable !== false, values }];
  });
}
