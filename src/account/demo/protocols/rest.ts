/** The REST protocols: the operation follows from method and path. */
import { jsonReply } from "./json";
import { jsonFaults, type Members, type Protocol, type Request, type WireRequest, xmlFaults } from "./protocol";
import { xml, xmlReply } from "./xml";

/**
 * Operation -> `METHOD /path/{Label}?flag`, as the service's model has it; a label takes one segment, `{Label+}` all that follow.
 * Where several fit, the first one counts.
 */
export type Routes = Readonly<Record<string, string>>;

/** REST-JSON, as Access Analyzer, GuardDuty, Security Hub and Account Management speak it. */
export function restJson(routes: Routes): Protocol {
  const headers = (requestId: string) => ({ "content-type": "application/json", "x-amzn-requestid": requestId });
  return {
    read: (request) => route(routes, request, request.body === "" ? {} : (JSON.parse(request.body) as Members)),
    write: (_operation, result, requestId) => jsonReply(200, result, headers(requestId)),
    fail: ({ code, status, message }, requestId) =>
      jsonReply(status, { message }, { ...headers(requestId), "x-amzn-errortype": code }),
    faults: jsonFaults,
  };
}

/** REST-XML, as S3 speaks it: an operation answers with its root element, such as `{ AccessControlPolicy: {…} }`; lists are repeated elements. `$payload` is a body as it is. */
export function restXml(routes: Routes): Protocol {
  return {
    read: (request) => route(routes, request, {}),
    write: (_operation, result, requestId) => ({
      ...xmlReply(200, typeof result.$payload === "string" ? result.$payload : xml(result, null)),
      headers: { "content-type": "application/xml", "x-amz-request-id": requestId },
    }),
    fail: ({ code, status, message }, requestId) =>
      xmlReply(status, `<Error>${xml({ Code: code, Message: message, RequestId: requestId })}</Error>`),
    faults: { ...xmlFaults, throttled: "SlowDown", failed: "InternalError" },
  };
}

function route(routes: Routes, { method, path, query }: WireRequest, body: Members): Request | null {
  for (const [operation, pattern] of Object.entries(routes)) {
    const [wantedMethod, rest = ""] = pattern.split(" ");
    const [wantedPath = "", flags = ""] = rest.split("?");
    if (method !== wantedMethod || [...new URLSearchParams(flags).keys()].some((flag) => !query.has(flag))) continue;
    const labels = new RegExp(
      `^${wantedPath.replace(/\{(\w+)(\+?)\}/g, (_, name: string, all: string) => `(?<${name}>${all ? ".+" : "[^/]+"})`)}/?$`,
    ).exec(path);
    if (labels) return { operation, parameters: { ...body, ...Object.fromEntries(query), ...labels.groups } };
  }
  return null;
}
