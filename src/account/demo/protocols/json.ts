/** AWS JSON 1.0 and 1.1: the operation stands in a header. */
import { jsonFaults, type Members, type Protocol, type Reply } from "./protocol";

export function jsonReply(status: number, body: Members, headers: Reply["headers"]): Reply {
  return {
    status,
    headers,
    body: JSON.stringify(body, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value)),
  };
}

function awsJson(version: "1.0" | "1.1"): Protocol {
  const headers = (requestId: string) => ({
    "content-type": `application/x-amz-json-${version}`,
    "x-amzn-requestid": requestId,
  });
  return {
    read({ headers: { "x-amz-target": target }, body }) {
      const operation = String(target ?? "")
        .split(".")
        .pop();
      return operation ? { operation, parameters: JSON.parse(body || "{}") as Members } : null;
    },
    write: (_operation, result, requestId) => jsonReply(200, result, headers(requestId)),
    fail: ({ code, status, message }, requestId) => jsonReply(status, { __type: code, message }, headers(requestId)),
    faults: jsonFaults,
  };
}

export const json10 = awsJson("1.0");
export const json11 = awsJson("1.1");
