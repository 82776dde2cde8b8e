import { type IncomingMessage, request, type ServerResponse } from "node:http";

/** Hands a request on to another server, and its answer back. */
export function passOn(incoming: IncomingMessage, response: ServerResponse, to: string): void {
  const { method, headers, url } = incoming;
  incoming.pipe(
    request(new URL(url ?? "/", to), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).on("error", () => response.destroy()),
  );
}
