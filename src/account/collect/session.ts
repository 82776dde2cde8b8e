/** What every call shares: who asks, where, how long it may take and how it is counted. */
import type { AwsCredentialIdentity, Pluggable } from "@smithy/types";

import { examineAnswers } from "./answers/examine";
import { BoundedHttpHandler, Reception } from "./answers/receive";
import { isRegionName, mostRegions } from "./answers/regions";
import { UnusableAnswer } from "./answers/unusable";
import { type ExplainedError, explainError } from "./explain-error";
import { type CallCounts, type Limits, type Pace } from "./limits";

/** As `AWS_ENDPOINT_URL_<SERVICE>` and the `services` sections of AWS's files name it, in small letters. */
export type Service =
  | "accessanalyzer"
  | "account"
  | "budgets"
  | "cloudtrail"
  | "cloudwatch"
  | "cloudwatch_logs"
  | "config_service"
  | "cost_explorer"
  | "ec2"
  | "eventbridge"
  | "guardduty"
  | "iam"
  | "kms"
  | "organizations"
  | "s3"
  | "s3_control"
  | "securityhub"
  | "sns"
  | "ssm"
  | "sso_admin"
  | "sts";

export interface Session {
  readonly region: string;
  readonly credentials: AwsCredentialIdentity;
  /** undefined: AWS's own. */
  endpoint(service: Service): string | undefined;
  readonly counts: CallCounts;
  readonly signal: AbortSignal;
  readonly limits: Limits;
  readonly reception: Reception;
  readonly pace: Pace;
  /**
   * The client of a service in a Region (default: the session's), made when it is first asked for, counted, and kept until the
   * session ends. Throws an UnusableAnswer for what is no Region: answers name some.
   */
  client<Client extends Destroyable>(
    make: new (options: ClientOptions) => Client,
    service: Service,
    region?: string,
  ): Client;
}

export interface Destroyable {
  destroy(): void;
}

export type ClientOptions = ReturnType<typeof clientOptions>;

/** Begins a session; `end` closes the connections of all its clients. */
export function openSession(settings: Omit<Session, "client" | "counts" | "reception" | "pace">): {
  readonly session: Session;
  end(): void;
} {
  const clients = new Map<string, Destroyable>();
  const regions = new Set<string>();
  const session: Session = {
    ...settings,
    counts: { total: 0, throttled: 0, denied: 0, failed: 0 },
    reception: new Reception(settings.limits.reception),
    pace: { startedAt: Date.now(), calls: 0, answered: 0, late: 0 },
    client<Client extends Destroyable>(
      make: new (options: ClientOptions) => Client,
      service: Service,
      region = session.region,
    ): Client {
      if (region !== session.region && !isRegionName(region))
        throw new UnusableAnswer("an answer names something that is not a Region", 200);
      regions.add(region);
      if (regions.size > mostRegions)
        throw new UnusableAnswer(`the answers name more than ${mostRegions} Regions`, 200);
      const key = `${service} ${region}`;
      const client = clients.get(key) ?? prepared(new make(clientOptions(session, service, region)), session.counts);
      clients.set(key, client);
      return client as Client;
    },
  };
  return { session, end: () => clients.forEach((client) => client.destroy()) };
}

/** The configuration of an SDK client: adaptive retries, bounded in time and connections, AWS's files left alone. */
export function clientOptions(
  session: Pick<Session, "region" | "credentials" | "endpoint" | "limits" | "reception">,
  service: Service,
  region = session.region,
) {
  const { attempts, retryMode } = session.limits;
  const endpoint = session.endpoint(service);
  return {
    region,
    credentials: session.credentials,
    retryMode,
    maxAttempts: attempts,
    requestHandler: requestHandler(session.limits, session.reception),
    logger: silent,
    // FIPS and dual-stack endpoints are AWS's own: asked for together with another endpoint the SDK refuses.
    ...(endpoint === undefined ? {} : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
  };
}

/** Sends the requests of a client, bounded in time, connections and what comes back. */
export function requestHandler(
  { connectionTimeoutMs, requestTimeoutMs, connections }: Limits,
  reception: Reception,
): BoundedHttpHandler {
  return new BoundedHttpHandler(
    {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      socketTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: connections },
      httpsAgent: { maxSockets: connections },
      logger: silent,
    },
    reception,
  );
}

