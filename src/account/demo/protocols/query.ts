/** AWS Query (IAM, STS, SNS) and its variant of EC2. */
import { type Protocol, type WireRequest, xmlFaults } from "./protocol";
import { xml, xmlReply } from "./xml";

function read({ body }: WireRequest) {
  const parameters = Object.fromEntries(new URLSearchParams(body));
  return parameters.Action ? { operation: parameters.Action, parameters } : null;
}

export const query: Protocol = {
  read,
  write: (operation, result, requestId) =>
    xmlReply(
      200,
      `<${operation}Response><${operation}Result>${xml(result)}</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`,
    ),
  fail({ code, status, message }, requestId) {
    const type = status < 500 ? "Sender" : "Receiver";
    return xmlReply(
      status,
      `<ErrorResponse>${xml({ Error: { Type: type, Code: code, Message: message }, RequestId: requestId })}</ErrorResponse>`,
    );
  },
  faults: xmlFaults,
};

/** Lists have `item` elements, and the result is not wrapped: operations answer with the names of the wire, such as `regionInfo`. */
export const ec2Query: Protocol = {
  read,
  write: (operation, result, requestId) =>
    xmlReply(
      200,
      `<${operation}Response><requestId>${requestId}</requestId>${xml(result, "item")}</${operation}Response>`,
    ),
  fail: ({ code, status, message }, requestId) =>
    xmlReply(
      status,
      `<Response>${`<Errors>${xml({ Error: { Code: code, Message: message } })}</Errors>`}<RequestID>${requestId}</RequestID></Response>`,
    ),
  faults: {
    denied: "UnauthorizedOperation",
    throttled: "RequestLimitExceeded",
    expired: "RequestExpired",
    failed: "InternalError",
  },
};
