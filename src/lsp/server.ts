/** `planeguard lsp`: the engine and the functions of src/language as a language server, for editors other than VS Code. */
import { resolve } from "node:path";

import {
  CodeActionKind,
  CodeLensRefreshRequest,
  createConnection,
  type InitializeResult,
  PositionEncodingKind,
  StreamMessageWriter,
  TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

import { version } from "../../package.json";
import { english } from "../wording/language";
import { languageOf } from "../workspace/locales";
import type { EngineThreadOptions } from "../workspace/thread/engine-thread";
import { isWithin } from "../workspace/within";
import { Analyses } from "./analyses";
import { type Client, readClient } from "./client";
import { CodeActions, fixAllKind, openRuleCommand } from "./code-actions";
import { isConfiguration, readSettings, watchConfiguration } from "./configuration";
import { Diagnostics } from "./diagnostics";
import { GatedReader } from "./gate";
import { logOf, sayLast } from "./log";
import { Navigation, navigationCapabilities } from "./navigation";
import { filePath, sourceOf } from "./places";
import { Requests } from "./requests";
import { RulePages } from "./rule-pages";
import { listenForSemanticTokens, semanticTokensCapabilities } from "./semantic-tokens";
import { showAllowedCommand, Understanding, understandingCapabilities } from "./understanding";

/** The folder that has a path, of several the one below the others. */
function innermost(folders: readonly string[], path: string): string | null {
  const around = folders.filter((folder) => isWithin(resolve(folder), resolve(path)));
  return around.reduce<string | null>((found, one) => (found && found.length > one.length ? found : one), null);
}

/** Serves until the client says `exit`, which ends the process: with 0 after `shutdown`, else with 1, as where the input ends. */
export function serve(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  options: EngineThreadOptions = {},
): void {
  const writer = new StreamMessageWriter(output);
  const reader = new GatedReader(input, writer, (reason) => {
    sayLast(`the client cannot be understood any more: ${reason}`);
    process.exit(1);
  });
  const connection = createConnection(reader, writer);
  const log = logOf(connection);
  const documents = new TextDocuments(TextDocument);
  // What goes wrong in one request must not end the service of the others.
  const report = (error: unknown) => {
    log.error("Planeguard met an error of its own, and went on. Please report it: its standard error says more.");
    log.trace(error);
  };
  process.on("uncaughtException", report).on("unhandledRejection", report);
  let client: Client = readClient({});
  let folders: readonly string[] = [];
  const analyses = new Analyses(
    { onTrouble: (message) => log.warn(message), ...options },
    {
      folderOf: (path) =>
        innermost(
          folders.flatMap((uri) => filePath(uri) ?? []),
          path,
        ),
      unsaved: () =>
        documents.all().flatMap((document) => {
          const path = filePath(document.uri);
          return path === null ? [] : { path, text: document.getText() };
        }),
      changed: (name) => {
        for (const document of documents.all())
          if (sourceOf(document).name === name) {
            analyses.outdated(document.uri);
            diagnostics.refresh(document);
            if (client.refreshesLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
          }
      },
    },
  );
  const requests = new Requests(documents, report);
  const diagnostics = new Diagnostics(connection, documents, analyses, () => client, requests);
  const actions = new CodeActions(
    analyses,
    () => client,
    () => folders,
    (uri) => documents.get(uri)?.getText() ?? null,
  );
  const pages = new RulePages(connection, analyses);
  const understanding = new Understanding(analyses, documents, pages, () => client);

  connection.onInitialize(async ({ capabilities, workspaceFolders, rootUri, locale }): Promise<InitializeResult> => {
    client = readClient(capabilities);
    analyses.language = (typeof locale === "string" ? await languageOf(locale) : null) ?? english;
    folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    return {
      serverInfo: { name: "Planeguard", version },
      capabilities: {
        positionEncoding: PositionEncodingKind.UTF16,
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind] },
        executeCommandProvider: { commands: [openRuleCommand, showAllowedCommand] },
        ...understandingCapabilities,
        ...semanticTokensCapabilities,
        ...navigationCapabilities,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(client.pullsDiagnostics
          ? {
              diagnosticProvider: {
                identifier: "planeguard",
                // The same key in another document is told of.
                interFileDependencies: true,
                workspaceDiagnostics: false,
              },
            }
          : {}),
      },
    };
  });

  const configure = async () => {
    await analyses.configure(client.tellsSettings ? await readSettings(connection, folders) : []);
    diagnostics.refresh();
  };
  connection.onInitialized(async () => {
    if (client.tellsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        return configure();
      });
    }
    if (client.tellsSettings) await configure();
    await watchConfiguration(connection, client);
  });
  connection.onDidChangeConfiguration(configure);
  // What it asserts is held against everything again.
  const reconfigure = async () => {
    await configure();
    await analyses.written(false);
  };
  connection.onDidChangeWatchedFiles(reconfigure);
  const saved = new Set<string>();
  documents.onDidSave(({ document: { uri } }) => {
    // The file may be new with its first save.
    const isFirst = !saved.has(uri);
    saved.add(uri);
    return isConfiguration(uri) ? reconfigure() : analyses.written(isFirst);
  });

  understanding.listen(connection, requests);
  new Navigation(analyses, () => client).listen(connection, requests);
  listenForSemanticTokens(connection, requests, analyses);
  connection.onCodeAction(requests.about((document, params, token) => actions.at(document, params, token), []));
  connection.onExecuteCommand(
    requests.answered(async ({ command, arguments: given }, token) => {
      if (command === openRuleCommand) await pages.open(given?.[0]);
      if (command === showAllowedCommand) await understanding.showAllowed(given?.[0], given?.[1], token);
    }),
  );
  connection.onShutdown(async () => {
    diagnostics.dispose();
    await analyses.dispose();
  });

  const end = () => process.exit(reader.isShutDown ? 0 : 1);
  input.on("end", end).on("close", end);
  // Nobody listens any more.
  output.on("error", end);
  documents.listen(connection);
  connection.listen();
}
