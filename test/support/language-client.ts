/** A client of the language server as it is built: the protocol's own library, over the standard input and output of `planeguard lsp`. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import {
  type ClientCapabilities,
  createProtocolConnection,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

/** The built command line, as the arguments of node. The tests in VS Code are bundled elsewhere, and say where it is. */
export function built(path = join(__dirname, "../../dist/cli.js")): readonly string[] {
  return [path, "lsp", "--stdio"];
}

interface Start {
  readonly capabilities?: ClientCapabilities;
  readonly folder?: string;
  /** Of whoever sits at the client. */
  readonly locale?: string;
  /** The arguments of node, in place of the built command line. */
  readonly run?: readonly string[];
  readonly onRequest?: Readonly<Record<string, () => unknown>>;
}

export interface Connected {
  readonly server: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
}

export class LanguageClient {
  private readonly sent: PublishDiagnosticsParams[] = [];
  private readonly waiting: (() => void)[] = [];

  private constructor(
    readonly server: ChildProcessWithoutNullStreams,
    readonly connection: ProtocolConnection,
    readonly initialized: InitializeResult,
  ) {
    this.connection.onNotification(PublishDiagnosticsNotification.type, (diagnostics) => {
      this.sent.push(diagnostics);
      for (const wake of this.waiting.splice(0)) wake();
    });
  }

  /** The server, to which nothing has been said yet. */
  static connect({ run = built(), onRequest = {} }: Pick<Start, "run" | "onRequest"> = {}): Connected {
    const server = spawn(process.execPath, run, {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    });
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    for (const [method, answer] of Object.entries(onRequest)) connection.onRequest(method, answer);
    connection.listen();
    return { server, connection };
  }

  static async start({ capabilities = {}, folder, locale, ...how }: Start = {}): Promise<LanguageClient> {
    const { server, connection } = LanguageClient.connect(how);
    const workspaceFolders = folder === undefined ? null : [{ uri: folder, name: "workspace" }];
    const initialized = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: folder ?? null,
      workspaceFolders,
      capabilities,
      ...(locale === undefined ? {} : { locale }),
    });
    const client = new LanguageClient(server, connection, initialized);
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  open(uri: string, languageId: string, text: string): Promise<void> {
    return this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** The other documents that the first finding of one names, once they are such as they should be. */
  async relatedOf(uri: string, isSo: (places: readonly string[]) => boolean): Promise<readonly string[]> {
    for (;;) {
      const first = this.sent.findLast((one) => one.uri === uri)?.diagnostics[0];
      const places =
        first && (first.relatedInformation ?? []).map(({ location }) => location.uri).filter((place) => place !== uri);
      if (places && isSo(places)) return places;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Resolves once what the server says of a document is such as it should be. */
  async diagnosed(uri: string, isSo: (codes: readonly unknown[]) => boolean): Promise<void> {
    for (;;) {
      const last = this.sent.findLast((one) => one.uri === uri);
      if (last && isSo(last.diagnostics.map(({ code }) => code))) return;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** What the server sent of a document, once it is of this version, or of none where it was closed. */
  async diagnosticsOf(uri: string, version: number | null = 1): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const found = this.sent.findLast((one) => one.uri === uri && (one.version ?? null) === version);
      if (found) return found;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** The exit code. */
  async stop(): Promise<number | null> {
    const ended = once(this.server, "exit") as Promise<[number | null]>;
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const [exit] = await ended;
    this.connection.dispose();
    return exit;
  }
}
