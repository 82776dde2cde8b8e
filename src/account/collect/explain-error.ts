/** What an error of the SDK means, and how to say it: which of them are about a permission, the credentials, the network. */
import { redact } from "../redact";
import { UnusableAnswer } from "./answers/unusable";

export type ErrorKind =
  | "denied"
  | "throttled"
  /** Expired, unknown or wrongly signed credentials: no call will be answered. */
  | "credentials"
  /** No connection at all. */
  | "unreachable"
  | "timed-out"
  | "failed";

export interface ExplainedError {
  readonly kind: ErrorKind;
  /** AWS's or Node's name for it. */
  readonly code: string;
  /** Without secrets. */
  readonly detail: string;
}

const denials = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "UnauthorizedOperation",
  "AuthorizationError",
  "AuthorizationErrorException",
  "NotAuthorized",
  "OptInRequired",
  "SubscriptionRequiredException",
]);
const throttles = new Set([
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "RequestThrottled",
  "RequestThrottledException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "BandwidthLimitExceeded",
  "SlowDown",
]);
const refusals = new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "TokenRefreshRequired",
  "RequestExpired",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "InvalidSignatureException",
  "AuthFailure",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "IncompleteSignature",
  "InvalidToken",
]);
const unreachables = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ERR_INVALID_URL",
]);

export function explainError(error: unknown): ExplainedError {
  if (error instanceof UnusableAnswer)
    return { kind: "failed", code: `HTTP ${error.status}`, detail: redact(error.message) };
  const { name, code, message, status } = fields(error);
  // An endpoint may call its error anything.
  const named = (kind: ErrorKind, label: string) => ({
    kind,
    code: /^[\w.:#-]{1,80}/.exec(label)?.[0] ?? "Error",
    detail: redact(message),
  });
  if (throttles.has(name) || status === 429) return named("throttled", name);
  if (denials.has(name)) return named("denied", name);
  if (refusals.has(name)) return named("credentials", name);
  const network = [code, ...causes(error)].find((one) => unreachables.has(one));
  if (network) return named("unreachable", network);
  if (name === "TimeoutError") {
    return /did not establish a connection|without establishing a connection/.test(message)
      ? named("unreachable", name)
      : named("timed-out", name);
  }
  // An endpoint that is not AWS, something on the way to it, or half an answer: the SDK has no more to say.
  if (/^Unknown(?:Error)?$|Deserialization error/.test(message) && status !== undefined)
    return { kind: "failed", code: `HTTP ${status}`, detail: "this is not an answer from AWS" };
  if (status === 403) return named("denied", name);
  return named("failed", code || name);
}

interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  /** Of an answer that could not be read. */
  readonly $response?: { readonly statusCode?: number };
}

function fields(error: unknown): { name: string; code: string; message: string; status: number | undefined } {
  const { name, code, message, $metadata, $response } = (error ?? {}) as SdkError;
  return {
    name: typeof name === "string" ? name : "Error",
    code: typeof code === "string" ? code : "",
    message: typeof message === "string" ? message : String(error),
    status: $metadata?.httpStatusCode ?? $response?.statusCode,
  };
}

/** The codes of what an error wraps, such as the attempts of an AggregateError. */
function causes(error: unknown): string[] {
  const { cause, errors } = (error ?? {}) as { cause?: unknown; errors?: unknown };
  return [cause, ...(Array.isArray(errors) ? errors : [])]
    .filter((one) => one !== undefined)
    .map((one) => fields(one).code);
}
