/** As much of GitHub's API as the Action calls. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Call {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: Readonly<Record<string, string>>;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly type: string; readonly login: string };
}

export class GithubApi {
  readonly calls: Call[] = [];
  status = 200;
  /** The comments of the pull request. */
  comments: readonly Comment[] = [];
  private server: Server | undefined;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        const [path = "", query = ""] = (request.url ?? "").split("?");
        const { method = "" } = request;
        this.calls.push({
          method,
          path,
          token: request.headers.authorization,
          body: method === "GET" ? {} : JSON.parse(body),
        });
        const page = Number(new URLSearchParams(query).get("page") ?? 1);
        const answer = method === "GET" ? this.comments.slice((page - 1) * 100, page * 100) : { id: 1 };
        response.writeHead(path === "/user" ? 403 : this.status, { "content-type": "application/json" });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => this.server!.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  /** What was written, in the order of the calls. */
  get written(): readonly Call[] {
    return this.calls.filter(({ method }) => method !== "GET");
  }

  end(): void {
    this.server?.close();
  }
}
