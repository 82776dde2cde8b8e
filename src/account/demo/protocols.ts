/** The wire protocols of the services that the demo account answers for: AWS Query (XML) and AWS JSON 1.1. */

/** What a service answers with; a Map is a map of the service's model, whose keys are data. */
export type Value = string | number | boolean | null | readonly Value[] | ReadonlyMap<string, number> | Members;
export type Members = { readonly [key: string]: Value };

/** An error as a service says it. */
export class ServiceError extends Error {
  constructor(readonly code: string, readonly status: number, message: string) {
    super(message);
  }
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

export interface Protocol {
  read(body: string, headers: NodeJS.Dict<string | string[]>): Request | null;
  write(operation: string, result: Members, requestId: string): Reply;
  fail(error: ServiceError, requestId: string): Reply;
}

export const query: Protocol = {
  read(body) {
    const parameters = Object.fromEntries(new URLSearchParams(body));
    return parameters.Action ? { operation: parameters.Action, parameters } : null;
  },
  write(operation, result, requestId) {
    return xmlReply(200, `<${operation}Response><${operation}Result>${xml(result)}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`);
  },
  fail({ code, status, message }, requestId) {
    const type = status < 500 ? 'Sender' : 'Receiver';
    return xmlReply(status, `<ErrorResponse>${xml({ Error: { Type: type, Code: code, Message: message }, RequestId: requestId })}</ErrorResponse>`);
  },
};

export const json11: Protocol = {
  read(body, headers) {
    const operation = String(headers['x-amz-target'] ?? '').split('.').pop();
    return operation ? { operation, parameters: JSON.parse(body || '{}') as Members } : null;
  },
  write: (_operation, result, requestId) => jsonReply(200, result, requestId),
  fail: ({ code, status, message }, requestId) => jsonReply(status, { __type: code, message }, requestId),
};

function jsonReply(status: number, body: Members, requestId: string): Reply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId }, body: JSON.stringify(body) };
}

function xmlReply(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** Elements named by the keys, lists as `member`, maps as `entry`, as AWS Query has them. */
function xml(value: Value): string {
  if (value === null) return '';
  if (value instanceof Map) return [...value].map(([key, item]) => `<entry><key>${xml(key)}</key><value>${item}</value></entry>`).join('');
  if (Array.isArray(value)) return value.map(item => `<member>${xml(item)}</member>`).join('');
  if (typeof value === 'object') return Object.entries(value).map(([key, item]) => (item === null ? '' : `<${key}>${xml(item)}</${key}>`)).join('');
  return String(value).replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
