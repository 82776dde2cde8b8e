/** URLs that carry a signature, of whatever service. */
import { endpointOf } from "../endpoint";
import { type CredentialKind, foundAt } from "../kind";
import { signatureDetails } from "../signed-request";

const signature = /X-Amz-Signature(?:=|%3D)[0-9a-f]{64}(?![0-9a-zA-Z])/g;
/** Longer URLs are not looked at whole. */
const longestUrl = 6000;

const kind: CredentialKind = {
  id: "presigned-url",
  marks: ["X-Amz-Signature"],
  holds: /X-Amz-Signature(?:=|%3D)/,
  roleTakesOver: false,
  *find(text) {
    let last = 0;
    for (const { 0: match, index } of text.matchAll(signature)) {
      const before = text.slice(Math.max(last, index - longestUrl), index);
      const start = index - before.length + before.lastIndexOf("http");
      last = index + match.length;
      const head = text.slice(start, index);
      if (
        !/^https?:\/\//.test(head) ||
        /[\s"'`<>]/.test(head) ||
        endpointOf(head) !== "aws" ||
        head.includes("EXAMPLE")
      )
        continue;
      const rest = /^[^\s"'`<>)\]]{0,3000}/.exec(text.slice(last, last + 3000))![0];
      yield foundAt(start, head + match + rest, signatureDetails(head + rest));
    }
  },
};

export default kind;
