/** What hands out credentials beside AWS's files: Identity Center, a web identity's STS, a container, an instance. On one port of this machine. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface CredentialSources {
  readonly url: string;
  /** Method and path of every request. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param keys the key id that each of them gives; the rest is made up */
export async function startCredentialSources(
  keys: { readonly sso: string; readonly web: string; readonly container: string; readonly instance: string },
  { signedOut = false } = {},
): Promise<CredentialSources> {
  const asked: string[] = [];
  const made = { secret: "made-up-secret", token: "made-up-token", until: new Date(Date.now() + 3_600_000) };
  const metadata = (id: string) =>
    JSON.stringify({
      Code: "Success",
      AccessKeyId: id,
      SecretAccessKey: made.secret,
      Token: made.token,
      Expiration: made.until.toISOString(),
    });
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").replace(/\?.*/, "");
    asked.push(`${request.method} ${path}`);
    const send = (body: string, type = "application/json", status = 200) =>
      response.writeHead(status, { "content-type": type }).end(body);
    request.resume().on("end", () => {
      if (path === "/federation/credentials") {
        if (signedOut)
          return send(
            JSON.stringify({ __type: "UnauthorizedException", message: "Session token not found or invalid" }),
            "application/json",
            401,
          );
        return send(
          JSON.stringify({
            roleCredentials: {
              accessKeyId: keys.sso,
              secretAccessKey: made.secret,
              sessionToken: made.token,
              expiration: made.until.getTime(),
            },
          }),
        );
      }
      if (path === "/container") return send(metadata(keys.container));
      if (path === "/latest/api/token") return send("imds-token", "text/plain");
      if (path.endsWith("/security-credentials/")) return send("instance-role", "text/plain");
      if (path.endsWith("/security-credentials/instance-role")) return send(metadata(keys.instance));
      send(
        `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials>
        <AccessKeyId>${keys.web}</AccessKeyId><SecretAccessKey>${made.secret}</SecretAccessKey><SessionToken>${made.token}</SessionToken><Expiration>${made.until.toISOString()}</Expiration>
        </Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
        "text/xml",
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
