/**
 * The embedded demo account: a local endpoint that the real SDK clients talk to over the real protocols, seeded from a
 * description. For trying Planeguard without an account, and for its tests, which can make it misbehave.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import account from "./account.json";
import identity from "./account/identity.json";
import monitoring from "./account/monitoring.json";
import regional from "./account/regional.json";
import trails from "./account/trails.json";
import { type Behaviour, type Fault, Faults } from "./behaviour";
import { accountOfKey } from "./credentials";
import type { AccountDescription, AccountState } from "./description";
import { statesOf } from "./members";
import { type FaultNames, type Reply, ServiceError } from "./protocols/protocol";
import { accessAnalyzer } from "./services/access-analyzer";
import { account as accountManagement } from "./services/account";
import { budgets, costExplorer } from "./services/billing";
import { cloudtrail } from "./services/cloudtrail";
import { cloudwatch } from "./services/cloudwatch";
import { config } from "./services/config";
import { ec2 } from "./services/ec2";
import { events } from "./services/events";
import { guardduty } from "./services/guardduty";
import { iam } from "./services/iam";
import { kms } from "./services/kms";
import { logs } from "./services/logs";
import { organizations } from "./services/organizations";
import { s3 } from "./services/s3";
import { securityhub } from "./services/securityhub";
import type { DemoService } from "./services/service";
import { sns } from "./services/sns";
import { ssm } from "./services/ssm";
import { sso } from "./services/sso";
import { sts } from "./services/sts";

export type { Behaviour, Fault } from "./behaviour";
export { demoCredentials } from "./credentials";
export type { AccountDescription } from "./description";

/** By the name in the request's signature. */
const services: Readonly<Record<string, DemoService>> = {
  iam,
  sts,
  cloudtrail,
  ec2,
  config,
  "access-analyzer": accessAnalyzer,
  guardduty,
  events,
  securityhub,
  ssm,
  s3,
  logs,
  kms,
  monitoring: cloudwatch,
  sns,
  budgets,
  ce: costExplorer,
  account: accountManagement,
  organizations,
  sso,
};

export const demoDescription = {
  ...account,
  ...trails,
  ...monitoring,
  ...identity,
  regional,
} as unknown as AccountDescription;

export interface RecordedCall {
  /** `iam:GetAccountSummary` */
  readonly action: string;
  readonly region: string;
}

export interface Demo {
  readonly endpointUrl: string;
  /** Every request so far, in the order of their coming. */
  readonly calls: readonly RecordedCall[];
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Listens on a free port of this machine only. */
export async function startDemo(
  description: AccountDescription = demoDescription,
  behaviour: Behaviour = {},
): Promise<Demo> {
  const calls: RecordedCall[] = [];
  const stateOf = statesOf({
    description,
    now: Date.now(),
    report: description.credentialReport,
    reportNeverReady: behaviour.reportNeverReady ?? false,
  });
  const faults = new Faults(behaviour.faults);
  // A busy machine comes back to a connection late: one that is closed meanwhile would look like a failed call.
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const scope = (request.headers.authorization ?? "").split("Credential=")[1] ?? "";
    const [accessKeyId = "", , region = "", signed = ""] = scope.split("/");
    const state = stateOf(accountOfKey(accessKeyId));
    const service = services[signed];
    const requestId = `demo-${calls.length + 1}`;
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://demo");
    const wanted = service?.protocol.read({
      method: request.method ?? "GET",
      path: decodeURIComponent(pathname),
      query: searchParams,
      headers: request.headers,
      body,
    });
    if (!service || !wanted)
      return send(response, {
        status: 403,
        headers: { "content-type": "text/plain" },
        body: "MissingAuthenticationToken",
      });
    const action = service.actions?.[wanted.operation] ?? `${service.prefix ?? signed}:${wanted.operation}`;
    calls.push({ action, region });
    if (behaviour.latencyMs) await new Promise((resolve) => setTimeout(resolve, behaviour.latencyMs));

    const fault = faults.of(action);
    if (fault === "hang") return;
    const answer = () => {
      const error = fault && errorOf(fault, action, service.protocol.faults, state);
      if (error) throw error;
      const operation = service.operations[wanted.operation];
      if (!operation) throw new ServiceError("InvalidAction", 400, `The demo account does not answer ${action}.`);
      return operation(state, { parameters: wanted.parameters, region, pageSize: behaviour.pageSize ?? 100 });
    };
    let reply: Reply;
    try {
      reply = service.protocol.write(wanted.operation, answer(), requestId);
      reply = behaviour.replace?.(action, reply) ?? reply;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      reply = service.protocol.fail(error, requestId);
    }
    if (fault === "cut") return cut(response, reply);
    send(response, fault === "garble" ? { ...reply, body: `}<<${reply.body.slice(0, 7)}` } : reply);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    endpointUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function errorOf(fault: Fault, action: string, names: FaultNames, { description }: AccountState): ServiceError | null {
  switch (fault) {
    case "deny":
      return new ServiceError(
        names.denied,
        403,
        `User: arn:aws:sts::${description.id}:${description.caller} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
      );
    case "throttle":
      return new ServiceError(names.throttled, 400, "Rate exceeded");
    case "fail":
      return new ServiceError(names.failed, 500, "The request processing has failed because of an unknown error");
    case "not-offered":
      return new ServiceError("UnknownOperationException", 400, `${action} is not known here.`);
    case "expired-token":
      return new ServiceError(names.expired, 403, "The security token included in the request is expired");
    case "unknown-key":
      return new ServiceError("InvalidClientTokenId", 403, "The security token included in the request is invalid.");
    default:
      return null;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** Half of what was announced, and then nothing more. */
function cut(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.destroy());
}