const nothing = () => undefined;
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/** What all clients of the SDK have. */
interface SdkClient {
  readonly config: { readonly protocol: { getShapeId(): string } };
  readonly middlewareStack: {
    use(plugin: Pluggable<object, object>): void;
    add(
      middleware: (next: (args: never) => Promise<unknown>) => (args: never) => Promise<unknown>,
      options: { step: "finalizeRequest"; priority: "low"; name: string },
    ): void;
  };
}

/** Counts each request that the client sends, after the retries have decided to, and examines each answer. */
function prepared<Client>(made: Client, counts: CallCounts): Client {
  const client = made as unknown as SdkClient;
  const counter = (next: (args: never) => Promise<unknown>) => async (args: never) => {
    counts.total++;
    try {
      return await next(args);
    } catch (error) {
      if (explainError(error).kind === "throttled") counts.throttled++;
      throw error;
    }
  };
  client.middlewareStack.add(counter, { step: "finalizeRequest", priority: "low", name: "planeguardCount" });
  client.middlewareStack.use(examineAnswers(client.config.protocol.getShapeId()));
  return made;
}

export type Answer<Data> = { readonly status: "ok"; readonly data: Data } | Refused;

export interface Refused {
  readonly status: "denied" | "failed";
  readonly action: string;
  readonly message: string;
  readonly error: ExplainedError;
  readonly thrown: unknown;
}

/**
 * Makes one call (all its pages, where it has pages) and says how it ended. Rejects only when the whole collection is
 * cancelled. `expected` may turn an error that is an answer, such as NoSuchEntity, into data.
 */
export async function ask<Data>(
  session: Session,
  action: string,
  send: (options: { abortSignal: AbortSignal }) => Promise<Data>,
  expected?: (error: unknown) => { readonly data: Data } | undefined,
): Promise<Answer<Data>> {
  const { signal, limits, counts, pace } = session;
  signal.throwIfAborted();
  const late = new AbortController();
  const left = Math.max(0, pace.startedAt + limits.sessionMs - Date.now());
  const deadlineMs = Math.min(left, pace.late > pace.answered ? limits.hurriedDeadlineMs : limits.deadlineMs);
  const timer = setTimeout(() => late.abort(), deadlineMs);
  try {
    // The SDK does not wake up between two attempts: whoever cancels must not wait for it.
    const abortSignal = AbortSignal.any([signal, late.signal]);
    if (++pace.calls > limits.calls) throw new UnusableAnswer(`more than ${limits.calls} calls would be needed`, 200);
    const data = await orAborted(send({ abortSignal }), abortSignal);
    pace.answered++;
    return { status: "ok", data };
  } catch (thrown) {
    signal.throwIfAborted();
    if (late.signal.aborted) pace.late++;
    else pace.answered++;
    const meant = expected?.(thrown);
    if (meant) return { status: "ok", data: meant.data };
    const error: ExplainedError = late.signal.aborted
      ? { kind: "timed-out", code: "TimeoutError", detail: `no answer within ${Math.round(deadlineMs / 1000)} s` }
      : explainError(thrown);
    const status = error.kind === "denied" ? "denied" : "failed";
    counts[status]++;
    return { status, action, message: say(action, error), error, thrown };
  } finally {
    clearTimeout(timer);
  }
}

/** Settles as the work does, or rejects at once when the signal is aborted. */
export function orAborted<Data>(work: Promise<Data>, signal: AbortSignal): Promise<Data> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function say(action: string, { kind, code, detail }: ExplainedError): string {
  switch (kind) {
    case "denied":
      return `${action} was denied: ${sentence(detail)}`;
    case "throttled":
      return `${action} was throttled (${code}): AWS got too many calls at once; refresh in a while.`;
    case "timed-out":
      return `${action} timed out: ${sentence(detail)}`;
    case "credentials":
      return `${action} was refused with these credentials (${code}).`;
    case "unreachable":
      return `${action} could not be sent (${code}).`;
    case "failed":
      return `${action} failed (${code}): ${sentence(detail)}`;
  }
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
