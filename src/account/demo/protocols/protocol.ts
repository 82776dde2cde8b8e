/** What a wire protocol of AWS is to the demo account. */

/** What a service answers with; a Map is a map of the service's model, whose keys are data. */
export type Value = string | number | boolean | null | readonly Value[] | ReadonlyMap<string, number> | Members;
export type Members = { readonly [key: string]: Value };

/** An error as a service says it. */
export class ServiceError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface WireRequest {
  readonly method: string;
  /** Decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Request {
  readonly operation: string;
  readonly parameters: Members;
}

/** How the services of a protocol name what befalls any call. */
export interface FaultNames {
  readonly denied: string;
  readonly throttled: string;
  readonly expired: string;
  readonly failed: string;
}

export interface Protocol {
  /** null: no request of this protocol. */
  read(request: WireRequest): Request | null;
  write(operation: string, result: Members, requestId: string): Reply;
  fail(error: ServiceError, requestId: string): Reply;
  readonly faults: FaultNames;
}

/** With the names of the XML services, and of the JSON services. */
export const xmlFaults: FaultNames = {
  denied: "AccessDenied",
  throttled: "Throttling",
  expired: "ExpiredToken",
  failed: "ServiceFailure",
};
export const jsonFaults: FaultNames = {
  denied: "AccessDeniedException",
  throttled: "ThrottlingException",
  expired: "ExpiredTokenException",
  failed: "InternalServerException",
};
