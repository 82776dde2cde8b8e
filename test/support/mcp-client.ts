/** A client of `planeguard mcp` as it is built: the protocol's own SDK, over its standard input and output. */
import { join } from "node:path";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ListRootsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

interface Start {
  /** Where the server is started. */
  readonly folder: string;
  /** The URIs that the client says are its roots; undefined: it knows nothing of roots. */
  readonly roots?: () => readonly string[];
  readonly args?: readonly string[];
  /** The built command line, where it is not beside this file. */
  readonly cli?: string;
}

export interface Answered {
  readonly isError: boolean;
  /** The last part: what stands before it is about it. */
  readonly text: string;
  readonly parts: readonly string[];
}

export class McpClient {
  private constructor(
    readonly client: Client,
    private readonly transport: StdioClientTransport,
  ) {}

  static async start({ folder, roots, args = [], cli = join(__dirname, "../../dist/cli.js") }: Start) {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [cli, "mcp", ...args],
      cwd: folder,
      env: { ...(process.env as Record<string, string>), ELECTRON_RUN_AS_NODE: "1" },
    });
    const client = new Client(
      { name: "test", version: "1" },
      { capabilities: roots ? { roots: { listChanged: true } } : {} },
    );
    if (roots)
      client.setRequestHandler(ListRootsRequestSchema, () => ({
        roots: roots().map((uri) => ({ uri, name: "root" })),
      }));
    await client.connect(transport);
    return new McpClient(client, transport);
  }

  async call(name: string, input: object, signal?: AbortSignal): Promise<Answered> {
    const { isError, content } = await this.client.callTool(
      { name, arguments: { ...input } },
      undefined,
      signal ? { signal } : {},
    );
    const parts = (content as { text: string }[]).map(({ text }) => text);
    return { isError: isError === true, text: parts.at(-1)!, parts };
  }

  get pid(): number {
    return this.transport.pid!;
  }

  stop(): Promise<void> {
    return this.client.close();
  }
}
